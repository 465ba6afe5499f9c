#include "resources/demo_film/scenes/confetti_scene.h"

#include "resources/demo_film/film_format.h"
#include "resources/demo_film/noise.h"
#include "resources/demo_film/random.h"

#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace rebuffer::film {

namespace {

constexpr int pieceCount = 1300;
constexpr double margin = 50;

Light backdrop(int x, int y)
{
    const double down = static_cast<double>(y) / stageHeight;
    const double away = std::hypot(x - pictureWidth / 2.0, (y - 660.0) * 1.3) / 900;
    const Light sky = mix(light(0x3E86C6), light(0xBFE0F2), ease(-0.1, 0.85, down));
    return mix(sky, light(0xFFF3DC), 0.85 * (1 - ease(0, 0.85, away)));
}

QPointF gust(const QPointF &at, double time)
{
    // The curl of a noise field: eddies that never sweep the paper into heaps.
    const auto stream = [time](double x, double y) { return noise(x * 0.0028, y * 0.0028, time * 0.4); };
    constexpr double reach = 4;
    const double slopeX = stream(at.x() + reach, at.y()) - stream(at.x() - reach, at.y());
    const double slopeY = stream(at.x(), at.y() + reach) - stream(at.x(), at.y() - reach);
    const double storm = 0.5 + 0.9 * ease(2, 10, time);
    return (QPointF(slopeY, -slopeX) * (62000 / reach / 2) + QPointF(110 * std::sin(time * 0.8), 0)) * storm;
}

} // namespace

ConfettiScene::ConfettiScene()
{
    Random random(44);
    for (int i = 0; i < pieceCount; ++i) {
        const double share = static_cast<double>(i) / pieceCount;
        Piece piece{};
        piece.place = {random.between(-margin, pictureWidth + margin), random.between(-margin * 3, -margin)};
        piece.nearness = random.unit() * random.unit();
        piece.turn = random.angle();
        piece.turnSpeed = random.between(-2.5, 2.5);
        piece.flip = random.angle();
        piece.flipSpeed = random.between(3, 9);
        piece.arrives = 9.5 * std::sqrt(share) - 1.2;
        piece.aspect = random.between(0.45, 1);
        piece.paint = palette::bright[static_cast<std::size_t>(random.below(6))];
        // Those that are "already there" when the scene opens have fallen some way.
        if (piece.arrives < 0)
            piece.place.setY(random.between(0, stageHeight * 0.7));
        m_pieces.push_back(piece);
    }
    std::ranges::sort(m_pieces, {}, &Piece::nearness);
}

void ConfettiScene::step(const Moment &moment)
{
    constexpr double dt = 1.0 / framesPerSecond;
    for (Piece &piece : m_pieces) {
        if (piece.arrives > moment.time)
            continue;
        const double pace = 0.55 + 0.75 * piece.nearness;
        const QPointF target = QPointF(0, 150) + gust(piece.place, moment.time);
        piece.speed += (target * pace - piece.speed) * 0.12;
        piece.place += piece.speed * dt;
        piece.turn += piece.turnSpeed * dt;
        piece.flip += piece.flipSpeed * dt;
        if (piece.place.y() > stageHeight + margin)
            piece.place.setY(-margin);
        if (piece.place.x() < -margin)
            piece.place.setX(pictureWidth + margin);
        if (piece.place.x() > pictureWidth + margin)
            piece.place.setX(-margin);
    }
}

void ConfettiScene::paintPiece(QPainter &painter, const Piece &piece) const
{
    const double size = 8 + 26 * piece.nearness;
    const double facing = std::cos(piece.flip);
    const QPointF along = QPointF(std::cos(piece.turn), std::sin(piece.turn)) * size;
    const QPointF across = QPointF(-std::sin(piece.turn), std::cos(piece.turn)) * (size * piece.aspect * facing);
    // Paper turned to the light is brighter, its back is darker, and what is far fades into the sky.
    const Light lit =
        facing > 0 ? mix(piece.paint, palette::white, 0.35 * facing) : mix(piece.paint, palette::ink, -0.24 * facing);
    painter.setBrush(color(mix(light(0xBBD9EC), lit, 0.55 + 0.45 * std::min(1.0, piece.nearness * 2.5))));
    const QPointF &c = piece.place;
    painter.drawPolygon(QPolygonF{c - along - across, c + along - across, c + along + across, c - along + across});
}

void ConfettiScene::paint(QImage &stage, const Moment &moment) const
{
    shade(stage, 0, stageHeight, backdrop);
    QPainter painter(&stage);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (const Piece &piece : m_pieces)
        if (piece.arrives <= moment.time)
            paintPiece(painter, piece);
}

} // namespace rebuffer::film
