#include "core/io/trace_writer.h"

#include "core/sim/quantity_text.h"

namespace rebuffer {

namespace {

void addRow(std::string &text, SimTime at, BitRate rate)
{
    text += numberToText(at.toSeconds()) + ' ' + numberToText(rate.toMegabitsPerSecond()) + '\n';
}

} // namespace

QByteArray traceToText(const RatePlan &plan, SimTime until)
{
    std::string text = "# seconds, Mbit/s\n";
    for (const RatePlan::Step &step : plan.steps)
        addRow(text, step.at, step.rate);
    // The last row of a trace holds as long as the one before it; this one makes it hold to the end.
    if (const RatePlan::Step &last = plan.steps.back(); last.at < until)
        addRow(text, until, last.rate);
    return QByteArray::fromStdString(text);
}

} // namespace rebuffer
