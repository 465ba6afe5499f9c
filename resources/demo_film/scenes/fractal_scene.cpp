#include "resources/demo_film/scenes/fractal_scene.h"

#include "resources/demo_film/colour.h"
#include "resources/demo_film/film_format.h"
#include "resources/demo_film/noise.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rebuffer::film {

namespace {

// A spiral in the valley of the sea horses.
constexpr double centreX = -0.743643887037151;
constexpr double centreY = 0.131825904205330;
constexpr double widestView = 3.1;
constexpr double closestView = 4e-5;

struct Escape {
    double count = -1;   // smooth number of rounds until the point left; -1 if it stayed
    double distance = 0; // estimated distance to the set
    double closest = 0;  // for one that stayed: how near to zero it came
};

// A point that never leaves, followed just far enough to give the inside of the set some shape.
Escape stayAt(double cx, double cy)
{
    double x = 0, y = 0, closest = 4;
    for (int round = 0; round < 40; ++round) {
        const double nextX = x * x - y * y + cx;
        y = 2 * x * y + cy;
        x = nextX;
        closest = std::min(closest, x * x + y * y);
    }
    return {.closest = std::sqrt(closest)};
}

// The two round bodies of the set hold most points that never leave: known without a round.
bool inLargestBodies(double x, double y)
{
    const double q = (x - 0.25) * (x - 0.25) + y * y;
    return q * (q + x - 0.25) <= 0.25 * y * y || (x + 1) * (x + 1) + y * y <= 0.0625;
}

Escape escapeOf(double cx, double cy, int rounds)
{
    if (inLargestBodies(cx, cy))
        return stayAt(cx, cy);
    double x = 0, y = 0, slopeX = 0, slopeY = 0;
    for (int round = 0; round < rounds; ++round) {
        const double grownX = 2 * (x * slopeX - y * slopeY) + 1;
        slopeY = 2 * (x * slopeY + y * slopeX);
        slopeX = grownX;
        const double nextX = x * x - y * y + cx;
        y = 2 * x * y + cy;
        x = nextX;
        const double size = x * x + y * y;
        if (size > 1e4) {
            const double modulus = std::sqrt(size);
            const double smoothRound = round + 1 - std::log2(std::log(modulus));
            return {smoothRound, modulus * std::log(modulus) / std::hypot(slopeX, slopeY), 0};
        }
    }
    return stayAt(cx, cy);
}

// Night blue, sea, foam, amber, rust and back.
Light toneAt(double place)
{
    static constexpr std::array<Light, 6> tones{light(0x07142E), light(0x0072B2), light(0x9FDDF2),
                                                light(0xFFF6DF), light(0xE69F00), light(0x7A2A0A)};
    const double turn = (place - std::floor(place)) * tones.size();
    const auto index = static_cast<std::size_t>(turn) % tones.size();
    return mix(tones[index], tones[(index + 1) % tones.size()], ease(0, 1, turn - std::floor(turn)));
}

} // namespace

void FractalScene::paint(QImage &stage, const Moment &moment) const
{
    // Fast at first, past the plain outside; slow where it is worth looking.
    const double depth = 1 - std::pow(1 - moment.share(), 1.8);
    const double view = widestView * std::pow(closestView / widestView, depth);
    const double step = view / pictureWidth;
    const int rounds = 90 + static_cast<int>(1300 * depth);
    // Far out the picture leans towards the whole set; the centre is reached as the view closes in.
    const double lean = 0.10 * view * ease(0.05, 2, view);
    const double turn = 0.5 * moment.share();
    const double c = std::cos(turn) * step;
    const double s = std::sin(turn) * step;
    shade(stage, 0, stageHeight, [&](int x, int y) {
        const double dx = x - pictureWidth / 2.0;
        const double dy = y - stageHeight / 2.0;
        const double pointX = centreX + lean + dx * c - dy * s;
        const double pointY = centreY - lean * 0.4 + dx * s + dy * c;
        const Escape escape = escapeOf(pointX, pointY, rounds);
        if (escape.count < 0)
            return mix(light(0x02050C), light(0x0A4A78), std::min(1.0, escape.closest * 1.4));
        // Threads thinner than a pixel would flicker; they are faded into the dark by their distance.
        const double solid = std::clamp(escape.distance / step * 1.6, 0.0, 1.0);
        const double place = std::log2(std::max(escape.count, 0.0) + 3.0) * 0.62 - moment.time * 0.045;
        return toneAt(place) * (0.25 + 0.75 * solid);
    });
}

} // namespace rebuffer::film
