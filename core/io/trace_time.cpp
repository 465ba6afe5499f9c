#include "core/io/trace_time.h"

#include "core/sim/quantity_text.h"

#include <chrono>
#include <optional>

namespace rebuffer {

namespace {

/// Takes exactly so many digits off the front.
std::optional<int> takeDigits(std::string_view &text, std::size_t count)
{
    int value = 0;
    if (text.size() < count)
        return {};
    for (const char c : text.substr(0, count)) {
        if (c < '0' || c > '9')
            return {};
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool takeOne(std::string_view &text, std::string_view of)
{
    if (text.empty() || of.find(text.front()) == std::string_view::npos)
        return false;
    text.remove_prefix(1);
    return true;
}

/// "2020-01-01", in seconds since 1970.
std::optional<double> takeDate(std::string_view &text)
{
    const auto year = takeDigits(text, 4);
    if (!year || !takeOne(text, "-/"))
        return {};
    const auto month = takeDigits(text, 2);
    if (!month || !takeOne(text, "-/"))
        return {};
    const auto day = takeDigits(text, 2);
    if (!day)
        return {};
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok())
        return {};
    return static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count()) * 86400;
}

/// "10:00" or "10:00:00.25", in seconds since midnight.
std::optional<double> takeClock(std::string_view &text)
{
    const auto hour = takeDigits(text, 2);
    if (!hour || *hour > 24 || !takeOne(text, ":"))
        return {};
    const auto minute = takeDigits(text, 2);
    if (!minute || *minute > 59)
        return {};
    double seconds = *hour * 3600 + *minute * 60;
    if (!takeOne(text, ":"))
        return seconds;
    const std::size_t length = std::min(text.find_first_not_of("0123456789.,"), text.size());
    std::string written(text.substr(0, length));
    if (const std::size_t comma = written.find(','); comma != std::string::npos)
        written[comma] = '.';
    const auto second = parseNumber(written);
    if (!second || *second >= 61)
        return {};
    text.remove_prefix(length);
    return seconds + *second;
}

/// "Z", "+01:00", "+0100" or nothing: what to subtract.
std::optional<double> takeZone(std::string_view &text)
{
    if (text.empty() || takeOne(text, "Zz"))
        return 0.0;
    const double sign = text.front() == '-' ? -1 : 1;
    if (!takeOne(text, "+-"))
        return {};
    const auto hours = takeDigits(text, 2);
    takeOne(text, ":");
    const auto minutes = text.empty() ? std::optional(0) : takeDigits(text, 2);
    if (!hours || !minutes)
        return {};
    return sign * (*hours * 3600 + *minutes * 60);
}

} // namespace

TraceTime parseCalendarTime(std::string_view text)
{
    std::string_view rest = text;
    if (const auto clock = takeClock(rest); clock && rest.empty())
        return {TimeForm::Clock, *clock};
    rest = text;
    const auto date = takeDate(rest);
    if (!date)
        return {};
    if (rest.empty())
        return {TimeForm::Date, *date};
    if (!takeOne(rest, "T t_"))
        return {};
    const auto clock = takeClock(rest);
    if (!clock)
        return {};
    while (takeOne(rest, " ")) {
    }
    const auto zone = takeZone(rest);
    if (!zone || !rest.empty())
        return {};
    return {TimeForm::DateTime, *date + *clock - *zone};
}

} // namespace rebuffer
