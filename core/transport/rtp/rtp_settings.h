// How RTP defends itself against loss.
#pragma once

#include <cstdint>

namespace rebuffer {

/// Both may be on at once; neither is by default.
struct RtpSettings {
    bool nack = false;            ///< the receiver asks again for what is missing (RFC 4585, 4588)
    std::uint32_t fecGroup = 0;   ///< packets that share one XOR parity packet (RFC 5109's idea); 0: none

    friend bool operator==(const RtpSettings &, const RtpSettings &) = default;
};

} // namespace rebuffer
