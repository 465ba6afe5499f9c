// The machine-readable frame number: sixteen squares on a grey plate at the lower right of every
// picture of the demo film, white for 1 and black for 0, most significant bit on the left. Drawing
// and reading share these constants. Needs nothing but the standard library, so that a test can read
// the number out of any decoded or scaled picture, down to 320 x 180.
//
// Geometry, in pixels of the 1280 x 720 picture (it scales with the picture):
//
//   plate    x 600..1264, y 668..716, mid grey (0x80)
//   square i x 616 + 40 i .. 648 + 40 i, y 676..708, i = 0 (bit 15) to 15 (bit 0)
//
// So a square is 32 x 32, neighbours are 8 apart, and the grey shows 16 to the left of the first
// square and 16 to the right of the last.
#pragma once

#include <algorithm>
#include <cmath>

namespace rebuffer::film {

struct CodeRect {
    double left, top, width, height;
};

namespace frame_code {

inline constexpr double referenceWidth = 1280;
inline constexpr double referenceHeight = 720;
inline constexpr int bitCount = 16;
inline constexpr double squareSize = 32;
inline constexpr double squarePitch = 40;
inline constexpr double squaresLeft = 616;
inline constexpr double squaresTop = 676;
inline constexpr double sideMargin = 16;
inline constexpr CodeRect plate{600, 668, 664, 48};

inline constexpr int black = 0x00;
inline constexpr int grey = 0x80;
inline constexpr int white = 0xff;

// A square between these is neither black nor white: the picture is damaged or is not of this film.
inline constexpr double darkBelow = 90;
inline constexpr double lightAbove = 165;

// Where bit `place` lies, counted from the left: place 0 is the most significant bit.
constexpr CodeRect square(int place)
{
    return {squaresLeft + squarePitch * place, squaresTop, squareSize, squareSize};
}

constexpr bool bitAt(int frame, int place)
{
    return ((frame >> (bitCount - 1 - place)) & 1) != 0;
}

// Mean luminance of the inner half of a rectangle: its edges are where scaling and coding blur it.
template <class LuminanceAt> double innerMean(int width, int height, const CodeRect &rect, LuminanceAt &&pixelLuminanceAt)
{
    const double scaleX = width / referenceWidth;
    const double scaleY = height / referenceHeight;
    const auto first = [](double from, double scale) { return static_cast<int>(std::floor(from * scale)); };
    const int left = first(rect.left + rect.width / 4, scaleX);
    const int top = first(rect.top + rect.height / 4, scaleY);
    const int right = std::max(left + 1, first(rect.left + rect.width * 3 / 4, scaleX));
    const int bottom = std::max(top + 1, first(rect.top + rect.height * 3 / 4, scaleY));

    double sum = 0;
    for (int y = top; y < bottom; ++y)
        for (int x = left; x < right; ++x)
            sum += pixelLuminanceAt(x, y);
    return sum / ((right - left) * (bottom - top));
}

} // namespace frame_code

// The frame number spelled in a picture of width x height pixels that shows the whole film frame, or
// -1 if none can be read. pixelLuminanceAt(x, y) answers 0 (black) to 255 (white).
template <class LuminanceAt> int readFrameCode(int width, int height, LuminanceAt &&pixelLuminanceAt)
{
    using namespace frame_code;
    const auto isGrey = [&](double left) {
        const CodeRect margin{left, squaresTop, sideMargin, squareSize};
        const double level = innerMean(width, height, margin, pixelLuminanceAt);
        return level > darkBelow && level < lightAbove;
    };
    // Without the grey on both sides an all-black picture would pass for frame 0.
    if (!isGrey(plate.left) || !isGrey(plate.left + plate.width - sideMargin))
        return -1;

    int frame = 0;
    for (int place = 0; place < bitCount; ++place) {
        const double level = innerMean(width, height, square(place), pixelLuminanceAt);
        if (level >= darkBelow && level <= lightAbove)
            return -1;
        frame = frame * 2 + (level > lightAbove ? 1 : 0);
    }
    return frame;
}

} // namespace rebuffer::film
