// How far long work has come: a line that is overwritten on a terminal, and nothing at all in a pipe.
#pragma once

#include <QElapsedTimer>

#include <string>

namespace rebuffer::cli {

class Progress {
public:
    Progress();
    ~Progress(); ///< ends the line, if there is one
    Progress(const Progress &) = delete;
    Progress &operator=(const Progress &) = delete;

    /// Is it time to say something again? Never in a pipe; on a terminal ten times a second.
    bool isDue() const;
    void say(const std::string &line);
    /// Of wall time since the beginning.
    double seconds() const { return static_cast<double>(m_clock.elapsed()) / 1000; }

private:
    bool m_shown;
    bool m_said = false;
    QElapsedTimer m_clock;
    qint64 m_saidAt = 0;
};

} // namespace rebuffer::cli
