// A run as the recorder would have written it, from a few formulas: a test knows what every curve must say.
#pragma once

#include "core/session/series.h"
#include "core/session/snapshot.h"
#include "core/session/summary.h"

#include <algorithm>
#include <cmath>

namespace rebuffer::test {

/// The link carries 4 Mbit/s and 1 Mbit/s from 20 s on, all of it is used, the film needs 2 Mbit/s; a packet is lost
/// at every whole fifth second and one dropped a second later. Playback starts at 2 s and stalls from 30 s to 36 s.
class RecordedRun {
public:
    static constexpr double changeAt = 20;
    static constexpr double startAt = 2;
    static constexpr double stallAt = 30;
    static constexpr double stallEnds = 36;

    static double capacityAt(double time) { return time < changeAt ? 4 : 1; }
    /// A second in four goes to recovery.
    static Limit heldAt(double time) { return std::fmod(time, 4) < 0.99 ? Limit::Recovery : Limit::Link; }
    static double bufferAt(double time) { return 6 + 5 * std::sin(time / 4); }
    static double rttAt(double time) { return time < changeAt ? 60 : 240; }

    /// Records on up to `time`, in the recorder's own steps, each when it is over.
    void recordTo(double time)
    {
        const double step = Series::firstWidth.toSeconds();
        for (; (m_steps + 1) * step <= time + 1e-9; ++m_steps)
            record(m_steps * step, step);
        m_now = std::max(m_now, time);
        fillIn();
    }

    const Series &series() const { return m_series; }
    const Summary &summary() const { return m_summary; }
    const Snapshot &snapshot() const { return m_snapshot; }

private:
    void record(double time, double step)
    {
        SeriesBucket &bucket = m_series.at(SimTime::fromStart(SimDuration::seconds(time + step / 2)));
        const double level = bufferAt(time + step);
        bucket.bufferLow = bucket.hasBuffer ? std::min(bucket.bufferLow, level) : level;
        bucket.bufferHigh = std::max(bucket.bufferHigh, level);
        bucket.bufferLast = level;
        bucket.hasBuffer = true;
        bucket.capacityBits += capacityAt(time) * 1e6 * step;
        bucket.wireBytes += std::llround(capacityAt(time) * 1e6 * step / 8);
        bucket.neededBits += time >= startAt ? 2e6 * step : 0;
        bucket.rttLow = bucket.rttLast > 0 ? std::min(bucket.rttLow, rttAt(time)) : rttAt(time);
        bucket.rttHigh = std::max(bucket.rttHigh, rttAt(time));
        bucket.rttLast = rttAt(time);
        const auto number = std::llround(time / step);
        const Limit limit = heldAt(time);
        bucket.limitTimes[static_cast<std::size_t>(limit)] += SimDuration::seconds(step);
        bucket.lost += number % 250 == 125 ? 1 : 0;
        bucket.dropped += number % 250 == 175 ? 1 : 0;
    }

    void fillIn()
    {
        const auto at = [](double seconds) { return SimTime::fromStart(SimDuration::seconds(seconds)); };
        m_summary.now = m_snapshot.now = at(m_now);
        m_summary.startupDelay.reset();
        m_summary.stalls.clear();
        m_summary.state = m_now < startAt ? PlayerState::Starting : PlayerState::Playing;
        if (m_now >= startAt)
            m_summary.startupDelay = SimDuration::seconds(startAt);
        if (m_now >= stallAt) {
            Stall stall;
            stall.at = at(stallAt);
            stall.duration = SimDuration::seconds(std::min(m_now, stallEnds) - stallAt);
            stall.open = m_now < stallEnds;
            m_summary.stalls.push_back(stall);
            if (stall.open)
                m_summary.state = PlayerState::Stalled;
        }
        m_snapshot.state = m_summary.state;
        m_snapshot.hasPlayer = true;
        m_snapshot.marks = Thresholds::of(m_snapshot.player);
        m_series.setThresholds(m_snapshot.marks, m_snapshot.now);
        m_snapshot.duration = SimDuration::wholeSeconds(120);
        m_snapshot.fileSize = Bytes(30'000'000);
        m_snapshot.down.rate = BitRate::megabitsPerSecond(capacityAt(m_now));
    }

    Series m_series;
    Summary m_summary;
    Snapshot m_snapshot;
    int m_steps = 0;
    double m_now = 0;
};

} // namespace rebuffer::test
