// The playback buffer and the player.
#include "ui/stage/stage_parts.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

const QColor screenBlack(0x0e, 0x13, 0x18);

QRectF letterboxed(const QRectF &frame, QSizeF picture)
{
    const double scale = std::min(frame.width() / picture.width(), frame.height() / picture.height());
    const QSizeF size = picture * scale;
    return {frame.center().x() - size.width() / 2, frame.center().y() - size.height() / 2, size.width(), size.height()};
}

/// Copies pixel for pixel where the picture came in the size asked for; otherwise scales it.
void paintPicture(QPainter &painter, const QRectF &frame, const QImage &picture)
{
    painter.fillRect(frame, screenBlack);
    if (picture.isNull())
        return;
    const double ratio = painter.device()->devicePixelRatioF();
    const QRectF target = letterboxed(frame, picture.size());
    if (std::abs(target.width() * ratio - picture.width()) > 2) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(target, picture);
        painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
        return;
    }
    const QPointF at(std::round((frame.center().x() - picture.width() / ratio / 2) * ratio) / ratio,
                     std::round((frame.center().y() - picture.height() / ratio / 2) * ratio) / ratio);
    const QRectF whole(at, QSizeF(picture.size()) / ratio);
    const QRectF seen = whole.intersected(frame);
    painter.drawImage(seen, picture, QRectF((seen.topLeft() - at) * ratio, seen.size() * ratio));
}

/// On black in every theme, as pictures are.
void paintWave(QPainter &painter, const WaveGeometry &wave, const Theme &theme)
{
    const QColor played = mixed(theme.data, Qt::white, 0.35);
    for (const WaveGeometry::Bar &bar : wave.bars)
        painter.fillRect(bar.rect, bar.part == WaveGeometry::Part::Played    ? played
                                   : bar.part == WaveGeometry::Part::Arrived ? QColor(0xc9, 0xd4, 0xdd)
                                                                             : QColor(0x4a, 0x56, 0x61));
    painter.fillRect(wave.playhead, Qt::white);
}

/// How much of what is waited for is there; a spark runs round it as simulated time goes by.
void paintRing(QPainter &painter, const QRectF &ring, double share, SimTime now, double width)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(255, 255, 255, 70), width));
    painter.drawEllipse(ring);
    painter.setPen(QPen(Qt::white, width, Qt::SolidLine, Qt::FlatCap));
    painter.drawArc(ring, 90 * 16, -static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * 360 * 16)));
    constexpr std::int64_t turn = 1'500'000'000;
    const double angle = static_cast<double>(now.toNanoseconds() % turn) / static_cast<double>(turn) * 360;
    painter.setPen(QPen(QColor(255, 255, 255, 170), width, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(ring, static_cast<int>((90 - angle) * 16), -20 * 16);
}

void paintPlaySign(QPainter &painter, QPointF centre, double size)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(255, 255, 255, 40));
    painter.drawEllipse(centre, size, size);
    painter.setBrush(Qt::white);
    const double half = size * 0.42;
    painter.drawPolygon(QPolygonF({{centre.x() - half * 0.75, centre.y() - half},
                                   {centre.x() + half, centre.y()},
                                   {centre.x() - half * 0.75, centre.y() + half}}));
}

bool waits(PlayerState state)
{
    return state == PlayerState::Connecting || state == PlayerState::Starting || state == PlayerState::Stalled ||
           state == PlayerState::Seeking;
}

/// What lies over the picture when it does not simply play.
void paintCover(QPainter &painter, const QRectF &frame, const Snapshot &snapshot, const StageWords &words)
{
    if (words.placed(StageWords::Cover).isEmpty())
        return;
    painter.fillRect(frame, QColor(14, 19, 24, snapshot.state == PlayerState::Playing ? 0 : 150));
    const double size = std::min(0.16 * frame.height(), 40.0);
    const QPointF centre(frame.center().x(), frame.top() + 0.4 * frame.height());
    painter.setRenderHint(QPainter::Antialiasing);
    if (waits(snapshot.state))
        paintRing(painter, QRectF(centre.x() - size, centre.y() - size, 2 * size, 2 * size), snapshot.resumeProgress,
                  snapshot.now, std::max(3.0, size / 5));
    else if (snapshot.state == PlayerState::Idle && words.asksForPlay())
        paintPlaySign(painter, centre, 1.2 * size);
    painter.setRenderHint(QPainter::Antialiasing, false);
    words.drawOnGround(painter, StageWords::Cover, {});
}

void roundCorners(QPainter &painter, const QRectF &frame, double radius, const QColor &around)
{
    QPainterPath corners;
    corners.addRect(frame);
    QPainterPath kept;
    kept.addRoundedRect(frame, radius, radius);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(corners.subtracted(kept), around);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintProgress(QPainter &painter, const StageGeometry &geometry, const Theme &theme)
{
    painter.fillRect(geometry.layout.progress, theme.sunken);
    painter.fillRect(geometry.progressBuffered, theme.dataSoft);
    painter.fillRect(geometry.progressPlayed, theme.data);
    if (geometry.progressHandle.isEmpty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(theme.card);
    painter.setPen(QPen(theme.data, 1.5));
    if (!geometry.progressWanted.isEmpty())
        painter.drawEllipse(geometry.progressWanted);
    painter.setPen(QPen(theme.card, 1.5));
    painter.setBrush(theme.data);
    painter.drawEllipse(geometry.progressHandle);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

QColor levelColour(const Snapshot &snapshot, bool low, const Theme &theme)
{
    if (low)
        return theme.loss;
    return snapshot.state == PlayerState::Starting || snapshot.state == PlayerState::Connecting ? theme.dataSoft : theme.data;
}

} // namespace

void paintTank(QPainter &painter, const StageGeometry &geometry, const Snapshot &snapshot, const Theme &theme)
{
    const TankGeometry &tank = geometry.tank;
    const double space = geometry.layout.space;
    if (tank.level.height() > 0) {
        const QColor colour = levelColour(snapshot, tank.low, theme);
        painter.fillRect(tank.level, colour);
        painter.fillRect(QRectF(tank.level.topLeft(), QSizeF(tank.level.width(), std::min(2.0, tank.level.height()))),
                         mixed(colour, theme.text, 0.35));
    }
    if (tank.low) { // even an empty tank shows that it is
        painter.setPen(QPen(theme.loss, 2));
        painter.setBrush(Qt::NoBrush);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.drawRoundedRect(geometry.layout.tank.adjusted(1, 1, -1, -1), space, space);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    const double width = std::max(1.5, theme.lineWidth * 1.5);
    for (std::size_t i = 0; i < tankMarks; ++i) {
        if (!tank.marks[i].isInForce)
            continue;
        const double y = std::round(tank.marks[i].y - width / 2);
        const QColor ink = i == static_cast<std::size_t>(TankMark::Start) ? theme.mutedText : theme.arriving;
        const QRectF frame = geometry.layout.tank;
        fillDashes(painter, QRectF(frame.left() - space, y, frame.width() + 2 * space, width), 5, 3, ink);
    }
}

void paintPlayer(QPainter &painter, const StageGeometry &geometry, const Snapshot &snapshot, const QImage &picture,
                 const WaveGeometry &wave, const StageWords &words, const Theme &theme)
{
    const QRectF frame = geometry.layout.picture;
    paintPicture(painter, frame, picture);
    paintWave(painter, wave, theme);
    paintCover(painter, frame, snapshot, words);
    roundCorners(painter, frame, geometry.layout.space, theme.card);
    paintProgress(painter, geometry, theme);
}

} // namespace rebuffer
