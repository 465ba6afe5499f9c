// Colours as they are seen by eyes that lack one kind of cone: Machado, Oliveira and Fernandes, "A Physiologically-based Model
// for Simulation of Color Vision Deficiency" (2009), severity 1, on linear light.
#pragma once

#include <QColor>
#include <QImage>
#include <QString>

#include <array>

namespace rebuffer {

enum class Eyes { Usual, Deuteranopia, Protanopia, Tritanopia };

/// Red, green and blue in linear light, from 0 to 1.
using LinearColour = std::array<double, 3>;

LinearColour linearOf(const QColor &colour);
LinearColour seenBy(Eyes eyes, const QColor &colour);
/// The same for every point of a picture.
QImage seenBy(Eyes eyes, const QImage &picture);

/// "usual", "deuteranopia", "protanopia", "tritanopia"; false if there are no such eyes.
bool eyesFromName(const QString &name, Eyes &eyes);

} // namespace rebuffer
