// What a file says, as it may be repeated to a person: never a raw control character, and where in the file it stands.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rebuffer {

/// Text from outside in quotation marks, cut to so many characters; what cannot be printed is written as \x1b.
std::string shownText(std::string_view given, std::size_t most = 40);
/// "line 3, column 14", both from 1, in characters, of the byte at `offset`.
std::string placeOf(std::string_view content, std::size_t offset);
/// A character that no text has: a control character other than tab and line ends.
constexpr bool isControl(char c)
{
    return (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == '\x7f';
}

} // namespace rebuffer
