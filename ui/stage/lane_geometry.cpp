#include "ui/stage/lane_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rebuffer {

namespace {

constexpr double fullPacket = 1500; // bytes
constexpr double leastLength = 3;   // pixels: less cannot be told from its neighbour
constexpr std::int64_t manyPackets = 150;
constexpr int mostCrowded = 16; // more than this many in a heap are no packets to be seen
constexpr std::size_t flowPieces = 64;
constexpr double leastCrossing = 2.0 / 60; // seconds: a packet seen in fewer than two frames is not seen to move
constexpr double fallTime = 0.4;           // seconds of the viewer's
constexpr double slowLife = 6;             // the same, in slow motion

/// Of those in flight, how many stand so close to the one ahead that one would be drawn over the other.
int crowdedIn(const LinkView &link, double width)
{
    int crowded = 0;
    for (std::size_t i = 1; i < link.inFlight.size(); ++i) {
        const double apart = (link.inFlight[i - 1].progress - link.inFlight[i].progress) * width;
        crowded += std::abs(apart) < leastLength ? 1 : 0;
    }
    return crowded;
}

/// Begins flowing above the limit and stops well below it.
bool isMany(bool was, const LinkView &link, double width)
{
    const double limit = std::min(static_cast<double>(manyPackets), width / (leastLength + 1));
    const double share = was ? 0.75 : 1;
    return static_cast<double>(link.packetsInFlight) > share * limit || crowdedIn(link, width) > share * mostCrowded;
}

bool isFast(bool was, SimDuration way, double pace)
{
    return pace > 0 && way.toSeconds() < (was ? 1.3 : 1.0) * leastCrossing * pace;
}

/// What a flow would hide and is rare enough to be seen in it.
bool standsOut(const PacketView &packet)
{
    const bool data = packet.kind == PacketKind::Data || packet.kind == PacketKind::Parity;
    const bool plainAck = packet.kind == PacketKind::Ack && packet.mark != PacketMark::Stop && packet.mark != PacketMark::Go;
    return !data && !plainAck;
}

/// The length that bits of the packet really have on the link: their time to be sent over the time they travel.
double trueLength(std::uint32_t wire, const LinkView &link, double width)
{
    const double travelled = link.delay.toSeconds() * static_cast<double>(link.rate.toBitsPerSecond());
    return travelled > 0 ? wire * 8.0 / travelled * width : width;
}

class DownLane {
public:
    DownLane(const QRectF &inside, const LinkView &link)
        : m_inside(inside), m_link(link), m_ahead(inside.right() + inside.width())
    {
    }

    /// Its tail stands at its progress; its head is swallowed by the far end.
    PacketShape travelling(const PacketView &packet)
    {
        const double tail = m_inside.left() + std::clamp(packet.progress, 0.0, 1.0) * m_inside.width();
        const double length = lengthOf(packet, tail);
        m_ahead = tail;
        const double seen = std::min(length, m_inside.right() - tail);
        PacketShape shape = shapeOf(packet, {tail, m_inside.top(), seen, m_inside.height()});
        shape.hiddenHead = length - seen;
        return shape;
    }

    /// It comes out of the router head first.
    PacketShape leaving(const PacketView &packet)
    {
        const double length = lengthOf(packet, m_inside.left());
        const double seen = length * std::clamp(packet.progress, 0.0, 1.0);
        PacketShape shape = shapeOf(packet, {m_inside.left(), m_inside.top(), seen, m_inside.height()});
        shape.hiddenTail = length - seen;
        return shape;
    }

private:
    double lengthOf(const PacketView &packet, double tail) const
    {
        const double wanted =
            std::min(packetLength(m_inside.height(), packet.wire), trueLength(packet.wire, m_link, m_inside.width()) - 1);
        return std::max(leastLength, std::min(wanted, m_ahead - tail - 1));
    }

    QRectF m_inside;
    const LinkView &m_link;
    double m_ahead; // where the packet ahead has its tail
};

/// Density in equal parts of the way, from the sender's end: what lies in each, over what would fill it.
class Density {
public:
    explicit Density(double fullBits) : m_full(fullBits / static_cast<double>(flowPieces)) {}

