#include "ui/compare/compare_words.h"

#include "ui/controls/setting_catalogue.h"
#include "ui/paint/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Compare)
};

/// Less than this nobody sees.
constexpr double noticeable = 0.05;

QString seconds(double value)
{
    return Words::tr("%1 s").arg(QString::number(value, 'f', value >= 100 ? 0 : 1));
}

/// How a figure of the comparison is shown.
struct Look {
    std::string_view name;
    QString title;
    double factor;
    int decimals;
    QString unit;
    int better; ///< -1: less is better for the viewer; 1: more; 0: neither
    bool always;
};

std::vector<Look> looks()
{
    const QString s = Words::tr(" s");
    const QString mbit = Words::tr(" Mbit/s");
    return {{"startup_delay_s", Words::tr("Startup delay"), 1, 2, s, -1, true},
            {"stall_count", Words::tr("Stalls"), 1, 0, {}, -1, true},
            {"stall_time_s", Words::tr("Time stalled"), 1, 1, s, -1, true},
            {"rebuffer_ratio", Words::tr("Rebuffer ratio"), 100, 1, Words::tr(" %"), -1, true},
            {"experience", Words::tr("Experience"), 1, 1, {}, 1, true},
            {"throughput_mbps", Words::tr("Throughput"), 1, 2, mbit, 0, false},
            {"mean_rtt_ms", Words::tr("Round trip"), 1, 0, Words::tr(" ms"), 0, false},
            {"data_packets_lost", Words::tr("Lost"), 1, 0, {}, 0, false},
            {"data_packets_dropped", Words::tr("Dropped"), 1, 0, {}, 0, false},
            {"retransmissions", Words::tr("Resent"), 1, 0, {}, 0, false},
            {"late_packets", Words::tr("Late"), 1, 0, {}, 0, false},
            {"damaged_frames", Words::tr("Damaged frames"), 1, 0, {}, -1, false}};
}

const ComparedFigure &figure(const std::vector<ComparedFigure> &figures, std::string_view name)
{
    return *std::find_if(figures.begin(), figures.end(), [name](const ComparedFigure &one) { return one.name == name; });
}

QString shown(const Look &look, std::optional<double> value)
{
    return value ? QString::number(*value * look.factor, 'f', look.decimals) + look.unit : QStringLiteral("–");
}

void judge(CompareRow &row, const Look &look, std::optional<double> a, std::optional<double> b)
{
    if (!a || !b)
        return;
    // What the two numbers show differs, not what they hide.
    const double scale = std::pow(10, look.decimals);
    const double by = (std::round(*b * look.factor * scale) - std::round(*a * look.factor * scale)) / scale;
    if (by == 0)
        return;
    row.difference =
        (by > 0 ? QStringLiteral("+") : QStringLiteral("−")) + QString::number(std::abs(by), 'f', look.decimals) + look.unit;
    const bool better = look.better * by > 0;
    row.verdict = look.better == 0 ? CompareRow::Verdict::Other
                  : better         ? CompareRow::Verdict::Better
                                   : CompareRow::Verdict::Worse;
}

double startupOf(const Summary &summary)
{
    return summary.startupDelay ? summary.startupDelay->toSeconds() : summary.now.toSeconds();
}

/// Both have frozen as often.
QString whenOnlyTheStartDiffers(const Summary &a, const Summary &b, const QString &nameB)
{
    const double later = startupOf(b) - startupOf(a);
    const bool frozen = b.stallCount > 0;
    const QString rest = frozen ? Words::tr("and freezes as often") : Words::tr("and neither freezes");
    if (std::abs(later) >= noticeable)
        return (later > 0 ? Words::tr("%1 starts %2 later, %3.") : Words::tr("%1 starts %2 sooner, %3."))
            .arg(nameB, seconds(std::abs(later)), rest);
    const double stall = (b.stallTime - a.stallTime).toSeconds();
    if (std::abs(stall) >= noticeable)
        return (stall > 0 ? Words::tr("%1 freezes as often, %2 longer in all.")
                          : Words::tr("%1 freezes as often, %2 shorter in all."))
            .arg(nameB, seconds(std::abs(stall)));
    return {};
}

