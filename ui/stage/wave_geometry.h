// The waveform's geometry twin: a film without pictures as bars from its beginning to its end, and where it is.
#pragma once

#include <QRectF>

#include <vector>

namespace rebuffer {

struct WaveGeometry {
    enum class Part { Played, Arrived, ToCome };
    struct Bar {
        QRectF rect;
        Part part = Part::ToCome;
    };

    std::vector<Bar> bars;
    QRectF playhead; ///< empty unless there is a waveform

    /// `waveform` as WaveformWorker tells it; `played` and `arrived` are shares of the film, 0 to 1. What has not arrived is
    /// not known to the client, and as thin as silence.
    void compute(const QRectF &frame, const std::vector<float> &waveform, double played, double arrived);
};

} // namespace rebuffer
