// Two runs side by side, in words: which setting differs, what became of the viewer's waiting, and the figures as a table.
#pragma once

#include "core/session/comparison.h"

#include <QString>

#include <span>
#include <vector>

namespace rebuffer {

/// "One setting differs: Start playing at, A 2.0 s, B 11.4 s (same seed)".
QString differenceText(const Scenario &a, const Scenario &b, const QString &letterA, const QString &letterB);

/// One sentence on what B did to the waiting of A, from their figures alone. `over`: both have ended; else it says "so far".
QString whatChanged(const Summary &a, const Summary &b, const QString &letterA, const QString &letterB, bool over);

/// "1 freeze", "3 freezes".
QString freezesText(std::int64_t count);

/// A line of the table.
struct CompareRow {
    enum class Verdict { Same, Better, Worse, Other };
    QString name;
    std::vector<QString> values;     ///< one a run, in order
    QString difference;              ///< the last one's from the first's, with its sign; empty if there is none
    Verdict verdict = Verdict::Same; ///< of the last one, for the viewer; Other where neither is better
};

/// Of the runs in order; the last is the present one. Rows in which all are zero are left out, but for those of waiting.
std::vector<CompareRow> compareRows(std::span<const Summary> runs);

} // namespace rebuffer
