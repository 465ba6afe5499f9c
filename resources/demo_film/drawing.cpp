#include "resources/demo_film/drawing.h"

#include <QLinearGradient>
#include <QPainterPath>

#include <cmath>
#include <numbers>

namespace rebuffer::film {

namespace {

QFont font(const char *family, int pixelSize, bool bold)
{
    QFont result(QString::fromLatin1(family));
    result.setPixelSize(pixelSize);
    result.setBold(bold);
    // Hinting snaps glyphs to the pixel grid of the machine's settings; without it they are the same everywhere.
    result.setHintingPreference(QFont::PreferNoHinting);
    return result;
}

double surfaceAt(double x, double time, double wave)
{
    return wave * (4 * std::sin(x * 0.035 + time * 2.2) + 2.5 * std::sin(x * 0.061 - time * 1.6));
}

QPainterPath waterBody(const QRectF &inside, double level, double time, double wave)
{
    const double surface = inside.bottom() - inside.height() * level;
    QPainterPath path(inside.bottomLeft());
    for (double x = inside.left(); x <= inside.right(); x += 2)
        path.lineTo(x, std::min(surface + surfaceAt(x - inside.left(), time, wave), inside.bottom()));
    path.lineTo(inside.bottomRight());
    path.closeSubpath();
    return path;
}

void paintWaterBody(QPainter &painter, const QRectF &inside, double level, double time, const TankLook &look)
{
    QLinearGradient depth(0, inside.bottom() - inside.height() * level, 0, inside.bottom());
    depth.setColorAt(0, color(mix(look.water, palette::white, 0.30), 0.95));
    depth.setColorAt(1, color(mix(look.water, palette::ink, 0.25), 0.98));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(mix(look.water, palette::white, 0.55), 0.7));
    painter.drawPath(waterBody(inside, level + 0.012, time * 0.8 + 2, look.wave));
    painter.setBrush(depth);
    painter.drawPath(waterBody(inside, level, time, look.wave));
}

} // namespace

QFont sansFont(int pixelSize, bool bold)
{
    return font("DejaVu Sans", pixelSize, bold);
}

QFont monoFont(int pixelSize, bool bold)
{
    return font("DejaVu Sans Mono", pixelSize, bold);
}

void drawText(QPainter &painter, const QRectF &box, Qt::Alignment align, const QFont &font, const QColor &ink,
              const QString &text)
{
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(box, static_cast<int>(align.toInt()) | Qt::TextSingleLine, text);
}

QPolygonF playTriangle(const QPointF &centre, double radius)
{
    QPolygonF triangle;
    for (int corner = 0; corner < 3; ++corner) {
        const double angle = corner * 2 * std::numbers::pi / 3;
        triangle << centre + QPointF(std::cos(angle), std::sin(angle)) * radius;
    }
    return triangle;
}

void paintTank(QPainter &painter, const QRectF &tank, double level, double time, const TankLook &look)
{
    const double rounding = tank.width() * 0.08;
    QPainterPath glass;
    glass.addRoundedRect(tank, rounding, rounding);

    painter.save();
    painter.setClipPath(glass);
    painter.fillPath(glass, color(palette::white, 0.10));
    if (level > 0.001)
        paintWaterBody(painter, tank, level, time, look);
    QLinearGradient shine(tank.topLeft(), tank.topRight());
    shine.setColorAt(0.00, color(palette::white, 0.00));
    shine.setColorAt(0.10, color(palette::white, 0.28));
    shine.setColorAt(0.22, color(palette::white, 0.03));
    shine.setColorAt(1.00, color(palette::ink, 0.10));
    painter.fillPath(glass, shine);
    painter.restore();

    painter.setPen(QPen(look.glass, look.border));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(glass);
}

} // namespace rebuffer::film
