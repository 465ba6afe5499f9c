// One line of a table, cut into its fields.
#pragma once

#include <cstddef>
#include <string_view>

namespace rebuffer {

/// The separator a table's first line shows: ';', tab, ',' or, for runs of blanks, ' '.
char separatorOf(std::string_view firstLine);
/// Where the row that begins at `from` ends: at a line end outside quotation marks, or the text's end if one is not closed.
std::size_t endOfRow(std::string_view all, std::size_t from, char separator, bool &unclosed);

/// Walks over the fields, from left to right.
class TraceFields {
public:
    TraceFields(std::string_view text, char separator) : m_text(text), m_separator(separator) {}

    bool atEnd() const { return m_atEnd; }
    /// Without blanks around it and without its quotation marks; doubled ones inside stay doubled.
    std::string_view next();

private:
    bool isSeparator(char c) const { return c == m_separator || (m_separator == ' ' && c == '\t'); }
    void dropSeparator();
    std::string_view plain();

    std::string_view m_text;
    char m_separator;
    bool m_atEnd = false;
};

/// Without blanks and tabs around it.
std::string_view withoutBlanks(std::string_view text);

} // namespace rebuffer
