#include "ui/stage/stage_words.h"

#include <QPainter>

namespace rebuffer {

StopTrail StopTrail::of(const Snapshot &snapshot)
{
    StopTrail trail;
    trail.buffer = snapshot.streams.playbackBufferFull;
    trail.connection = trail.buffer && snapshot.sender.blockedByReceiver;
    trail.source = trail.connection && snapshot.streams.sendBufferFull;
    return trail;
}

void StageWords::setTheme(const Theme &theme)
{
    m_theme = theme;
    const QFont title = theme.font(titlePoints, QFont::DemiBold);
    const QFont strong = theme.font(captionPoints, QFont::DemiBold);
    const QFont plain = theme.font(captionPoints);
    for (Placed &line : m_lines) {
        line.label.setFont(plain);
        line.ink = QColor(); // {} would be Qt::color0
    }
    for (Line line : {ServerTitle, QueueTitle, LinkTitle, BufferTitle, PlayerTitle})
        m_lines[line].label.setFont(title);
    for (Line line : {BufferState, ServerWindow, MarkStart, MarkResume, MarkHigh, LostWords, FlowWords})
        m_lines[line].label.setFont(strong);
    m_lines[PlayerTitle2].label.keepSize(); // a name is known by its ends; smaller letters would be read by nobody
    m_lines[Cover].label.setFont(theme.font(titlePoints, QFont::DemiBold));
    m_coverIsLarge = true;
}

void StageWords::setFilm(const QString &title, bool hasVideo)
{
    m_film = title;
    m_hasVideo = hasVideo;
}

void StageWords::reset()
{
    m_toldLost = 0;
    m_toldNews = 0;
}

void StageWords::Placed::colourIn(const QColor &wanted, const QColor &card)
{
    if (colour == wanted && ink.isValid())
        return;
    colour = wanted;
    ink = readable(wanted, card);
}

void StageWords::say(Line line, const QStringList &choices, const QRectF &box, const QColor &colour, Qt::Alignment alignment)
{
    Placed &placed = m_lines[line];
    placed.box = box;
    placed.colourIn(colour, line == Cover ? QColor(Qt::black) : m_theme.card);
    placed.alignment = alignment;
    if (!box.isEmpty())
        placed.label.setBest(choices, box.width());
}

void StageWords::tell(const Snapshot &snapshot, const StageGeometry &geometry, bool renew)
{
    const StageLayout &layout = geometry.layout;
    tellTitles(layout);
    tellServer(snapshot, layout, renew);
    tellQueue(snapshot, geometry, renew);
    tellLink(snapshot, layout);
    tellWayBack(snapshot, layout, renew);
    tellLost(snapshot, geometry, renew);
    tellFlow(snapshot, geometry, renew);
    if (!snapshot.hasPlayer) {
        tellReceiver(snapshot, layout, renew);
        return;
    }
    tellBuffer(snapshot, geometry, renew);
    tellPlayer(snapshot, layout);
    tellCover(snapshot, layout);
}

void StageWords::tellTitles(const StageLayout &layout)
{
    say(ServerTitle, {tr("Server")}, layout.server.title, m_theme.text);
    say(QueueTitle, {tr("Router queue"), tr("Queue")}, layout.queue.title, m_theme.text);
    say(LinkTitle, {tr("Link")}, layout.link.title, m_theme.text);
    say(BufferTitle, {tr("Playback buffer"), tr("Buffer")}, layout.buffer.title, m_theme.text);
    say(PlayerTitle, {layout.hasPlayer() ? tr("Player") : tr("Receiver")}, layout.player.title, m_theme.text);
}

QRectF StageWords::placed(Line line) const
{
    const Placed &placed = m_lines[line];
    return placed.box.isEmpty() ? QRectF() : placed.label.placed(placed.box, placed.alignment);
}

void StageWords::draw(QPainter &painter, const QRectF &region) const
{
    for (int i = 0; i < LineCount; ++i) {
        const Placed &line = m_lines[static_cast<std::size_t>(i)];
        if (i != Cover && i != LostWords && i != FlowWords && line.box.intersects(region))
            line.label.draw(painter, line.box, line.alignment, line.ink);
    }
}

void StageWords::drawOnGround(QPainter &painter, Line which, const QColor &ground, double opacity) const
{
    const Placed &line = m_lines[which];
    if (line.box.isEmpty())
        return;
    painter.setOpacity(opacity);
    if (ground.isValid())
        painter.fillRect(placed(which).adjusted(-4, -1, 4, 1), ground);
    line.label.draw(painter, line.box, line.alignment, line.ink);
    painter.setOpacity(1);
}

QString StageWords::description(const Snapshot &snapshot) const
{
    QStringList parts;
    for (Line line : {Cover, Clock, PlayerState1, BufferState, LinkFirst, QueueFill, ServerBytes})
        if (!m_lines[line].box.isEmpty() && !text(line).isEmpty())
            parts << text(line);
    if (snapshot.down.packetsInFlight > 0)
        parts << tr("%1 packets in flight").arg(snapshot.down.packetsInFlight);
    return parts.join(QStringLiteral("; "));
}

} // namespace rebuffer