QString whenNobodyWaitsLonger(const Summary &a, const Summary &b)
{
    const double before = a.meanRttMs;
    const double after = b.meanRttMs;
    if (before > 0 && after > 0 && std::abs(after - before) > 0.1 * before && std::abs(after - before) >= 1)
        return Words::tr("The viewer sees no difference; the round trip went from %1 to %2 ms.")
            .arg(QString::number(before, 'f', 0), QString::number(after, 'f', 0));
    return Words::tr("The viewer sees no difference.");
}

QString whenFreezesDiffer(const Summary &a, const Summary &b, const QString &nameA, const QString &nameB)
{
    const double later = startupOf(b) - startupOf(a);
    const QString moved = seconds(std::abs(later));
    if (b.stallCount == 0)
        return later >= 0.5 ? Words::tr("Waiting moved to the front: %1 more before the first frame, and no freeze.").arg(moved)
               : later <= -0.5 ? Words::tr("Better on both counts: the first frame %1 sooner, and no freeze.").arg(moved)
                               : Words::tr("%1 plays through where %2 had %3.").arg(nameB, nameA, freezesText(a.stallCount));
    const bool more = b.stallCount > a.stallCount;
    const QString counts = Words::tr("%1 instead of %2").arg(freezesText(b.stallCount)).arg(a.stallCount);
    if (more && later <= -0.5)
        return Words::tr("Waiting moved into the film: the first frame %1 sooner, and %2.").arg(moved, counts);
    if (!more && later >= 0.5)
        return Words::tr("Some of the waiting moved to the front: %1 more before the first frame, and %2.").arg(moved, counts);
    const double stood = (b.stallTime - a.stallTime).toSeconds();
    return (stood >= 0 ? Words::tr("%1 has %2, and stands still %3 longer.") : Words::tr("%1 has %2, and stands still %3 less."))
        .arg(nameB, counts, seconds(std::abs(stood)));
}

} // namespace

QString freezesText(std::int64_t count)
{
    return count == 1 ? Words::tr("1 freeze") : Words::tr("%1 freezes").arg(count);
}

QString differenceText(const Scenario &a, const Scenario &b, const QString &letterA, const QString &letterB)
{
    const auto all = differingSettings(a, b);
    const QString seed = a.seed == b.seed ? Words::tr("same seed") : Words::tr("another seed");
    if (all.empty())
        return Words::tr("No setting differs (%1).").arg(seed);
    QStringList parts;
    for (const SettingDifference &one : all) {
        if (one.key == "changes")
            parts << settingName(one.key);
        else
            parts << Words::tr("%1, %2 %3, %4 %5")
                         .arg(settingName(one.key), letterA, settingValue(one.key, one.a), letterB, settingValue(one.key, one.b));
    }
    const QString said = parts.mid(0, 4).join(QStringLiteral("; ")) + (parts.size() > 4 ? QStringLiteral("; …") : QString());
    return all.size() == 1 ? Words::tr("One setting differs: %1 (%2).").arg(said, seed)
                           : Words::tr("%1 settings differ: %2 (%3).").arg(all.size()).arg(said, seed);
}

QString whatChanged(const Summary &a, const Summary &b, const QString &letterA, const QString &letterB, bool over)
{
    if (!b.startupDelay && !over)
        return a.startupDelay ? Words::tr("%1 has not begun to play yet; %2 had by now.").arg(letterB, letterA)
                              : Words::tr("Neither has begun to play yet.");
    QString sentence =
        a.stallCount == b.stallCount ? whenOnlyTheStartDiffers(a, b, letterB) : whenFreezesDiffer(a, b, letterA, letterB);
    if (sentence.isEmpty())
        sentence = whenNobodyWaitsLonger(a, b);
    return over ? sentence : Words::tr("So far: %1").arg(sentence);
}

std::vector<CompareRow> compareRows(std::span<const Summary> runs)
{
    std::vector<std::vector<ComparedFigure>> figures;
    for (const Summary &run : runs)
        figures.push_back(comparedFigures(run));
    std::vector<CompareRow> rows;
    for (const Look &look : looks()) {
        CompareRow row;
        row.name = look.title;
        bool any = look.always;
        for (const auto &of : figures) {
            const auto value = figure(of, look.name).value;
            any = any || value.value_or(0) != 0;
            row.values.push_back(shown(look, value));
        }
        judge(row, look, figure(figures.front(), look.name).value, figure(figures.back(), look.name).value);
        if (any)
            rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace rebuffer
