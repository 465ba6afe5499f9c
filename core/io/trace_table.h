// A text file as rows and columns, with the line each row came from, for messages that point.
#pragma once

#include "core/io/trace_time.h"
#include "core/sim/result.h"

#include <QByteArray>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rebuffer {

/// Fields are apart by the one separator that the first row shows: semicolons, tabs, commas, or else runs of blanks. A
/// field may be in quotation marks (RFC 4180). Empty lines and lines that begin with # are passed over. A first row without
/// a number is one of titles. Where no comma separates, it is a decimal mark as well.
class TraceTable {
public:
    /// Keeps a reference to the content's bytes, which it shares; `file` is what problems call them.
    TraceTable(const QByteArray &content, std::string file);

    /// That it is text, each quotation mark is closed, and no row has more fields than the first.
    Result<bool> check() const;

    std::size_t rows() const { return m_rows.size(); }
    /// Of the first row.
    std::size_t columns() const { return m_columns; }
    bool hasTitles() const { return !m_titles.empty(); }
    const std::vector<std::string> &titles() const { return m_titles; }
    /// Empty where there is none.
    std::string title(std::size_t column) const { return column < m_titles.size() ? m_titles[column] : std::string(); }

    /// Empty where the row ends before.
    std::string_view field(std::size_t row, std::size_t column) const;
    /// NaN where there is no number.
    double number(std::size_t row, std::size_t column) const;
    TraceTime time(std::size_t row, std::size_t column) const;

    /// "FILE: line 7, column 2: "abc" is not a rate".
    Problem problem(std::size_t row, std::size_t column, const std::string &what) const;
    Problem problemOfTitle(std::size_t column, const std::string &what) const;
    /// The same without words found in the file; also for what is no row.
    Problem problemAt(std::size_t line, std::size_t column, const std::string &what) const;
    std::size_t titleLine() const { return m_titleRow.line; }

private:
    struct Row {
        std::string_view text;
        std::size_t line = 0;
    };

    void readRows(std::string_view all);
    void readTitles();
    Result<bool> checkText(const Row &row) const;
    Result<bool> checkWidth(std::size_t row) const;

    QByteArray m_content;
    std::string m_file;
    char m_separator = ' ';
    std::vector<Row> m_rows;
    Row m_titleRow;
    std::vector<std::string> m_titles;
    std::size_t m_columns = 0;
    std::size_t m_unclosedLine = 0; ///< of a quotation mark that is never closed; 0: none
};

} // namespace rebuffer
