#include "core/io/trace_rows.h"

#include "core/io/trace_builder.h"
#include "core/sim/quantity_text.h"

#include <cmath>

namespace rebuffer {

namespace {

constexpr double sureToBeADate = 1e8; ///< in seconds: no trace is three years long
constexpr double latestDate = 1e11;   ///< in the year 5138: these are milliseconds

/// The rows' times in seconds, all of the form of the first.
class RowClock {
public:
    RowClock(const TraceTable &table, const TraceColumns &columns) : m_table(table), m_columns(columns) {}

    Result<double> at(std::size_t row)
    {
        if (!m_columns.time)
            return static_cast<double>(row);
        const TraceTime read = m_table.time(row, *m_columns.time);
        if (read.form == TimeForm::None)
            return m_table.problem(row, *m_columns.time,
                                   "is not a number of seconds, nor a date and time as 2020-01-31 10:00:00");
        if (row > 0 && read.form != m_form)
            return m_table.problem(row, *m_columns.time, "is a time of another kind than in the first row");
        const bool isNumber = read.form == TimeForm::Number;
        const double unit = isNumber ? m_columns.secondsPerUnit : 1;
        if (isNumber && read.value * unit > latestDate)
            return m_table.problem(row, *m_columns.time,
                                   "is too late for a time in seconds; if it is in milliseconds, call its column time_ms");
        if (row == 0) {
            m_form = read.form;
            m_origin = !isNumber || read.value * unit >= sureToBeADate ? read.value : 0;
        }
        return (read.value - m_origin) * unit; // subtracted first: milliseconds since 1970 stay whole
    }
    bool countsFromFirstRow() const { return m_origin != 0; }

private:
    const TraceTable &m_table;
    const TraceColumns &m_columns;
    TimeForm m_form = TimeForm::Number;
    double m_origin = 0;
};

/// A comma and a point as decimal marks of one table: one of them parts thousands.
class DecimalMarks {
public:
    bool areMixedWith(std::string_view number)
    {
        const std::size_t at = number.find_first_of(".,");
        if (at == std::string_view::npos)
            return false;
        if (m_mark == 0)
            m_mark = number[at];
        return m_mark != number[at];
    }
    bool areCommas() const { return m_mark == ','; }

private:
    char m_mark = 0;
};

} // namespace

Result<TraceReading> parseRows(const TraceTable &table, const TraceColumns &columns)
{
    if (table.rows() == 0)
        return table.problemAt(table.titleLine() + 1, 1, "no row under the titles");
    TraceBuilder builder;
    RowClock clock(table, columns);
    DecimalMarks marks;
    double first = 0;
    const std::size_t timeColumn = columns.time.value_or(columns.rate);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto seconds = clock.at(row);
        if (!seconds)
            return Problem{seconds.problem()};
        const double rate = table.number(row, columns.rate);
        if (std::isnan(rate))
            return table.problem(row, columns.rate,
                                 table.field(row, columns.rate).empty() ? "is empty, where a rate is wanted" : "is not a rate");
        if (marks.areMixedWith(table.field(row, columns.rate)))
            return table.problem(row, columns.rate, "has another decimal mark than the rows before it");
        if (const auto fault = builder.add(*seconds, rate * columns.bitsPerUnit))
            return table.problem(row, fault->ofTime ? timeColumn : columns.rate, fault->what);
        first = row == 0 ? *seconds : first;
    }
    if (const auto fault = builder.end())
        return table.problem(table.rows() - 1, timeColumn, fault->what);
    TraceReading reading{builder.build(), columns.notes};
    if (clock.countsFromFirstRow())
        reading.notes.emplace_back("the time is counted from the first row");
    if (first > 0)
        reading.notes.push_back("the first row is at " + toText(SimDuration::seconds(first)) + ", and holds before that as well");
    if (marks.areCommas())
        reading.notes.emplace_back("commas are decimal marks");
    return reading;
}

} // namespace rebuffer
