// What the waiting did to the viewer, on the scale of opinion scores from 1 (bad) to 5 (excellent).
#pragma once

#include "core/session/summary.h"

#include <span>

namespace rebuffer {

/// The stalling term of ITU-T P.1203.3 applied to a film of excellent picture and sound: 1 + 4 SI, with SI falling with
/// the number of stalls, their length (weighted by how recent they are), and the mean interval between them. The wait
/// before the first frame counts a third, as the standard has it. Its terms for picture, sound and the random forest
/// are left out: nothing here changes picture quality. `watched` is the media played so far.
double experienceScore(SimDuration startup, std::span<const Stall> stalls, SimDuration watched);

} // namespace rebuffer
