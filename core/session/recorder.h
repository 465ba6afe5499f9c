// Keeps the record of a run: the log of events, the curves, the counts. What it holds does not grow with the run.
#pragma once

#include "core/net/link.h"
#include "core/session/event_log.h"
#include "core/session/series.h"
#include "core/session/sliding_sum.h"
#include "core/session/snapshot.h"
#include "core/session/summary.h"

#include <vector>

namespace rebuffer {

/// Told of everything as it happens; asked for figures at any time.
class Recorder {
public:
    static constexpr SimDuration tick = SimDuration::milliseconds(20);

    /// What is read off the pipeline each tick.
    struct Sample {
        bool hasBuffer = false;
        SimDuration level;
        SimDuration playableUntil;
        BitRate capacity;
        BitRate needed;
        double window = 0;
        LimitTimes limitTimes{};
        Bytes queued;
        Bytes onWire;  ///< delivered by the downlink so far
        Bytes inOrder; ///< of the film, so far
        Bytes taken;   ///< and of that read by the player
    };

    void onLink(bool uplink, LinkEvent event, const Packet &packet, SimTime now);
    /// The same of one that is lost or dropped; `place`: how much of the way it had behind it.
    [[gnu::cold, gnu::noinline]] void onLoss(bool uplink, LinkEvent event, const Packet &packet, double place, SimTime now);
    void onMessage(const char *text, bool uplink, SimTime now);
    void onRtt(SimDuration rtt, SimTime now);
    void onWindowCut(std::uint32_t packets, SimTime now);
    void onWindowRestored(std::uint32_t packets, SimTime now);
    void onTimeout(SimDuration next, SimTime now);
    void onBackpressure(bool on, SimTime now);
    void onSetting(const std::string &text, SimTime now);
    void onThresholds(const Thresholds &marks, SimTime now) { m_series.setThresholds(marks, now); }
    void onLate(const Packet &packet, SimTime now);
    void onState(PlayerState before, PlayerState after, SimDuration position, SimTime now);
    void onPaused(bool paused, SimTime now);
    void onSeek(SimDuration to, bool buffered, SimTime now);
    void onFirstByte(SimTime now);
    /// More of the stream has arrived in order.
    void onProgress(SimTime now) { m_lastProgress = now; }
    void sample(const Sample &sample, SimTime now);

    /// The measured figures count from here.
    void measureFrom(SimTime now, Bytes onWire, Bytes inOrder);

    /// All that the recorder knows; the caller adds what it does not. `watched` is the position in the film.
    Summary summary(SimTime now, SimDuration watched, Bytes onWire, Bytes inOrder, bool allArrived) const;
    std::int64_t stallCount() const { return m_stallCount; }
    BitRate recentThroughput() const;
    /// Seconds of film that became playable in each second.
    double recentPace() const;
    /// What the player read.
    BitRate recentReading() const { return overWindow(m_taken); }
    /// What held the sender back in the last second; the times add up to it.
    LimitTimes recentLimits() const;
    /// What was lost, and said of the window, within the last second, oldest first.
    void recentLosses(bool uplink, SimTime now, LinkView &out) const;

    /// Of the line that the log's listener is being told; null or stale at any other time.
    const Packet *packetLogged() const { return m_packetLogged; }

    EventLog &log() { return m_log; }
    const EventLog &log() const { return m_log; }
    const Series &series() const { return m_series; }
    /// The curves with what has come since the last tick, as `sample` has it.
    Series seriesUntil(const Sample &sample, SimTime now) const;

private:
    static constexpr std::size_t windowTicks = 50; // of 20 ms: one second
    static constexpr std::size_t mostStalls = 10'000;
    static constexpr std::size_t mostLosses = 64; // drawn at once
    static constexpr std::size_t mostSignals = 16;

    struct Counts {
        std::uint64_t sent = 0;
        std::uint64_t lost = 0;
        std::uint64_t dropped = 0;
        std::uint64_t resent = 0;
        std::uint64_t late = 0;
        std::uint64_t timeouts = 0;
        std::int64_t rttSamples = 0;
        SimDuration rttSum;
    };
    struct RecentLoss {
        LostView view;
        bool uplink = false;
    };
    struct RecentSignal {
        SignalView view;
        bool uplink = false;
    };
    using Growth = SlidingGrowth<windowTicks>;
    /// How many in the last second, to the tick.
    struct RecentCount {
        std::int64_t total = 0;
        std::int64_t atTick = 0;
        Growth growth;
        void tick();
        std::int64_t recent() const { return growth.growth() + total - atTick; }
    };

    void addTo(SeriesBucket &bucket, const Sample &sample, SimDuration span) const;
    static BitRate overWindow(const Growth &growth);
    void logPacket(EventKind kind, bool uplink, const Packet &packet, SimTime now);
    void logValue(EventKind kind, std::int64_t value, SimTime now);
    void logText(EventKind kind, bool uplink, const std::string &text, SimTime now);
    void countDownlink(LinkEvent event, const Packet &packet, SimTime now);
    void keepLoss(bool uplink, bool atQueue, const Packet &packet, double place, SimTime now);
    [[gnu::cold]] void keepSignal(bool uplink, const Packet &packet, SimTime now);
    void beginStall(SimDuration position, SimTime now);
    void endStall(SimTime now);
    void addPlayTime(SimTime now);

    EventLog m_log;
    const Packet *m_packetLogged = nullptr;
    Series m_series;
    Counts m_counts;
    Counts m_before; // of the warm-up
    SimTime m_measuredFrom;
    SimTime m_lastProgress;
    Bytes m_wireBefore;
    Bytes m_inOrderBefore;
    Growth m_wire;
    std::int64_t m_capacityBits = 0;
    Growth m_capacity;
    Growth m_playable; // ns of film
    Growth m_taken;
    std::array<Growth, static_cast<std::size_t>(Limit::Count)> m_limits;
    Bytes m_lastWire;
    Bytes m_lastInOrder;
    LimitTimes m_lastLimitTimes{};
    SimTime m_lastSample;
    Ring<RecentLoss> m_losses;
    Ring<RecentSignal> m_signals;
    std::array<RecentCount, 2> m_lostOf; // down, up
    std::array<RecentCount, 2> m_droppedOf;

    PlayerState m_state = PlayerState::Idle;
    SimTime m_requestedAt;
    std::optional<SimDuration> m_startup;
    std::optional<SimDuration> m_firstByte;
    std::vector<Stall> m_stalls;
    std::int64_t m_stallCount = 0;
    SimTime m_stalledAt;
    SimDuration m_stallTime; // of stalls that have ended
    std::int64_t m_seekCount = 0;
    SimDuration m_seekTime; // of seeks that have ended
    SimTime m_seekingSince;
    SimDuration m_playTime; // up to m_playingSince
    SimTime m_playingSince;
    bool m_running = false; // playing and not paused
};

} // namespace rebuffer
