// A run on one page of A4: what was set, what came of it, when it stalled and why, and how to repeat it.
#pragma once

#include "ui/report/recorded_run.h"
#include "ui/report/report_facts.h"

#include <QIODevice>
#include <QRectF>
#include <QString>

#include <vector>

namespace rebuffer {

/// Where things lie on the page, in dots of 1/96 inch from its upper left corner.
struct ReportGeometry {
    static constexpr QSizeF page{794, 1123};

    QRectF title, notes, timeline, repeat;
    QRectF settings, figures; ///< two columns beside each other
    QRectF stalls, changes;
    /// Heights of the words, measured by whoever paints them.
    struct Heights {
        double notes = 0, settings = 0, figures = 0, stalls = 0, changes = 0, repeat = 0;
    };

    static ReportGeometry layOut(const Heights &heights);
    /// How high the notes may be where all else has its place, the timeline being as low as it can.
    static double roomForNotes(Heights heights);
};

/// Answers false if the device cannot be painted on.
bool writeReport(QIODevice &out, const RecordedRun &run, const QString &version);

} // namespace rebuffer
