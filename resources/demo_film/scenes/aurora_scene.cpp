#include "resources/demo_film/scenes/aurora_scene.h"

#include "resources/demo_film/scenes/aurora_curtain.h"

#include "resources/demo_film/colour.h"
#include "resources/demo_film/film_format.h"
#include "resources/demo_film/noise.h"
#include "resources/demo_film/random.h"

#include <QLinearGradient>
#include <QPolygonF>
#include <QRadialGradient>

#include <cmath>

namespace rebuffer::film {

namespace {

// Noise folded at its middle has sharp crests: mountains, not dunes.
double crest(double x, double seed)
{
    double sum = 0;
    double weight = 0.5;
    for (double detail = 0.0034; weight > 0.03; detail *= 2.1, weight *= 0.46)
        sum += weight * (1 - std::abs(2 * noise(x * detail + seed, seed) - 1));
    return sum;
}

double ridgeHeight(double x, int layer)
{
    if (layer == 0)
        return 545 - 265 * crest(x, 3.7);
    const double along = x * (0.0030 + 0.0012 * layer) + layer * 40;
    return 536 + 26 * layer - (180 - 60 * layer) * fractalNoise(along, layer * 8.5, 0, 5);
}

QPainterPath ridge(int layer)
{
    QPainterPath path(QPointF(0, stageHeight));
    for (int x = 0; x <= pictureWidth; x += 3)
        path.lineTo(x, ridgeHeight(x, layer));
    path.lineTo(pictureWidth, stageHeight);
    return path;
}

// Snow lies on the far ridge, down to a ragged line.
QPainterPath snowOn(int layer)
{
    QPainterPath path(QPointF(0, ridgeHeight(0, layer)));
    for (int x = 0; x <= pictureWidth; x += 3)
        path.lineTo(x, ridgeHeight(x, layer));
    for (int x = pictureWidth; x >= 0; x -= 3) {
        const double crestAbove = std::max(0.0, 452 - ridgeHeight(x, layer));
        const double ragged = std::abs(2 * noise(x * 0.045, 4.4) - 1) + 0.7 * std::abs(2 * noise(x * 0.12, 9.4) - 1);
        path.lineTo(x, ridgeHeight(x, layer) + crestAbove * (0.12 + 0.5 * ragged));
    }
    return path;
}

void addPine(QPainterPath &path, const QPointF &foot, double height)
{
    const double half = height * 0.17;
    for (int tier = 0; tier < 4; ++tier) {
        const double low = foot.y() - height * 0.20 * tier;
        const double width = half * (1 - 0.2 * tier);
        path.addPolygon(QPolygonF{
            {foot.x() - width, low}, {foot.x(), low - height * 0.40}, {foot.x() + width, low}, {foot.x() - width, low}});
    }
}

void paintHut(QPainter &painter, const QPointF &foot)
{
    QRadialGradient glow(foot + QPointF(0, -14), 84);
    glow.setColorAt(0, color(light(0xFFB54A), 0.45));
    glow.setColorAt(1, color(light(0xFFB54A), 0));
    painter.setBrush(glow);
    painter.drawEllipse(foot + QPointF(0, -14), 84, 84);
    const auto at = [&](double x, double y) { return foot + QPointF(x, -y); };
    painter.setBrush(color(light(0x0A0D14)));
    painter.drawPolygon(QPolygonF{at(-38, 0), at(-38, 28), at(0, 54), at(38, 28), at(38, 0)});
    painter.drawRect(QRectF(at(16, 62), at(25, 34)));
    painter.setBrush(color(light(0xFFD27A)));
    painter.drawRect(QRectF(at(-24, 27), at(-6, 10)));
    painter.drawRect(QRectF(at(6, 27), at(24, 10)));
}

void paintShootingStar(QPainter &painter, double time)
{
    constexpr double flight = 1.1;
    const double share = (time - 6.2) / flight;
    if (share < 0 || share > 1)
        return;
    const QPointF head(250 + 470 * share, 46 + 150 * share);
    const QPointF tail = head - QPointF(190, 61) * std::min(1.0, share * 2);
    QLinearGradient trail(tail, head);
    trail.setColorAt(0, color(palette::white, 0));
    trail.setColorAt(1, color(palette::white, 1 - ease(0.6, 1, share)));
    painter.setPen(QPen(trail, 3.4, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(tail, head);
    painter.setPen(Qt::NoPen);
}

} // namespace

AuroraScene::AuroraScene() : m_snow(snowOn(0))
{
    Random random(77);
    for (int i = 0; i < 240; ++i)
        m_stars.push_back({{random.between(0, pictureWidth), random.between(0, 420)},
                           random.between(0.7, 1.9),
                           random.between(0.25, 1),
                           random.angle()});
    for (int layer = 0; layer < 3; ++layer)
        m_ridges.push_back(ridge(layer));
    m_pines.setFillRule(Qt::WindingFill);
    for (int i = 0; i < 60; ++i) {
        const double x = random.between(0, pictureWidth);
        const double clearing = ease(60, 190, std::abs(x - 905));
        addPine(m_pines, QPointF(x, stageHeight - 6 + random.between(0, 16)), clearing * random.between(60, 150));
    }
}

void AuroraScene::paintStars(QPainter &painter, double time) const
{
    for (const Star &star : m_stars) {
        const double twinkle = 0.8 + 0.2 * std::sin(time * 2.3 + star.phase);
        painter.setBrush(color(palette::white, star.brightness * twinkle));
        painter.drawEllipse(star.place, star.size, star.size);
    }
}

void AuroraScene::paintLand(QPainter &painter) const
{
    const std::array<Light, 3> tones{light(0x173044), light(0x0D2130), light(0x07131D)};
    for (std::size_t layer = 0; layer < m_ridges.size(); ++layer) {
        painter.fillPath(m_ridges[layer], color(tones[layer]));
        if (layer == 0)
            painter.fillPath(m_snow, color(light(0x8FC9C4), 0.8));
    }
    paintHut(painter, QPointF(905, 566));
    painter.fillPath(m_pines, color(light(0x03080D)));
}

void AuroraScene::paint(QImage &stage, const Moment &moment) const
{
    const double time = moment.time;
    const std::array<AuroraCurtain, 3> curtains{AuroraCurtain(1, 250, 0.85, time), AuroraCurtain(2, 320, 1.05, time),
                                                AuroraCurtain(3, 190, 0.6, time + 20)};
    shade(stage, 0, stageHeight, [&](int x, int y) {
        const double down = static_cast<double>(y) / stageHeight;
        Light sum = mix(light(0x040A1C), light(0x0F3346), ease(0, 1, down));
        for (const AuroraCurtain &curtain : curtains)
            sum = sum + curtain.lightAt(x, y);
        return sum;
    });
    QPainter painter(&stage);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    paintStars(painter, time);
    paintShootingStar(painter, time);
    paintLand(painter);
}

} // namespace rebuffer::film
