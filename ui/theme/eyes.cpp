#include "ui/theme/eyes.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rebuffer {

namespace {

using Matrix = std::array<LinearColour, 3>;

constexpr Matrix usual{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix deuteranopia{{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix protanopia{{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix tritanopia{{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

const Matrix &matrixOf(Eyes eyes)
{
    switch (eyes) {
    case Eyes::Deuteranopia: return deuteranopia;
    case Eyes::Protanopia: return protanopia;
    case Eyes::Tritanopia: return tritanopia;
    case Eyes::Usual: break;
    }
    return usual;
}

double toLinear(double v)
{
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

int fromLinear(double v)
{
    const double encoded = v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
    return static_cast<int>(std::lround(255 * std::clamp(encoded, 0.0, 1.0)));
}

LinearColour seen(const Matrix &m, const LinearColour &in)
{
    LinearColour out{};
    for (std::size_t i = 0; i < 3; ++i)
        out[i] = std::clamp(m[i][0] * in[0] + m[i][1] * in[1] + m[i][2] * in[2], 0.0, 1.0);
    return out;
}

/// Of the 256 values that a colour's part can have.
std::array<double, 256> linearTable()
{
    std::array<double, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = toLinear(static_cast<double>(i) / 255);
    return table;
}

} // namespace

LinearColour linearOf(const QColor &colour)
{
    return {toLinear(colour.redF()), toLinear(colour.greenF()), toLinear(colour.blueF())};
}

LinearColour seenBy(Eyes eyes, const QColor &colour)
{
    return seen(matrixOf(eyes), linearOf(colour));
}

QImage seenBy(Eyes eyes, const QImage &picture)
{
    const Matrix &matrix = matrixOf(eyes);
    const auto table = linearTable();
    const auto linear = [&](int part) { return table[static_cast<std::size_t>(part)]; };
    QImage out = picture.convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < out.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(out.scanLine(y));
        for (QRgb *point = line; point != line + out.width(); ++point) {
            const LinearColour colour = seen(matrix, {linear(qRed(*point)), linear(qGreen(*point)), linear(qBlue(*point))});
            *point = qRgb(fromLinear(colour[0]), fromLinear(colour[1]), fromLinear(colour[2]));
        }
    }
    return out;
}

bool eyesFromName(const QString &name, Eyes &eyes)
{
    constexpr std::pair<const char *, Eyes> names[] = {{"usual", Eyes::Usual},
                                                       {"deuteranopia", Eyes::Deuteranopia},
                                                       {"protanopia", Eyes::Protanopia},
                                                       {"tritanopia", Eyes::Tritanopia}};
    for (const auto &[known, which] : names) {
        if (name != QLatin1String(known))
            continue;
        eyes = which;
        return true;
    }
    return false;
}

} // namespace rebuffer
