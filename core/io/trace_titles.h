// What a table's titles say: is it a time, is it a rate, and in which unit. "time_ms", "Time(s)", "Throughput (Mbps)".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rebuffer {

/// Seconds in one of the unit of a column of times ("time": 1, "time_ms": 0.001); nothing where the title is of something else.
std::optional<double> timeUnitOf(std::string_view title);
/// A title that has to do with time, though timeUnitOf() does not know it.
bool hintsAtTime(std::string_view title);

/// What a title says about a rate.
struct RateTitle {
    std::optional<double> unit; ///< bits per second in one of it
    std::string word;           ///< the unit as it is written, known or not; empty where there is none
    bool isNamed = false;       ///< "throughput" and the like: a rate, whatever its unit
};
/// "Mbps" and "Mb/s" are bits, "MBps" and "MB/s" bytes; "MBPS" may be either and is not known.
RateTitle rateTitleOf(std::string_view title);
/// For messages.
constexpr std::string_view knownRateUnits =
    "bit/s, kbit/s, Mbit/s, Gbit/s or kbps, Mbps, Gbps, and for bytes kB/s, MB/s, GB/s or kBps, MBps, GBps";

} // namespace rebuffer
