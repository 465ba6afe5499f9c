#include "app/measure_frames.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <ctime>

#include <unistd.h>

namespace rebuffer {

namespace {

/// Showing a window for the first time, and filling its caches, is not what a frame costs.
constexpr int warmUpFrames = 60;

double threadCpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

/// What the process has in memory; 0 where the system does not tell.
double memoryMb()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const double pages = file.readAll().split(' ').value(1).toDouble();
    return pages * static_cast<double>(sysconf(_SC_PAGESIZE)) * 1e-6;
}

} // namespace

FrameMeasurement::FrameMeasurement(MainWindow &window, int frames) : m_window(window), m_wanted(frames), m_warmingUp(warmUpFrames)
{
    m_costs.reserve(static_cast<std::size_t>(frames));
    connect(&window.driver(), &SessionDriver::frame, this, &FrameMeasurement::onFrame);
    // A short film is played again and again.
    connect(&window.driver(), &SessionDriver::runningChanged, this, [this](bool running) {
        if (!running && m_window.driver().hasEnded())
            QMetaObject::invokeMethod(&m_window.driver(), &SessionDriver::play, Qt::QueuedConnection);
    });
}

void FrameMeasurement::onFrame(const Snapshot &snapshot)
{
    const double now = threadCpuMs();
    if (m_warmingUp > 0)
        --m_warmingUp;
    else
        m_costs.push_back(now - m_before);
    if (m_costs.size() == 1)
        m_cost.firstMb = memoryMb();
    m_cost.mostInFlight = std::max(m_cost.mostInFlight, static_cast<int>(snapshot.down.packetsInFlight));
    m_before = now;
    if (static_cast<int>(m_costs.size()) != m_wanted)
        return;
    m_cost.lastMb = memoryMb();
    QCoreApplication::quit();
}

FrameCost FrameMeasurement::result() const
{
    std::vector<double> sorted = m_costs;
    std::sort(sorted.begin(), sorted.end());
    const auto at = [&](double share) {
        return sorted.empty() ? 0.0 : sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
    };
    FrameCost cost = m_cost;
    cost.medianMs = at(0.5);
    cost.p95Ms = at(0.95);
    return cost;
}

} // namespace rebuffer
