#include "core/io/trace_text.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <array>

namespace rebuffer {

namespace {

constexpr std::size_t lengthByLead(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/// Bytes of the printable character in front; 0 where there is none.
std::size_t printableLength(std::string_view text)
{
    const std::size_t length = std::min(lengthByLead(static_cast<unsigned char>(text.front())), text.size());
    const QList<uint> read = QString::fromUtf8(text.data(), static_cast<qsizetype>(length)).toUcs4();
    const bool fits = read.size() == 1 && read.front() != QChar::ReplacementCharacter && QChar::isPrint(read.front());
    return fits ? length : 0;
}

std::string escaped(char byte)
{
    constexpr std::string_view digits = "0123456789abcdef";
    const auto value = static_cast<unsigned char>(byte);
    return std::string("\\x") + digits[value / 16] + digits[value % 16];
}

} // namespace

std::string shownText(std::string_view given, std::size_t most)
{
    std::string shown = "\"";
    for (std::size_t i = 0; !given.empty(); ++i) {
        if (i == most) {
            shown += "…";
            break;
        }
        const std::size_t length = printableLength(given);
        shown += length > 0 ? std::string(given.substr(0, length)) : escaped(given.front());
        given.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return shown + "\"";
}

std::string placeOf(std::string_view content, std::size_t offset)
{
    const std::string_view before = content.substr(0, std::min(offset, content.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t lineEnd = before.rfind('\n');
    const std::string_view left = before.substr(lineEnd == std::string_view::npos ? 0 : lineEnd + 1);
    // The bytes that go on with a character are none of their own.
    const auto column =
        std::count_if(left.begin(), left.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }) + 1;
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

} // namespace rebuffer
