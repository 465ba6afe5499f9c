// 128-bit integers, which both GCC and Clang have and the standard does not name.
#pragma once

namespace rebuffer {

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UInt128;

} // namespace rebuffer
