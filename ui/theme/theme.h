// The look of the whole window as one value: colours by meaning, one spacing scale, text sizes.
// Widgets are handed a Theme and never ask for one.
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QSize>
#include <QString>

namespace rebuffer {

enum class ThemeKind { Light, Dark, Projector };

/// Colours carry meaning, the same everywhere, and never alone: a word, a dash or a shape goes with each.
struct Theme {
    static constexpr QSize largeWindow{1920, 1080};

    ThemeKind kind = ThemeKind::Light;

    QColor window; ///< behind the cards
    QColor card;   ///< panels
    QColor cardBorder;
    QColor sunken; ///< grooves, tank, empty tracks
    QColor button; ///< faces of buttons and boxes to type in
    QColor hover;  ///< the same under the mouse
    QColor text;
    QColor mutedText;
    QColor onAccent; ///< text on a filled accent

    QColor data;     ///< buffer, data packets, chosen things (blue)
    QColor dataSoft; ///< the same, behind other things
    QColor dataDark; ///< a packet's header
    QColor arriving; ///< throughput, ACKs, thresholds (green)
    QColor capacity; ///< link capacity, retransmissions (amber)
    QColor need;     ///< what the media needs (purple)
    QColor loss;     ///< loss, stall, buffering (vermilion)
    QColor lossSoft; ///< a stall's band
    QColor rtt;      ///< round-trip time (sky blue)
    QColor grid;

    QString family;       ///< the first known one installed whose digits are all equally wide
    double textScale = 1; ///< of every font and length below
    double lineWidth = 1; ///< of grids and marks, device-independent pixels

    /// Multiples of 4 device-independent pixels, scaled with the text: space(1) = 4, space(2) = 8.
    int space(int quarters) const { return static_cast<int>(4 * quarters * textScale + 0.5); }
    /// The window's font at a size in points before scaling; tabular figures.
    QFont font(double points, QFont::Weight weight = QFont::Normal) const;
    QPalette palette() const;

    static constexpr double largestText = 2; ///< of the usual size

    /// For a window of that size: a projector's letters are as large as its window has room for, up to 150 %. In windows larger
    /// than 1920x1080 all letters grow. `textSize` is what the reader wants on top of that, 1 to 2.
    static Theme make(ThemeKind kind, QSize window = largeWindow, double textSize = 1);
    /// The text scale make() gives it.
    static double textScaleOf(ThemeKind kind, QSize window, double textSize = 1);
    static QString nameOf(ThemeKind kind); ///< "light", "dark", "projector"
    /// False if there is no such theme.
    static bool fromName(const QString &name, ThemeKind &kind);
};

/// Of text to its ground (WCAG 2.1, 1.4.3): small, and large or bold.
inline constexpr double leastContrast = 4.5;
inline constexpr double leastContrastOfLarge = 3;

/// `a` with a share of `b` in it.
QColor mixed(const QColor &a, const QColor &b, double share);

/// How far apart two colours are in lightness, 1 to 21 (WCAG 2.1, contrast ratio).
double contrastOf(const QColor &a, const QColor &b);
/// `colour`, as much darker or lighter as it takes to be read on `ground`.
QColor readable(const QColor &colour, const QColor &ground, double least = leastContrast);

/// Body text, small captions, card titles, figures: the only sizes used, in points.
inline constexpr double bodyPoints = 10;
inline constexpr double captionPoints = 9;
inline constexpr double titlePoints = 11;
inline constexpr double figurePoints = 15;

} // namespace rebuffer
