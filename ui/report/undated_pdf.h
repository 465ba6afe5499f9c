// A PDF that tells no time of day: the same run gives the same file, byte for byte, today and next year.
#pragma once

#include <functional>

class QIODevice;
class QPdfWriter;

namespace rebuffer {

/// Writes to `out` what `paint` does with the writer it is given. False if it or the writing failed.
bool writeUndatedPdf(QIODevice &out, const std::function<bool(QPdfWriter &)> &paint);

} // namespace rebuffer
