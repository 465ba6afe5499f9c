#include "resources/demo_film/scenes/title_scene.h"

#include "resources/demo_film/drawing.h"
#include "resources/demo_film/film_format.h"
#include "resources/demo_film/noise.h"
#include "resources/demo_film/random.h"

#include <QPainterPath>
#include <QRadialGradient>

#include <cmath>

namespace rebuffer::film {

namespace {

constexpr Light night = light(0x04101F);
constexpr Light deep = light(0x0A3157);
constexpr Light lagoon = light(0x0F6C8C);

Light backdrop(int x, int y)
{
    const double down = static_cast<double>(y) / stageHeight;
    const double glowX = (x - 360.0) / 700;
    const double glowY = (y - 300.0) / 420;
    const double glow = std::exp(-(glowX * glowX + glowY * glowY) * 1.6);
    return mix(night, deep, ease(0, 1.1, down)) + lagoon * (0.42 * glow);
}

double waveHeight(int layer, double x, double time)
{
    const double pace = 0.25 + 0.12 * layer;
    return (34 - 3 * layer) * std::sin(x * (0.0042 + 0.0009 * layer) + time * pace + layer * 1.9) +
           12 * std::sin(x * 0.011 - time * pace * 1.4 + layer);
}

void paintWaves(QPainter &painter, double time)
{
    painter.setPen(Qt::NoPen);
    for (int layer = 0; layer < 5; ++layer) {
        const double base = 392 + 42 * layer;
        QPainterPath wave(QPointF(0, stageHeight));
        for (int x = 0; x <= pictureWidth; x += 8)
            wave.lineTo(x, base + waveHeight(layer, x, time));
        wave.lineTo(pictureWidth, stageHeight);
        painter.setBrush(color(mix(palette::sky, palette::blue, layer / 5.0), 0.13));
        painter.drawPath(wave);
    }
}

void paintEmblem(QPainter &painter, const Moment &moment)
{
    const QRectF tank(138, 128, 268, 316);
    TankLook look;
    look.water = light(0x1286C8);
    look.glass = color(light(0xD9EEF9));
    look.border = 9;
    paintTank(painter, tank, 0.22 + 0.56 * ease(0, 0.95, moment.share()), moment.time * 0.7, look);

    const QPointF centre(tank.center().x() - 8, tank.center().y() + 18);
    painter.setPen(QPen(color(palette::white), 14, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(color(palette::white));
    painter.drawPolygon(playTriangle(centre, 66));
}

void paintWords(QPainter &painter)
{
    const auto line = [&](double y, int size, bool bold, const Light &ink, const char *text) {
        drawText(painter, QRectF(470, y, 780, size * 1.4), Qt::AlignLeft | Qt::AlignVCenter, sansFont(size, bold), color(ink),
                 QString::fromUtf8(text));
    };
    line(122, 142, true, palette::white, "Rebuffer");
    line(312, 46, false, light(0xCFE8F7), "a film to watch arriving");
    line(384, 31, false, light(0x9CC9E4), "quiet pictures cost few bits,");
    line(424, 31, false, light(0xF3C969), "busy ones cost many");
}

} // namespace

TitleScene::TitleScene()
{
    Random random(11);
    for (int i = 0; i < 26; ++i)
        m_bubbles.push_back({{random.between(0, pictureWidth), random.between(0, stageHeight)},
                             random.between(5, 26),
                             random.between(8, 26),
                             random.angle()});
}

void TitleScene::paintBubbles(QPainter &painter, double time) const
{
    painter.setPen(Qt::NoPen);
    for (const Bubble &bubble : m_bubbles) {
        const double travel = stageHeight + 80.0;
        const double y = std::fmod(bubble.start.y() - bubble.speed * time + 4 * travel, travel) - 40;
        const QPointF centre(bubble.start.x() + 14 * std::sin(time * 0.6 + bubble.phase), y);
        QRadialGradient disc(centre, bubble.radius);
        disc.setColorAt(0, color(palette::sky, 0.03));
        disc.setColorAt(0.82, color(palette::sky, 0.12));
        disc.setColorAt(1, color(palette::sky, 0));
        painter.setBrush(disc);
        painter.drawEllipse(centre, bubble.radius, bubble.radius);
    }
}

void TitleScene::paint(QImage &stage, const Moment &moment) const
{
    shade(stage, 0, stageHeight, backdrop);
    QPainter painter(&stage);
    painter.setRenderHint(QPainter::Antialiasing);
    paintWaves(painter, moment.time);
    paintBubbles(painter, moment.time);
    paintEmblem(painter, moment);
    paintWords(painter);
}

} // namespace rebuffer::film
