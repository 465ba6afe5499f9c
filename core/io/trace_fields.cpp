#include "core/io/trace_fields.h"

#include <algorithm>
#include <optional>
#include <string>

namespace rebuffer {

namespace {

/// The line without what is in quotation marks.
std::string unquoted(std::string_view line)
{
    std::string outside;
    bool inQuotes = false;
    for (const char c : line) {
        if (c == '"')
            inQuotes = !inQuotes;
        else if (!inQuotes)
            outside += c;
    }
    return outside;
}

/// A tab that follows a comma, or another tab, separates nothing itself.
bool tabsOnlyPad(std::string_view line)
{
    char before = ' ';
    for (const char c : line) {
        if (c == '\t' && before != ',' && before != '\t')
            return false;
        before = c == ' ' ? before : c;
    }
    return true;
}

/// Length of the quoted field in front, its marks included.
std::optional<std::size_t> quotedLength(std::string_view text)
{
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] != '"')
            continue;
        if (i + 1 == text.size() || text[i + 1] != '"')
            return i + 1;
        ++i;
    }
    return {};
}

} // namespace

std::string_view withoutBlanks(std::string_view text)
{
    const std::size_t from = std::min(text.find_first_not_of(" \t"), text.size());
    return text.substr(from, text.find_last_not_of(" \t") + 1 - from);
}

char separatorOf(std::string_view firstLine)
{
    const std::string line = unquoted(firstLine);
    const auto has = [&](char c) { return line.find(c) != std::string::npos; };
    if (has(';'))
        return ';';
    if (has('\t') && !(has(',') && tabsOnlyPad(line)))
        return line.find("\t\t") == std::string::npos ? '\t' : ' ';
    return has(',') ? ',' : ' ';
}

std::size_t endOfRow(std::string_view all, std::size_t from, char separator, bool &unclosed)
{
    bool mayOpen = true;
    unclosed = false;
    std::size_t i = from;
    for (; i < all.size(); ++i) {
        const char c = all[i];
        if (unclosed) {
            if (c != '"')
                continue;
            if (i + 1 < all.size() && all[i + 1] == '"')
                ++i;
            else
                unclosed = false;
        } else if (c == '\n' || c == '\r') {
            return i;
        } else if (c == '"' && mayOpen) {
            unclosed = true;
            mayOpen = false;
        } else if (c == separator) {
            mayOpen = true;
        } else if (c == '\t' || c == ' ') {
            mayOpen = mayOpen || separator == ' ';
        } else {
            mayOpen = false;
        }
    }
    return all.size();
}

std::string_view TraceFields::next()
{
    while (!m_text.empty() && (m_text.front() == ' ' || m_text.front() == '\t') &&
           (m_separator == ' ' || !isSeparator(m_text.front())))
        m_text.remove_prefix(1);
    if (m_text.empty() || m_text.front() != '"')
        return plain();
    const auto length = quotedLength(m_text);
    if (!length)
        return plain();
    const std::string_view after = m_text.substr(*length);
    const std::size_t gap =
        m_separator == ' ' ? 0 : std::min(after.find_first_not_of(m_separator == '\t' ? " " : " \t"), after.size());
    if (gap < after.size() && !isSeparator(after[gap]))
        return plain();
    const std::string_view taken = m_text.substr(1, *length - 2);
    m_text = after.substr(gap);
    dropSeparator();
    return taken;
}

std::string_view TraceFields::plain()
{
    std::size_t end = 0;
    while (end < m_text.size() && !isSeparator(m_text[end]))
        ++end;
    const std::string_view taken = withoutBlanks(m_text.substr(0, end));
    m_text.remove_prefix(end);
    dropSeparator();
    return taken;
}

void TraceFields::dropSeparator()
{
    if (m_separator == ' ')
        m_text = withoutBlanks(m_text);
    m_atEnd = m_text.empty();
    if (!m_atEnd && m_separator != ' ')
        m_text.remove_prefix(1);
}

} // namespace rebuffer
