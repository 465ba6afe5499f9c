#include "ui/stage/tank_geometry.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace rebuffer {

namespace {

/// The next of 1, 1.5, 2, 3, 5, 7.5 times a power of ten: a scale that changes seldom.
double roundedUp(double value)
{
    const double power = std::pow(10, std::floor(std::log10(std::max(value, 1e-3))));
    for (double step : {1.0, 1.5, 2.0, 3.0, 5.0, 7.5, 10.0})
        if (step * power >= value)
            return step * power;
    return 10 * power;
}

/// Upwards from the lowest, each label clear of the one below; then down again from the top, if they ran out of it.
/// In a tank so low that not all have room the lowest of the thresholds go without.
void spreadLabels(std::array<TankGeometry::Mark, tankMarks> &marks, const QRectF &labels, double height)
{
    std::vector<TankGeometry::Mark *> order;
    const auto room = static_cast<std::size_t>(std::max(0.0, std::floor(labels.height() / height + 0.2)));
    for (const TankMark mark : {TankMark::HighWater, TankMark::Resume, TankMark::Start}) {
        if (order.size() < room && marks[static_cast<std::size_t>(mark)].isInForce)
            order.push_back(&marks[static_cast<std::size_t>(mark)]);
    }
    std::stable_sort(order.begin(), order.end(), [](const auto *a, const auto *b) { return a->y > b->y; });
    double limit = labels.bottom();
    for (TankGeometry::Mark *mark : order) {
        const double top = std::min(mark->y - height / 2, limit - height);
        mark->label = QRectF(labels.left(), top, labels.width(), height);
        limit = top;
    }
    double ceiling = labels.top();
    for (auto it = order.rbegin(); it != order.rend(); ++it) {
        QRectF &label = (*it)->label;
        label.moveTop(std::max(label.top(), ceiling));
        ceiling = label.bottom();
    }
}

} // namespace

bool isBufferLow(const Snapshot &snapshot)
{
    if (snapshot.state == PlayerState::Stalled)
        return true;
    const bool more = snapshot.playableUntil < snapshot.duration;
    return snapshot.state == PlayerState::Playing && more && snapshot.level * 4 < snapshot.player.resume;
}

void TankGeometry::compute(const QRectF &tank, const QRectF &labels, double labelHeight, const Snapshot &snapshot)
{
    inside = tank.adjusted(3, 3, -3, -3);
    const double held = std::max(0.0, snapshot.level.toSeconds());
    // Without a mark the scale is as if they were there: it is to change seldom.
    scale = 1.2 * std::max(1e-3, std::max(snapshot.marks.most(), snapshot.player.highWater).toSeconds());
    if (held > scale)
        scale = roundedUp(1.05 * held);
    const auto inForce = snapshot.marks.all();
    for (std::size_t i = 0; i < tankMarks; ++i)
        marks[i] = {inForce[i].has_value(), yOf(inForce[i].value_or(SimDuration::zero()).toSeconds()), {}};
    spreadLabels(marks, labels, labelHeight);
    const double top = yOf(held);
    level = QRectF(inside.left(), top, inside.width(), inside.bottom() - top);
    low = isBufferLow(snapshot);
}

} // namespace rebuffer
