// The few windows beside the main one. None of them stops time: each opens and answers later.
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace rebuffer {

/// Calls `chosen` with a path, or never.
void askForMedia(QWidget *parent, const std::function<void(const QString &path)> &chosen);
/// Any file, and the rate to play it at; `chosen` is given a source in the scenario's words.
void askForBytes(QWidget *parent, const std::function<void(const QString &source)> &chosen);
void askForScenario(QWidget *parent, const std::function<void(const QString &path)> &chosen);
void askForTrace(QWidget *parent, const std::function<void(const QString &path)> &chosen);
/// Where to save; a name without a suffix is given that of `suggested`.
void askWhereToSave(QWidget *parent, const QString &title, const QStringList &filters, const QString &suggested,
                    const std::function<void(const QString &path)> &chosen);

} // namespace rebuffer
