// Reads what a person types into a box, more kindly than the scenario's own grammar: "2,5 mbit", "800k".
#pragma once

#include "ui/controls/setting_scale.h"

#include <QString>

#include <optional>

namespace rebuffer {

struct TypedQuantity {
    double amount = 0;      ///< in the quantity's base unit, or in packets
    bool inPackets = false; ///< of a queue
};

/// `presentUnit` is what a bare number is taken to be in ("Mbit/s"). None if it is no number with a unit of
/// that quantity.
std::optional<TypedQuantity> readTyped(Quantity quantity, const QString &text, const QString &presentUnit);

} // namespace rebuffer
