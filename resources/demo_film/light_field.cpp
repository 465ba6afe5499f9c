#include "resources/demo_film/light_field.h"

#include <cmath>

namespace rebuffer::film {

namespace {

// The glow is worked out on a grid this many times coarser than the picture: it is soft anyway.
constexpr int cell = 8;

// More light saturates instead of clipping: a crowd of sparks goes to white, not to a flat blotch.
float saturate(float v)
{
    return v / (1.0F + 0.55F * v);
}

Light sampleSmooth(const std::vector<Light> &grid, int columns, int rows, double x, double y)
{
    const int column = std::clamp(static_cast<int>(x), 0, columns - 2);
    const int row = std::clamp(static_cast<int>(y), 0, rows - 2);
    const double shareX = std::clamp(x - column, 0.0, 1.0);
    const double shareY = std::clamp(y - row, 0.0, 1.0);
    const Light *corner = grid.data() + row * columns + column;
    return mix(mix(corner[0], corner[1], shareX), mix(corner[columns], corner[columns + 1], shareX), shareY);
}

// One pass of a three-point mean along one direction; a few of these make a good bell curve.
void blurAlong(std::vector<Light> &grid, int count, int length, int step, int stride)
{
    std::vector<Light> line(static_cast<std::size_t>(length));
    for (int i = 0; i < count; ++i) {
        Light *first = grid.data() + i * stride;
        for (int k = 0; k < length; ++k) {
            const Light &before = first[std::max(k - 1, 0) * step];
            const Light &after = first[std::min(k + 1, length - 1) * step];
            line[static_cast<std::size_t>(k)] = (before + after) * 0.25 + first[k * step] * 0.5;
        }
        for (int k = 0; k < length; ++k)
            first[k * step] = line[static_cast<std::size_t>(k)];
    }
}

} // namespace

LightField::LightField(int width, int height)
    : m_width(width), m_height(height), m_columns((width + cell - 1) / cell), m_rows((height + cell - 1) / cell),
      m_light(static_cast<std::size_t>(width * height))
{
}

void LightField::fade(double kept)
{
    for (Light &light : m_light)
        light = light * kept;
}

void LightField::add(const QPointF &where, const Light &light)
{
    const int x = static_cast<int>(std::floor(where.x()));
    const int y = static_cast<int>(std::floor(where.y()));
    if (x < 0 || y < 0 || x + 1 >= m_width || y + 1 >= m_height)
        return;
    const double shareX = where.x() - x;
    const double shareY = where.y() - y;
    const auto deposit = [&](int px, int py, double share) { at(px, py) = at(px, py) + light * share; };
    deposit(x, y, (1 - shareX) * (1 - shareY));
    deposit(x + 1, y, shareX * (1 - shareY));
    deposit(x, y + 1, (1 - shareX) * shareY);
    deposit(x + 1, y + 1, shareX * shareY);
}

void LightField::addLine(const QPointF &from, const QPointF &to, const Light &light)
{
    const QPointF way = to - from;
    const int steps = std::max(1, static_cast<int>(std::ceil(std::hypot(way.x(), way.y()))));
    for (int i = 0; i < steps; ++i)
        add(from + way * ((i + 1.0) / steps), light);
}

Light LightField::cellMean(int column, int row) const
{
    Light sum;
    for (int y = row * cell; y < std::min(m_height, (row + 1) * cell); ++y)
        for (int x = column * cell; x < std::min(m_width, (column + 1) * cell); ++x)
            sum = sum + at(x, y);
    return sum * (1.0 / (cell * cell));
}

std::vector<Light> LightField::glowGrid() const
{
    std::vector<Light> grid;
    grid.reserve(static_cast<std::size_t>(m_columns * m_rows));
    for (int row = 0; row < m_rows; ++row)
        for (int column = 0; column < m_columns; ++column)
            grid.push_back(cellMean(column, row));
    for (int pass = 0; pass < 6; ++pass) {
        blurAlong(grid, m_rows, m_columns, 1, m_columns);
        blurAlong(grid, m_columns, m_rows, m_columns, 1);
    }
    return grid;
}

void LightField::showOn(QImage &image, double glow) const
{
    const std::vector<Light> grid = glowGrid();
    for (int y = 0; y < m_height; ++y) {
        auto *row = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < m_width; ++x) {
            const Light around = sampleSmooth(grid, m_columns, m_rows, (x + 0.5) / cell - 0.5, (y + 0.5) / cell - 0.5);
            const Light sum = at(x, y) + around * glow;
            const Light shown{saturate(sum.r), saturate(sum.g), saturate(sum.b)};
            row[x] = pixel(light(row[x]) + shown, ditherAt(x, y));
        }
    }
}

} // namespace rebuffer::film
