// Wakes the thread it lives on from any other, through a pipe. Many calls before it gets round to it are one.
// Qt's own queued calls would do, but ThreadSanitizer cannot see into a Qt that was not built for it.
#pragma once

#include <QSocketNotifier>

#include <array>
#include <functional>

namespace rebuffer {

class WakeUp {
public:
    /// `awake` is called on the thread that made this, by its event loop.
    explicit WakeUp(std::function<void()> awake);
    ~WakeUp();
    WakeUp(const WakeUp &) = delete;
    WakeUp &operator=(const WakeUp &) = delete;

    /// From any thread; never waits.
    void ring();

private:
    void answer();

    std::array<int, 2> m_pipe{-1, -1}; // read end, write end
    std::function<void()> m_awake;
    QSocketNotifier m_notifier;
};

} // namespace rebuffer
