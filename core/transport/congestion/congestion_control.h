// How fast may a TCP sender go? Fed facts after every acknowledgement, answers with a window and perhaps a pace.
#pragma once

#include "core/sim/random_stream.h"
#include "core/sim/sim_time.h"
#include "core/sim/units.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <string_view>

namespace rebuffer {

/// Counted in segments of full size, as Linux does.
struct CongestionWindow {
    static constexpr std::uint32_t unset = std::numeric_limits<std::uint32_t>::max() / 2;

    std::uint32_t packets = 10;      ///< initial window of RFC 6928
    std::uint32_t threshold = unset; ///< slow start ends here
    std::uint32_t credit = 0;        ///< acknowledged toward the next increase by one

    bool inSlowStart() const { return packets < threshold; }

    /// RFC 5681's slow start, with appropriate byte counting; returns the acknowledgements left over.
    std::uint32_t growInSlowStart(std::uint32_t acked)
    {
        const std::uint32_t room = threshold - packets;
        const std::uint32_t used = acked < room ? acked : room;
        packets += used;
        return acked - used;
    }
    /// Congestion avoidance: one packet more for every `perIncrease` acknowledged.
    void growAdditively(std::uint32_t perIncrease, std::uint32_t acked)
    {
        if (credit >= perIncrease) {
            credit = 0;
            ++packets;
        }
        credit += acked;
        if (credit >= perIncrease) {
            packets += credit / perIncrease;
            credit %= perIncrease;
        }
    }
};

/// What one acknowledgement told.
struct AckFacts {
    SimTime now;
    std::uint32_t delivered = 0;     ///< packets newly acknowledged or SACKed
    std::uint32_t newlyLost = 0;     ///< packets newly deemed lost
    std::uint32_t priorInFlight = 0; ///< packets in flight before it
    std::uint32_t inFlight = 0;      ///< and after it
    SimDuration rtt;                 ///< of the newest packet it acknowledges; zero: no sample
    SimDuration smoothedRtt;
    bool windowLimited = false;    ///< the window is what holds the sender
    bool recovering = false;       ///< in fast recovery: the window follows PRR
    bool timedOut = false;         ///< the timer fired, and what was out then is not all acknowledged
    std::int64_t acknowledged = 0; ///< stream position, cumulative
    std::int64_t sent = 0;         ///< stream position of the next new byte

    // Delivery rate sample (draft-cheng-iccrg-delivery-rate-estimation).
    std::int64_t totalDelivered = 0;  ///< packets so far
    std::int64_t priorDelivered = -1; ///< of them, when the newest acknowledged one was sent; -1: no sample
    SimDuration interval;             ///< over which totalDelivered - priorDelivered were delivered
    bool appLimited = false;          ///< the sample was taken with the sender short of data
};

class CongestionControl {
public:
    virtual ~CongestionControl() = default;
    virtual std::string_view name() const = 0;

    /// The connection is open, or has been given to this algorithm in mid-run. `rtt` as measured so far.
    virtual void onEstablished(const CongestionWindow &, SimDuration, SimTime) {}
    /// After every acknowledgement that delivers something; may grow the window (not while recovering, unless
    /// controlsWindow()).
    virtual void onAck(const AckFacts &facts, CongestionWindow &window) = 0;
    /// Something was lost: the slow start threshold from here on. Once per recovery or timeout.
    virtual std::uint32_t thresholdAfterLoss(const CongestionWindow &window, SimTime now) = 0;
    /// The retransmission timer fired; the window has been set to one packet.
    virtual void onTimeout(SimTime) {}
    /// The loss or the timeout was none: the window as it was before.
    virtual void onUndone(const CongestionWindow &before, CongestionWindow &window)
    {
        window.packets = window.packets > before.packets ? window.packets : before.packets;
    }
    /// Recovery has ended.
    virtual void onRecovered(CongestionWindow &, SimTime) {}
    /// The sender goes on after being idle.
    virtual void onRestart(SimDuration, SimTime) {}

    /// True if it sets the window in every state itself, without PRR.
    virtual bool controlsWindow() const { return false; }
    /// True if it ever wants packets spread in time.
    virtual bool paces() const { return false; }
    /// Payload leaves no faster than this; zero: as the window allows. Asked for only of one that paces.
    virtual BitRate pacingRate() const { return {}; }
};

std::unique_ptr<CongestionControl> makeReno();
std::unique_ptr<CongestionControl> makeCubic();
/// `random` chooses the phase in which it begins to probe.
std::unique_ptr<CongestionControl> makeBbr(RandomStream random);

} // namespace rebuffer
