// How a failed comparison prints the strong types: found by Qt Test through their namespace.
#pragma once

#include "core/sim/quantity_text.h"
#include "core/sim/sim_time.h"
#include "core/sim/units.h"

#include <QTest>

#include <string>

namespace rebuffer {

inline char *toString(SimDuration d)
{
    return qstrdup((std::to_string(d.toNanoseconds()) + " ns").c_str());
}
inline char *toString(SimTime t)
{
    return qstrdup((std::to_string(t.toNanoseconds()) + " ns from the start").c_str());
}
inline char *toString(Bytes b)
{
    return qstrdup((std::to_string(b.count()) + " B").c_str());
}
inline char *toString(BitRate r)
{
    return qstrdup((std::to_string(r.toBitsPerSecond()) + " bit/s").c_str());
}

/// For the message of QVERIFY2 and the names of rows, which want a C string that lives to the end of the expression.
inline std::string words(std::string_view what, double value)
{
    return std::string(what) + " " + numberToText(value);
}

} // namespace rebuffer
