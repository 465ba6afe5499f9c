// Columns of pixels, each finished by itself: ground, grid, bands and curves in one opaque image, so that a new
// instant costs a column and a scroll costs a copy. Thick, smooth curves are drawn here and not with a pen, which
// is a hundred times slower when it is wider than a pixel.
#pragma once

#include <QColor>
#include <QImage>

#include <vector>

namespace rebuffer {

/// How a curve's line is drawn; lengths in device pixels.
struct Stroke {
    QColor colour;
    double width = 1;
    int dash = 0; ///< columns drawn; 0: all
    int gap = 0;  ///< columns left out between dashes
};

/// A curve over the columns being drawn, sampled several times a column; y in device pixels from the strip's top.
class CurveSamples {
public:
    static constexpr int perColumn = 4;

    /// For columns [first - margin, last + margin).
    void begin(qint64 first, qint64 last, int margin);
    /// `low` and `high` y of the sample's stretch, which should touch its neighbours'.
    void set(qint64 column, int sample, float low, float high);
    bool has(qint64 column, int sample) const { return at(column, sample).any; }

private:
    friend class CurveStrip;

    struct Sample {
        float low = 0;
        float high = 0;
        bool any = false;
    };
    const Sample &at(qint64 column, int sample) const;

    qint64 m_first = 0;
    std::vector<Sample> m_samples;
};

class CurveStrip {
public:
    /// An image of width x height device pixels; column 0 of the run stands at its left.
    void resize(int width, int height, double pixelRatio);
    const QImage &image() const { return m_image; }
    int width() const { return m_image.width(); }
    int height() const { return m_image.height(); }

    /// The column of the run at the left edge.
    qint64 origin() const { return m_origin; }
    /// Moves what is drawn so that `origin` stands at the left; what comes into sight is not drawn yet.
    void scrollTo(qint64 origin);

    /// The following draw into columns of the run, which must be in sight.
    void fill(qint64 first, qint64 last, int top, int bottom, const QColor &colour);
    /// Between the lowest and the highest of the curve, with the colour's alpha.
    void fillBetween(qint64 column, const CurveSamples &curve, const QColor &colour);
    /// From the curve down to `bottom`, with the colour's alpha.
    void fillUnder(qint64 column, const CurveSamples &curve, int bottom, const QColor &colour);
    void stroke(qint64 column, const CurveSamples &curve, const Stroke &stroke, int top, int bottom);

private:
    QRgb *pixel(qint64 column, int y) const { return m_bits + y * m_stride + (column - m_origin); }

    QImage m_image;
    QRgb *m_bits = nullptr; // of m_image, which is never copied
    qsizetype m_stride = 0; // in pixels
    qint64 m_origin = 0;
    std::vector<float> m_cover; // of the column's pixels while a stroke is being drawn; else all 0
};

} // namespace rebuffer
