#include "ui/sweep/sweep_runner.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <utility>

namespace rebuffer {

namespace {

constexpr int collectEveryMs = 50;
constexpr double paceAfter = 0.3; // seconds

} // namespace

/// What the threads share is under `mutex`.
struct SweepRunner::Work {
    explicit Work(Sweep of) : sweep(std::move(of)), thread([this] { run(); }) {}
    ~Work()
    {
        stop = true;
        thread.join();
    }
    void run()
    {
        const auto order = coarseFirst(sweep.x().values.size(), sweep.y().values.size());
        const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
        sweep.run(
            order, cores,
            [this](std::size_t cell, const Summary &summary) {
                const std::lock_guard lock(mutex);
                ready.emplace_back(cell, CellFigures::of(summary));
                return true;
            },
            stop);
        over = true;
    }

    Sweep sweep;
    std::mutex mutex;
    std::vector<std::pair<std::size_t, CellFigures>> ready;
    std::atomic<bool> stop = false;
    std::atomic<bool> over = false;
    std::thread thread; // last: it uses all of the above
};

SweepRunner::SweepRunner(QObject *parent) : QObject(parent)
{
    m_timer.setInterval(collectEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &SweepRunner::collect);
}

SweepRunner::~SweepRunner() = default;

std::vector<std::size_t> SweepRunner::coarseFirst(std::size_t columns, std::size_t rows)
{
    std::vector<std::size_t> cells;
    const auto coarse = [columns](std::size_t cell) {
        const std::size_t x = cell % columns;
        const std::size_t y = cell / columns;
        int level = 0;
        for (std::size_t stride = 8; stride > 1 && (x % stride != 0 || y % stride != 0); stride /= 2)
            ++level;
        return level;
    };
    for (std::size_t i = 0; i < columns * rows; ++i)
        cells.push_back(i);
    std::stable_sort(cells.begin(), cells.end(), [&](std::size_t a, std::size_t b) { return coarse(a) < coarse(b); });
    return cells;
}

void SweepRunner::start(Sweep sweep)
{
    stopWork();
    m_sweep = sweep;
    m_done = 0;
    m_seconds = 0;
    m_clock.start();
    m_work = std::make_unique<Work>(std::move(sweep));
    m_timer.start();
}

void SweepRunner::stopWork()
{
    if (!m_work)
        return;
    m_work->stop = true;
    m_ending.push_back(std::move(m_work)); // a long run may take a while to end; nobody waits for it
}

void SweepRunner::cancel()
{
    if (!m_work)
        return;
    stopWork();
    emit finished();
}

std::optional<double> SweepRunner::secondsLeft() const
{
    if (!m_work || m_done == 0 || m_seconds < paceAfter)
        return std::nullopt;
    return m_seconds / static_cast<double>(m_done) * static_cast<double>(m_sweep->size() - m_done);
}

void SweepRunner::collect()
{
    std::erase_if(m_ending, [](const auto &work) { return work->over.load(); });
    if (!m_work) {
        if (m_ending.empty())
            m_timer.stop();
        return;
    }
    const bool over = m_work->over; // before the last look: nothing comes after it
    std::vector<std::pair<std::size_t, CellFigures>> ready;
    {
        const std::lock_guard lock(m_work->mutex);
        ready.swap(m_work->ready);
    }
    m_done += ready.size();
    m_seconds = static_cast<double>(m_clock.elapsed()) / 1000;
    for (const auto &[cell, figures] : ready)
        emit cellDone(static_cast<int>(cell), figures);
    if (!ready.empty())
        emit progressed();
    if (!over)
        return;
    m_work = nullptr;
    emit finished();
}

} // namespace rebuffer
