// A grid of runs: two settings varied, everything else the same, the seed too.
#pragma once

#include "core/media/media_file.h"
#include "core/session/scenario.h"
#include "core/session/summary.h"

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rebuffer {

/// One setting and the values it takes, in the scenario file's words.
struct SweepAxis {
    std::string key;
    std::vector<std::string> values;
};

/// "link.rate=0.5Mbit/s..10Mbit/s:40:log" (from, to, how many, even steps or "log" for even factors), or a list
/// "player.start=1s,2s,4s". At most 10,000 values. The problem says what was given and what is accepted.
Result<SweepAxis> parseSweepAxis(std::string_view text);

/// That many amounts from the first to the last, both included, in even steps or, of amounts above zero, even factors. Six
/// digits each, the same on every machine.
std::vector<double> evenAmounts(double from, double to, int count, bool logarithmic);

/// The cells in rows: cell i is x value i % x.size() and y value i / x.size().
class Sweep {
public:
    /// Checks every cell's scenario: the problem names the first that cannot be. `media` is shared by all runs.
    static Result<Sweep> make(Scenario base, std::optional<MediaFile> media, SweepAxis x, SweepAxis y);

    /// What every cell starts from, and what it streams.
    const Scenario &base() const { return m_base; }
    std::size_t size() const { return m_x.values.size() * m_y.values.size(); }
    const SweepAxis &x() const { return m_x; }
    const SweepAxis &y() const { return m_y; }
    const std::string &xValue(std::size_t cell) const { return m_x.values[cell % m_x.values.size()]; }
    const std::string &yValue(std::size_t cell) const { return m_y.values[cell / m_x.values.size()]; }
    Scenario scenario(std::size_t cell) const;

    /// Runs one cell to the end of its film; or, of a film that cannot end on that link, for ten times its length and
    /// ten minutes.
    Summary run(std::size_t cell) const { return *run(cell, false); }

    /// Runs `cells` on `threads` threads and hands each result to `done`, in the order of `cells`, one at a time,
    /// whatever thread it came from. Ends early when `stop` becomes true, or `done` answers no: then a first part of them has
    /// been handed on.
    void run(const std::vector<std::size_t> &cells, unsigned threads,
             const std::function<bool(std::size_t cell, const Summary &)> &done, const std::atomic<bool> &stop) const;

private:
    /// Nothing if it was stopped.
    std::optional<Summary> run(std::size_t cell, const std::atomic<bool> &stop) const;

    Sweep(Scenario base, std::optional<MediaFile> media, SweepAxis x, SweepAxis y);

    Scenario m_base;
    std::optional<MediaFile> m_media;
    SweepAxis m_x;
    SweepAxis m_y;
};

} // namespace rebuffer
