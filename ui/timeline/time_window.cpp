#include "ui/timeline/time_window.h"

#include "ui/timeline/nice_scale.h"

#include <algorithm>

namespace rebuffer {

namespace {

constexpr double lead = 0.06; // of the span lies ahead of now while following

} // namespace

void TimeWindow::follow(double now, double film)
{
    m_now = now;
    // A short film fits its axis from the start; of a long one, the first minute does to begin with.
    const double least = film > 0 ? std::min(film * 1.1 + 2, 60.0) : 60.0;
    m_runEnd = niceRunEnd(std::max(least, now * 1.001));
    if (m_mode == Mode::WholeRun)
        place(0, m_runEnd);
    else if (m_mode == Mode::Following)
        place(now - (1 - lead) * span(), span());
}

void TimeWindow::place(double begin, double span)
{
    const double length = std::clamp(span, shortest, m_runEnd);
    m_begin = std::clamp(begin, 0.0, m_runEnd - length);
    m_end = m_begin + length;
}

void TimeWindow::zoom(double factor, double at)
{
    const double length = std::clamp(span() / factor, shortest, m_runEnd);
    if (length >= m_runEnd) {
        showWholeRun();
        return;
    }
    const double share = (at - m_begin) / span();
    m_mode = Mode::Free;
    place(at - share * length, length);
}

void TimeWindow::pan(double seconds)
{
    const double before = m_begin;
    place(m_begin + seconds, span());
    if (m_begin != before)
        m_mode = Mode::Free;
}

void TimeWindow::goLive()
{
    if (span() >= m_runEnd) {
        showWholeRun();
        return;
    }
    m_mode = Mode::Following;
    place(m_now - (1 - lead) * span(), span());
}

void TimeWindow::showWholeRun()
{
    m_mode = Mode::WholeRun;
    place(0, m_runEnd);
}

void TimeWindow::reset()
{
    *this = TimeWindow();
}

} // namespace rebuffer
