// Lessons on how the film is asked for: all of it first, live, or from somewhere else.
#include "ui/lesson/lesson_parts.h"

#include "core/sim/quantity_text.h"
#include "ui/paint/words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rebuffer::lessons {

namespace {

constexpr double payloadShare = 1448.0 / 1500;

double seconds(SimDuration span)
{
    return span.toSeconds();
}

} // namespace

Lesson downloadOrStream(const Film &film, const StopFlag *)
{
    Lesson lesson;
    const BitRate link = film.link(0.8);
    const double whole = static_cast<double>(film.timeline().size().toBits()) / (link.toMegabitsPerSecond() * payloadShare * 1e6);
    const double ahead = seconds(film.duration()) * std::max(0.0, 1 - link.toMegabitsPerSecond() * payloadShare / film.need());
    const std::array<double, 3> choices = {2, std::max(3.0, ahead), whole};
    lesson.speed = {20};
    lesson.scenario = scenarioOf(film, lessonTitles().at(7), {{"link.rate", toText(link)}, {"delivery", "download"}});
    lesson.story =
        Words::tr("The film has %1 and lasts %2; the link carries %3. This time it is downloaded first and played then.")
            .arg(bytesText(film.timeline().size()), secs(seconds(film.duration())), rateText(link));
    lesson.question = Words::tr("When is the first picture seen?");
    lesson.choices = {Words::tr("after about 2 s"), Words::tr("after about %1").arg(secs(std::round(choices[1]))),
                      Words::tr("after about %1").arg(secs(std::round(choices[2])))};
    lesson.observe = [film, choices, ahead](const RunSeen &run, const StopFlag *stop) -> std::optional<Observation> {
        const Summary &summary = run.summary;
        if (!summary.startupDelay)
            return std::nullopt;
        Scenario streamed = run.scenario;
        streamed.changes.clear();
        streamed.delivery = DeliveryMode::Stream;
        const Summary other = ranTo(film, streamed, SimTime::fromStart(film.duration() * 4), stop);
        Observation seen;
        seen.answer = nearest(seconds(*summary.startupDelay), choices);
        seen.result = Words::tr("The first picture came after %1. Streamed, it comes after %2, and stalls %3, %4 in all.")
                          .arg(secs(seconds(*summary.startupDelay)), spanText(other.startupDelay.value_or(SimDuration::zero())),
                               times(other.stallCount), secs(seconds(other.stallTime)));
        seen.reason = Words::tr("Size ÷ rate = %1. To play without a stall, D × (1 − x ÷ r) = %2 of a film of steady rate would "
                                "have been enough to begin with.")
                          .arg(secs(choices[2]), secs(ahead));
        return seen;
    };
    return lesson;
}

Lesson udpOrTcp(const Film &film, const StopFlag *)
{
    constexpr double until = 20;
    Lesson lesson;
    const BitRate link = film.link(4);
    lesson.scenario =
        scenarioOf(film, lessonTitles().at(8),
                   {{"link.rate", toText(link)}, {"link.delay", "40ms"}, {"link.loss", "2%"}, {"transport", "rtp"}});
    lesson.story = Words::tr("The film is sent live, by RTP over UDP: packets are sent once, at the film's own pace. Two in a "
                             "hundred are lost. The link "
                             "carries %1, four times what the film needs.")
                       .arg(rateText(link));
    lesson.question = Words::tr("What do the viewers see of the loss?");
    lesson.choices = {Words::tr("it stalls, now and then"), Words::tr("it never stalls, but parts are missing"),
                      Words::tr("nothing at all")};
    lesson.observe = [film](const RunSeen &run, const StopFlag *stop) -> std::optional<Observation> {
        if (run.now < at(until) && !run.ended)
            return std::nullopt;
        const Summary &live = run.summary;
        Scenario reliable = run.scenario;
        reliable.changes.clear();
        reliable.transport = TransportKind::TcpCubic;
        const Summary tcp = ranTo(film, reliable, run.now, stop);
        const std::int64_t spoilt = live.damagedFrames + live.lostFrames;
        Observation seen;
        seen.answer = live.stallCount > 0 ? 0 : spoilt > 0 || live.dataPacketsLost > 0 ? 1 : 2;
        seen.result = Words::tr("In %1 it stalled %2; of %3 packets %4 were lost, and %5 frames damaged or missing.")
                          .arg(secs(run.now.toSeconds()), times(live.stallCount))
                          .arg(live.dataPacketsSent)
                          .arg(live.dataPacketsLost)
                          .arg(spoilt);
        seen.reason = Words::tr("Nobody sends again what is lost, and every picture with a part in it is spoilt. By TCP, with "
                                "the same loss: %1 sent "
                                "again, no picture damaged, stalled %2, and the first picture after %3 instead of %4.")
                          .arg(tcp.retransmissions)
                          .arg(times(tcp.stallCount))
                          .arg(spanText(tcp.startupDelay.value_or(SimDuration::zero())),
                               spanText(live.startupDelay.value_or(SimDuration::zero())));
        return seen;
    };
    return lesson;
}

Lesson jumps(const Film &film, const StopFlag *)
{
    constexpr double firstAt = 10;
    constexpr double secondAt = 16;
    Lesson lesson;
    const BitRate link = film.link(1.5);
    const SimDuration near = SimDuration::wholeSeconds(12);
    const SimDuration far = SimDuration::wholeSeconds(static_cast<std::int64_t>(0.7 * seconds(film.duration())));
    lesson.scenario = scenarioOf(film, lessonTitles().at(9), {{"link.rate", toText(link)}});
    lesson.scenario.changes = {{at(firstAt), "player.seek", toText(near)}, {at(secondAt), "player.seek", toText(far)}};
    lesson.story = Words::tr("The link carries one and a half times what the film needs, so the buffer grows. After %1 the "
                             "viewer jumps to %2 of the "
                             "film, a little ahead; after %3, to %4.")
                       .arg(secs(firstAt), clockText(near), secs(secondAt), clockText(far));
    lesson.question = Words::tr("Which of the two jumps has to wait?");
    lesson.choices = {Words::tr("neither"), Words::tr("only the far one"), Words::tr("both")};
    lesson.observe = [film](const RunSeen &run, const StopFlag *stop) -> std::optional<Observation> {
        const Summary &all = run.summary;
        const bool waits = all.state == PlayerState::Seeking || all.state == PlayerState::Connecting;
        if ((run.now < at(secondAt + 0.5) || waits) && !run.ended)
            return std::nullopt;
        const double first = seconds(ranTo(film, run.script, at(secondAt - 0.1), stop).seekTime);
        const double second = seconds(all.seekTime) - first;
        constexpr double noticed = 0.05;
        Observation seen;
        seen.answer = first > noticed ? 2 : second > noticed ? 1 : 0;
        seen.result = Words::tr("The near jump waited %1, the far one %2.")
                          .arg(spanText(SimDuration::seconds(first)), spanText(SimDuration::seconds(second)));
        seen.reason = Words::tr("What is in the buffer is there already. Elsewhere the buffer is emptied and a new connection "
                                "asks for it: a handshake, a "
                                "request, and %1 of film at what the link gives.")
                          .arg(thresholdText(run.scenario.player.start));
        return seen;
    };
    return lesson;
}

} // namespace rebuffer::lessons
