// How the run stands, in the one word that the whole room reads.
#pragma once

#include "core/session/snapshot.h"
#include "ui/theme/theme.h"

#include <QString>

namespace rebuffer {

struct RunStatus {
    QString words; ///< "BUFFERING… 0:02.4"
    QColor Theme::*colour = &Theme::mutedText;

    friend bool operator==(const RunStatus &, const RunStatus &) = default;
};

/// `running`: time goes by; `ended`: the film is over.
RunStatus runStatus(const Snapshot &snapshot, bool running, bool ended);
/// An earlier instant is shown.
RunStatus pastStatus(SimTime at);
/// While a film is being opened and there is no run yet.
RunStatus openingStatus();
/// There is neither a run nor one to come.
RunStatus emptyStatus();
/// As wide as any of them gets.
QString widestStatus();

} // namespace rebuffer
