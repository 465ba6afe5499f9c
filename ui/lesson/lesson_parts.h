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
Summary ranTo(const Film &film, const Scenario &scenario, SimTime until);
SimTime at(double seconds);
/// The one that is nearest by ratio.
int nearest(double value, std::span<const double> choices);
/// How a run of the film stood at an instant; goes as far as its end.
Snapshot stoodAt(const Film &film, const Scenario &scenario, SimTime when);
/// Of the film, in order, between two instants of a run; Mbit/s.
double arrivedBetween(const Film &film, const Scenario &scenario, SimTime from, SimTime to);
/// "2.14": megabits as they stand in a formula.
QString mbit(double megabits);
/// "8.9 s".
QString secs(double seconds);
/// "never", "once", "7 times".
QString times(std::int64_t count);

Lesson startup(const Film &film);
Lesson belowTheNeed(const Film &film);
Lesson whyDoesItStall(const Film &film);
Lesson resumeThreshold(const Film &film);
Lesson lossAndLatency(const Film &film);
Lesson bufferbloat(const Film &film);
Lesson backpressure(const Film &film);
Lesson downloadOrStream(const Film &film);
Lesson udpOrTcp(const Film &film);
Lesson jumps(const Film &film);

} // namespace rebuffer::lessons
