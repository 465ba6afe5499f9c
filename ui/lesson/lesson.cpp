#include "ui/lesson/lesson.h"

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

namespace {

/// Or to its end, if that comes first.
void runTo(Session &session, SimTime until)
{
    while (session.now() < until && !session.ended())
        session.advanceTo(std::min(until, session.now() + SimDuration::milliseconds(20)));
}

} // namespace

Summary ranTo(const Film &film, const Scenario &scenario, SimTime until)
{
    Session session(scenario, film.media);
    runTo(session, until);
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

Snapshot stoodAt(const Film &film, const Scenario &scenario, SimTime when)
{
    Session session(scenario, film.media);
    runTo(session, when);
    Snapshot snapshot;
    session.snapshot(snapshot);
    return snapshot;
}

double arrivedBetween(const Film &film, const Scenario &scenario, SimTime from, SimTime to)
{
    Session session(scenario, film.media);
    runTo(session, from);
    const Summary first = session.summary();
    runTo(session, to);
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

namespace {

using Maker = Lesson (*)(const lessons::Film &);
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

Lesson makeLesson(int index, const SourceSpec &source, const MediaFile &film)
{
    const int bounded = std::clamp(index, 0, lessonCount - 1);
    Lesson lesson = makers[static_cast<std::size_t>(bounded)]({source, film});
    lesson.title = lessonTitles().at(bounded);
    return lesson;
}

} // namespace rebuffer