    /// Bits that lie evenly from one place on the way to another, 0 to 1.
    void add(double from, double to, double bits, bool resent)
    {
        const double pieces = static_cast<double>(flowPieces);
        const double length = std::max(1e-9, to - from);
        for (auto i = static_cast<std::size_t>(from * pieces); i < flowPieces && static_cast<double>(i) < to * pieces; ++i) {
            const double part =
                std::min(to, static_cast<double>(i + 1) / pieces) - std::max(from, static_cast<double>(i) / pieces);
            addTo(i, bits * std::max(0.0, part) / length, resent);
        }
    }
    void addCells(const std::vector<FlowCell> &cells, double weight)
    {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::size_t piece = std::min(flowPieces - 1, i * flowPieces / cells.size());
            addTo(piece, (cells[i].bits - cells[i].resent) * weight, false);
            addTo(piece, cells[i].resent * weight, true);
        }
    }
    /// Lays them into a lane; `kept` is the share of what is there already in the mean.
    void putInto(std::vector<FlowPiece> &pieces, const QRectF &inside, bool fromRight, double kept) const
    {
        const bool fresh = pieces.size() != flowPieces;
        pieces.resize(flowPieces);
        const double width = inside.width() / static_cast<double>(flowPieces);
        for (std::size_t i = 0; i < flowPieces; ++i) {
            const std::size_t place = fromRight ? flowPieces - 1 - i : i;
            FlowPiece &piece = pieces[i];
            piece.rect = QRectF(inside.left() + static_cast<double>(place) * width, inside.top(), width, inside.height());
            const double keep = fresh ? 0 : kept;
            piece.density = keep * piece.density + (1 - keep) * shareOf(m_bits[i]);
            piece.resent = std::min(piece.density, keep * piece.resent + (1 - keep) * shareOf(m_resent[i]));
        }
    }

private:
    double shareOf(double bits) const { return m_full > 0 ? std::min(1.0, bits / m_full) : bits > 0 ? 1 : 0; }
    void addTo(std::size_t piece, double bits, bool resent)
    {
        m_bits[piece] += bits;
        if (resent)
            m_resent[piece] += bits;
    }

    double m_full;
    std::array<double, flowPieces> m_bits{};
    std::array<double, flowPieces> m_resent{};
};

double bitsThatFill(const LinkView &link)
{
    return link.delay.toSeconds() * static_cast<double>(link.rate.toBitsPerSecond());
}

Density densityDown(const LinkView &link)
{
    const double full = bitsThatFill(link);
    Density density(full);
    const auto add = [&](const PacketView &packet, double tail, double sent) {
        const double bits = packet.wire * 8.0;
        const double length = full > 0 ? bits * sent / full : 1;
        const double head = std::min(1.0, tail + length);
        density.add(tail, head, bits * sent * (length > 0 ? (head - tail) / length : 1), packet.retransmission);
    };
    for (const PacketView &packet : link.inFlight)
        add(packet, std::clamp(packet.progress, 0.0, 1.0), 1);
    if (link.sending)
        add(*link.sending, 0, std::clamp(link.sending->progress, 0.0, 1.0));
    density.addCells(link.cells, 1);
    return density;
}

/// One acknowledgement in two full packets, as the receiver sends them.
Density densityUp(const LinkView &link)
{
    constexpr double acknowledged = 2 * fullPacket / 52;
    const double full = bitsThatFill(link);
    Density density(full);
    for (const PacketView &packet : link.inFlight) {
        if (packet.kind != PacketKind::Ack)
            continue;
        const double length = full > 0 ? 2 * fullPacket * 8 / full : 1;
        const double tail = std::clamp(packet.progress, 0.0, 1.0);
        const double head = std::min(1.0, tail + length);
        density.add(tail, head, 2 * fullPacket * 8 * (head - tail) / length, false);
    }
    density.addCells(link.cells, acknowledged);
    return density;
}

} // namespace

double packetLength(double laneHeight, std::uint32_t wire)
{
    const double full = std::clamp(0.66 * laneHeight, 10.0, 48.0);
    return std::max(0.3 * full, full * std::min(1.0, wire / fullPacket));
}

