// A text file as rows and columns of numbers, with the line each row came from, for messages that point.
#pragma once

#include "core/sim/result.h"

#include <QByteArray>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rebuffer {

/// Where a table keeps its time, if it does, and its rate.
struct TraceColumns {
    std::optional<std::size_t> time;
    std::size_t rate = 0;
};

/// Fields are apart by commas, semicolons, tabs or spaces; empty lines and lines that begin with # are passed over.
class TraceTable {
public:
    /// Keeps a reference to the content's bytes, which it shares.
    explicit TraceTable(const QByteArray &content);

    std::size_t rows() const { return m_rows.size(); }
    /// Of the first row.
    std::size_t columns() const { return m_columns; }
    bool hasTitles() const { return !m_titles.empty(); }
    /// Empty where there is none.
    std::string title(std::size_t column) const { return column < m_titles.size() ? m_titles[column] : std::string(); }

    /// NaN where there is no number.
    double number(std::size_t row, std::size_t column) const;
    /// "FILE: line 7, column 2: "abc" is not a rate".
    Problem problem(const std::string &file, std::size_t row, std::size_t column, const std::string &what) const;
    /// `wanted` by its title, or, when empty, the first that is no time and holds a number.
    Result<TraceColumns> findColumns(const std::string &file, const std::string &wanted) const;

private:
    struct Row {
        std::string_view text;
        std::size_t line = 0;
    };

    std::string_view field(std::size_t row, std::size_t column) const;

    QByteArray m_content;
    std::vector<Row> m_rows;
    std::vector<std::string> m_titles;
    std::size_t m_columns = 0;
};

} // namespace rebuffer
