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

QString waitingPackets(const StallReason &reason)
{
    constexpr std::int64_t segment = 1448;
    return countText(static_cast<quint64>((reason.waiting.count() + segment - 1) / segment));
}

/// What TCP keeps from the player, for it hands bytes on in order.
QString waiting(const StallReason &reason)
{
    if (reason.waiting == Bytes(0))
        return {};
    return QLatin1Char(' ') +
           Words::tr("%1 packets that had arrived waited behind one that had not.").arg(waitingPackets(reason));
}

/// All rates of a sentence in one unit, that of what the film needs.
struct Rates {
    explicit Rates(const StallReason &of)
        : isSmall(of.needed < 0.9995), given(text(of.capacity)), arrived(text(of.arrived)), needed(text(of.needed)),
          mean(text(of.filmMean)), unit(isSmall ? Words::tr("kbit/s") : Words::tr("Mbit/s"))
    {
    }
    QString text(double megabits) const { return megabitsText(isSmall ? megabits * 1000 : megabits); }

    bool isSmall;
    QString given;
    QString arrived;
    QString needed;
    QString mean;
    QString unit;
};

QString timeoutWords(const StallReason &reason)
{
    const QString longest = spanText(reason.timeoutWait);
    return reason.timeouts == 1 ? Words::tr("a timeout of %1").arg(longest)
                                : Words::tr("%1 timeouts, the longest of %2").arg(reason.timeouts).arg(longest);
}

/// What made the sender send so little: losses, packets that overtook each other, or the mending of what was lost before.
QString cutWords(const StallReason &reason)
{
    const int gone = reason.lostPackets + reason.droppedPackets;
    if (reason.windowCuts == 0)
        return Words::tr("was still mending what had been lost before");
    const QString times = reason.windowCuts == 1 ? Words::tr("once") : Words::tr("%1 times").arg(reason.windowCuts);
    if (gone == 0)
        return Words::tr("took packets that had been overtaken for lost, and cut its window %1").arg(times);
    return gone == 1 ? Words::tr("cut its window %1 for a packet that was lost or dropped").arg(times)
                     : Words::tr("cut its window %1 for %2 lost or dropped packets").arg(times).arg(gone);
}

QString causeWords(const StallReason &reason)
{
    const Rates rates(reason);
    switch (reason.cause) {
    case StallCause::Outage:
        return Words::tr("The link was dead for %1; the film needs %2 %3.")
            .arg(secondsText(reason.outage), rates.needed, rates.unit);
    case StallCause::SlowLink:
        return Words::tr("The link gave %1 of the %2 %3 that the film needs.").arg(rates.given, rates.needed, rates.unit);
    case StallCause::BusyScene:
        return Words::tr("A busy scene asked for %1 %4; the link's %2 would do for the film's mean of %3, not for this.")
            .arg(rates.needed, rates.given, rates.mean, rates.unit);
    case StallCause::FullUplink:
        return Words::tr("The link had %1 %5 for a film of %2, but acknowledgements stood %3 in the queue of the way back, and "
                         "the sender waited for them: %4 %5 arrived.")
            .arg(rates.given, rates.needed, spanText(reason.uplinkWait), rates.arrived, rates.unit);
    case StallCause::Timeout:
        return Words::tr("The link had %1 %4 for a film of %2, but the sender stood still: %3.")
                   .arg(rates.given, rates.needed, timeoutWords(reason), rates.unit) +
               waiting(reason);
    case StallCause::Hole:
        return Words::tr(
                   "A packet had been missing for %1, and %2 that had arrived behind it, %3 of film, had to wait. The link had "
                   "%4 %6 for a film of %5.")
            .arg(spanText(reason.holeOpen), waitingPackets(reason), secondsText(SimDuration::seconds(reason.waitingFilm)),
                 rates.given, rates.needed, rates.unit);
    case StallCause::LossCuts:
        return Words::tr("The link had %1 %5 for a film of %2, but the sender %3, so that %4 %5 arrived.")
            .arg(rates.given, rates.needed, cutWords(reason), rates.arrived, rates.unit);
    case StallCause::SlowSender:
        return Words::tr("The link had %1 %4 for a film of %2, but the sender's window was too small for so long a round trip: "
                         "%3 %4 arrived.")
            .arg(rates.given, rates.needed, rates.arrived, rates.unit);
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
