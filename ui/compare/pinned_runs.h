// Runs that are kept to be set beside the one that goes on: A, B, C in the order they were pinned. Each is followed at the
// same instant as the present run, and run to its end on another thread for its curves.
#pragma once

#include "core/session/run_record.h"
#include "core/session/session.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <memory>
#include <vector>

namespace rebuffer {

class PinnedRuns : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t most = 5;

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
    /// At the instant of the last follow().
    Summary summary(std::size_t index) const { return m_runs[index].alongside->summary(); }
    /// The same, at every instant up to now.
    const Series &series(std::size_t index) const { return m_runs[index].alongside->series(); }

    /// Appends it: its settings at the beginning, and every change since.
    void pin(const Session &run);
    /// Puts `run` in the place of the one there.
    void replace(std::size_t index, const Session &run);
    void clear();
    /// Brings all to the same instant as `run`; to their ends, if it has ended.
    void follow(const Session &run);

signals:
    /// Others are pinned.
    void changed();
    /// That one has been run to its end.
    void recorded(int index);

private:
    struct Run {
        Scenario script;
        std::optional<MediaFile> media;
        std::shared_ptr<const RunRecord> record;
        std::unique_ptr<Session> alongside;
        std::shared_ptr<std::atomic<bool>> stop;
    };

    Run made(const Session &run);
    void finish(const std::shared_ptr<std::atomic<bool>> &of, std::shared_ptr<const RunRecord> record);

    std::vector<Run> m_runs;
};

} // namespace rebuffer
