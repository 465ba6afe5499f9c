#include "ui/timeline/timeline_reading.h"

#include "ui/paint/limit_look.h"
#include "ui/paint/words.h"
#include "ui/timeline/timeline_geometry.h"

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

QString stateAt(double time, const Summary &summary)
{
    for (std::size_t i = 0; i < summary.stalls.size(); ++i) {
        const Stall &stall = summary.stalls[i];
        if (isDuring(stall, time, summary.now))
            return TimelineReading::tr("stall %1").arg(i + 1);
    }
    if (time < startupEnd(summary))
        return TimelineReading::tr("starting");
    if (!summary.startupDelay)
        return {};
    // The film cannot have ended before all that was played has been played.
    const double ended = (*summary.startupDelay + summary.playTime + summary.stallTime).toSeconds();
    return summary.state == PlayerState::Ended && time >= ended ? TimelineReading::tr("ended") : TimelineReading::tr("playing");
}

} // namespace

TimelineReading TimelineReading::at(double time, double around, const TimelineCurves &curves, const Summary &summary)
{
    TimelineReading reading;
    reading.time = time;
    reading.state = stateAt(time, summary);
    reading.buffer = curves.bufferAt(time);
    reading.arriving = curves.arrivingAt(time);
    const double width = curves.bucketWidth();
    reading.capacity = curves.capacity(time - width / 2, time + width / 2);
    reading.need = curves.need(time - width / 2, time + width / 2);
    reading.rtt = curves.rttAt(time);
    const double reach = std::max(around, width);
    reading.lost = static_cast<int>(std::lround(curves.lost(time - reach, time + reach)));
    reading.dropped = static_cast<int>(std::lround(curves.dropped(time - reach, time + reach)));
    reading.limits = curves.limits(time - reach, time + reach);
    return reading;
}

QString TimelineReading::held() const
{
    const auto most = std::max_element(limits.begin(), limits.end());
    return *most > 0 ? limitText(static_cast<Limit>(most - limits.begin())) : QString();
}

QString TimelineReading::heldBy() const
{
    const QString limit = held();
    return limit.isEmpty() ? limit : tr("sender held by: %1").arg(limit);
}

QString TimelineReading::title() const
{
    const QString clock = clockText(SimDuration::seconds(time), true);
    return state.isEmpty() ? clock : tr("%1 %2").arg(clock, state);
}

QStringList TimelineReading::lines() const
{
    const QString media = tr("buffer %1 s").arg(QString::number(buffer, 'f', 1));
    QStringList lines;
    lines << (rtt > 0 ? tr("%1 · RTT %2 ms").arg(media, QString::number(rtt, 'f', 0)) : media);
    lines << tr("arriving %1 · link %2 Mbit/s").arg(megabitsText(arriving), megabitsText(capacity));
    if (need > 0)
        lines << tr("media needs %1 Mbit/s").arg(megabitsText(need));
    if (const QString held = heldBy(); !held.isEmpty())
        lines << held;
    QStringList gone;
    if (lost > 0)
        gone << tr("%1 lost").arg(lost);
    if (dropped > 0)
        gone << tr("%1 dropped").arg(dropped);
    if (!gone.isEmpty())
        lines << tr("packets: %1").arg(gone.join(QStringLiteral(", ")));
    return lines;
}

} // namespace rebuffer
