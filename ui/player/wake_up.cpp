#include "ui/player/wake_up.h"

#include <fcntl.h>
#include <unistd.h>

#include <utility>

namespace rebuffer {

namespace {

std::array<int, 2> openPipe()
{
    std::array<int, 2> ends{-1, -1};
    if (pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC) != 0)
        qFatal("no pipe for the picture decoder: this process has too many files open");
    return ends;
}

} // namespace

WakeUp::WakeUp(std::function<void()> awake)
    : m_pipe(openPipe()), m_awake(std::move(awake)), m_notifier(m_pipe[0], QSocketNotifier::Read)
{
    QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier, [this] { answer(); });
}

WakeUp::~WakeUp()
{
    m_notifier.setEnabled(false);
    for (const int end : m_pipe)
        close(end);
}

/// A full pipe means that enough rings are under way.
void WakeUp::ring()
{
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = write(m_pipe[1], &byte, 1);
}

void WakeUp::answer()
{
    std::array<char, 64> rings{};
    while (read(m_pipe[0], rings.data(), rings.size()) > 0) {
    }
    m_awake();
}

} // namespace rebuffer
