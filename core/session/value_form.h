// What the text of a setting looks like, as a regular expression: how the published JSON Schema of scenario files knows
// what this program accepts. A form accepts all that the program writes and nothing that it refuses; unusual spellings
// that the program reads too (1e3kbit/s, blanks before a unit) it leaves out.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace rebuffer {

/// A bare number that a file may give instead of text.
struct NumberForm {
    double least = 0;
    double most = 0;
    bool whole = false;
};

struct ValueForm {
    std::string pattern;              ///< ECMAScript's, without ^ and $
    std::optional<NumberForm> number; ///< if a number will do, too
    bool truth = false;               ///< if true and false will do, too
};

ValueForm truthForm();
/// Of at most so many seconds.
ValueForm durationForm(double mostSeconds);
/// A rate; or a trace, where one can stand.
ValueForm rateForm(bool orTrace);
ValueForm shareForm();
/// A mean burst length in packets, or "independent".
ValueForm burstForm();
/// Of at most so many bytes.
ValueForm sizeForm(double mostBytes);
/// A size, or whole packets.
ValueForm queueForm();
ValueForm wholeForm(double most);
/// A whole number from 1 on.
ValueForm countForm(double most);
ValueForm sourceForm();

/// The same, or the words besides.
ValueForm orWord(ValueForm form, std::string_view word);

/// A decimal number from 0 to `most` without exponent; whole only, or with a fraction.
std::string decimalPattern(double most, bool whole);

} // namespace rebuffer
