// The stage in words: each thing that is painted on it, what it holds at this instant, and where it stands.
#pragma once

#include "ui/access/accessible_part.h"

namespace rebuffer {

class StageView;

/// Server, queue, link, acknowledgements, playback buffer, player and film bar, in that order.
AccessibleParts stageAccount(StageView &stage);

} // namespace rebuffer
