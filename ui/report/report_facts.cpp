#include "ui/report/report_facts.h"

#include "core/session/event_log.h"
#include "core/session/scenario_keys.h"
#include "core/sim/quantity_text.h"
#include "ui/inspector/why_words.h"
#include "ui/paint/words.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

QString textOf(const std::string &text)
{
    return QString::fromStdString(text);
}

QString dash()
{
    return QStringLiteral("–");
}

QString filmName(const RecordedRun &run)
{
    if (!run.media)
        return Words::tr("endless bytes");
    const QString name = textOf(run.media->name);
    return run.media->path.empty() ? name : QFileInfo(name).fileName(); // "1 Mbit/s for 60 s" is no path
}

QString filmText(const RecordedRun &run)
{
    if (!run.media)
        return filmName(run);
    const MediaTimeline &film = *run.media->timeline;
    return Words::tr("%1, %2").arg(filmName(run), clockText(film.duration()));
}

/// Always told, whatever they are.
constexpr std::array<std::string_view, 9> glance{"link.rate", "link.delay",   "link.jitter",   "link.loss",        "link.queue",
                                                 "transport", "player.start", "player.resume", "player.high_water"};

ReportFacts::Rows settingsOf(const RecordedRun &run)
{
    const Scenario silent;
    ReportFacts::Rows rows{{Words::tr("film"), filmText(run)}};
    if (run.media)
        rows.emplace_back(Words::tr("what it needs"), Words::tr("%1 on the mean").arg(rateText(run.media->timeline->meanRate())));
    for (const ScenarioKey &key : scenarioKeys()) {
        const std::string value = key.get(run.script);
        const bool always = std::find(glance.begin(), glance.end(), key.name) != glance.end();
        const bool elsewhere = key.name == "source" || key.name == "seed";
        if (!elsewhere && (always || (!value.empty() && value != key.get(silent))))
            rows.emplace_back(QString::fromUtf8(key.name.data(), static_cast<qsizetype>(key.name.size())), textOf(value));
    }
    return rows;
}

QString state(const Summary &summary)
{
    return summary.state == PlayerState::Ended ? Words::tr("the film has ended")
                                               : Words::tr("taken while %1").arg(QString::fromLatin1(nameOf(summary.state)));
}

ReportFacts::Rows figuresOf(const RecordedRun &run)
{
    const Summary &s = run.summary;
    const auto count = [](std::uint64_t n) { return countText(n); };
    ReportFacts::Rows rows{
        {Words::tr("simulated"), Words::tr("%1; %2").arg(secondsText(s.now.sinceStart()), state(s))},
        {Words::tr("startup delay"), s.startupDelay ? spanText(*s.startupDelay) : dash()},
        {Words::tr("stalls"), Words::tr("%1, %2 together").arg(s.stallCount).arg(secondsText(s.stallTime))},
        {Words::tr("rebuffer ratio"), shareText(s.rebufferRatio)},
        {Words::tr("played"), secondsText(s.playTime)},
        {Words::tr("experience"), run.media && s.startupDelay ? Words::tr("%1 of 5").arg(s.experience, 0, 'f', 1) : dash()},
        {Words::tr("goodput"), rateText(s.goodput)},
        {Words::tr("throughput"), rateText(s.throughput)},
        {Words::tr("round-trip time"),
         s.meanRttMs > 0 ? Words::tr("%1 on the mean").arg(spanText(SimDuration::seconds(s.meanRttMs / 1000))) : dash()},
        {Words::tr("queue"),
         Words::tr("%1 on the mean, %2 at most")
             .arg(bytesText(Bytes(static_cast<std::int64_t>(s.meanQueueBytes))), bytesText(Bytes(s.maxQueueBytes)))},
        {Words::tr("data packets"), count(s.dataPacketsSent)},
        {Words::tr("lost on the link"), count(s.dataPacketsLost)},
        {Words::tr("dropped at the queue"), count(s.dataPacketsDropped)},
        {Words::tr("sent again"), (s.timeouts == 1 ? Words::tr("%1; %2 timeout") : Words::tr("%1; %2 timeouts"))
                                      .arg(count(s.retransmissions))
                                      .arg(s.timeouts)}};
    if (run.script.transport == TransportKind::Rtp) {
        rows.emplace_back(Words::tr("too late"), count(s.latePackets));
        rows.emplace_back(Words::tr("frames damaged, missing"), Words::tr("%1, %2").arg(s.damagedFrames).arg(s.lostFrames));
    }
    return rows;
}

ReportFacts::Rows stallsOf(const RecordedRun &run)
{
    ReportFacts::Rows rows;
    for (std::size_t i = 0; i < std::min(run.summary.stalls.size(), ReportFacts::mostStalls); ++i) {
        const Stall &stall = run.summary.stalls[i];
        rows.emplace_back(Words::tr("%1, for %2").arg(clockText(stall.at.sinceStart(), true), secondsText(stall.duration)),
                          i < run.reasons.size() ? whySentence(run.reasons[i]) : dash());
    }
    const auto told = static_cast<std::int64_t>(rows.size());
    if (run.summary.stallCount > told)
        rows.emplace_back(QString(), Words::tr("and %1 more").arg(run.summary.stallCount - told));
    return rows;
}

QStringList changesOf(const RecordedRun &run)
{
    QStringList lines;
    const auto &changes = run.script.changes;
    for (std::size_t i = 0; i < std::min(changes.size(), ReportFacts::mostChanges); ++i)
        lines << Words::tr("%1  %2 = %3")
                     .arg(clockText(changes[i].at.sinceStart(), true), textOf(changes[i].key), textOf(changes[i].value));
    if (changes.size() > ReportFacts::mostChanges)
        lines << Words::tr("and %1 more").arg(changes.size() - ReportFacts::mostChanges);
    return lines;
}

QString stallsHeading(const Summary &summary)
{
    if (summary.stallCount == 0)
        return Words::tr("It never stalled");
    return summary.stallCount == 1
               ? Words::tr("One stall, of %1, and why").arg(secondsText(summary.stallTime))
               : Words::tr("%1 stalls, %2 together, and why").arg(summary.stallCount).arg(secondsText(summary.stallTime));
}

} // namespace

ReportFacts ReportFacts::of(const RecordedRun &run, const QString &version)
{
    ReportFacts facts;
    facts.title = run.script.title.empty() ? Words::tr("A run of %1").arg(filmName(run)) : textOf(run.script.title);
    facts.notes = textOf(run.script.notes);
    facts.settings = settingsOf(run);
    facts.figures = figuresOf(run);
    facts.stallsTitle = stallsHeading(run.summary);
    facts.stalls = stallsOf(run);
    facts.changes = changesOf(run);
    facts.repeat << Words::tr("Made by Rebuffer %1 with seed %2; the hash of the event log is %3.")
                        .arg(version)
                        .arg(run.script.seed)
                        .arg(QString::fromStdString(hashText(run.summary.eventLogHash)));
    const QString until = run.summary.state == PlayerState::Ended
                              ? QString()
                              : QStringLiteral(" --until ") + textOf(toText(run.summary.now.sinceStart()));
    facts.repeat << Words::tr("The same run again:  %1").arg(QStringLiteral("rebuffer-cli run --scenario FILE") + until);
    return facts;
}

} // namespace rebuffer
