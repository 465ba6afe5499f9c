// Names that an object of a JSON text gives twice: a reader takes one of the two without a word (RFC 8259, section 4).
#pragma once

#include <QByteArray>

#include <string>
#include <vector>

namespace rebuffer {

/// The paths of those, such as "link.rate" or "changes[3].to", in their order. `json` is known to be valid.
std::vector<std::string> repeatedKeys(const QByteArray &json);

} // namespace rebuffer
