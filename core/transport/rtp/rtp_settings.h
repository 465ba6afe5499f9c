// How RTP defends itself against loss and jitter.
#pragma once

#include "core/transport/rtp/playout_delay.h"

#include <cstdint>

namespace rebuffer {

/// All may be on at once; none is by default.
struct RtpSettings {
    bool nack = false;          ///< the receiver asks again for what is missing (RFC 4585, 4588)
    std::uint32_t fecGroup = 0; ///< packets that share one XOR parity packet (RFC 5109's idea); 0: none
    PlayoutDelayMode playout = PlayoutDelayMode::Fixed;

    friend bool operator==(const RtpSettings &, const RtpSettings &) = default;
};

} // namespace rebuffer
