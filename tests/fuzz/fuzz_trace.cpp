// Any bytes as a bandwidth trace: refused with one line, or read; what is read is in order and answers at every time.
#include "core/io/trace_reader.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace rebuffer;
    const QByteArray content(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto trace = parseTrace(content, QStringLiteral("fuzz"));
    if (!trace)
        return trace.problem().empty() ? (std::abort(), 0) : 0;
    const auto &steps = (*trace)->steps();
    if (steps.empty() || steps.front().at != SimDuration::zero() || (*trace)->length() <= steps.back().at)
        std::abort();
    for (std::size_t i = 1; i < steps.size(); ++i) {
        if (steps[i].at <= steps[i - 1].at)
            std::abort();
    }
    SimTime t;
    for (int i = 0; i < 100; ++i) {
        const SimTime next = (*trace)->nextChangeAfter(t);
        if (next <= t || (*trace)->rateAt(t) < BitRate())
            std::abort();
        t = next;
    }
    return 0;
}
