// What is said along the way of the data: server, queue, link.
#include "ui/stage/stage_words.h"

#include "ui/paint/limit_look.h"
#include "ui/paint/words.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rebuffer {

namespace {

/// A queue on the way back that is longer, and than the way there and back, is what holds the sender.
constexpr SimDuration standing = SimDuration::milliseconds(100);
constexpr Qt::Alignment centred = Qt::AlignHCenter | Qt::AlignTop;

bool isTcp(TransportKind kind)
{
    return kind == TransportKind::TcpCubic || kind == TransportKind::TcpReno || kind == TransportKind::TcpBbr;
}

QString protocolName(Protocol protocol)
{
    switch (protocol) {
    case Protocol::Http: return StageWords::tr("HTTP");
    case Protocol::Https: return StageWords::tr("HTTPS");
    case Protocol::Ftp: return StageWords::tr("FTP");
    }
    return {};
}

QString transportName(TransportKind kind)
{
    switch (kind) {
    case TransportKind::TcpCubic: return StageWords::tr("CUBIC");
    case TransportKind::TcpReno: return StageWords::tr("Reno");
    case TransportKind::TcpBbr: return StageWords::tr("BBR");
    case TransportKind::Rtp: return StageWords::tr("RTP");
    case TransportKind::Ideal: return StageWords::tr("ideal");
    }
    return {};
}

QStringList spokenWords(const Scenario &scenario)
{
    const QString transport = transportName(scenario.transport);
    if (scenario.transport == TransportKind::Rtp)
        return {StageWords::tr("RTP over UDP"), transport};
    return {StageWords::tr("%1 · %2").arg(protocolName(scenario.protocol), transport), transport};
}

/// By what held it longest in the last second: at each instant it would be another, and nobody could read it.
QStringList waitsFor(const LimitTimes &times)
{
    const auto most = std::max_element(times.begin(), times.end());
    if (*most <= SimDuration::zero())
        return {StageWords::tr("waits to send"), StageWords::tr("waits")};
    const auto limit = static_cast<Limit>(most - times.begin());
    if (limit == Limit::Application) // it has enough to send, and not yet (RTP)
        return {StageWords::tr("waits: the film's pace"), StageWords::tr("film's pace"), StageWords::tr("waits")};
    const QString text = limitText(limit);
    return {StageWords::tr("waits: %1").arg(text), text, StageWords::tr("waits")};
}

QStringList serverDoes(const Snapshot &snapshot)
{
    if (!snapshot.hasPlayer)
        return {StageWords::tr("endless bytes"), StageWords::tr("reads")};
    if (snapshot.state == PlayerState::Idle)
        return {StageWords::tr("has the film"), StageWords::tr("idle")};
    if (snapshot.fileSize.count() > 0 && snapshot.sent >= snapshot.fileSize)
        return {StageWords::tr("has sent it all"), StageWords::tr("all sent")};
    if (snapshot.streams.sendBufferFull)
        return waitsFor(snapshot.sender.recentLimits);
    return {StageWords::tr("reads chunks"), StageWords::tr("reads")};
}

/// What keeps the sender from sending more.
QStringList senderWords(TransportKind transport, const SenderView &sender)
{
    if (transport == TransportKind::Rtp)
        return {StageWords::tr("paced by the film"), StageWords::tr("paced by film"), StageWords::tr("paced")};
    if (transport == TransportKind::Ideal)
        return {StageWords::tr("no transport"), StageWords::tr("ideal")};
    if (sender.cwnd <= 0)
        return {QString()};
    const QString packets = QString::number(sender.cwnd, 'f', 0);
    return {StageWords::tr("cwnd %1 packets").arg(packets), StageWords::tr("cwnd %1 pkts").arg(packets),
            StageWords::tr("cwnd %1").arg(packets)};
}

/// As that of the ideal pipe.
bool isEndless(const QueueLimit &limit)
{
    return limit.amount == std::numeric_limits<std::int64_t>::max();
}

QString queueLimitText(const LinkView &link)
{
    if (isEndless(link.queueLimit))
        return StageWords::tr("%1, no limit").arg(bytesText(link.queuedBytes));
    if (link.queueLimit.unit == QueueLimit::Unit::Packets)
        return StageWords::tr("%1 of %2 packets").arg(link.queuedPackets).arg(link.queueLimit.amount);
    return bytesOfText(link.queuedBytes, Bytes(link.queueLimit.amount));
}

} // namespace

