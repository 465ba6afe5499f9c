#include "resources/demo_film/scenes/pipe_scene.h"

#include "resources/demo_film/scenes/pipe_scenery.h"

#include "resources/demo_film/drawing.h"
#include "resources/demo_film/film_format.h"
#include "resources/demo_film/noise.h"

#include <algorithm>
#include <cmath>

namespace rebuffer::film {

namespace {

Light paper(int x, int y)
{
    const double away = std::hypot((x - 640.0) / 900, (y - 250.0) / 560);
    return mix(light(0xF6F9FB), light(0xCFDDE8), ease(0.1, 1.15, away));
}

pipe::PacketMood moodOf(const PacketStory::Packet &packet, double way)
{
    if (packet.lost && way > 0.5)
        return pipe::PacketMood::Lost;
    return packet.resent ? pipe::PacketMood::Resent : pipe::PacketMood::Data;
}

// A lost packet leaves the pipe half way and drops out of sight.
void paintFalling(QPainter &painter, double sinceLoss)
{
    const double drop = 420 * sinceLoss * sinceLoss;
    const QPointF centre(pipe::tube.center().x() + 26 * sinceLoss, pipe::tube.center().y() + drop);
    const double shown = 1 - ease(0.55, 0.95, sinceLoss);
    pipe::paintPacket(painter, centre, 70 * sinceLoss, pipe::PacketMood::Lost, shown);
    painter.setOpacity(shown * ease(0.1, 0.25, sinceLoss));
    drawText(painter, QRectF(centre.x() + 44, centre.y() - 22, 120, 44), Qt::AlignLeft | Qt::AlignVCenter, sansFont(30, true),
             color(palette::vermilion), QStringLiteral("lost"));
    painter.setOpacity(1);
}

QPointF overTheEdge(double sinceArrival, double level)
{
    const double surface = pipe::tank.bottom() - std::max(40.0, pipe::tank.height() * level);
    const double share = std::min(1.0, sinceArrival / PacketStory::fallTime);
    const double top = pipe::tube.center().y();
    return {pipe::tank.left() + 6 + 92 * share, top + (std::max(surface, top) + 16 - top) * share * share};
}

} // namespace

void PipeScene::step(const Moment &moment)
{
    m_story.step(moment.time, 1.0 / framesPerSecond);
}

void PipeScene::paintPackets(QPainter &painter, double time, bool inPipe) const
{
    for (const PacketStory::Packet &packet : m_story.packets()) {
        const double way = (time - packet.sentAt) / packet.travel;
        if (packet.landed || way < 0)
            continue;
        if (packet.lost && way > 0.5) {
            if (!inPipe)
                paintFalling(painter, (way - 0.5) * packet.travel);
        } else if (way <= 1 && inPipe) {
            const double x = pipe::tube.left() - 30 + (pipe::tube.width() + 28) * way;
            pipe::paintPacket(painter, {x, pipe::tube.center().y()}, 0, moodOf(packet, way), 1);
        } else if (way > 1 && !inPipe) {
            const double since = (way - 1) * packet.travel;
            pipe::paintPacket(painter, overTheEdge(since, m_story.level()), 60 * since, moodOf(packet, way),
                              1 - ease(0.85, 1.0, since / PacketStory::fallTime));
        }
    }
}

void PipeScene::paintTankWithMarks(QPainter &painter, double time) const
{
    const bool low = m_story.level() < PacketStory::startMark / PacketStory::capacity * 0.6;
    TankLook look;
    look.water = mix(palette::blue, palette::vermilion, low ? 1.0 : 0.0);
    look.glass = color(light(0x24384C));
    look.border = 9;
    paintTank(painter, pipe::tank, m_story.level(), time, look);

    const auto mark = [&](double amount, const Light &ink, const char *text) {
        const double y = pipe::tank.bottom() - pipe::tank.height() * amount / PacketStory::capacity;
        painter.setPen(QPen(color(ink), 4, Qt::DashLine));
        painter.drawLine(QPointF(pipe::tank.left() + 8, y), QPointF(pipe::tank.right() - 8, y));
        const QRectF above(pipe::tank.left(), y - 36, pipe::tank.width() - 16, 34);
        drawText(painter, above, Qt::AlignRight | Qt::AlignBottom, sansFont(25, true), color(ink), QString::fromUtf8(text));
    };
    mark(PacketStory::startMark, light(0x00543D), "start");
    mark(PacketStory::fullMark, light(0x8A4A00), "full");
}

void PipeScene::paintCaption(QPainter &painter, double time) const
{
    const bool waiting = time > 4 && !m_story.playing();
    drawText(painter, QRectF(0, 512, pictureWidth, 64), Qt::AlignCenter, sansFont(43, true),
             color(waiting ? light(0xB34700) : light(0x0A4B78)), QString::fromUtf8(m_story.caption(time)));
}

void PipeScene::paint(QImage &stage, const Moment &moment) const
{
    shade(stage, 0, stageHeight, paper);
    QPainter painter(&stage);
    painter.setRenderHint(QPainter::Antialiasing);
    const double time = moment.time;
    const double sinceSend = m_story.packets().empty() ? 1 : time - m_story.packets().back().sentAt;

    pipe::paintTubeBack(painter);
    paintPackets(painter, time, true);
    pipe::paintTubeFront(painter);
    pipe::paintServer(painter, time, std::exp(-6 * sinceSend));
    pipe::paintOutlet(painter, m_story.played(), m_story.playing());
    pipe::paintRates(painter, m_story.arriving(time), PacketStory::appetite);
    paintPackets(painter, time, false);
    paintTankWithMarks(painter, time);
    pipe::paintScreen(painter, m_story.played(), m_story.playing(), time);

    pipe::paintLabel(painter, pipe::server, "server");
    pipe::paintLabel(painter, pipe::tube, "network");
    pipe::paintLabel(painter, pipe::tank, "buffer");
    pipe::paintLabel(painter, pipe::screen, "player");
    paintCaption(painter, time);
}

} // namespace rebuffer::film
