#include "app/cli/progress.h"

#include <cstdio>
#include <unistd.h>

namespace rebuffer::cli {

namespace {

constexpr qint64 every = 100; // ms

} // namespace

Progress::Progress() : m_shown(isatty(STDERR_FILENO) != 0)
{
    m_clock.start();
}

Progress::~Progress()
{
    if (m_said)
        std::fprintf(stderr, "\n");
}

bool Progress::isDue() const
{
    return m_shown && (!m_said || m_clock.elapsed() - m_saidAt >= every);
}

void Progress::say(const std::string &line)
{
    if (!m_shown)
        return;
    std::fprintf(stderr, "\r%s\033[K", line.c_str());
    m_said = true;
    m_saidAt = m_clock.elapsed();
}

} // namespace rebuffer::cli
