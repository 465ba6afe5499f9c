#include "core/io/trace_columns.h"

#include "core/io/trace_text.h"
#include "core/io/trace_titles.h"
#include "core/sim/quantity_text.h"

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

constexpr std::size_t mostListed = 8;

std::string listed(const std::vector<std::string> &titles)
{
    std::string list;
    for (std::size_t i = 0; i < std::min(titles.size(), mostListed); ++i) {
        if (i > 0)
            list += ", ";
        list += shownText(titles[i]);
    }
    if (titles.size() > mostListed)
        list += " and " + std::to_string(titles.size() - mostListed) + " more";
    return list;
}

/// Of several times the one that is written best: a number before a date.
std::optional<std::size_t> findTime(const TraceTable &table)
{
    std::optional<std::size_t> found;
    TimeForm best = TimeForm::None;
    for (std::size_t i = 0; i < table.titles().size(); ++i) {
        if (!timeUnitOf(table.titles()[i]))
            continue;
        const TimeForm form = table.rows() > 0 ? table.time(0, i).form : TimeForm::None;
        if (found && form <= best)
            continue;
        found = i;
        best = form;
    }
    return found;
}

std::optional<std::size_t> findRate(const std::vector<std::string> &titles, const std::string &wanted)
{
    const auto first = [&](auto &&fits) -> std::optional<std::size_t> {
        const auto found = std::find_if(titles.begin(), titles.end(), fits);
        return found == titles.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - titles.begin()));
    };
    if (!wanted.empty())
        return first([&](const std::string &title) { return title == wanted; });
    if (const auto known = first([](const std::string &title) { return rateTitleOf(title).unit.has_value(); }))
        return known;
    return first([](const std::string &title) {
        const RateTitle said = rateTitleOf(title);
        return !timeUnitOf(title) && (said.isNamed || !said.word.empty());
    });
}

/// Forward in every row, though not by ones as a count does.
bool risesAsTimeDoes(const TraceTable &table, std::size_t column)
{
    bool byOnes = true;
    for (std::size_t row = 1; row < table.rows(); ++row) {
        const double step = table.number(row, column) - table.number(row - 1, column);
        if (!(step > 0))
            return false;
        byOnes = byOnes && std::abs(step - 1) < 1e-9;
    }
    return table.rows() > 1 && !byOnes;
}

/// Without a known time a row is a second; not where a column looks as if it were the time.
std::optional<Problem> unknownTime(const TraceTable &table, std::size_t rate)
{
    const std::string remedy = "; call it time_s or time_ms, or leave it out: a row is then a second";
    for (std::size_t i = 0; i < table.titles().size(); ++i) {
        if (i != rate && !rateTitleOf(table.titles()[i]).unit && hintsAtTime(table.titles()[i]))
            return table.problemOfTitle(i, "may be the time, but it is not known which" + remedy);
    }
    if (rate != 0 && !rateTitleOf(table.titles().front()).unit && risesAsTimeDoes(table, 0))
        return table.problemOfTitle(0, "rises from row to row as a time does, but its title names none" + remedy);
    return {};
}

/// Takes the rate's unit from its title.
std::optional<Problem> readUnit(const TraceTable &table, TraceColumns &columns)
{
    const RateTitle said = rateTitleOf(table.title(columns.rate));
    const std::string known = std::string(knownRateUnits);
    if (said.unit) {
        columns.bitsPerUnit = *said.unit;
        columns.notes.push_back("rate from " + shownText(table.title(columns.rate)) + ", in " + said.word);
        return {};
    }
    if (!said.word.empty())
        return table.problemOfTitle(columns.rate,
                                    "is a rate in " + shownText(said.word) + ", which is not a known unit; known are " + known);
    if (table.title(columns.rate).find("itrate") != std::string::npos)
        return table.problemOfTitle(columns.rate,
                                    "does not say its unit; add it to the title, as in bitrate_kbps. Known are " + known);
    columns.notes.push_back("rate from " + shownText(table.title(columns.rate)) + ", which names no unit: taken as Mbit/s");
    return {};
}

std::string unitOf(const TraceTable &table, const TraceColumns &columns)
{
    if (table.rows() == 0 || table.time(0, *columns.time).form != TimeForm::Number)
        return {};
    return ", in " + toText(SimDuration::seconds(columns.secondsPerUnit)).substr(1); // "1ms" is in ms
}

void noteOthers(const TraceTable &table, TraceColumns &columns)
{
    std::vector<std::string> others;
    bool hasRates = false;
    for (std::size_t i = 0; i < table.titles().size(); ++i) {
        if (i == columns.rate || i == columns.time)
            continue;
        others.push_back(table.titles()[i]);
        hasRates = hasRates || rateTitleOf(table.titles()[i]).unit;
    }
    if (!others.empty())
        columns.notes.push_back("not read: " + listed(others) + (hasRates ? "; FILE#TITLE reads another rate" : ""));
}

Result<TraceColumns> findByPlace(const TraceTable &table, const std::string &wanted)
{
    TraceColumns columns;
    columns.time = 0;
    columns.rate = 1;
    if (!wanted.empty())
        return table.problem(0, 0, "is in a table without titles: there is no column " + shownText(wanted));
    if (table.columns() == 2)
        return columns;
    return table.problem(0, std::min<std::size_t>(table.columns() - 1, 2),
                         "is one field of " + std::to_string(table.columns()) +
                             " without titles; give two, seconds and Mbit/s, or a first line of titles such as time_s,mbps");
}

} // namespace

Result<TraceColumns> findTraceColumns(const TraceTable &table, const std::string &wanted)
{
    if (!table.hasTitles())
        return findByPlace(table, wanted);
    const auto rate = findRate(table.titles(), wanted);
    if (!rate)
        return table.problemOfTitle(
            0, (wanted.empty() ? "and the other titles name no rate" : "and the other titles are not " + shownText(wanted)) +
                   "; the columns are " + listed(table.titles()) + "; a rate's title has its unit, as in mbps");
    TraceColumns columns;
    columns.rate = *rate;
    columns.time = findTime(table);
    for (std::size_t i = *rate + 1; i < table.titles().size(); ++i) {
        if (table.titles()[i] == table.title(*rate))
            return table.problemOfTitle(i, "names two columns; which of them is the rate?");
    }
    if (columns.time == rate)
        return table.problemOfTitle(*rate, "is the time, not a rate");
    if (columns.time) {
        columns.secondsPerUnit = *timeUnitOf(table.title(*columns.time));
        columns.notes.push_back("time from " + shownText(table.title(*columns.time)) + unitOf(table, columns));
    } else {
        if (const auto problem = unknownTime(table, *rate))
            return *problem;
        columns.notes.emplace_back("no time column: a second a row");
    }
    if (const auto problem = readUnit(table, columns))
        return *problem;
    noteOthers(table, columns);
    return columns;
}

} // namespace rebuffer
