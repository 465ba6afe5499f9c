// The few windows beside the main one. None of them stops time: each opens and answers later.
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace rebuffer {

/// Calls `chosen` with a path, or never.
void askForMedia(QWidget *parent, const std::function<void(const QString &path)> &chosen);
/// Any file, and the rate to play it at; `chosen` is given a source in the scenario's words.
void askForBytes(QWidget *parent, const std::function<void(const QString &source)> &chosen);
void showAbout(QWidget *parent);
void showKeys(QWidget *parent);

} // namespace rebuffer
