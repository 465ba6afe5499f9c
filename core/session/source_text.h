// What is streamed, as text: a path, "bytes:PATH:1Mbit/s", "cbr:1Mbit/s:60s", "bulk".
#pragma once

#include "core/session/scenario.h"

#include <string>
#include <string_view>

namespace rebuffer {

/// Checks the form; whether the file is there is seen when it is opened.
Result<SourceSpec> parseSource(std::string_view text);
std::string toText(const SourceSpec &source);

} // namespace rebuffer
