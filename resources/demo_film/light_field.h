// A dark canvas that sparks add light to and that forgets it slowly, so that moving points leave
// trails. Light adds without limit and is only bent into the range of a picture when it is shown,
// with a soft glow around what is bright.
#pragma once

#include "resources/demo_film/colour.h"

#include <QImage>
#include <QPointF>

#include <vector>

namespace rebuffer::film {

class LightField {
public:
    LightField(int width, int height);

    // Keeps this share of all light.
    void fade(double kept);
    // A point of light, spread over the four pixels around it. Outside the canvas it is lost.
    void add(const QPointF &where, const Light &light);
    // A line of light: as much for each pixel of its length as add() gives a point.
    void addLine(const QPointF &from, const QPointF &to, const Light &light);

    // Adds the light to the picture, with a glow of this strength.
    void showOn(QImage &image, double glow) const;

private:
    Light &at(int x, int y) { return m_light[static_cast<std::size_t>(y * m_width + x)]; }
    const Light &at(int x, int y) const { return m_light[static_cast<std::size_t>(y * m_width + x)]; }
    std::vector<Light> glowGrid() const;
    Light cellMean(int column, int row) const;

    int m_width;
    int m_height;
    int m_columns;
    int m_rows;
    std::vector<Light> m_light;
};

} // namespace rebuffer::film
