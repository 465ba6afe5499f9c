// A time as a table gives it: a number, or a date and a time of day (ISO 8601).
#pragma once

#include <string_view>

namespace rebuffer {

/// How a time is written, from the worst to the best to go by where a table has several.
enum class TimeForm { None, Date, Clock, DateTime, Number };

struct TraceTime {
    TimeForm form = TimeForm::None;
    double value = 0; ///< the number in its column's unit, else seconds since 1970, or since midnight
};

/// "2020-01-01 10:00:00.5", with T or a blank, with or without a zone (none: taken as UTC); a date or a time of day alone.
TraceTime parseCalendarTime(std::string_view text);

} // namespace rebuffer
