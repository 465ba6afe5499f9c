// A lesson: a network, a question of what will happen on it, and what then did. Every number in it comes from the film, the
// scenario, a run, or one of the closed forms that a fluid stream obeys; none is written down beforehand. No widget, no
// clock: told to a session that has been run by whoever likes to.
#pragma once

#include "core/media/media_file.h"
#include "core/session/scenario.h"
#include "core/session/session.h"
#include "ui/speed.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace rebuffer {

/// What the run has shown.
struct Observation {
    int answer = -1; ///< which of the choices it was; -1: none of them
    QString result;  ///< "It stalled after 8.9 s."
    QString reason;  ///< the closed form with its numbers in it, and what it leaves out
};

struct Lesson {
    QString title;
    QString story;
    QString question;
    QStringList choices;
    Scenario scenario; ///< ready to run
    Speed speed;       ///< at which its run is shown
    /// Nothing as long as the run has not come far enough to tell. May run other sessions to compare with, up to the same
    /// instant.
    std::function<std::optional<Observation>(const Session &)> observe;
};

inline constexpr int lessonCount = 10;

/// Their titles, in order; they need no film.
QStringList lessonTitles();
/// Lesson `index`, from 0, told of this film. `source` is what the scenario calls it.
Lesson makeLesson(int index, const SourceSpec &source, const MediaFile &film);

} // namespace rebuffer
