// Any bytes as a bandwidth trace: refused with one printable line, or read; what is read is in order and answers at every time.
#include "core/io/trace_reader.h"

#include <cstdint>
#include <cstdlib>

namespace {

/// For a terminal: something, and no control character in it.
bool isOneLineOfText(const std::string &text)
{
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
            return false;
    }
    return !text.empty();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace rebuffer;
    const QByteArray content(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto read = parseTrace(content, QStringLiteral("fuzz"));
    if (!read)
        return isOneLineOfText(read.problem()) ? 0 : (std::abort(), 0);
    for (const std::string &note : read->notes) {
        if (!isOneLineOfText(note))
            std::abort();
    }
    const auto trace = read->trace;
    const auto &steps = trace->steps();
    if (steps.empty() || steps.front().at != SimDuration::zero() || trace->length() <= steps.back().at ||
        trace->length() < SimDuration::milliseconds(1))
        std::abort();
    for (std::size_t i = 1; i < steps.size(); ++i) {
        if (steps[i].at - steps[i - 1].at < SimDuration::microseconds(9))
            std::abort();
    }
    SimTime t;
    for (int i = 0; i < 100; ++i) {
        const SimTime next = trace->nextChangeAfter(t);
        if (next <= t || trace->rateAt(t) < BitRate())
            std::abort();
        t = next;
    }
    return 0;
}
