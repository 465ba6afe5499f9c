#include "ui/lesson/lesson.h"

#include "core/session/run_to.h"
#include "core/session/scenario_keys.h"
#include "ui/lesson/lesson_parts.h"
#include "ui/paint/words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rebuffer {

namespace lessons {

BitRate Film::link(double times) const
{
    const double wanted = std::max(1e-3, times * need());
    const double digit = std::pow(10, std::floor(std::log10(wanted)) - 1);
    return BitRate::megabitsPerSecond(std::round(wanted / digit) * digit);
}

double Film::needBetween(SimDuration from, SimDuration to) const
{
    const auto bytes = [this](SimDuration position) { return timeline().prefixFor(position, MediaTimeline::Index::InHand); };
    return to > from ? meanRate(bytes(to) - bytes(from), to - from).toMegabitsPerSecond() : 0;
}

Scenario scenarioOf(const Film &film, const QString &title, std::initializer_list<Setting> settings)
{
    Scenario scenario;
    scenario.title = title.toStdString();
    scenario.source = film.source;
    for (const auto &[key, value] : settings)
        setScenarioKey(scenario, key, value);
    return scenario;
}

Summary ranTo(const Film &film, const Scenario &scenario, SimTime until, const StopFlag *stop)
{
    Session session(scenario, film.media);
    runTo(session, until, stop);
    return session.summary();
}

SimTime at(double seconds)
{
    return SimTime::fromStart(SimDuration::seconds(seconds));
}

int nearest(double value, std::span<const double> choices)
{
    int best = -1;
    double least = 0;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const double away = std::abs(std::log(std::max(value, 1e-3) / std::max(choices[i], 1e-3)));
        if (best < 0 || away < least) {
            best = static_cast<int>(i);
            least = away;
        }
    }
    return best;
}

Snapshot stoodAt(const Film &film, const Scenario &scenario, SimTime when, const StopFlag *stop)
{
    Session session(scenario, film.media);
    runTo(session, when, stop);
    Snapshot snapshot;
    session.snapshot(snapshot);
    return snapshot;
}

double arrivedBetween(const Film &film, const Scenario &scenario, SimTime from, SimTime to, const StopFlag *stop)
{
    Session session(scenario, film.media);
    runTo(session, from, stop);
    const Summary first = session.summary();
    runTo(session, to, stop);
    const Summary last = session.summary();
    return meanRate(last.bytesDelivered - first.bytesDelivered, last.now - first.now).toMegabitsPerSecond();
}

QString mbit(double megabits)
{
    return megabitsText(megabits);
}

QString secs(double seconds)
{
    return secondsText(SimDuration::seconds(seconds));
}

QString times(std::int64_t count)
{
    return count == 0 ? Words::tr("never") : count == 1 ? Words::tr("once") : Words::tr("%1 times").arg(count);
}

} // namespace lessons

RunSeen RunSeen::of(const Session &session)
{
    RunSeen seen{session.now(), session.ended(), session.scenario(), session.script(), session.summary(), 0};
    for (const SeriesBucket &bucket : session.series().buckets())
        seen.highestRtt = std::max(seen.highestRtt, bucket.rttHigh / 1000);
    return seen;
}

namespace {

using Maker = Lesson (*)(const lessons::Film &, const StopFlag *);
constexpr std::array<Maker, lessonCount> makers = {
    lessons::startup,     lessons::belowTheNeed, lessons::whyDoesItStall,   lessons::resumeThreshold, lessons::lossAndLatency,
    lessons::bufferbloat, lessons::backpressure, lessons::downloadOrStream, lessons::udpOrTcp,        lessons::jumps};

} // namespace

QStringList lessonTitles()
{
    using lessons::Words;
    return {Words::tr("Why not at once?"),     Words::tr("A link below the need"), Words::tr("Why does it stall?"),
            Words::tr("The resume threshold"), Words::tr("Loss and latency"),      Words::tr("Bufferbloat"),
            Words::tr("The buffer says stop"), Words::tr("Download or stream"),    Words::tr("UDP or TCP"),
            Words::tr("Near and far jumps")};
}

Lesson makeLesson(int index, const SourceSpec &source, const MediaFile &film, const StopFlag *stop)
{
    const int bounded = std::clamp(index, 0, lessonCount - 1);
    Lesson lesson = makers[static_cast<std::size_t>(bounded)]({source, film}, stop);
    lesson.title = lessonTitles().at(bounded);
    return lesson;
}

} // namespace rebuffer
