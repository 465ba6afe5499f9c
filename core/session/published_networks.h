// The throttling profiles of well-known tools as networks of ours, each named with whose figures they are.
#pragma once

#include "core/session/network_presets.h"

namespace rebuffer {

/// In their publishers' order. A delay given as a round trip is halved; what a profile does not limit or name is as by
/// default. Left out is what a simulated link has no part for: Apple's slow name server.
std::vector<NetworkPreset> publishedNetworks();

} // namespace rebuffer
