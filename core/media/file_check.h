// Whether a path names something that can be read as a file, and if not, why, in one sentence for people.
#pragma once

#include "core/sim/result.h"
#include "core/sim/units.h"

#include <string>

namespace rebuffer {

/// The size of the regular, readable, non-empty file at `path` (UTF-8); otherwise what is wrong with it.
Result<Bytes> sizeOfReadableFile(const std::string &path);

/// A sentence that begins with the path in quotes and goes on with `what`.
Problem problemWith(const std::string &path, const std::string &what);

/// The last part of the path, for people.
std::string fileName(const std::string &path);

} // namespace rebuffer
