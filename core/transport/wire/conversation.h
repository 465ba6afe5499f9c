// Who speaks to whom on which ports, and with which sequence numbers: what turns a simulated packet into a real one.
#pragma once

#include "core/transport/exchange.h"

#include <cstdint>
#include <vector>

namespace rebuffer {

/// One TCP connection (or the RTP session) as its segments number themselves. Addresses are of the blocks for
/// documentation (RFC 5737): the server 198.51.100.7, the client 203.0.113.20.
struct Flow {
    std::uint16_t serverPort = 80;
    std::uint16_t clientPort = 49152;
    std::uint32_t serverFirst = 0; ///< the server's initial sequence number
    std::uint32_t clientFirst = 0;
};

/// Where a message of the exchange, or the stream, stands in its flow. Counts are of bytes after the SYN.
struct Place {
    std::size_t flow = 0;
    std::uint32_t clientSaid = 0; ///< before it, by the client
    std::uint32_t serverSaid = 0;
};

/// Built from the exchange of one request. FTP's commands stay on the first flow, its stream is on the last.
class Conversation {
public:
    /// `request` counts the requests of the run from 0: each has client ports of its own.
    Conversation(const std::vector<ExchangeStep> &steps, bool rtp, std::uint32_t request);

    const std::vector<Flow> &flows() const { return m_flows; }
    bool isRtp() const { return m_rtp; }
    /// Which request of the run, from 0.
    std::uint32_t request() const { return m_request; }
    /// Of the question of a step; its answer follows it.
    const Place &step(std::size_t i) const { return m_places[i]; }
    const ExchangeStep &said(std::size_t i) const { return m_steps[i]; }
    std::size_t steps() const { return m_steps.size(); }
    /// Of the stream's first byte.
    const Place &stream() const { return m_stream; }

private:
    Place m_stream;
    std::vector<ExchangeStep> m_steps;
    std::vector<Flow> m_flows;
    std::vector<Place> m_places;
    bool m_rtp;
    std::uint32_t m_request;
};

} // namespace rebuffer
