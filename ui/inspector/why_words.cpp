#include "ui/inspector/why_words.h"

#include "ui/paint/words.h"

#include <QCoreApplication>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Why)
};

QString held(const StallReason &reason)
{
    const SimDuration drained = reason.at - reason.drainedFrom;
    return Words::tr("The buffer held %1 and lasted %2.")
        .arg(secondsText(SimDuration::seconds(reason.bufferThen)), secondsText(drained));
}

/// What TCP keeps from the player, for it hands bytes on in order.
QString waiting(const StallReason &reason)
{
    constexpr std::int64_t segment = 1448;
    const std::int64_t packets = (reason.waiting.count() + segment - 1) / segment;
    if (packets == 0)
        return {};
    return QLatin1Char(' ') +
           Words::tr("%1 packets that had arrived waited behind one that had not.").arg(countText(static_cast<quint64>(packets)));
}

QString causeWords(const StallReason &reason)
{
    const QString given = megabitsText(reason.capacity);
    const QString arrived = megabitsText(reason.arrived);
    const QString needed = megabitsText(reason.needed);
    switch (reason.cause) {
    case StallCause::Outage:
        return Words::tr("The link was dead for %1; the film needs %2 Mbit/s.").arg(secondsText(reason.outage), needed);
    case StallCause::SlowLink: return Words::tr("The link gave %1 of the %2 Mbit/s that the film needs.").arg(given, needed);
    case StallCause::BusyScene:
        return Words::tr("A busy scene asked for %1 Mbit/s; the link's %2 would do for the film's mean of %3, not for this.")
            .arg(needed, given, megabitsText(reason.filmMean));
    case StallCause::FullUplink:
        return Words::tr(
                   "The link had %1 Mbit/s for a film of %2, but acknowledgements stood %3 in the queue of the way back, and "
                   "the sender waited for them: %4 Mbit/s arrived.")
            .arg(given, needed, spanText(reason.uplinkWait), arrived);
    case StallCause::Timeout:
        return Words::tr("The link had %1 Mbit/s for a film of %2, but the sender stood still: %3 timeouts, the longest of %4.")
                   .arg(given, needed)
                   .arg(reason.timeouts)
                   .arg(spanText(reason.timeoutWait)) +
               waiting(reason);
    case StallCause::LossCuts:
        return Words::tr(
                   "The link had %1 Mbit/s for a film of %2, but %3 lost or dropped packets cut the window %4 times, so that "
                   "%5 Mbit/s arrived.")
            .arg(given, needed)
            .arg(reason.lostPackets + reason.droppedPackets)
            .arg(reason.windowCuts)
            .arg(arrived);
    case StallCause::SlowSender:
        return Words::tr(
                   "The link had %1 Mbit/s for a film of %2, but the sender's window was too small for so long a round trip: "
                   "%3 Mbit/s arrived.")
            .arg(given, needed, arrived);
    }
    return {};
}

} // namespace

QString whyTitle(const StallReason &reason)
{
    return Words::tr("Why did it stall at %1?").arg(clockText(reason.at.sinceStart(), true));
}

QString whySentence(const StallReason &reason)
{
    return causeWords(reason) + QLatin1Char(' ') + held(reason);
}

QString preventionText(const Prevention &prevention, const Scenario &before)
{
    switch (prevention.kind) {
    case Prevention::Kind::StartThreshold:
        // A start above the mark at which the player stops reading would never come.
        return (prevention.scenario.player.highWater > before.player.highWater
                    ? Words::tr("start at %1 instead of %2, with the high-water mark no lower")
                    : Words::tr("start at %1 instead of %2"))
            .arg(thresholdText(prevention.start), thresholdText(before.player.start));
    case Prevention::Kind::LeastBandwidth: return Words::tr("a link never below %1").arg(rateText(prevention.rate));
    case Prevention::Kind::LeastUplink: return Words::tr("a way back never below %1").arg(rateText(prevention.rate));
    case Prevention::Kind::SlowerFilm: return Words::tr("a steady film of %1").arg(rateText(prevention.rate));
    }
    return {};
}

} // namespace rebuffer
