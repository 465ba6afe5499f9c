#include "ui/figures/figure_values.h"

#include "ui/paint/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Figures)
};

QString none()
{
    return QStringLiteral("–");
}

FigureValue startup(const Summary &summary, const Theme &theme)
{
    return {summary.startupDelay ? spanText(*summary.startupDelay) : none(), theme.text};
}

FigureValue stalled(const Summary &summary, const Theme &theme)
{
    const QString text = Words::tr("%1 · %2").arg(secondsText(summary.stallTime), partText(summary.rebufferRatio));
    const QString seeks =
        summary.seekCount > 0 ? Words::tr("seeks: %1, %2").arg(summary.seekCount).arg(secondsText(summary.seekTime)) : QString();
    return {text, summary.stallCount > 0 ? theme.loss : theme.text, seeks};
}

FigureValue needs(const Snapshot &snapshot, const MediaTimeline *film, const Theme &theme)
{
    return {film ? rateText(film->rateAround(snapshot.position)) : none(), theme.need};
}

FigureValue lost(const Summary &summary, const Theme &theme)
{
    const std::uint64_t gone = summary.dataPacketsLost + summary.dataPacketsDropped;
    return {Words::tr("%1 · %2").arg(countText(gone), countText(summary.retransmissions)), theme.text};
}

FigureValue experience(const Summary &summary, const MediaTimeline *film, const Theme &theme)
{
    if (!film || !summary.startupDelay)
        return {none(), theme.text};
    const std::int64_t spoilt = summary.damagedFrames + summary.lostFrames;
    return {Words::tr("%1 of 5").arg(QString::number(std::clamp(summary.experience, 1.0, 5.0), 'f', 1)),
            spoilt > 0               ? theme.text // what is seen of the damage has no part in it
            : summary.experience < 3 ? theme.loss
            : summary.experience < 4 ? theme.capacity
                                     : theme.arriving,
            spoilt > 0 ? Words::tr("damage apart") : QString()};
}

} // namespace

std::array<FigureName, figureCount> figureNames()
{
    return {{
        {Words::tr("Startup delay"), QStringLiteral("88.88 s"),
         Words::tr(
             "From asking for the film to its first picture: connecting, and filling the buffer up to the start threshold.")},
        {Words::tr("Stalls"), QStringLiteral("888"),
         Words::tr("How often the buffer ran dry and the picture froze (rebuffering events).")},
        {Words::tr("Time stalled"), QStringLiteral("188.8 s · 88 %"),
         Words::tr("How long it stood still in all, and the rebuffer ratio: stalled ÷ (stalled + played). What the viewer "
                   "waits for after moving in the film (seeks) is counted apart.")},
        {Words::tr("Throughput"), QStringLiteral("88.8 Mbit/s"),
         Words::tr("Bits that came off the link in the last second, headers and repeats included.")},
        {Words::tr("Media needs"), QStringLiteral("88.8 Mbit/s"),
         Words::tr("What the film uses up per second at this place; while less than this arrives, the buffer drains.")},
        {Words::tr("Lost, dropped · resent"), QStringLiteral("8 888 · 8 888"),
         Words::tr("Data packets that never arrived (damaged on the link, or dropped at a full queue), and those sent again.")},
        {Words::tr("Experience"), QStringLiteral("8.8 of 5"),
         Words::tr("What a viewer would probably give it, from 1 (bad) to 5 (excellent), for waiting and stalling alone.")},
    }};
}

std::array<FigureValue, figureCount> figureValues(const Summary &summary, const Snapshot &snapshot, const MediaTimeline *film,
                                                  const Theme &theme)
{
    return {{
        startup(summary, theme),
        {QString::number(summary.stallCount), summary.stallCount > 0 ? theme.loss : theme.text},
        stalled(summary, theme),
        {rateText(snapshot.throughput), theme.arriving},
        needs(snapshot, film, theme),
        lost(summary, theme),
        experience(summary, film, theme),
    }};
}

} // namespace rebuffer
