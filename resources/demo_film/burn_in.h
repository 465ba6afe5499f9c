// What is burnt into every picture, over the scene: the caption at the top left; below the stage the
// progress strip, the running clock, the frame number, and the frame code (see frame_code.h).
#pragma once

#include "resources/demo_film/programme.h"

#include <QPainter>
#include <QString>

namespace rebuffer::film {

void paintBurnIn(QPainter &painter, int frame, const SceneSlot &scene);

// mm:ss.cc, the time at which the frame is shown.
QString clockText(int frame);

} // namespace rebuffer::film
