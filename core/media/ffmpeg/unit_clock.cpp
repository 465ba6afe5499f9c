#include "core/media/ffmpeg/unit_clock.h"

#include "core/media/ffmpeg/media_input.h"

namespace rebuffer {

void UnitClock::setTimes(std::vector<AccessUnit> &units, std::size_t index, const AVPacket &packet, AVRational base,
                         SimDuration start)
{
    AccessUnit &unit = units[index];
    const bool dtsTold = packet.dts != av::noTime;
    unit.dts = dtsTold ? toDuration(packet.dts, base) - start : m_next;
    unit.pts = packet.pts != av::noTime ? toDuration(packet.pts, base) - start : unit.dts;
    unit.duration = packet.duration > 0 ? toDuration(packet.duration, base) : SimDuration::zero();

    if (m_hasLast && units[m_last].duration == SimDuration::zero() && unit.dts > units[m_last].dts)
        units[m_last].duration = unit.dts - units[m_last].dts;
    if (m_hasLast && packet.duration <= 0)
        m_next = unit.dts + units[m_last].duration;
    else
        m_next = unit.dts + unit.duration;
    m_last = index;
    m_hasLast = true;

    if (dtsTold && !m_knowsTime)
        fillBackward(units, unit.dts);
    else if (!m_knowsTime)
        m_early.push_back(index);
    m_knowsTime = m_knowsTime || dtsTold;
}

// Reordered pictures come with their decoding time unknown until the first that has been displayed.
void UnitClock::fillBackward(std::vector<AccessUnit> &units, SimDuration firstKnown)
{
    for (auto index = m_early.rbegin(); index != m_early.rend(); ++index) {
        firstKnown -= units[*index].duration;
        units[*index].dts = firstKnown;
    }
    m_early.clear();
    m_early.shrink_to_fit();
}

} // namespace rebuffer
