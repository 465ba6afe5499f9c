#include "ui/stage/queue_geometry.h"

#include "ui/stage/lane_geometry.h"

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

constexpr double leastSlot = 2.5; // pixels, with a gap of one

double slotOf(const PacketView &packet, const LinkView &link, double width)
{
    const double limit = static_cast<double>(std::max<std::int64_t>(1, link.queueLimit.amount));
    return link.queueLimit.unit == QueueLimit::Unit::Packets ? width / limit : packet.wire / limit * width;
}

/// The least slot decides: packets are drawn one by one or not at all. A message of the exchange may be too thin.
bool canBeTold(const LinkView &link, double width)
{
    for (const PacketView &packet : link.queue) {
        const bool counts = packet.kind == PacketKind::Data || packet.kind == PacketKind::Ack;
        if (counts && slotOf(packet, link, width) < leastSlot)
            return false;
    }
    return true;
}

} // namespace

void QueueGeometry::compute(const QRectF &box, const QRectF &dropZone, double space, double pace, const LinkView &link,
                            SimTime now)
{
    const double rim = std::round(1.25 * space);
    inside = box.adjusted(rim, rim, -rim, -rim);
    computeWaiting(link);
    computeDropped(dropZone, pace, link, now);
}

void QueueGeometry::computeBack(const QRectF &box, double space, double pace, const LinkView &link, SimTime now)
{
    const double rim = space / 2;
    inside = box.adjusted(rim, rim, -rim, -rim);
    computeWaiting(link);
    mirror();
    dropped.clear();
    const double size = inside.height();
    for (const LostView &lost : link.lost) {
        const double age = fallOf(now - lost.at, pace).age;
        if (lost.atQueue && age >= 0 && age < 1)
            dropped.push_back({shapeOf(lost.packet, {inside.right() - size, inside.top(), size, size}), age});
    }
}

void QueueGeometry::mirror()
{
    const auto flip = [this](QRectF &rect) { rect.moveLeft(inside.left() + inside.right() - rect.right()); };
    for (PacketShape &packet : packets)
        flip(packet.rect);
    if (!rest.isEmpty())
        flip(rest);
}

void QueueGeometry::computeWaiting(const LinkView &link)
{
    packets.clear();
    const double filled = std::clamp(link.queueFill, 0.0, 1.0) * inside.width();
    rest = QRectF(inside.right() - filled, inside.top(), filled, inside.height());
    double right = inside.right();
    if (canBeTold(link, inside.width())) {
        for (const PacketView &packet : link.queue) {
            const double slot = std::min(slotOf(packet, link, inside.width()), right - inside.left());
            const double width = std::max(1.0, slot - 1);
            if (slot > 1)
                packets.push_back(shapeOf(packet, {right - width, inside.top(), width, inside.height()}));
            right -= slot;
        }
        rest.setRight(right);
        if (static_cast<std::int64_t>(link.queue.size()) >= link.queuedPackets || rest.width() < 1)
            rest = QRectF();
    }
}

void QueueGeometry::computeDropped(const QRectF &dropZone, double pace, const LinkView &link, SimTime now)
{
    dropped.clear();
    const double height = std::min(inside.height(), dropZone.height());
    for (const LostView &lost : link.lost) {
        const double age = fallOf(now - lost.at, pace).age;
        if (!lost.atQueue || age < 0 || age >= 1 || height < 4)
            continue;
        // Those of a burst fall side by side, each in the place that its number gives it.
        const double length = std::min(packetLength(inside.height(), lost.packet.wire), 0.2 * inside.width());
        const auto places = static_cast<std::uint64_t>(std::max(1.0, dropZone.width() / (length + 2)));
        const double x = dropZone.left() + static_cast<double>(lost.packet.number % places) * (length + 2);
        const double y = dropZone.top() + age * (dropZone.height() - height);
        dropped.push_back({shapeOf(lost.packet, {x, y, length, height}), age});
    }
}

} // namespace rebuffer
