// A line of text that is laid out once and drawn often: laying out costs ten times what drawing does.
#pragma once

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QStaticText>
#include <QString>
#include <QStringList>

class QPainter;

namespace rebuffer {

class TextLabel {
public:
    void setFont(const QFont &font);
    /// True if the text is another than before.
    bool setText(const QString &text);
    /// The first of `choices` that is no wider than `width`; if none is, the last one, elided.
    bool setBest(const QStringList &choices, double width);

    const QString &text() const { return m_text; }
    /// How wide some other text would be.
    double widthOf(const QString &text) const;
    double width() const { return m_size.width(); }
    double height() const { return m_size.height(); }
    /// Where draw() puts it.
    QRectF placed(const QRectF &box, Qt::Alignment alignment) const;
    void draw(QPainter &painter, const QRectF &box, Qt::Alignment alignment, const QColor &colour) const;

private:
    QFont m_font;
    QString m_text;
    QStaticText m_layout;
    QSizeF m_size;
    QStringList m_choices; // what the last setBest() chose from, to notice that nothing changed
    double m_choiceWidth = -1;
};

} // namespace rebuffer
