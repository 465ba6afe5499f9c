#include "ui/controls/line_card.h"

#include <QLayout>

namespace rebuffer {

void fitLineCard(QWidget &line, const Theme &theme)
{
    line.setContentsMargins(theme.space(3), theme.space(2), theme.space(3), 0);
    line.layout()->setContentsMargins(theme.space(5), theme.space(1), theme.space(2), theme.space(1));
}

void paintLineCard(const QWidget &line, const Theme &theme, const QColor &border, const QColor &ground, QPainter &painter)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(border, 1));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(line.contentsRect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.space(1), theme.space(1));
}

} // namespace rebuffer
