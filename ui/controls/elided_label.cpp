#include "ui/controls/elided_label.h"

#include <QEvent>

namespace rebuffer {

ElidedLabel::ElidedLabel(const QString &text, const QString &explanation, QWidget *parent)
    : QLabel(text, parent), m_whole(text), m_explanation(explanation)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void ElidedLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    elide();
}

void ElidedLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        elide();
}

void ElidedLabel::elide()
{
    const QString fits = fontMetrics().elidedText(m_whole, Qt::ElideRight, width());
    if (fits == text())
        return;
    setText(fits);
    setToolTip(fits == m_whole ? QString() : tr("%1: %2").arg(m_whole, m_explanation));
}

} // namespace rebuffer
