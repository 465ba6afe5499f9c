#include "ui/stage/wave_geometry.h"

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

constexpr double pitch = 4; // from one bar to the next
constexpr double barWidth = 2.5;
constexpr double leastHeight = 2;

double loudest(const std::vector<float> &waveform, std::size_t bar, std::size_t bars)
{
    const std::size_t begin = bar * waveform.size() / bars;
    const std::size_t end = std::max(begin + 1, (bar + 1) * waveform.size() / bars);
    return *std::max_element(waveform.begin() + static_cast<std::ptrdiff_t>(begin),
                             waveform.begin() + static_cast<std::ptrdiff_t>(end));
}

} // namespace

void WaveGeometry::compute(const QRectF &frame, const std::vector<float> &waveform, double played, double arrived)
{
    bars.clear();
    playhead = QRectF();
    if (waveform.empty() || frame.isEmpty())
        return;
    const QRectF room =
        frame.adjusted(frame.width() * 0.04, frame.height() * 0.12, -frame.width() * 0.04, -frame.height() * 0.12);
    const auto count = std::clamp<std::size_t>(static_cast<std::size_t>(room.width() / pitch), 1, waveform.size());
    for (std::size_t i = 0; i < count; ++i) {
        const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(count);
        const Part part = share <= played ? Part::Played : share <= arrived ? Part::Arrived : Part::ToCome;
        const double loud = part == Part::ToCome ? 0 : std::clamp(loudest(waveform, i, count), 0.0, 1.0);
        const double height = std::max(leastHeight, std::sqrt(loud) * room.height());
        const double x = room.left() + share * room.width();
        bars.push_back({QRectF(x - barWidth / 2, room.center().y() - height / 2, barWidth, height), part});
    }
    const double x = room.left() + std::clamp(played, 0.0, 1.0) * room.width();
    playhead = QRectF(x - 1, frame.top() + frame.height() * 0.06, 2, frame.height() * 0.88);
}

} // namespace rebuffer