void StageWords::tellServer(const Snapshot &snapshot, const StageLayout &layout, bool renew)
{
    if (!renew)
        return;
    const bool stopped = StopTrail::of(snapshot).source;
    const bool twoLines = !layout.server.second.isEmpty();
    const QColor colour = stopped ? m_theme.loss : m_theme.mutedText;
    const QStringList stop =
        twoLines ? QStringList{tr("waiting:")} : QStringList{tr("waiting: backpressure"), tr("backpressure"), tr("waits")};
    const bool nothing = snapshot.hasPlayer && snapshot.state == PlayerState::Idle && !asksForPlay();
    say(ServerState,
        stopped   ? stop
        : nothing ? QStringList{tr("no film yet"), tr("no film")}
                  : serverDoes(snapshot),
        layout.server.first, colour);
    say(ServerSecond, stopped ? QStringList{tr("backpressure")} : spokenWords(m_scenario), layout.server.second, colour);

    const QString sent = bytesText(snapshot.sent);
    QStringList bytes = {tr("%1 sent").arg(sent), sent};
    if (snapshot.state == PlayerState::Idle && snapshot.hasPlayer)
        bytes = QStringList{snapshot.fileSize.count() > 0 ? bytesText(snapshot.fileSize) : QString()};
    else if (snapshot.fileSize.count() > 0)
        bytes = QStringList{bytesOfText(snapshot.sent, snapshot.fileSize), sent};
    say(ServerBytes, bytes, layout.serverWords[0], m_theme.mutedText, centred);
    say(ServerWindow, senderWords(m_scenario.transport, snapshot.sender), layout.serverWords[1], m_theme.text, centred);
}

void StageWords::tellQueue(const Snapshot &snapshot, const StageGeometry &geometry, bool renew)
{
    const StageLayout &layout = geometry.layout;
    const LinkView &link = snapshot.down;
    if (renew) {
        const QString fill = queueLimitText(link);
        const QString added = spanText(link.queueDelay);
        const QStringList delays = link.rate.isZero() && link.queuedPackets > 0
                                       ? QStringList{tr("holds all back"), tr("holds all")}
                                       : QStringList{tr("adds %1").arg(added), QStringLiteral("+") + added};
        const QString &delay = delays.front();
        const bool oneLine = layout.queue.second.isEmpty();
        say(QueueFill, oneLine ? QStringList{tr("%1 · %2").arg(fill, delay), fill} : QStringList{fill}, layout.queue.first,
            m_theme.mutedText);
        say(QueueDelay, delays, layout.queue.second, m_theme.mutedText);
    }
    if (isEndless(link.queueLimit)) {
        say(DropWords, {tr("never full")}, layout.dropWords, m_theme.mutedText);
    } else if (geometry.queue.dropped.empty()) {
        say(DropWords, {tr("full here → drop"), tr("full → drop"), tr("drop")}, layout.dropWords, m_theme.mutedText);
    } else if (renew || m_lines[DropWords].colour != m_theme.loss) {
        const QString number = countText(geometry.queue.dropped.back().packet.number);
        const auto count =
            std::max<std::int64_t>(snapshot.down.droppedRecently, static_cast<std::int64_t>(geometry.queue.dropped.size()));
        const QString told = countText(static_cast<quint64>(count));
        const QStringList choices =
            count > 1 ? QStringList{tr("full: %1 dropped in 1 s").arg(told), tr("full: %1 dropped").arg(told),
                                    tr("%1 dropped").arg(told)}
                      : QStringList{tr("full: #%1 dropped").arg(number), tr("#%1 dropped").arg(number), tr("dropped")};
        say(DropWords, choices, layout.dropWords, m_theme.loss);
    }
}

