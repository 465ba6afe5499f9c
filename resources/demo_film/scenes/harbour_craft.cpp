#include "resources/demo_film/scenes/harbour_craft.h"

#include "resources/demo_film/colour.h"
#include "resources/demo_film/random.h"

#include <QLinearGradient>
#include <QPolygonF>
#include <QRadialGradient>

#include <cmath>
#include <numbers>

namespace rebuffer::film {

namespace {

QColor silhouette(double dusk)
{
    return color(mix(light(0x23213F), light(0x080B1D), dusk));
}

void paintCrane(QPainter &painter, const QPointF &foot, double size, double dusk)
{
    const auto at = [&](double x, double y) { return foot + QPointF(x, -y) * size; };
    painter.setPen(QPen(silhouette(dusk), 5 * size, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(at(-18, 0), at(-10, 88));
    painter.drawLine(at(18, 0), at(10, 88));
    painter.drawLine(at(-14, 44), at(14, 44));
    painter.drawLine(at(-46, 90), at(92, 90));
    painter.setPen(QPen(silhouette(dusk), 2.2 * size));
    painter.drawLine(at(0, 122), at(90, 92));
    painter.drawLine(at(0, 122), at(-44, 92));
    painter.drawLine(at(0, 122), at(0, 90));
    painter.drawLine(at(62, 90), at(62, 48));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(palette::vermilion, 0.4 + 0.6 * dusk));
    painter.drawEllipse(at(0, 124), 2.6 * size, 2.6 * size);
}

void paintBoxes(QPainter &painter, const QPointF &deck, double dusk)
{
    Random random(35);
    const Light shadow = light(0x0C1028);
    for (int column = 0; column < 11; ++column) {
        const int rows = 1 + random.below(4);
        for (int row = 0; row < rows; ++row) {
            const Light paint = palette::bright[static_cast<std::size_t>(random.below(5))];
            painter.fillRect(QRectF(deck.x() + column * 22, deck.y() - 13 * (row + 1), 20.5, 11.5),
                             color(mix(paint, shadow, 0.28 + 0.42 * dusk)));
        }
    }
}

void paintBeam(QPainter &painter, const QPointF &lamp, double time, double dusk)
{
    const double turn = time * 2 * std::numbers::pi / 6;
    // Seen from the side a turning beam only swings left and right, and is short when it points at us.
    const double reach = 560 * std::cos(turn);
    const double spread = 26 + 24 * (1 - std::abs(std::cos(turn)));
    QLinearGradient ray(lamp, lamp + QPointF(reach == 0 ? 1 : reach, 0));
    ray.setColorAt(0, color(light(0xFFF3C8), 0.10 + 0.45 * dusk));
    ray.setColorAt(1, color(light(0xFFF3C8), 0));
    painter.setPen(Qt::NoPen);
    painter.setBrush(ray);
    painter.drawPolygon(QPolygonF{lamp, lamp + QPointF(reach, -spread), lamp + QPointF(reach, spread)});

    const double flash = 16 + 30 * std::pow(std::max(0.0, std::sin(turn)), 6);
    QRadialGradient halo(lamp, flash);
    halo.setColorAt(0, color(palette::white, 1));
    halo.setColorAt(0.3, color(light(0xFFEBB0), 0.7));
    halo.setColorAt(1, color(light(0xFFEBB0), 0));
    painter.setBrush(halo);
    painter.drawEllipse(lamp, flash, flash);
}

} // namespace

void paintCranes(QPainter &painter, double shore, double dusk)
{
    painter.fillRect(QRectF(640, shore - 9, 210, 9), silhouette(dusk));
    paintCrane(painter, QPointF(672, shore - 8), 0.95, dusk);
    paintCrane(painter, QPointF(780, shore - 8), 0.8, dusk);
}

void paintContainerShip(QPainter &painter, const QPointF &stern, double dusk)
{
    const auto at = [&](double x, double y) { return stern + QPointF(x, -y); };
    paintBoxes(painter, at(52, 26), dusk);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(mix(light(0xE8DCCB), light(0x2A2B46), 0.25 + 0.65 * dusk)));
    painter.drawRect(QRectF(at(8, 78), at(46, 24)));
    painter.drawRect(QRectF(at(16, 92), at(34, 78)));
    painter.setBrush(color(light(0xFFD98A), 0.35 + 0.6 * dusk));
    for (int deck = 0; deck < 3; ++deck)
        painter.drawRect(QRectF(at(12, 72 - 16 * deck), at(42, 67 - 16 * deck)));
    painter.setBrush(color(mix(light(0x7A2A1E), light(0x140E1E), 0.25 + 0.6 * dusk)));
    painter.drawPolygon(QPolygonF{at(0, 28), at(318, 28), at(338, 36), at(318, 0), at(10, 0)});
}

void paintLighthouse(QPainter &painter, const QPointF &foot, double time, double dusk)
{
    const auto at = [&](double x, double y) { return foot + QPointF(x, -y); };
    painter.setPen(Qt::NoPen);
    painter.setBrush(silhouette(dusk));
    painter.drawPolygon(QPolygonF{at(-150, 0), at(-96, 14), at(-52, 34), at(20, 40), at(70, 22), at(140, 12), at(140, 0)});

    const Light wall = mix(light(0xF2E3D3), light(0x3B3C5E), 0.15 + 0.65 * dusk);
    const Light band = mix(palette::vermilion, light(0x1D1530), 0.15 + 0.6 * dusk);
    const auto halfWidth = [](double height) { return 17 - 0.07 * (height - 34); };
    for (int ring = 0; ring < 5; ++ring) {
        const double low = 34 + 26 * ring;
        const double high = low + 26;
        painter.setBrush(color(ring % 2 == 0 ? wall : band));
        painter.drawPolygon(
            QPolygonF{at(-halfWidth(low), low), at(halfWidth(low), low), at(halfWidth(high), high), at(-halfWidth(high), high)});
    }
    painter.setBrush(silhouette(dusk));
    painter.drawRect(QRectF(at(-13, 170), at(13, 164)));
    painter.drawPolygon(QPolygonF{at(-11, 186), at(0, 200), at(11, 186)});
    paintBeam(painter, at(0, 178), time, dusk);
}

void paintSailingBoat(QPainter &painter, const QPointF &keel, double time, double dusk)
{
    painter.save();
    painter.translate(keel);
    painter.rotate(1.6 * std::sin(time * 1.1));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(mix(light(0xFFF0DC), light(0x4A4668), 0.1 + 0.7 * dusk)));
    painter.drawPolygon(QPolygonF{{-3, -96}, {-3, -16}, {-42, -16}});
    painter.setBrush(color(mix(light(0xFFD9B0), light(0x3E3A5C), 0.1 + 0.7 * dusk)));
    painter.drawPolygon(QPolygonF{{3, -84}, {3, -16}, {30, -16}});
    painter.setBrush(silhouette(dusk));
    painter.drawRect(QRectF(-1.5, -100, 3, 90));
    painter.drawPolygon(QPolygonF{{-50, -12}, {40, -12}, {28, 0}, {-38, 0}});
    painter.restore();
}

} // namespace rebuffer::film
