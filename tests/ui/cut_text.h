// Words of labels and buttons that have less room than they want, and are not shortened on purpose with a tooltip that has them
// whole.
#pragma once

#include <QAbstractButton>
#include <QLabel>
#include <QStringList>

#include <algorithm>

namespace rebuffer {

inline QString whatIsCut(const QWidget &widget, const QString &text, int wanted, int room)
{
    return QStringLiteral("%1 \"%2\" wants %3 of %4")
        .arg(QLatin1String(widget.metaObject()->className()), text)
        .arg(wanted)
        .arg(room);
}

/// A word that was shortened on purpose ends so, and its tooltip has the whole.
inline bool isElidedOnPurpose(const QWidget &widget, const QString &text)
{
    return text.contains(QChar(0x2026)) && !widget.toolTip().isEmpty();
}

inline QStringList cutLabels(const QWidget &window)
{
    QStringList cut;
    for (const QLabel *label : window.findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty() || isElidedOnPurpose(*label, label->text()))
            continue;
        const int wanted =
            label->wordWrap() ? label->heightForWidth(label->width()) : label->fontMetrics().horizontalAdvance(label->text());
        const int room = label->wordWrap() ? label->height() : label->width();
        if (wanted > room + 1)
            cut << whatIsCut(*label, label->text(), wanted, room);
    }
    return cut;
}

inline QStringList cutButtons(const QWidget &window)
{
    QStringList cut;
    for (const QAbstractButton *button : window.findChildren<QAbstractButton *>()) {
        if (!button->isVisible() || button->text().isEmpty() || isElidedOnPurpose(*button, button->text()))
            continue;
        QString shown = button->text();
        int wanted = 0;
        for (const QString &line : shown.remove(QLatin1Char('&')).split(QLatin1Char('\n')))
            wanted = std::max(wanted, button->fontMetrics().horizontalAdvance(line));
        if (wanted > button->width() - 2)
            cut << whatIsCut(*button, button->text(), wanted, button->width());
    }
    return cut;
}

} // namespace rebuffer
