// What the module that reads films offers to the command line: one function, found by its name.
#pragma once

#include "core/media/media_file.h"
#include "core/sim/result.h"

#include <functional>
#include <optional>
#include <string>

namespace rebuffer::cli {

/// "rebufferOpenFilm": openMedia(), its answer put into `opened`. Program and module are built together.
using OpenFilm = void (*)(const std::string &path, const std::function<bool()> &keepGoing,
                          std::optional<Result<MediaFile>> &opened);

} // namespace rebuffer::cli
