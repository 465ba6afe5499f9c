// Lessons on the network: what loss, distance and a deep queue do.
#include "ui/lesson/lesson_parts.h"

#include "core/sim/quantity_text.h"
#include "ui/paint/words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rebuffer::lessons {

Lesson lossAndLatency(const Film &film, const StopFlag *stop)
{
    constexpr double from = 5; // slow start is over
    constexpr double until = 15;
    Lesson lesson;
    const BitRate link = film.link(8);
    // The buffer is not to hold the sender back, whatever arrives.
    lesson.scenario = scenarioOf(film, lessonTitles().at(4),
                                 {{"link.rate", toText(link)},
                                  {"link.loss", "1%"},
                                  {"link.delay", "100ms"},
                                  {"transport", "tcp-reno"},
                                  {"player.high_water", "600s"}});
    Scenario near = lesson.scenario;
    near.link.delay = SimDuration::milliseconds(10);
    const double before = arrivedBetween(film, near, at(from), at(until), stop);
    lesson.story =
        Words::tr(
            "One packet in a hundred is lost on a link of %1. From a server 10 ms away the film came with %2 Mbit/s, by TCP "
            "Reno. Now it comes from 100 ms away, over the same link.")
            .arg(rateText(link), mbit(before));
    lesson.question = Words::tr("How fast does it come now?");
    lesson.choices = {Words::tr("as fast: loss and bandwidth are the same"), Words::tr("half as fast"),
                      Words::tr("about a tenth as fast")};
    lesson.observe = [film, before](const RunSeen &run, const StopFlag *halt) -> std::optional<Observation> {
        if (run.now < at(until) && !run.ended)
            return std::nullopt;
        const Summary &summary = run.summary;
        const double now = arrivedBetween(film, run.script, at(from), at(until), halt);
        const double rtt = summary.meanRttMs / 1000;
        Observation seen;
        seen.answer = nearest(now, std::array{before, before / 2, before / 10});
        seen.result = Words::tr("From %1 to %2 it came with %3 Mbit/s instead of %4.")
                          .arg(secs(from), secs(until), mbit(now), mbit(before));
        seen.reason = Words::tr("Each loss halves the window, and it grows by one packet a round trip. So at loss p Reno carries "
                                "about 1.22 × 1448 B "
                                "÷ (RTT × √p): %1 Mbit/s at %2. Ten times the distance, a tenth of the rate.")
                          .arg(mbit(rtt > 0 ? 1.22 * 1448 * 8 / (rtt * 0.1) / 1e6 : 0), spanText(SimDuration::seconds(rtt)));
        return seen;
    };
    return lesson;
}

Lesson bufferbloat(const Film &film, const StopFlag *)
{
    constexpr double until = 40;
    constexpr double base = 0.05;
    Lesson lesson;
    const BitRate link = film.link(1.2);
    const auto queue = static_cast<std::int64_t>(static_cast<double>(link.toBitsPerSecond()) * 2 / 8 / 1000) * 1000;
    const double full = static_cast<double>(queue) * 8 / static_cast<double>(link.toBitsPerSecond());
    lesson.speed = {4};
    lesson.scenario = scenarioOf(film, lessonTitles().at(5),
                                 {{"link.rate", toText(link)},
                                  {"link.delay", "25ms"},
                                  {"link.queue", toText(Bytes(queue))},
                                  {"player.high_water", "600s"}});
    lesson.story =
        Words::tr("The router's queue can hold %1 on a link of %2: nothing need ever be dropped. The server is 25 ms away.")
            .arg(bytesText(Bytes(queue)), rateText(link));
    lesson.question = Words::tr("How long does a round trip get?");
    lesson.choices = {Words::tr("50 ms, there and back"), Words::tr("a few hundred milliseconds"),
                      Words::tr("about %1").arg(secs(full + base))};
    lesson.observe = [queue, link, full](const RunSeen &run, const StopFlag *) -> std::optional<Observation> {
        if (run.now < at(until) && !run.ended)
            return std::nullopt;
        const double rtt = run.highestRtt;
        Observation seen;
        seen.answer = nearest(rtt, std::array{base, 0.3, full + base});
        seen.result = Words::tr("The round trip grew to %1.").arg(spanText(SimDuration::seconds(rtt)));
        seen.reason =
            Words::tr("TCP sends until something is dropped, and so fills any queue. At most queue × 8 ÷ C = %1 × 8 ÷ %2 = %3 "
                      "wait in it, "
                      "and 50 ms are the way. It was filled up to %4.")
                .arg(bytesText(Bytes(queue)), rateText(link), secs(full), bytesText(Bytes(run.summary.maxQueueBytes)));
        return seen;
    };
    return lesson;
}

} // namespace rebuffer::lessons
