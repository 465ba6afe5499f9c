// What the window asks of whoever can read and write files: scenarios in, scenarios and results out. The window itself
// knows no file format.
#pragma once

#include "core/media/media_file.h"
#include "core/session/packet_story.h"
#include "core/session/rate_plan.h"
#include "core/session/scenario.h"
#include "core/session/session.h"
#include "core/sim/result.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rebuffer {

/// A file is a scenario by its name.
inline bool isScenario(const QString &path)
{
    return path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
}

/// Each answers with one line for people when it cannot. Files appear whole or not at all.
struct ScenarioDesk {
    struct Example {
        QString path;
        QString title;
        QString notes;
    };

    struct ReadTrace {
        std::shared_ptr<const RateTrace> trace;
        std::vector<std::string> notes; ///< how it was read, where that is not plain: a sentence each
    };

    /// Those that come with the program.
    std::function<std::vector<Example>()> examples;
    std::function<Result<Scenario>(const QString &path)> read;
    std::function<Result<bool>(const QString &path, const Scenario &scenario)> save;
    /// Is the file that was opened the one the scenario was made with? A line for people if it is another.
    std::function<std::optional<std::string>(const Scenario &scenario)> differs;
    std::function<Result<ReadTrace>(const QString &path)> readTrace;
    std::function<Result<bool>(const QString &path, const RatePlan &plan, SimTime until)> saveTrace;
    /// Runs `script` again as far as `until`, and writes what passes. `keepGoing` is asked now and then, and told how far it is;
    /// what it stops leaves no file. May be called on a thread of its own.
    using SaveRun = std::function<Result<bool>(const QString &path, const Scenario &script, const std::optional<MediaFile> &media,
                                               SimTime until, const std::function<bool(SimTime now)> &keepGoing)>;
    SaveRun saveEvents;
    SaveRun savePackets;
    std::function<Result<bool>(const QString &path, const Session &session)> saveSeries;
    std::function<Result<bool>(const QString &path, const Session &session)> saveSummary;
    /// For what packets of a run of that film carry, to their last byte; may be used on a thread of its own. Null where the
    /// film's file cannot be read.
    std::function<PayloadReader(const std::optional<MediaFile> &media)> payloads;
    /// What the window has painted; may be called on a thread of its own.
    std::function<Result<bool>(const QString &path, const QByteArray &content)> saveBytes;
};

} // namespace rebuffer
