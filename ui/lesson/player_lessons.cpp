// Lessons on the playback buffer: what it waits for, why it runs dry, and what its thresholds change.
#include "ui/lesson/lesson_parts.h"

#include "core/sim/quantity_text.h"
#include "ui/paint/words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rebuffer::lessons {

namespace {

constexpr double fullPacketBits = 1500 * 8;
/// Of each 1,500 bytes on the wire, 1,448 are the film's.
constexpr double payloadShare = 1448.0 / 1500;

double seconds(SimDuration span)
{
    return span.toSeconds();
}

} // namespace

Lesson startup(const Film &film, const StopFlag *)
{
    constexpr double oneWay = 0.1;
    Lesson lesson;
    const BitRate link = film.link(4);
    lesson.scenario = scenarioOf(film, lessonTitles().at(0), {{"link.rate", toText(link)}, {"link.delay", "100ms"}});
    lesson.story =
        Words::tr("The server is 100 ms away, one way, and the link carries %1: four times what the film needs. The player asks "
                  "for the film by HTTP.")
            .arg(rateText(link));
    lesson.question = Words::tr("How long after play is pressed does the film's first byte arrive?");
    lesson.choices = {Words::tr("after 100 ms"), Words::tr("after 200 ms"), Words::tr("after about 400 ms")};
    lesson.observe = [link](const RunSeen &run, const StopFlag *) -> std::optional<Observation> {
        const Summary &summary = run.summary;
        if (!summary.startupDelay || !summary.firstByte)
            return std::nullopt;
        const double first = seconds(*summary.firstByte);
        const double sending = fullPacketBits / (link.toMegabitsPerSecond() * 1e6);
        Observation seen;
        seen.answer = nearest(first, std::array{oneWay, 2 * oneWay, 4 * oneWay});
        seen.result = Words::tr("The first byte came after %1, the first picture after %2.")
                          .arg(spanText(*summary.firstByte), spanText(*summary.startupDelay));
        seen.reason =
            Words::tr("One round trip for TCP's handshake, one for the request: 2 × 200 ms, and %1 to send the packet: %2. Then "
                      "%3 of film had to arrive before it began to play.")
                .arg(spanText(SimDuration::seconds(sending)), spanText(SimDuration::seconds(4 * oneWay + sending)),
                     thresholdText(run.scenario.player.start));
        return seen;
    };
    return lesson;
}

Lesson belowTheNeed(const Film &film, const StopFlag *)
{
    Lesson lesson;
    const BitRate link = film.link(0.7);
    lesson.speed = {4};
    lesson.scenario = scenarioOf(film, lessonTitles().at(1), {{"link.rate", toText(link)}, {"player.start", "4s"}});
    lesson.story =
        Words::tr("The film needs %1 Mbit/s on the whole. The link carries %2, steadily, without loss. The player starts with "
                  "4 s in its buffer.")
            .arg(mbit(film.need()), rateText(link));
    lesson.question = Words::tr("How does it play?");
    lesson.choices = {Words::tr("it plays through: nothing is lost"), Words::tr("it stalls once, then the buffer has learnt"),
                      Words::tr("it stalls again and again")};
    lesson.observe = [film, link](const RunSeen &run, const StopFlag *) -> std::optional<Observation> {
        const Summary &summary = run.summary;
        if (!run.ended)
            return std::nullopt;
        const double x = link.toMegabitsPerSecond() * payloadShare;
        const double whole = seconds(film.duration()) * std::max(0.0, film.need() / x - 1);
        Observation seen;
        seen.answer = static_cast<int>(std::min<std::int64_t>(summary.stallCount, 2));
        const double waited = seconds(summary.stallTime) + seconds(summary.startupDelay.value_or(SimDuration::zero()));
        seen.result = Words::tr("It stalled %1, %2 in all, and waited %3 with the start.")
                          .arg(times(summary.stallCount), secs(seconds(summary.stallTime)), secs(waited));
        seen.reason =
            Words::tr("%1 of film take %1 × %2 ÷ %3 to arrive: %4 longer than to play. No threshold saves that time; it only "
                      "decides when it is waited for.")
                .arg(secs(seconds(film.duration())), mbit(film.need()), mbit(x), secs(whole));
        return seen;
    };
    return lesson;
}

