// Every curve at one instant, and how it is said.
#pragma once

#include "core/session/summary.h"
#include "ui/timeline/timeline_curves.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace rebuffer {

struct TimelineReading {
    Q_DECLARE_TR_FUNCTIONS(rebuffer::TimelineReading)
public:
    double time = 0;
    QString state;       ///< "playing", "stall 2"
    double buffer = 0;   ///< seconds of media
    double arriving = 0; ///< Mbit/s
    double capacity = 0; ///< Mbit/s
    double need = 0;     ///< Mbit/s; 0 when nothing is played
    double rtt = 0;      ///< milliseconds; 0 if none was measured
    int lost = 0;        ///< packets, around the instant
    int dropped = 0;
    LimitShares limits{}; ///< of the time around the instant

    /// `around`: how many seconds either side losses are counted in; what a pixel or two stands for.
    static TimelineReading at(double time, double around, const TimelineCurves &curves, const Summary &summary);
    /// "0:23.4 playing"
    QString title() const;
    QStringList lines() const;
    /// What held the sender longest; empty for nothing.
    QString held() const;

private:
    QString heldBy() const;
};

} // namespace rebuffer
