#include "core/io/trace_table.h"

#include "core/io/trace_fields.h"
#include "core/io/trace_text.h"
#include "core/sim/quantity_text.h"

#include <algorithm>
#include <limits>

namespace rebuffer {

namespace {

std::size_t lineEndsIn(std::string_view text)
{
    std::size_t ends = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')))
            ++ends;
    }
    return ends;
}

/// Where tabs separate, one at an end stands for an empty field.
std::string_view rowOf(std::string_view line, char separator)
{
    if (separator != '\t')
        return withoutBlanks(line);
    const std::size_t from = std::min(line.find_first_not_of(' '), line.size());
    return line.substr(from, line.find_last_not_of(' ') + 1 - from);
}

/// What follows " #" is a remark, where blanks separate.
std::string_view withoutRemark(std::string_view text, char separator)
{
    const std::size_t mark = separator == ' ' ? text.find('#') : std::string_view::npos;
    if (mark == std::string_view::npos || (text[mark - 1] != ' ' && text[mark - 1] != '\t'))
        return text;
    return withoutBlanks(text.substr(0, mark));
}

std::string withMarksSingle(std::string_view quoted)
{
    std::string text(quoted);
    for (std::size_t at = text.find("\"\""); at != std::string::npos; at = text.find("\"\"", at + 1))
        text.erase(at, 1);
    return text;
}

} // namespace

TraceTable::TraceTable(const QByteArray &content, std::string file) : m_content(content), m_file(std::move(file))
{
    readRows({m_content.constData(), static_cast<std::size_t>(m_content.size())});
    if (!m_rows.empty())
        readTitles();
}

void TraceTable::readRows(std::string_view all)
{
    std::size_t line = 1;
    for (std::size_t from = 0; from < all.size();) {
        std::size_t end = std::min(all.find_first_of("\r\n", from), all.size());
        const std::string_view text = withoutBlanks(all.substr(from, end - from));
        const bool isRow = !text.empty() && text.front() != '#';
        if (isRow && m_rows.empty())
            m_separator = separatorOf(text);
        if (isRow && text.find('"') != std::string_view::npos) {
            bool unclosed = false;
            end = endOfRow(all, from, m_separator, unclosed);
            m_unclosedLine = unclosed ? line : 0;
        }
        if (isRow)
            m_rows.push_back({withoutRemark(rowOf(all.substr(from, end - from), m_separator), m_separator), line});
        line += lineEndsIn(all.substr(from, end - from)) + 1;
        const bool isPair = end + 1 < all.size() && all[end] == '\r' && all[end + 1] == '\n';
        from = end + (isPair ? 2 : 1);
    }
}

void TraceTable::readTitles()
{
    bool hasNumber = false;
    std::vector<std::string> titles;
    for (TraceFields fields(m_rows.front().text, m_separator); !fields.atEnd(); ++m_columns) {
        const std::string_view given = fields.next();
        hasNumber = hasNumber || parseNumber(given) || parseCalendarTime(given).form == TimeForm::DateTime;
        titles.push_back(withMarksSingle(given));
    }
    const bool isDecimal = m_columns == 1 && time(0, 0).form == TimeForm::Number;
    if (hasNumber || isDecimal)
        return;
    m_titles = std::move(titles);
    m_titleRow = m_rows.front();
    m_rows.erase(m_rows.begin());
}

Result<bool> TraceTable::check() const
{
    if (m_unclosedLine > 0)
        return problemAt(m_unclosedLine, 1, "a quotation mark opens here that is never closed");
    if (hasTitles()) {
        if (const auto text = checkText(m_titleRow); !text)
            return text;
    }
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (const auto text = checkText(m_rows[row]); !text)
            return text;
        if (const auto width = checkWidth(row); !width)
            return width;
    }
    return true;
}

Result<bool> TraceTable::checkText(const Row &row) const
{
    const auto control = std::find_if(row.text.begin(), row.text.end(), isControl);
    if (control == row.text.end())
        return true;
    std::size_t column = 0;
    for (TraceFields fields(row.text, m_separator); !fields.atEnd(); ++column) {
        const std::string_view given = fields.next();
        if (given.data() + given.size() > &*control)
            return problemAt(row.line, column + 1,
                             shownText(given, 12) + " has characters that no text has; a trace is text or JSON, in UTF-8");
    }
    return problemAt(row.line, 1, "there are characters that no text has; a trace is text or JSON, in UTF-8");
}

Result<bool> TraceTable::checkWidth(std::size_t row) const
{
    std::size_t count = 0;
    std::size_t filled = 0;
    for (TraceFields fields(m_rows[row].text, m_separator); !fields.atEnd();) {
        ++count;
        if (!fields.next().empty())
            filled = count;
    }
    // A field left out shifts what follows it under another title.
    const bool isShort = count < m_columns;
    if (!isShort && filled <= m_columns)
        return true;
    if (isShort)
        filled = count;
    const std::string there = filled == 1 ? "is 1 field" : "are " + std::to_string(filled) + " fields";
    return problemAt(m_rows[row].line, isShort ? count + 1 : std::min(filled, m_columns + 1),
                     hasTitles() ? "there " + there + " under " + std::to_string(m_columns) + " titles"
                                 : "there " + there + ", in the first row " + std::to_string(m_columns));
}

std::string_view TraceTable::field(std::size_t row, std::size_t column) const
{
    TraceFields fields(m_rows[row].text, m_separator);
    for (std::size_t i = 0; i < column && !fields.atEnd(); ++i)
        fields.next();
    return fields.atEnd() ? std::string_view() : fields.next();
}

double TraceTable::number(std::size_t row, std::size_t column) const
{
    const TraceTime read = time(row, column);
    return read.form == TimeForm::Number ? read.value : std::numeric_limits<double>::quiet_NaN();
}

TraceTime TraceTable::time(std::size_t row, std::size_t column) const
{
    const std::string_view given = field(row, column);
    if (const auto value = parseNumber(given))
        return {TimeForm::Number, *value};
    const std::size_t comma = given.find(',');
    if (m_separator != ',' && comma != std::string_view::npos && given.find('.') == std::string_view::npos) {
        std::string pointed(given);
        pointed[comma] = '.';
        if (const auto value = parseNumber(pointed))
            return {TimeForm::Number, *value};
    }
    return parseCalendarTime(given);
}

Problem TraceTable::problem(std::size_t row, std::size_t column, const std::string &what) const
{
    return problemAt(m_rows[row].line, column + 1, shownText(field(row, column)) + " " + what);
}

Problem TraceTable::problemOfTitle(std::size_t column, const std::string &what) const
{
    return problemAt(m_titleRow.line, column + 1, shownText(title(column)) + " " + what);
}

Problem TraceTable::problemAt(std::size_t line, std::size_t column, const std::string &what) const
{
    return Problem{m_file + ": line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + what};
}

} // namespace rebuffer