namespace {

constexpr double dropAt = 12;

/// The first stall after the link's fall: how long after it, and the closed form for it.
std::optional<Observation> seenOfTheFall(const Film &film, const RunSeen &run, BitRate slow, std::span<const double> choices,
                                         const StopFlag *stop)
{
    const Summary &summary = run.summary;
    const auto stall =
        std::find_if(summary.stalls.begin(), summary.stalls.end(), [](const Stall &s) { return s.at >= at(dropAt); });
    Observation seen;
    if (stall == summary.stalls.end()) {
        if (!run.ended)
            return std::nullopt;
        seen.result = Words::tr("It did not stall: the film ended first.");
        return seen;
    }
    const Snapshot then = stoodAt(film, run.script, at(dropAt), stop);
    const double level = then.level.toSeconds();
    const double after = (stall->at - at(dropAt)).toSeconds();
    const double x = slow.toMegabitsPerSecond() * payloadShare;
    // What was still to come while it drained: from what was in the buffer on.
    const double need = film.needBetween(stall->position - SimDuration::seconds(std::max(0.1, after - level)), stall->position);
    // What TCP holds for a player that has stopped reading is there, too.
    const double unread = need > 0 ? static_cast<double>(then.streams.receiveBuffer.toBits()) / 1e6 / need : 0;
    const double held = level + unread;
    seen.answer = nearest(after, choices);
    seen.result = Words::tr("It stalled %1 after the link fell.").arg(secs(after));
    seen.reason =
        need > x
            ? Words::tr("%1 ÷ (1 − %2 ÷ %3) = %4: what was there, over what drained it. There were %5 in the buffer and %6 in "
                        "TCP's; the film needs %3 Mbit/s at that place.")
                  .arg(secs(held), mbit(x), mbit(need), secs(held / (1 - x / need)), secs(level), secs(unread))
            : Words::tr("%1 were in the buffer.").arg(secs(held));
    return seen;
}

} // namespace

Lesson whyDoesItStall(const Film &film, const StopFlag *stop)
{
    Lesson lesson;
    const BitRate fast = film.link(4);
    const BitRate slow = film.link(0.25);
    lesson.scenario = scenarioOf(film, lessonTitles().at(2), {{"link.rate", toText(fast)}, {"player.high_water", "8s"}});
    lesson.scenario.changes = {{at(dropAt), "link.rate", toText(slow)}};
    // The choices stand around what a run of just this shows; which of them is right the viewer's own run tells.
    const Summary tried = ranTo(film, lesson.scenario, at(120), stop);
    const double about =
        tried.stalls.empty() ? 10 : std::max(1.0, std::round((tried.stalls.front().at - at(dropAt)).toSeconds()));
    const std::array<double, 3> choices = {0.5, about, 8 * about};
    lesson.story =
        Words::tr("At %1 the train enters a tunnel, and the link falls from %2 to %3. The film needs %4 Mbit/s on the whole. The "
                  "buffer is full when it happens: about 8 s.")
            .arg(secs(dropAt), rateText(fast), rateText(slow), mbit(film.need()));
    lesson.question = Words::tr("When does playback stop?");
    lesson.choices = {Words::tr("at once"), Words::tr("after about %1 s").arg(choices[1]),
                      Words::tr("after about %1 s").arg(choices[2])};
    lesson.observe = [film, slow, choices](const RunSeen &run, const StopFlag *halt) {
        return seenOfTheFall(film, run, slow, choices, halt);
    };
    return lesson;
}

