// A lesson: a network, a question of what will happen on it, and what then did. Every number in it comes from the film, the
// scenario, a run, or one of the closed forms that a fluid stream obeys; none is written down beforehand. No widget, no
// clock, no thread of its own; but some of it takes other runs to compare with, so that a window asks from another thread.
#pragma once

#include "core/media/media_file.h"
#include "core/session/scenario.h"
#include "core/session/session.h"
#include "ui/speed.h"

#include <QString>
#include <QStringList>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace rebuffer {

/// What the run has shown.
struct Observation {
    int answer = -1; ///< which of the choices it was; -1: none of them
    QString result;  ///< "It stalled after 8.9 s."
    QString reason;  ///< the closed form with its numbers in it, and what it leaves out
};

/// What a lesson looks at: the run so far, as a value.
struct RunSeen {
    SimTime now;
    bool ended = false;
    Scenario scenario; ///< as it stands now
    Scenario script;   ///< as it began, with every change
    Summary summary;
    double highestRtt = 0; ///< seconds

    static RunSeen of(const Session &session);
};

/// Raised by whoever waits for an answer no longer; what is said after that means nothing.
using StopFlag = std::atomic<bool>;

struct Lesson {
    QString title;
    QString story;
    QString question;
    QStringList choices;
    Scenario scenario; ///< ready to run
    Speed speed;       ///< at which its run is shown
    /// Nothing as long as the run has not come far enough to tell. May run other sessions to compare with: up to the same
    /// instant, or to four times the film's length.
    std::function<std::optional<Observation>(const RunSeen &, const StopFlag *stop)> observe;
};

inline constexpr int lessonCount = 10;

/// Their titles, in order; they need no film.
QStringList lessonTitles();
/// Lesson `index`, from 0, told of this film. `source` is what the scenario calls it. Some are tried out for it.
Lesson makeLesson(int index, const SourceSpec &source, const MediaFile &film, const StopFlag *stop = nullptr);

} // namespace rebuffer
