// What a picture of the window shows besides the run, read from words such as "packet:900" or "compare:player.start=8s".
#pragma once

#include "core/sim/result.h"
#include "core/sim/sim_time.h"

#include <QString>

namespace rebuffer {

struct ShownPart {
    enum class Kind {
        Run,     ///< nothing else
        Empty,   ///< no film is open
        Packet,  ///< the number-th is inspected
        Stall,   ///< the number-th, from 1, is explained
        Lesson,  ///< the number-th, from 1; run until the picture is taken, or not yet if that is at 0
        Past,    ///< that instant is looked back at
        Compare, ///< the run is pinned, and the same runs beside it with one setting changed
        Map,     ///< the stall map, run
        Whole,   ///< the timeline zoomed out to the whole run
        Events,  ///< the inspector's tab, as the next two
        Streams,
        Words,
        Table, ///< the window with the timeline as a table; as the next two, instead of the main window
        Keys,
        About,
    };
    Kind kind = Kind::Run;
    int number = 0;
    SimTime time;
    QString key; ///< of the setting, and its value
    QString value;
};

/// The problem is one line that names the option, what was given and what it takes.
Result<ShownPart> readShownPart(const QString &given);

} // namespace rebuffer
