// Runs that are kept to be set beside the one that goes on: A, B, C in the order they were pinned. Each is run to its end
// for its curves, and up to the present run's instant for its figures, both on other threads: whoever asks never waits.
#pragma once

#include "core/session/run_record.h"
#include "core/session/session.h"
#include "ui/errand.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace rebuffer {

class PinnedRuns : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t most = 5;

    /// All runs at one and the same instant; those that have ended before it, at their ends.
    struct Moment {
        std::vector<Summary> pinned; ///< in their order
        Summary present;
        bool presentEnded = false;
    };

    explicit PinnedRuns(QObject *parent = nullptr);
    /// Stops what is still being run.
    ~PinnedRuns() override;

    bool isEmpty() const { return m_runs.empty(); }
    bool isFull() const { return m_runs.size() == most; }
    std::size_t size() const { return m_runs.size(); }
    /// "A" for the first.
    static QString letter(std::size_t index);

    const Scenario &script(std::size_t index) const { return m_runs[index].script; }
    const std::optional<MediaFile> &media(std::size_t index) const { return m_runs[index].media; }
    /// nullptr until it has been run to its end.
    const RunRecord *record(std::size_t index) const { return m_runs[index].record.get(); }
    /// The newest instant at which all are known: the last follow()'s, or a little earlier while they still run up to it.
    const Moment &moment() const { return m_moment; }

    /// Appends it: its settings at the beginning, and every change since.
    void pin(const Session &run);
    /// Puts `run` in the place of the one there.
    void replace(std::size_t index, const Session &run);
    void clear();
    /// Asks for all at the same instant as `run`; at their ends, if it has ended. Returns at once. What is being run is run
    /// to its end before the newest instant asked for since: else one who asks at every frame might never be answered.
    void follow(const Session &run);
    /// The present run is another one, and at its beginning.
    void beginAnew(const Session &run);
    /// Waits until moment() is that of the last follow().
    void finish();

signals:
    /// Others are pinned.
    void changed();
    /// That one has been run to its end.
    void recorded(int index);
    /// moment() is another.
    void followed();

private:
    class Companion;
    struct Run {
        Scenario script;
        std::optional<MediaFile> media;
        std::shared_ptr<const RunRecord> record;
        std::shared_ptr<Companion> companion;
        std::shared_ptr<std::atomic<bool>> stop;
    };
    struct Wanted {
        SimTime at;
        Summary present;
        bool presentEnded;
    };

    Run made(const Session &run);
    void finishRecord(const std::shared_ptr<std::atomic<bool>> &of, std::shared_ptr<const RunRecord> record);
    void onOthersPinned(const Session &run);
    void askNext();

    std::vector<Run> m_runs;
    Moment m_moment;
    std::optional<Wanted> m_wanted;
    Errand m_errand;
};

} // namespace rebuffer