void LaneGeometry::decideFlow(const LaneView &view, const LinkView &link)
{
    const bool listed = link.cells.empty();
    if (!listed || isMany(flow == FlowReason::Many, link, inside.width()))
        flow = FlowReason::Many;
    else if (isFast(flow == FlowReason::Fast, link.delay, view.pace))
        flow = FlowReason::Fast;
    else
        flow = FlowReason::None;
}

void LaneGeometry::computeDown(const QRectF &lane, const LaneView &view, const LinkView &link)
{
    packets.clear();
    const double rim = std::round(1.25 * view.space);
    inside = lane.adjusted(rim, rim, -rim, -rim);
    decideFlow(view, link);
    if (flows())
        densityDown(link).putInto(density, inside, false, flow == FlowReason::Fast ? view.kept : 0);
    else
        density.clear();
    DownLane down(inside, link);
    for (const PacketView &packet : link.inFlight) {
        if (!flows() || standsOut(packet))
            packets.push_back(down.travelling(packet));
    }
    if (!flows() && link.sending && link.sending->progress > 0)
        packets.push_back(down.leaving(*link.sending));
}

namespace {

QRectF onTheWayBack(const QRectF &lane, double progress, double size)
{
    const double x = lane.right() - size - std::clamp(progress, 0.0, 1.0) * (lane.width() - size);
    return {x, lane.center().y() - size / 2, size, size};
}

} // namespace

void LaneGeometry::computeUp(const QRectF &lane, const LaneView &view, const LinkView &link)
{
    packets.clear();
    inside = lane.adjusted(view.space / 2, view.space / 2, -view.space / 2, -view.space / 2);
    decideFlow(view, link);
    if (flows())
        densityUp(link).putInto(density, inside, true, flow == FlowReason::Fast ? view.kept : 0);
    else
        density.clear();
    const double ack = std::round(0.75 * inside.height());
    for (const PacketView &packet : link.inFlight) {
        if (flows() && !standsOut(packet))
            continue;
        const bool small = packet.kind == PacketKind::Ack && !standsOut(packet);
        const double size = small ? ack : inside.height();
        packets.push_back(shapeOf(packet, onTheWayBack(inside, packet.progress, size)));
    }
}

Fall fallOf(SimDuration sinceLoss, double pace)
{
    const double slow = pace > 0 ? std::min(1.0, pace) : 1;
    const double life = std::min(1.0, slowLife * slow);
    const double seconds = sinceLoss.toSeconds();
    const double fallen = 1 - std::pow(1 - std::clamp(seconds / (fallTime * slow), 0.0, 1.0), 2); // fast, then lies there
    return {fallen, seconds / life};
}

void computeLost(std::vector<LostShape> &out, const LaneGeometry &lane, const QRectF &zone, double pace, const LinkView &link,
                 SimTime now)
{
    out.clear();
    const double height = std::min(lane.inside.height(), zone.height() - 2);
    for (const LostView &lost : link.lost) {
        const Fall fall = fallOf(now - lost.at, pace);
        if (lost.atQueue || fall.age < 0 || fall.age >= 1)
            continue;
        const double length = std::max(6.0, packetLength(lane.inside.height(), lost.packet.wire));
        const double at = std::clamp(lost.packet.progress, 0.0, 1.0) * lane.inside.width();
        const double x = lane.inside.left() + std::min(at, lane.inside.width() - length);
        const double y = zone.top() + fall.fallen * (zone.height() - height);
        out.push_back({shapeOf(lost.packet, {x, y, length, height}), fall.age});
    }
}

void computeLostBack(std::vector<LostShape> &out, const LaneGeometry &lane, double pace, const LinkView &link, SimTime now)
{
    out.clear();
    for (const LostView &lost : link.lost) {
        const double age = fallOf(now - lost.at, pace).age;
        if (!lost.atQueue && age >= 0 && age < 1)
            out.push_back({shapeOf(lost.packet, onTheWayBack(lane.inside, lost.packet.progress, lane.inside.height())), age});
    }
}

} // namespace rebuffer
