// The jitter that an RTP receiver reports (RFC 3550, section 6.4.1 and appendix A.8). It counts what lies between a packet's
// timestamp and its departure too: that packets of a frame are spread over its time, and frames sent out of their order. By
// the times of departure it is the network's alone, as extended reports have it (RFC 5450, section 4).
#pragma once

#include "core/sim/sim_time.h"

#include <algorithm>

namespace rebuffer {

/// J += (|D| - J) / 16, where D is how much the spacing of two packets changed on the way.
class InterarrivalJitter {
public:
    /// `sent` is the packet's RTP timestamp, or its departure, on the sender's clock, `arrived` on the receiver's.
    void onPacket(SimTime sent, SimTime arrived)
    {
        const SimDuration transit = arrived - sent;
        if (m_seen) {
            const double d = (transit - m_transit).toSeconds();
            m_jitter += ((d < 0 ? -d : d) - m_jitter) / 16;
        }
        m_least = m_seen ? std::min(m_least, transit) : transit;
        m_transit = transit;
        m_seen = true;
    }
    SimDuration value() const { return SimDuration::seconds(m_jitter); }
    /// How much longer the last packet took than the quickest so far: what the queue holds now.
    SimDuration queueing() const { return m_transit - m_least; }

private:
    SimDuration m_transit;
    SimDuration m_least;
    double m_jitter = 0; // seconds
    bool m_seen = false;
};

} // namespace rebuffer
