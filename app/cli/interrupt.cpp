#include "app/cli/interrupt.h"

#include <csignal>

namespace rebuffer::cli {

namespace {

std::atomic<bool> stopAsked = false; // a signal handler can reach nothing else

void askToStop(int)
{
    stopAsked = true;
}

} // namespace

const std::atomic<bool> &watchForInterrupt()
{
    std::signal(SIGINT, askToStop);
    std::signal(SIGTERM, askToStop);
    return stopAsked;
}

} // namespace rebuffer::cli
