// The stretch of the run that the timeline shows, and how it moves: with the run, or by hand. Seconds of simulated
// time; begin >= 0, end > begin.
#pragma once

namespace rebuffer {

class TimeWindow {
public:
    enum class Mode {
        WholeRun,  ///< from 0 to a round end that holds the run; follows it
        Following, ///< a stretch of fixed length that ends just after now; follows it
        Free,      ///< where it was put
    };

    static constexpr double shortest = 0.05;

    double begin() const { return m_begin; }
    double end() const { return m_end; }
    double span() const { return m_end - m_begin; }
    Mode mode() const { return m_mode; }
    bool isLive() const { return m_mode != Mode::Free; }

    /// The run has come to `now`; `film` is how long the film is, 0 if unknown.
    void follow(double now, double film);
    /// Shows 1/factor as much, with the instant `at` staying where it is. All of the run at once is WholeRun again.
    void zoom(double factor, double at);
    /// Later by `seconds` (earlier if negative), as far as there is something.
    void pan(double seconds);
    /// Follows again with the length it has.
    void goLive();
    void showWholeRun();
    void stop() { m_mode = Mode::Free; }
    /// A new run.
    void reset();

private:
    void place(double begin, double span);

    double m_begin = 0;
    double m_end = 60;
    double m_runEnd = 60; ///< where WholeRun ends
    double m_now = 0;
    Mode m_mode = Mode::WholeRun;
};

} // namespace rebuffer
