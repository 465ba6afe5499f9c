// Amounts as people read them: few digits, always a unit, and as wide at one value as at the next where that can be.
#pragma once

#include "core/sim/sim_time.h"
#include "core/sim/units.h"

#include <QFontMetrics>
#include <QString>

namespace rebuffer {

/// "0:38", "2:14", "1:02:05"; with tenths "0:38.2". Cut, not rounded: a clock does not run ahead.
QString clockText(SimDuration time, bool tenths = false);
/// "250 kbit/s", "1.80 Mbit/s", "12.3 Mbit/s", "1.00 Gbit/s"; "0 Mbit/s" for none.
QString rateText(BitRate rate);
/// A rate in Mbit/s without its unit: "0.25", "1.71", "48.0", "940".
QString megabitsText(double megabits);
/// "812 B", "41 kB", "13.8 MB", "1.24 GB" (powers of 1,000).
QString bytesText(Bytes bytes);
/// "13.8 of 38.2 MB": both in the unit of the larger.
QString bytesOfText(Bytes part, Bytes whole);
/// A short span: "0.4 ms", "45 ms", "1.20 s".
QString spanText(SimDuration span);
/// Seconds of media with one decimal: "1.3 s"; with none from 100 s on.
QString secondsText(SimDuration span);
/// A threshold as short as it can be said: "4 s", "2.5 s".
QString thresholdText(SimDuration span);
/// A share of 0 to 1: "1.0 %", "0.02 %", "33 %" when whole.
QString shareText(double share);
/// How far something has come, in whole percent: never more than it has.
QString wholeShareText(double share);
/// A part of a whole, to the nearest percent: "<1 %" and ">99 %" where that would hide one of the two.
QString partText(double share);
/// The same words with amounts that no line break parts from their units.
QString keptTogether(QString words);
/// The same words in lines of at most `width`, for what cannot break its text itself.
QString inLines(const QString &words, const QFontMetrics &metrics, int width);
/// "9 571": grouped by threes with a space that does not break.
QString countText(quint64 count);

} // namespace rebuffer
