#include "ui/stage/lane_geometry.h"

#include <algorithm>
#include <cmath>

namespace rebuffer
{

namespace
{

constexpr double fullPacket = 1500; // bytes
constexpr double leastLength = 3;   // pixels: less cannot be told from its neighbour
constexpr std::int64_t manyPackets = 150;
constexpr double flowPitch = 8;     // pixels of lane to one piece of density
constexpr double driftOfLost = 0.3; // share of the lane that a lost packet still slides while it fades

/// Begins flowing above the limit and stops well below it.
bool isFlow(bool was, std::int64_t packets, double width)
{
    const double limit = std::min(static_cast<double>(manyPackets), width / (leastLength + 1));
    return static_cast<double>(packets) > (was ? 0.75 * limit : limit);
}

/// The length that bits of the packet really have on the link: their time to be sent over the time they travel.
double trueLength(std::uint32_t wire, const LinkView &link, double width)
{
    const double travelled = link.delay.toSeconds() * static_cast<double>(link.rate.toBitsPerSecond());
    return travelled > 0 ? wire * 8.0 / travelled * width : width;
}

class DownLane
{
public:
    DownLane(const QRectF &inside, const LinkView &link) : m_inside(inside), m_link(link), m_ahead(inside.right() + inside.width()) {}

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
        const double wanted = std::min(packetLength(m_inside.height(), packet.wire), trueLength(packet.wire, m_link, m_inside.width()) - 1);
        return std::max(leastLength, std::min(wanted, m_ahead - tail - 1));
    }

    QRectF m_inside;
    const LinkView &m_link;
    double m_ahead; // where the packet ahead has its tail
};

/// The snapshot holds those nearest to arriving, up to a bound; the others lie evenly behind the last of them.
void spreadRest(std::vector<FlowPiece> &density, const LinkView &link, double bits)
{
    const auto known = static_cast<std::int64_t>(link.inFlight.size());
    if (known == 0 || known >= link.packetsInFlight)
        return;
    const double last = std::clamp(link.inFlight.back().progress, 0.0, 1.0) * static_cast<double>(density.size());
    const double rest = bits / static_cast<double>(known) * static_cast<double>(link.packetsInFlight - known);
    for (std::size_t i = 0; i < density.size() && static_cast<double>(i) < last; ++i)
        density[i].density += rest * std::min(1.0, last - static_cast<double>(i)) / last;
}

void computeDensity(std::vector<FlowPiece> &density, const QRectF &inside, const LinkView &link)
{
    const auto pieces = static_cast<std::size_t>(std::max(1.0, std::round(inside.width() / flowPitch)));
    const double width = inside.width() / static_cast<double>(pieces);
    density.resize(pieces);
    for (std::size_t i = 0; i < pieces; ++i)
        density[i] = {QRectF(inside.left() + static_cast<double>(i) * width, inside.top(), width, inside.height()), 0};
    const double full = link.delay.toSeconds() * static_cast<double>(link.rate.toBitsPerSecond()) / static_cast<double>(pieces);
    double bits = 0;
    for (const PacketView &packet : link.inFlight) {
        const double at = std::clamp(packet.progress, 0.0, 1.0) * static_cast<double>(pieces);
        density[std::min(static_cast<std::size_t>(at), pieces - 1)].density += packet.wire * 8.0;
        bits += packet.wire * 8.0;
    }
    spreadRest(density, link, bits);
    for (FlowPiece &piece : density)
        piece.density = full > 0 ? std::min(piece.density / full, 1.0) : 1;
}

} // namespace

double packetLength(double laneHeight, std::uint32_t wire)
{
    const double full = std::clamp(0.66 * laneHeight, 10.0, 48.0);
    return std::max(0.3 * full, full * std::min(1.0, wire / fullPacket));
}

void LaneGeometry::computeDown(const QRectF &lane, double space, const LinkView &link)
{
    packets.clear();
    density.clear();
    const double rim = std::round(1.25 * space);
    inside = lane.adjusted(rim, rim, -rim, -rim);
    flow = isFlow(flow, link.packetsInFlight, inside.width());
    if (flow) {
        computeDensity(density, inside, link);
        return;
    }
    DownLane down(inside, link);
    for (const PacketView &packet : link.inFlight)
        packets.push_back(down.travelling(packet));
    if (link.sending && link.sending->progress > 0)
        packets.push_back(down.leaving(*link.sending));
}

void LaneGeometry::computeUp(const QRectF &lane, double space, const LinkView &link)
{
    packets.clear();
    density.clear();
    inside = lane.adjusted(space / 2, space / 2, -space / 2, -space / 2);
    flow = isFlow(flow, link.packetsInFlight, inside.width());
    const double ack = flow ? 2 : std::round(0.75 * inside.height());
    for (const PacketView &packet : link.inFlight) {
        const bool small = packet.kind == PacketKind::Ack;
        const double size = small ? ack : inside.height();
        const double x = inside.right() - size - std::clamp(packet.progress, 0.0, 1.0) * (inside.width() - size);
        packets.push_back(shapeOf(packet, {x, inside.center().y() - size / 2, size, size}));
    }
}

void computeLost(std::vector<LostShape> &out, const LaneGeometry &lane, const QRectF &zone, const LinkView &link, SimTime now)
{
    out.clear();
    const double height = std::min(lane.inside.height(), zone.height() - 2);
    for (const LostView &lost : link.lost) {
        const double age = (now - lost.at).toSeconds();
        if (lost.atQueue || age < 0 || age >= 1)
            continue;
        const double length = std::max(6.0, packetLength(lane.inside.height(), lost.packet.wire));
        const double drift = driftOfLost * (1 - std::pow(1 - age, 2)); // it was on its way, and comes to rest
        const double at = std::clamp(lost.packet.progress + drift, 0.0, 1.0);
        // Those of a burst lie side by side.
        const double place = static_cast<double>(lost.packet.number % 4) * (length + 3);
        const double x = lane.inside.left() + std::min(at * lane.inside.width() + place, lane.inside.width() - length);
        const double fallen = 1 - std::pow(1 - std::min(1.0, age / 0.4), 2); // falls fast, then lies there
        const double y = zone.top() + fallen * (zone.height() - height);
        out.push_back({shapeOf(lost.packet, {x, y, length, height}), age});
    }
}

} // namespace rebuffer
