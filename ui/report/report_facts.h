// What a run's one page says, as words: the settings, the figures, the stalls and their causes, and how to repeat it.
#pragma once

#include "ui/report/recorded_run.h"

#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace rebuffer {

struct ReportFacts {
    using Rows = std::vector<std::pair<QString, QString>>;
    static constexpr std::size_t mostStalls = 5; ///< each with its cause; of more their number
    static constexpr std::size_t mostChanges = 12;

    QString title;
    QString notes;
    Rows settings; ///< what decides a run at a glance, and all besides that is not as by default
    Rows figures;
    QString stallsTitle; ///< "2 stalls, 17.9 s together"
    Rows stalls;         ///< when and how long; why
    QStringList changes; ///< what was changed while it played
    QStringList repeat;  ///< seed, version, hash; and the command

    static ReportFacts of(const RecordedRun &run, const QString &version);
};

} // namespace rebuffer
