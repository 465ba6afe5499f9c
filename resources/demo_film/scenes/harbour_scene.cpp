#include "resources/demo_film/scenes/harbour_scene.h"

#include "resources/demo_film/scenes/harbour_craft.h"

#include "resources/demo_film/colour.h"
#include "resources/demo_film/film_format.h"
#include "resources/demo_film/noise.h"
#include "resources/demo_film/random.h"
#include "resources/demo_film/water.h"

#include <QPolygonF>

#include <cmath>

namespace rebuffer::film {

namespace {

constexpr int shore = 388;
constexpr double sunX = 860;

QPainterPath ridge(double base, double height, double detail, double seed)
{
    QPainterPath path(QPointF(0, shore));
    for (int x = 0; x <= pictureWidth; x += 4)
        path.lineTo(x, base - height * fractalNoise(x * detail, seed, 0, 4));
    path.lineTo(pictureWidth, shore);
    return path;
}

double sunHeight(const Moment &moment)
{
    return 300 + 120 * moment.share();
}

// The sky from zenith to horizon, early (0) and late (1) in the dusk.
Light skyAt(double down, double dusk)
{
    const Light zenith = mix(light(0x27477C), light(0x081330), dusk);
    const Light middle = mix(light(0x9C6F97), light(0x2B2C5E), dusk);
    const Light horizon = mix(light(0xFFB36B), light(0xB8583F), dusk);
    return down < 0.55 ? mix(zenith, middle, ease(0, 0.55, down)) : mix(middle, horizon, ease(0.5, 1.0, down));
}

void paintSky(QImage &stage, const Moment &moment)
{
    const double dusk = ease(0, 1, moment.share());
    const double sunY = sunHeight(moment);
    const double drift = moment.time * 0.010;
    shade(stage, 0, shore, [&](int x, int y) {
        const double down = static_cast<double>(y) / shore;
        const double away = std::hypot((x - sunX) * 0.8, y - sunY);
        const double glow = std::exp(-away / 190) * (0.62 - 0.40 * dusk);
        const double disc = 1 - ease(33, 36, std::hypot(x - sunX, y - sunY));
        const double streak = ease(0.50, 0.80, fractalNoise(x * 0.0028 + drift, y * 0.019, 3, 3));
        const Light cloud = mix(light(0xFF9E7A), light(0x6A4468), dusk) * (0.30 * streak * (1 - 0.35 * down));
        return skyAt(down, dusk) + cloud + light(0xFFC070) * glow + light(0xFFF1C4) * (0.8 * disc);
    });
}

} // namespace

HarbourScene::HarbourScene() : m_farHills(ridge(372, 150, 0.0042, 5.5)), m_nearHills(ridge(396, 120, 0.0075, 21.2))
{
    m_town.setFillRule(Qt::WindingFill);
    buildTown();
    Random random(33);
    for (int i = 0; i < 90; ++i)
        m_stars.push_back({{random.between(0, pictureWidth), 220 * random.unit() * random.unit()}, random.between(0.25, 1)});
}

void HarbourScene::buildTown()
{
    Random random(34);
    for (double x = 40; x < 640;) {
        const double width = std::floor(random.between(30, 64));
        const double height = 30 + 74 * noise(x * 0.012, 2.5) + random.between(0, 26);
        m_town.addRect(x, shore - height, width + 1, height);
        if (random.unit() < 0.4)
            m_town.addPolygon(
                QPolygonF{{x - 2, shore - height}, {x + width / 2, shore - height - 18}, {x + width + 3, shore - height}});
        for (double row = shore - height + 9; row < shore - 12; row += 15)
            for (double column = x + 7; column < x + width - 10; column += 13)
                if (random.unit() < 0.55)
                    m_windows.push_back({QRectF(column, row, 6, 8), random.between(0.02, 1.3)});
        x += width + (random.unit() < 0.3 ? random.between(6, 22) : 0);
    }
}

void HarbourScene::paintStars(QPainter &painter, double dusk) const
{
    painter.setPen(Qt::NoPen);
    for (const Star &star : m_stars) {
        const double shown = ease(0.35, 1, dusk) * star.brightness;
        painter.setBrush(color(palette::white, shown));
        painter.drawEllipse(star.place, 1.2 + star.brightness * 0.6, 1.2 + star.brightness * 0.6);
    }
}

void HarbourScene::paintTown(QPainter &painter, const Moment &moment) const
{
    const double dusk = ease(0, 1, moment.share());
    painter.setPen(Qt::NoPen);
    painter.fillPath(m_farHills, color(mix(light(0x7A5A86), light(0x25244E), dusk)));
    painter.fillPath(m_nearHills, color(mix(light(0x4A3E66), light(0x15183A), dusk)));
    painter.fillPath(m_town, color(mix(light(0x2C2A4A), light(0x0B0F26), dusk)));
    for (const Window &window : m_windows) {
        const double lit = ease(window.litFrom, window.litFrom + 0.03, moment.share());
        painter.fillRect(window.pane, color(light(0xFFD37A), 0.92 * lit));
    }
}

void HarbourScene::paint(QImage &stage, const Moment &moment) const
{
    paintSky(stage, moment);
    const double dusk = ease(0, 1, moment.share());
    {
        QPainter painter(&stage);
        painter.setRenderHint(QPainter::Antialiasing);
        paintStars(painter, dusk);
        paintTown(painter, moment);
        paintCranes(painter, shore, dusk);
        paintContainerShip(painter, QPointF(560 + moment.time * 13, shore), dusk);
        paintLighthouse(painter, QPointF(1150, shore), moment.time, dusk);
        paintSailingBoat(painter, QPointF(300 - moment.time * 7, shore + 1.0), moment.time, dusk);
    }
    paintWater(stage, {shore, light(0x06101F), 0.86, 0.8}, moment.time);
}

} // namespace rebuffer::film
