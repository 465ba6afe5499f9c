// What several lessons need: the film's figures, scenarios by their keys, runs to compare with, and the nearest choice.
#pragma once

#include "ui/lesson/lesson.h"

#include <QCoreApplication>

#include <initializer_list>
#include <span>
#include <string>
#include <utility>

namespace rebuffer::lessons {

/// Only a place for the words to be translated from.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(rebuffer::Lessons)
};

struct Film {
    SourceSpec source;
    MediaFile media;

    const MediaTimeline &timeline() const { return *media.timeline; }
    SimDuration duration() const { return timeline().duration(); }
    double need() const { return timeline().meanRate().toMegabitsPerSecond(); }
    /// A link that carries so many times what the film needs on the whole, to two digits.
    BitRate link(double times) const;
    /// What the stretch between two positions needs, Mbit/s.
    double needBetween(SimDuration from, SimDuration to) const;
};

using Setting = std::pair<const char *, std::string>;

/// The default scenario with those settings.
Scenario scenarioOf(const Film &film, const QString &title, std::initializer_list<Setting> settings);
/// Of another run of the film, up to `until` or its end.
Summary ranTo(const Film &film, const Scenario &scenario, SimTime until, const StopFlag *stop);
SimTime at(double seconds);
/// The one that is nearest by ratio.
int nearest(double value, std::span<const double> choices);
/// How a run of the film stood at an instant; goes as far as its end.
Snapshot stoodAt(const Film &film, const Scenario &scenario, SimTime when, const StopFlag *stop);
/// Of the film, in order, between two instants of a run; Mbit/s.
double arrivedBetween(const Film &film, const Scenario &scenario, SimTime from, SimTime to, const StopFlag *stop);
/// "2.14": megabits as they stand in a formula.
QString mbit(double megabits);
/// "8.9 s".
QString secs(double seconds);
/// "never", "once", "7 times".
QString times(std::int64_t count);

Lesson startup(const Film &film, const StopFlag *stop);
Lesson belowTheNeed(const Film &film, const StopFlag *stop);
Lesson whyDoesItStall(const Film &film, const StopFlag *stop);
Lesson resumeThreshold(const Film &film, const StopFlag *stop);
Lesson lossAndLatency(const Film &film, const StopFlag *stop);
Lesson bufferbloat(const Film &film, const StopFlag *stop);
Lesson backpressure(const Film &film, const StopFlag *stop);
Lesson downloadOrStream(const Film &film, const StopFlag *stop);
Lesson udpOrTcp(const Film &film, const StopFlag *stop);
Lesson jumps(const Film &film, const StopFlag *stop);

} // namespace rebuffer::lessons
