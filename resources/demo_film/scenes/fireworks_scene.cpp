#include "resources/demo_film/scenes/fireworks_scene.h"

#include "resources/demo_film/drawing.h"
#include "resources/demo_film/film_format.h"
#include "resources/demo_film/noise.h"
#include "resources/demo_film/water.h"

#include <cmath>

namespace rebuffer::film {

namespace {

constexpr int shore = 452;
constexpr double dt = 1.0 / framesPerSecond;
constexpr double lastLaunch = 9.2;
constexpr std::array<Light, 6> flames{light(0x2E8CFF), light(0xFF4A1C), light(0x16E08A),
                                      light(0xFFB020), light(0xFF3D8E), light(0xA56BFF)};

double launchGap(double time)
{
    return time < 1.5 ? 0.40 : time < 5.5 ? 0.24 : 0.12;
}

Light nightSky(int, int y)
{
    return mix(light(0x050819), light(0x1B1E47), ease(0, 1, static_cast<double>(y) / shore));
}

} // namespace

FireworksScene::FireworksScene() : m_field(pictureWidth, shore)
{
    Random random(89);
    // Houses overlap by a pixel, so that no sky shows between them.
    m_skyline.setFillRule(Qt::WindingFill);
    for (double x = -10; x < pictureWidth;) {
        const double width = std::floor(random.between(34, 86));
        const double middle = 1 - std::abs(x - 640) / 900;
        const double height = 20 + 78 * middle * random.between(0.25, 1);
        m_skyline.addRect(x, shore - height, width + 1, height);
        for (double row = shore - height + 10; row < shore - 12; row += 14)
            for (double column = x + 8; column < x + width - 10; column += 13)
                if (random.unit() < 0.34)
                    m_windows.emplace_back(column, row, 6, 7);
        x += width;
    }
}

void FireworksScene::launch(double time)
{
    if (time < m_nextLaunch || time > lastLaunch)
        return;
    m_nextLaunch = time + launchGap(time) * m_random.between(0.7, 1.3);
    const double rise = m_random.between(0.75, 1.05);
    const QPointF foot(m_random.between(140, 1140), shore - 20);
    const QPointF apex(foot.x() + m_random.between(-70, 70), m_random.between(80, 250));
    m_shells.push_back({foot, (apex - foot) / rise, time + rise, flames[static_cast<std::size_t>(m_random.below(6))],
                        m_random.unit() < 0.2, m_random.unit() < 0.18});
}

void FireworksScene::burst(const Shell &shell, double time)
{
    const double power = m_random.between(190, 340);
    const Light second = flames[static_cast<std::size_t>(m_random.below(6))];
    const int count = shell.ring ? 120 : 260;
    for (int i = 0; i < count; ++i) {
        // Even over a sphere, seen from the side: a full, round flower.
        const double depth = shell.ring ? 0.0 : m_random.between(-1, 1);
        const double angle = m_random.angle();
        const double reach = std::sqrt(1 - depth * depth) * power * m_random.between(0.86, 1.0);
        const Light paint = shell.willow ? light(0xFFB347) : i % 3 == 0 ? second : shell.paint;
        m_embers.push_back({shell.place, QPointF(std::cos(angle), std::sin(angle)) * reach, time,
                            m_random.between(0.9, 1.5) * (shell.willow ? 1.5 : 1), shell.willow ? 1.7 : 2.1, paint});
    }
    for (int i = 0; i < 60; ++i)
        m_field.add(shell.place + QPointF(m_random.normal(), m_random.normal()) * 5, palette::white * 6);
}

void FireworksScene::moveShells(double time)
{
    for (Shell &shell : m_shells) {
        const QPointF next = shell.place + shell.speed * dt;
        m_field.addLine(shell.place, next, light(0xFFD9A0) * 0.55);
        shell.place = next;
        if (time >= shell.burstAt)
            burst(shell, time);
    }
    std::erase_if(m_shells, [time](const Shell &shell) { return time >= shell.burstAt; });
}

void FireworksScene::moveEmbers(double time)
{
    for (Ember &ember : m_embers) {
        const double age = (time - ember.born) / ember.life;
        // Young embers lie on top of each other and would drown in white.
        const double young = 0.3 + 0.7 * ease(0, 0.2, age);
        const double glow = young * (1 - ease(0.45, 1, age)) * (age > 0.6 ? m_random.between(0.2, 1.4) : 1);
        const QPointF next = ember.place + ember.speed * dt;
        m_field.addLine(ember.place, next, ember.paint * (1.05 * glow));
        ember.place = next;
        ember.speed = ember.speed * (1 - ember.drag * dt) + QPointF(0, 62 * dt);
    }
    std::erase_if(m_embers, [time](const Ember &ember) { return time > ember.born + ember.life; });
}

void FireworksScene::step(const Moment &moment)
{
    m_field.fade(0.84);
    launch(moment.time);
    moveShells(moment.time);
    moveEmbers(moment.time);
}

void FireworksScene::paintEnd(QPainter &painter, const Moment &moment) const
{
    const double shown = ease(2.5, 1.7, moment.left());
    if (shown <= 0)
        return;
    painter.setOpacity(shown);
    drawText(painter, QRectF(0, 130, pictureWidth, 150), Qt::AlignCenter, sansFont(118, true), color(palette::white),
             QStringLiteral("The end"));
    drawText(painter, QRectF(0, 278, pictureWidth, 60), Qt::AlignCenter, sansFont(37), color(light(0xF3C969)),
             QStringLiteral("every byte has arrived"));
    painter.setOpacity(1);
}

void FireworksScene::paint(QImage &stage, const Moment &moment) const
{
    shade(stage, 0, shore, nightSky);
    m_field.showOn(stage, 2.2);
    QPainter painter(&stage);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(m_skyline, color(light(0x070A16)));
    for (const QRectF &window : m_windows)
        painter.fillRect(window, color(light(0xFFCF7D), 0.85));
    painter.end();
    paintWater(stage, {shore, light(0x040818), 0.85, 0.6, 2.9}, moment.time);
    painter.begin(&stage);
    paintEnd(painter, moment);
}

} // namespace rebuffer::film
