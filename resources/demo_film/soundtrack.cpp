#include "resources/demo_film/soundtrack.h"

#include "resources/demo_film/film_format.h"
#include "resources/demo_film/noise.h"
#include "resources/demo_film/programme.h"

#include <array>
#include <cmath>
#include <numbers>

namespace rebuffer::film {

namespace {

using Chord = std::array<double, 4>; // Hz, low to high

// A minor ninth, F major seventh, C add nine, G sixth: one for each scene, twice round.
constexpr std::array<Chord, 4> chords{{{110.00, 164.81, 246.94, 329.63},
                                       {87.31, 174.61, 220.00, 329.63},
                                       {130.81, 196.00, 293.66, 329.63},
                                       {98.00, 196.00, 246.94, 329.63}}};

double wave(double hertz, double time)
{
    return std::sin(2 * std::numbers::pi * hertz * time);
}

StereoSample chordAt(const Chord &chord, double time)
{
    double left = 0;
    double right = 0;
    for (std::size_t voice = 0; voice < chord.size(); ++voice) {
        const double hertz = chord[voice];
        const double breath = 0.7 + 0.3 * wave(0.11 + 0.03 * static_cast<double>(voice), time);
        const double tone = breath * (wave(hertz, time) + 0.22 * wave(2 * hertz, time) + 0.08 * wave(3 * hertz, time));
        const double pan = 0.3 + 0.4 * static_cast<double>(voice % 2);
        left += tone * (1 - pan);
        // A hair of detuning between the sides makes it wide.
        right += pan * breath * (wave(hertz * 1.0015, time) + 0.22 * wave(2 * hertz, time));
    }
    return {static_cast<float>(0.055 * left), static_cast<float>(0.055 * right)};
}

StereoSample padAt(double time)
{
    float left = 0;
    float right = 0;
    for (std::size_t index = 0; index < programme().size(); ++index) {
        const SceneSlot &slot = programme()[index];
        const double rise = ease(slot.fromSecond - 1.0, slot.fromSecond + 1.0, time);
        const double fall = 1 - ease(slot.toSecond - 1.0, slot.toSecond + 1.0, time);
        if (rise * fall <= 0)
            continue;
        const StereoSample chord = chordAt(chords[index % chords.size()], time);
        left += static_cast<float>(rise * fall) * chord.left;
        right += static_cast<float>(rise * fall) * chord.right;
    }
    const auto edge = static_cast<float>(ease(0, 1.5, time) * ease(filmSeconds, filmSeconds - 2.0, time));
    return {left * edge, right * edge};
}

float tickAt(std::int64_t sample)
{
    const std::int64_t second = sample / sampleRate;
    const double since = static_cast<double>(sample % sampleRate) / sampleRate;
    const bool tenth = second % 10 == 0;
    const double length = tenth ? 0.16 : 0.018; // time constant of the decay
    const double attack = std::min(1.0, since / 0.0005);
    const double body = wave(tenth ? 1760 : 1175, since) + 0.3 * wave(tenth ? 3520 : 2350, since);
    return static_cast<float>(0.38 * attack * std::exp(-since / length) * body);
}

} // namespace

StereoSample soundAt(std::int64_t sample)
{
    const StereoSample pad = padAt(static_cast<double>(sample) / sampleRate);
    const float tick = tickAt(sample);
    return {pad.left + tick, pad.right + tick};
}

} // namespace rebuffer::film
