// Why nothing is heard, in words.
#pragma once

#include "ui/player/sound_player.h"

#include <QFontMetrics>
#include <QString>

namespace rebuffer {

/// "silent: paused"; empty while there is sound.
QString briefSilence(Silence why);
/// In a sentence; empty while there is sound.
QString fullSilence(Silence why);
/// The widest of the brief ones, in pixels.
int widestSilence(const QFontMetrics &metrics);

} // namespace rebuffer
