// Runs a sweep on every core but never on the window's own thread, and hands the cells over as they are done.
#pragma once

#include "core/session/sweep.h"
#include "ui/sweep/sweep_grid.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace rebuffer {

class SweepRunner : public QObject {
    Q_OBJECT

public:
    explicit SweepRunner(QObject *parent = nullptr);
    /// Stops, and waits for the runs that are going on.
    ~SweepRunner() override;

    /// Of every cell, those of a coarse grid first. What was running is stopped.
    void start(Sweep sweep);
    /// No further cell is begun, and none is handed over any more.
    void cancel();

    bool isRunning() const { return m_work != nullptr; }
    const std::optional<Sweep> &sweep() const { return m_sweep; }
    std::size_t done() const { return m_done; }
    double seconds() const { return m_seconds; }
    /// How much longer, by the pace so far; nothing until there is a pace.
    std::optional<double> secondsLeft() const;

    /// All cells, each once, coarse ones first.
    static std::vector<std::size_t> coarseFirst(std::size_t columns, std::size_t rows);

signals:
    void cellDone(int cell, const rebuffer::CellFigures &figures);
    /// Some cells were handed over; the numbers are new.
    void progressed();
    void finished();

private:
    struct Work;
    void collect();
    void stopWork();

    std::optional<Sweep> m_sweep;
    std::unique_ptr<Work> m_work;
    std::vector<std::unique_ptr<Work>> m_ending; // stopped, their threads not over yet
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::size_t m_done = 0;
    double m_seconds = 0;
};

} // namespace rebuffer