Lesson resumeThreshold(const Film &film, const StopFlag *)
{
    constexpr double until = 60;
    Lesson lesson;
    const BitRate link = film.link(0.7);
    lesson.speed = {4};
    lesson.scenario = scenarioOf(film, lessonTitles().at(3), {{"link.rate", toText(link)}, {"player.resume", "0.5s"}});
    lesson.story =
        Words::tr(
            "The link carries %1 of the %2 Mbit/s that the film needs. After a stall the player does not wait for 4 s of film "
            "any more, but goes on as soon as it has half a second.")
            .arg(rateText(link), mbit(film.need()));
    lesson.question = Words::tr("What does the impatient player win?");
    lesson.choices = {Words::tr("less waiting, fewer stalls"), Words::tr("nothing: about as much waiting, in more stalls"),
                      Words::tr("nothing changes at all")};
    lesson.observe = [film](const RunSeen &run, const StopFlag *stop) -> std::optional<Observation> {
        if (run.now < at(until) && !run.ended)
            return std::nullopt;
        Scenario patient = run.scenario;
        patient.changes.clear();
        patient.player.resume = SimDuration::wholeSeconds(4);
        const Summary &hasty = run.summary;
        const Summary calm = ranTo(film, patient, run.now, stop);
        Observation seen;
        seen.answer = hasty.stallCount > calm.stallCount ? 1 : hasty.stallCount == calm.stallCount ? 2 : 0;
        seen.result = Words::tr("In %1 it stalled %2, %3 in all. Resuming at 4 s it stalls %4, %5 in all.")
                          .arg(secs(run.now.toSeconds()), times(hasty.stallCount), secs(seconds(hasty.stallTime)),
                               times(calm.stallCount), secs(seconds(calm.stallTime)));
        seen.reason = Words::tr(
            "With fill x below drain r it plays for Q ÷ (r − x) and stands still for Q ÷ x, again and again. A smaller Q "
            "makes both shorter; their ratio stays. For the same seed and link.");
        return seen;
    };
    return lesson;
}

Lesson backpressure(const Film &film, const StopFlag *)
{
    constexpr double from = 15;
    constexpr double until = 25;
    Lesson lesson;
    const BitRate link = film.link(6);
    lesson.scenario = scenarioOf(film, lessonTitles().at(6), {{"link.rate", toText(link)}, {"player.high_water", "8s"}});
    lesson.story = Words::tr("The link carries %1, six times what the film needs. The buffer's high-water mark stands at 8 s.")
                       .arg(rateText(link));
    lesson.question = Words::tr("The buffer is full. How much arrives from then on?");
    lesson.choices = {Words::tr("all that the link can carry, %1").arg(rateText(link)),
                      Words::tr("as much as is played, about %1 Mbit/s").arg(mbit(film.need())), Words::tr("nothing more")};
    lesson.observe = [film, link](const RunSeen &run, const StopFlag *stop) -> std::optional<Observation> {
        if (run.now < at(until) && !run.ended)
            return std::nullopt;
        const double arrived = arrivedBetween(film, run.script, at(from), at(until), stop);
        const double x = link.toMegabitsPerSecond() * payloadShare;
        Observation seen;
        seen.answer = nearest(arrived, std::array{x, film.need(), 0.05 * film.need()});
        seen.result = Words::tr("From %1 to %2 there arrived %3 Mbit/s.").arg(secs(from), secs(until), mbit(arrived));
        seen.reason =
            Words::tr("Full, the Writable stops reading; TCP's window closes, and the acknowledgements that go back say stop. "
                      "What is played "
                      "makes room for as much again. It was full after Q ÷ x + (B − Q) ÷ (x − r) = %1 at the film's mean rate.")
                .arg(secs(2 * film.need() / x + 6 * film.need() / std::max(0.01, x - film.need())));
        return seen;
    };
    return lesson;
}

} // namespace rebuffer::lessons
