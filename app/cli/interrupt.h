// Ctrl-C and a request to end, as something that long work looks at between two steps.
#pragma once

#include <atomic>

namespace rebuffer::cli {

/// From now on SIGINT and SIGTERM make it true instead of ending the program. Once is enough; again does no harm.
const std::atomic<bool> &watchForInterrupt();

} // namespace rebuffer::cli
