// Quantities with units, read from and written as text: "5Mbit/s", "40ms", "0.5%", "64kB".
// A number always carries its unit; a problem quotes what was given and says what is accepted.
#pragma once

#include "core/sim/result.h"
#include "core/sim/sim_time.h"
#include "core/sim/units.h"

#include <string>
#include <string_view>

namespace rebuffer {

/// A decimal number ("12", "0.5", "1e3") with nothing before or after it; no NaN, no infinity.
Result<double> parseNumber(std::string_view text);

/// "40ms", "2s", "1.5min", "1h", "10us", "5ns"; bare "0" is accepted. Not negative, at most 100 days.
Result<SimDuration> parseDuration(std::string_view text);
/// "5Mbit/s", "250kbit/s", "1Gbit/s", "800bit/s"; "Mbps" and the like too; bare "0". Not negative, at most 10 Tbit/s.
Result<BitRate> parseRate(std::string_view text);
/// "64kB", "2B", "1.5MB", "64KiB", "1MiB"; bare "0". Not negative, at most 1 PB.
Result<Bytes> parseBytes(std::string_view text);
/// "0.5%" or a bare share "0.005"; from 0 to 1.
Result<double> parseShare(std::string_view text);
/// "true" or "false".
Result<bool> parseBool(std::string_view text);

/// The shortest text that parses back to the same value.
std::string toText(SimDuration duration);
std::string toText(BitRate rate);
std::string toText(Bytes size);
std::string shareToText(double share);
/// The shortest decimal that reads back as the same double.
std::string numberToText(double value);

} // namespace rebuffer