void StageWords::tellLink(const Snapshot &snapshot, const StageLayout &layout)
{
    const LinkView &link = snapshot.down;
    const LinkSettings &set = m_scenario.link;
    const bool idle = snapshot.hasPlayer && snapshot.state == PlayerState::Idle;
    const BitRate carries = idle ? set.rate : link.rate;
    const bool outage = carries.isZero();
    const QString rate = outage ? tr("outage: 0 Mbit/s") : rateText(carries);
    const QString ms = QString::number(std::round((idle ? set.delay : link.delay).toMilliseconds() * 10) / 10);
    const QString delay = set.jitter > SimDuration::zero()
                              ? tr("%1 ± %2 ms").arg(ms, QString::number(std::round(set.jitter.toMilliseconds() * 10) / 10))
                              : tr("%1 ms").arg(ms);
    const QString loss = tr("%1 loss").arg(shareText(set.loss));
    const QString both = tr("%1 · %2").arg(rate, delay);
    const QString all = tr("%1 · %2").arg(both, loss);
    const QColor colour = outage ? m_theme.loss : m_theme.mutedText;
    // Where there is one line only, a loss that is none need not be told.
    const bool oneLine = layout.link.second.isEmpty();
    const QString most = oneLine && set.loss > 0 ? tr("%1 · %2").arg(both, shareText(set.loss)) : both;
    say(LinkFirst, {all, most, both, rate}, layout.link.first, colour);
    if (m_lines[LinkFirst].label.text() == all || oneLine)
        hide(LinkSecond);
    else
        say(LinkSecond, {m_lines[LinkFirst].label.text() == both ? loss : tr("%1 · %2").arg(delay, loss)}, layout.link.second,
            m_theme.mutedText);
}

/// What the receiver says of its window stands there as long as it is news.
void StageWords::tellWayBack(const Snapshot &snapshot, const StageLayout &layout, bool renew)
{
    const std::uint64_t news = snapshot.up.windowNews.empty() ? 0 : snapshot.up.windowNews.back().packet.number;
    if (!renew && news == m_toldNews)
        return;
    m_toldNews = news;
    if (news > 0) {
        const PacketView &packet = snapshot.up.windowNews.back().packet;
        const QString window = bytesText(Bytes(packet.window));
        const bool stop = packet.mark == PacketMark::Stop;
        say(UplinkWords,
            stop ? QStringList{tr("← stop: window %1 (ACK #%2)").arg(window, countText(packet.number)),
                               tr("← stop: window %1").arg(window), tr("← stop")}
                 : QStringList{tr("← go on: window %1 (ACK #%2)").arg(window, countText(packet.number)),
                               tr("← go on: window %1").arg(window), tr("← go on")},
            layout.uplinkWords, stop ? m_theme.loss : m_theme.arriving);
        return;
    }
    QStringList uplink;
    if (snapshot.up.rate.isZero() && snapshot.up.queuedPackets > 0) {
        say(UplinkWords, {tr("← the way back carries nothing"), tr("← carries nothing"), tr("← cut")}, layout.uplinkWords,
            m_theme.loss);
        return;
    }
    if (snapshot.up.queueDelay > standing && snapshot.up.queueDelay > snapshot.up.delay * 2) {
        const QString wait = spanText(snapshot.up.queueDelay);
        say(UplinkWords,
            {tr("← acknowledgements wait %1 in their queue").arg(wait), tr("← ACKs wait %1 in their queue").arg(wait),
             tr("← ACKs wait %1").arg(wait), tr("wait %1").arg(wait)},
            layout.uplinkWords, m_theme.loss);
        return;
    }
    if (isTcp(m_scenario.transport) && snapshot.sender.smoothedRtt > SimDuration::zero()) {
        const QString rtt = spanText(snapshot.sender.smoothedRtt);
        uplink = QStringList{tr("← acknowledgements (RTT %1)").arg(rtt), tr("← ACKs (RTT %1)").arg(rtt), tr("RTT %1").arg(rtt)};
    } else {
        uplink = QStringList{tr("← the way back, to the server"), tr("← the way back"), tr("← back")};
    }
    say(UplinkWords, uplink, layout.uplinkWords, m_theme.mutedText);
}

