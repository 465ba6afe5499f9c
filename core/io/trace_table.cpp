#include "core/io/trace_table.h"

#include "core/sim/quantity_text.h"

#include <algorithm>
#include <array>
#include <limits>

namespace rebuffer {

namespace {

constexpr std::string_view separators = ",;\t ";
constexpr std::array<std::string_view, 6> timeTitles{"time", "time_s", "timestamp", "seconds", "seq_num", "t"};

/// Takes the next field off the front. A run of blanks is one separator; a comma always is one.
std::string_view takeField(std::string_view &text)
{
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    const std::string_view taken = text.substr(0, end);
    text.remove_prefix(end);
    bool comma = false;
    while (!text.empty() && separators.find(text.front()) != std::string_view::npos) {
        const bool isComma = text.front() == ',' || text.front() == ';';
        if (isComma && comma)
            break;
        comma = comma || isComma;
        text.remove_prefix(1);
    }
    return taken;
}

std::vector<std::string_view> fieldsOf(std::string_view text)
{
    std::vector<std::string_view> fields;
    while (!text.empty())
        fields.push_back(takeField(text));
    return fields;
}

std::string_view trimmed(std::string_view line)
{
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
        line.remove_suffix(1);
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t'))
        line.remove_prefix(1);
    return line;
}

bool isTimeTitle(const std::string &title)
{
    std::string lower = title;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return std::find(timeTitles.begin(), timeTitles.end(), lower) != timeTitles.end();
}

} // namespace

TraceTable::TraceTable(const QByteArray &content) : m_content(content)
{
    const std::string_view all(m_content.constData(), static_cast<std::size_t>(m_content.size()));
    std::size_t line = 0;
    for (std::size_t from = 0; from < all.size();) {
        const std::size_t end = std::min(all.find('\n', from), all.size());
        const std::string_view text = trimmed(all.substr(from, end - from));
        from = end + 1;
        ++line;
        if (!text.empty() && text.front() != '#')
            m_rows.push_back({text, line});
    }
    if (m_rows.empty())
        return;
    const auto first = fieldsOf(m_rows.front().text);
    m_columns = first.size();
    const auto isNumber = [](std::string_view text) { return static_cast<bool>(parseNumber(text)); };
    if (m_columns > 1 && std::none_of(first.begin(), first.end(), isNumber)) {
        m_titles.assign(first.begin(), first.end());
        m_rows.erase(m_rows.begin());
    }
}

std::string_view TraceTable::field(std::size_t row, std::size_t column) const
{
    std::string_view text = m_rows[row].text;
    std::string_view taken = takeField(text);
    for (std::size_t i = 0; i < column; ++i)
        taken = takeField(text);
    return taken;
}

double TraceTable::number(std::size_t row, std::size_t column) const
{
    const auto value = parseNumber(field(row, column));
    return value ? *value : std::numeric_limits<double>::quiet_NaN();
}

Problem TraceTable::problem(const std::string &file, std::size_t row, std::size_t column, const std::string &what) const
{
    const std::string given(field(row, column).substr(0, 40));
    return Problem{file + ": line " + std::to_string(m_rows[row].line) + ", column " + std::to_string(column + 1) + ": \"" + given + "\" " + what};
}

Result<TraceColumns> TraceTable::findColumns(const std::string &file, const std::string &wanted) const
{
    TraceColumns columns;
    if (!hasTitles()) {
        columns.time = 0;
        columns.rate = 1;
        return columns;
    }
    std::optional<std::size_t> rate;
    std::string titles;
    for (std::size_t i = 0; i < m_titles.size(); ++i) {
        titles += (titles.empty() ? "" : ", ") + m_titles[i];
        const bool isTime = isTimeTitle(m_titles[i]);
        if (isTime && !columns.time)
            columns.time = i;
        // A table without a wish: the first rate, by its title if one says so.
        const bool looksLikeRate = m_titles[i].find("bps") != std::string::npos || m_titles[i].find("bit") != std::string::npos;
        if (!rate && (wanted.empty() ? looksLikeRate : m_titles[i] == wanted))
            rate = i;
    }
    for (std::size_t i = 0; wanted.empty() && !rate && i < m_titles.size(); ++i) {
        if (columns.time != i && !m_rows.empty() && parseNumber(field(0, i)))
            rate = i;
    }
    if (!rate)
        return Problem{file + ": has no column " + (wanted.empty() ? "of rates" : "\"" + wanted + "\"") + "; its columns are " + titles};
    columns.rate = *rate;
    return columns;
}

} // namespace rebuffer
