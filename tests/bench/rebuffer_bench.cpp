// rebuffer-bench: what a data packet costs, as a table. Not a test: machines differ, so read the ratios.
// (Milliseconds a frame come from the window itself: rebuffer --measure-frames 600 --size 1920x1080.)
#include "core/media/synthetic_media.h"
#include "core/session/session.h"

#include <algorithm>
#include <cstdio>
#include <sys/resource.h>
#include <time.h>
#include <vector>

using namespace rebuffer;

namespace {

constexpr int rounds = 5;

struct Case {
    const char *name;
    TransportKind transport;
    double megabits;
    int delayMs;
    std::int64_t queuePackets;
    double loss;
    int seconds;
};

double cpuSeconds()
{
    timespec spent{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
    return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) * 1e-9;
}

double peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

Scenario scenarioOf(const Case &work)
{
    Scenario scenario;
    scenario.transport = work.transport;
    scenario.link.rate = BitRate::megabitsPerSecond(work.megabits);
    scenario.link.delay = SimDuration::milliseconds(work.delayMs);
    scenario.link.queue = {QueueLimit::Unit::Packets, work.queuePackets};
    scenario.link.loss = work.loss;
    return scenario;
}

/// Data packets per CPU second.
double speedOf(const Scenario &scenario, const std::optional<MediaFile> &media, int seconds)
{
    Session session(scenario, media);
    const double before = cpuSeconds();
    session.advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(seconds)));
    return static_cast<double>(session.summary().dataPacketsEver) / (cpuSeconds() - before);
}

double medianSpeed(const Scenario &scenario, const std::optional<MediaFile> &media, int seconds)
{
    std::vector<double> speeds;
    for (int i = 0; i < rounds; ++i)
        speeds.push_back(speedOf(scenario, media, seconds));
    std::sort(speeds.begin(), speeds.end());
    return speeds[speeds.size() / 2];
}

void print(const char *name, double speed)
{
    std::printf("%-52s %8.2f M/s %8.0f ns %8.0f MB\n", name, speed / 1e6, 1e9 / speed, peakMegabytes());
    std::fflush(stdout);
}

} // namespace

int main()
{
    std::printf("%-52s %12s %11s %11s\n", "median of 5 runs, recorder on", "data packets", "a packet", "peak so far");
    const Case cases[] = {
        {"TCP Reno, 100 Mbit/s, RTT 20 ms, 60 s", TransportKind::TcpReno, 100, 10, 166, 0, 60},
        {"TCP CUBIC, 100 Mbit/s, RTT 20 ms, 60 s", TransportKind::TcpCubic, 100, 10, 166, 0, 60},
        {"TCP BBR, 100 Mbit/s, RTT 20 ms, 60 s", TransportKind::TcpBbr, 100, 10, 166, 0, 60},
        {"TCP CUBIC, 1 Gbit/s, RTT 20 ms, 20 s", TransportKind::TcpCubic, 1000, 10, 1666, 0, 20},
        {"TCP BBR, window of 10,000 packets, no loss, 60 s", TransportKind::TcpBbr, 1000, 60, 5000, 0, 60},
        {"TCP BBR, window of 10,000 packets, 1 % loss, 60 s", TransportKind::TcpBbr, 1000, 60, 5000, 0.01, 60},
        {"TCP CUBIC, 5 Mbit/s, RTT 40 ms, 1 hour", TransportKind::TcpCubic, 5, 20, 43, 0, 3600},
    };
    for (const Case &work : cases)
        print(work.name, medianSpeed(scenarioOf(work), std::nullopt, work.seconds));

    Scenario film;
    film.link.rate = BitRate::megabitsPerSecond(20);
    const auto media = constantRateMedia(BitRate::megabitsPerSecond(8), SimDuration::wholeSeconds(7200));
    print("a 2-hour film of 8 Mbit/s over 20 Mbit/s", medianSpeed(film, media, 7300));
    return 0;
}