void StageWords::tellLost(const Snapshot &snapshot, const StageGeometry &geometry, bool renew)
{
    const auto &lost = geometry.lost;
    if (lost.empty()) {
        hide(LostWords);
        return;
    }
    auto told = std::find_if(lost.begin(), lost.end(), [&](const LostShape &shape) { return shape.packet.number == m_toldLost; });
    const bool another = told == lost.end();
    if (another)
        told = std::prev(lost.end());
    m_toldLost = told->packet.number;
    m_lostOpacity = 1 - told->age * told->age;
    // Beside the packet, on the side that has room: the right one, unless only the left one has.
    const StageLayout &layout = geometry.layout;
    const double gap = 1.5 * layout.space;
    const QRectF &own = told->packet.rect;
    double right = layout.lostZone.right(), left = layout.lostZone.left(); // of the room, which others lie in as well
    for (const LostShape &other : lost) {
        if (other.packet.rect.left() > own.right())
            right = std::min(right, other.packet.rect.left() - gap);
        if (other.packet.rect.right() < own.left())
            left = std::max(left, other.packet.rect.right() + gap);
    }
    const double atRight = right - own.right() - gap;
    const double atLeft = own.left() - left - gap;
    TextLabel &label = m_lines[LostWords].label;
    if (another || renew) {
        const QString number = countText(m_toldLost);
        QStringList choices = {tr("#%1 lost").arg(number), tr("#%1").arg(number)};
        const auto all = std::max<std::int64_t>(snapshot.down.lostRecently, static_cast<std::int64_t>(lost.size()));
        if (all > 1)
            choices.prepend(tr("#%1 lost · %2 in 1 s").arg(number, countText(static_cast<quint64>(all))));
        label.setBest(choices, std::max(atRight, atLeft));
    }
    if (label.isCut() || label.width() > std::max(atRight, atLeft)) {
        hide(LostWords);
        return;
    }
    const bool isAtRight = label.width() <= atRight || atRight >= atLeft;
    const double x = isAtRight ? own.right() + gap : own.left() - gap - label.width();
    const double y = layout.lostZone.bottom() - geometry.down.inside.height() / 2 - label.height() / 2;
    m_lines[LostWords].box = QRectF(x, y, label.width(), label.height());
    m_lines[LostWords].colourIn(m_theme.loss, m_theme.card);
}

void StageWords::tellFlow(const Snapshot &snapshot, const StageGeometry &geometry, bool renew)
{
    if (!geometry.down.flows()) {
        hide(FlowWords);
        return;
    }
    if (renew || m_lines[FlowWords].box.isEmpty())
        sayFlow(snapshot, geometry);
    // Where there is no room for both, what is lost is seen and told while it falls.
    const QRectF words = placed(FlowWords);
    const bool liesOnOne = std::any_of(geometry.lost.begin(), geometry.lost.end(),
                                       [&](const LostShape &shape) { return shape.packet.rect.intersects(words); });
    if (liesOnOne || words.intersects(m_lines[LostWords].box))
        hide(FlowWords);
}

void StageWords::sayFlow(const Snapshot &snapshot, const StageGeometry &geometry)
{
    const QString count = countText(static_cast<quint64>(snapshot.down.packetsInFlight));
    const QString rate = rateText(snapshot.throughput);
    const QString across = spanText(snapshot.down.delay);
    const QStringList many = {tr("flow: %1 packets in flight, %2, across in %3").arg(count, rate, across),
                              tr("flow: %1 packets in flight").arg(count), tr("flow: %1 packets").arg(count), tr("flow")};
    const QStringList fast = {tr("flow: %1, across in %2; slow motion shows packets").arg(rate, across),
                              tr("flow: %1, across in %2").arg(rate, across), tr("flow: across in %1").arg(across), tr("flow")};
    say(FlowWords, geometry.down.flow == FlowReason::Many ? many : fast,
        geometry.layout.lostZone.adjusted(0, geometry.layout.space, 0, 0), m_theme.text, Qt::AlignRight | Qt::AlignTop);
}

} // namespace rebuffer
