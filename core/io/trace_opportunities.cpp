#include "core/io/trace_opportunities.h"

#include <cmath>

namespace rebuffer {

namespace {

constexpr std::int64_t packetBits = 1500 * 8;
constexpr double mostMilliseconds = 1e11;

/// So many packets in each millisecond, those in order; between them nothing.
class Chances {
public:
    void add(std::int64_t slot, std::int64_t packets)
    {
        if (packets == 0)
            return;
        step(slot, BitRate::bitsPerSecond(packets * packetBits * 1000));
        m_until = slot + 1;
    }
    /// The last chance lies in the last millisecond.
    std::shared_ptr<const RateTrace> build()
    {
        return std::make_shared<const RateTrace>(std::move(m_steps), SimDuration::milliseconds(m_until));
    }

private:
    void step(std::int64_t at, BitRate rate)
    {
        if (m_until < at)
            change(m_until, BitRate());
        change(at, rate);
    }
    void change(std::int64_t at, BitRate rate)
    {
        if (m_steps.empty() || m_steps.back().rate != rate)
            m_steps.push_back({SimDuration::milliseconds(at), rate});
    }

    std::vector<RateTrace::Step> m_steps;
    std::int64_t m_until = 0;
};

} // namespace

Result<TraceReading> parseOpportunities(const TraceTable &table)
{
    Chances chances;
    std::int64_t atZero = 0;
    std::int64_t together = 0;
    std::int64_t last = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const double ms = table.number(row, 0);
        if (!(ms >= 0) || ms > mostMilliseconds || ms != std::floor(ms))
            return table.problem(row, 0,
                                 "is not a whole millisecond from 0; a trace of one column is a chance to send a packet a line");
        const std::int64_t at = std::llround(ms);
        if (at < last)
            return table.problem(row, 0, "goes back in time");
        if (at > last && last > 0) {
            chances.add(last - 1, together);
            together = 0;
        }
        ++(at == 0 ? atZero : together);
        last = at;
    }
    if (last == 0)
        return table.problem(table.rows() - 1, 0, "is the last millisecond, and the trace's period; it must be 1 or more");
    chances.add(last - 1, together + atZero);
    return TraceReading{chances.build(), {}};
}

} // namespace rebuffer
