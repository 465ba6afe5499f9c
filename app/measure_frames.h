// What a frame costs the thread that draws: its CPU time from one tick to the next, simulation, layout and
// painting of the whole window included.
#pragma once

#include "ui/main_window.h"

#include <QObject>

#include <vector>

namespace rebuffer {

struct FrameCost {
    double medianMs = 0;
    double p95Ms = 0;
    double firstMb = 0; ///< of memory that the process has, at the first frame measured and at the last
    double lastMb = 0;
    int mostInFlight = 0; ///< packets on the link
};

/// Plays `window`'s film and quits the event loop when it has seen `frames` frames.
class FrameMeasurement : public QObject {
public:
    FrameMeasurement(MainWindow &window, int frames);
    FrameCost result() const;

private:
    void onFrame(const Snapshot &snapshot);

    MainWindow &m_window;
    int m_wanted;
    int m_warmingUp;
    double m_before = 0;
    std::vector<double> m_costs;
    FrameCost m_cost;
};

} // namespace rebuffer
