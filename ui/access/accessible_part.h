// A piece of a painted widget as those are told of it who cannot see it: what it is, what it is called, what it says
// now, where it lies. The pieces of one widget keep their number and order for as long as it lives.
#pragma once

#include <QAccessible>
#include <QRectF>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace rebuffer {

struct AccessiblePart {
    QAccessible::Role role = QAccessible::StaticText;
    QString name;
    QString value;
    QRectF rect;                                 ///< in the widget's own coordinates
    std::optional<double> share = {};            ///< 0 to 1, of what can be full or empty
    std::function<void(double share)> move = {}; ///< where that can be set
};

using AccessibleParts = std::vector<AccessiblePart>;

} // namespace rebuffer
