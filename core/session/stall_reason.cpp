#include "core/session/stall_reason.h"

#include "core/media/synthetic_media.h"
#include "core/session/pipeline.h"
#include "core/sim/quantity_text.h"

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

constexpr double longestDrain = 30; // seconds looked back
constexpr SimDuration mostRun = SimDuration::wholeSeconds(24 * 3600);

bool stopped(const std::atomic<bool> *stop)
{
    return stop && *stop;
}

/// How long acknowledgements had to wait in the queue of the way back, looked at every now and then.
class UplinkWaits {
public:
    void look(const Pipeline &run)
    {
        if (run.now() < m_next)
            return;
        m_waits.push_back({run.now(), run.uplinkWait()});
        m_next = run.now() + SimDuration::milliseconds(50);
    }
    SimDuration meanSince(SimTime since) const
    {
        SimDuration sum;
        std::int64_t count = 0;
        for (auto wait = m_waits.rbegin(); wait != m_waits.rend() && wait->at >= since; ++wait, ++count)
            sum += wait->length;
        return count > 0 ? sum / count : SimDuration::zero();
    }

private:
    struct Wait {
        SimTime at;
        SimDuration length;
    };
    std::vector<Wait> m_waits;
    SimTime m_next;
};

/// Runs until the stall with that index has begun. Its time, or nothing.
std::optional<Stall> runToStall(Pipeline &run, std::size_t index, UplinkWaits &waits, const std::atomic<bool> *stop)
{
    while (!stopped(stop) && !run.ended() && run.nextEventTime() <= SimTime::fromStart(mostRun)) {
        run.advanceTo(run.nextEventTime());
        waits.look(run);
        if (run.stallCount() > static_cast<std::int64_t>(index))
            return run.summary().stalls[index];
    }
    return std::nullopt;
}

/// A player that reads and stops by turns never leaves the buffer quite as full as at one moment it was.
constexpr double nearlyFullest = 0.9;

/// When the buffer last was about as full as it ever was in the seconds before the stall in which the film has played
/// without another: from there on it only drained.
std::size_t drainBegin(const Series &series, SimTime playingSince, SimTime stall)
{
    const auto &buckets = series.buckets();
    const double width = series.width().toSeconds();
    const auto last = std::min(buckets.size() - 1, static_cast<std::size_t>(stall.toSeconds() / width));
    const double since = std::max(playingSince.toSeconds(), stall.toSeconds() - longestDrain);
    const auto first = std::min(last, static_cast<std::size_t>(std::max(0.0, since / width)));
    double most = 0;
    for (std::size_t i = first; i <= last; ++i)
        most = std::max(most, buckets[i].bufferHigh);
    std::size_t from = last;
    while (from > first && buckets[from].bufferHigh < nearlyFullest * most)
        --from;
    while (from > first && buckets[from - 1].bufferHigh > buckets[from].bufferHigh)
        --from; // to the very top
    return from;
}

void measure(StallReason &reason, const Series &series, std::size_t first)
{
    const auto &buckets = series.buckets();
    const double width = series.width().toSeconds();
    const auto last = std::min(buckets.size() - 1, static_cast<std::size_t>(reason.at.toSeconds() / width));
    const double at = reason.at.toSeconds();
    const double seconds = std::max(width, at - static_cast<double>(first) * width);
    double carried = 0;
    for (std::size_t i = first; i <= last; ++i) {
        reason.capacity += buckets[i].capacityBits / seconds * 1e-6;
        reason.needed += buckets[i].neededBits / seconds * 1e-6;
        const double span = std::min(width, at - static_cast<double>(i) * width); // the last one ends with the film's
        if (buckets[i].capacityBits < 0.02 * reason.filmMean * 1e6 * span)
            reason.outage += SimDuration::seconds(span);
        carried += static_cast<double>(buckets[i].goodputBytes) * 8;
        reason.lostPackets += static_cast<int>(buckets[i].lost);
        reason.droppedPackets += static_cast<int>(buckets[i].dropped);
        for (std::size_t k = 0; k < reason.held.size(); ++k)
            reason.held[k] += buckets[i].limitTimes[k];
    }
    for (std::size_t i = last; i > 0 && buckets[i].goodputBytes == 0; --i)
        reason.holeOpen = reason.at - SimTime::fromStart(SimDuration::seconds(static_cast<double>(i) * width));
    reason.arrived = carried / seconds * 1e-6;
    const double perSecond = reason.needed > 0 ? reason.needed : reason.filmMean;
    reason.waitingFilm = static_cast<double>(reason.waiting.count()) * 8e-6 / perSecond;
    reason.drainedFrom = SimTime::fromStart(SimDuration::seconds(static_cast<double>(first) * width));
    reason.bufferThen = buckets[first].bufferHigh;
}

/// What is lost to headers: the link gives the film so much less than its rate.
constexpr double payloadShare = 0.96;
/// Of what it could give, a link that is full carries at least this; repeats and late holes take the rest.
constexpr double usedShare = 0.75;

/// Was the link full, by what arrived or by the sender's own account? Else something kept the sender from using it.
bool isUsedUp(const StallReason &reason)
{
    SimDuration all;
    for (const SimDuration time : reason.held)
        all += time;
    return reason.arrived > usedShare * payloadShare * reason.capacity ||
           reason.held[static_cast<std::size_t>(Limit::Link)] >= all / 2;
}

/// Was it mostly not for the link that so little arrived, and is at least half of what lacks there behind a hole?
bool isBehindAHole(const StallReason &reason)
{
    const double lacks = reason.needed - reason.arrived;
    const double linkLacks = std::max(0.0, reason.needed - reason.capacity * payloadShare);
    const double waits = reason.waitingFilm * reason.needed / (reason.at - reason.drainedFrom).toSeconds();
    return linkLacks < lacks / 2 && waits >= (lacks - linkLacks) / 2;
}

/// Was most of the round trip spent in the queue of the way back?
bool isUplinkFull(const StallReason &reason, const Scenario &scenario)
{
    const SimDuration path = scenario.link.delay + scenario.uplink.delay.value_or(scenario.link.delay);
    return reason.uplinkWait > std::max(path, SimDuration::milliseconds(200));
}

StallCause causeOf(const StallReason &reason, const Scenario &scenario)
{
    const double given = reason.capacity * payloadShare;
    if (reason.outage > (reason.at - reason.drainedFrom) / 2)
        return StallCause::Outage;
    const bool isHole = isBehindAHole(reason);
    if (given < reason.needed && isUsedUp(reason) && !isHole)
        return given >= reason.filmMean && reason.needed > 1.2 * reason.filmMean ? StallCause::BusyScene : StallCause::SlowLink;
    if (isUplinkFull(reason, scenario))
        return StallCause::FullUplink;
    if (reason.timeouts > 0 && reason.timeoutWait >= (reason.at - reason.drainedFrom) / 8)
        return StallCause::Timeout;
    if (isHole)
        return StallCause::Hole;
    const bool isMended = reason.held[static_cast<std::size_t>(Limit::Recovery)] > (reason.at - reason.drainedFrom) / 2;
    return reason.windowCuts > 0 || isMended ? StallCause::LossCuts : StallCause::SlowSender;
}

/// Timeouts and cuts of the run, to be counted once it is known from when on; and when the film last began to play.
struct Troubles {
    std::vector<Event> events;
    SimTime playingSince;

    void watch(Pipeline &run)
    {
        run.setEventListener([this](const Event &event) {
            if (event.kind == EventKind::StateChanged && static_cast<PlayerState>(event.value) == PlayerState::Playing)
                playingSince = event.at;
            if (event.kind == EventKind::Timeout || event.kind == EventKind::WindowChanged ||
                event.kind == EventKind::WindowRestored)
                events.push_back(event);
        });
    }
    void count(StallReason &reason, SimTime since) const
    {
        for (const Event &event : events) {
            if (event.at < since)
                continue;
            if (event.kind != EventKind::Timeout) {
                const int change = event.kind == EventKind::WindowChanged ? 1 : -1; // a cut that was taken back is none
                reason.windowCuts = std::max(0, reason.windowCuts + change);
                continue;
            }
            ++reason.timeouts;
            // Each waits twice as long as the one before: what the next would take, halved, is what this one took.
            reason.timeoutWait = std::max(reason.timeoutWait, SimDuration::nanoseconds(event.value / 2));
        }
    }
};

} // namespace

std::optional<StallReason> whyStalled(const Scenario &scenario, const MediaFile &media, std::size_t index,
                                      const std::atomic<bool> *stop)
{
    Pipeline run(scenario, media);
    Troubles troubles;
    troubles.watch(run);
    UplinkWaits waits;
    const auto stall = runToStall(run, index, waits, stop);
    if (!stall)
        return std::nullopt;
    StallReason reason;
    reason.at = stall->at;
    Snapshot then;
    run.snapshot(then);
    reason.waiting = then.streams.reassembly;
    reason.filmMean = media.timeline->meanRate().toMegabitsPerSecond();
    const Series series = run.seriesToNow();
    measure(reason, series, drainBegin(series, troubles.playingSince, stall->at));
    troubles.count(reason, reason.drainedFrom);
    reason.uplinkWait = waits.meanSince(reason.drainedFrom);
    reason.cause = causeOf(reason, scenario);
    return reason;
}

// ---- What would have prevented it

namespace {

/// Does it play through without stalling?
bool passes(const Scenario &scenario, const MediaFile &media, const std::atomic<bool> *stop)
{
    Pipeline run(scenario, media);
    const SimTime latest = SimTime::fromStart(media.timeline->duration() * 8 + SimDuration::wholeSeconds(600));
    while (!stopped(stop) && run.nextEventTime() <= latest) {
        run.advanceTo(run.nextEventTime());
        if (run.stallCount() > 0)
            return false;
        if (run.ended())
            return true;
    }
    return false;
}

/// A number of steps in (low, high] at which `works`, and at one less does not; nothing if even the highest does not. It does
/// not work at `low`.
template <typename Works> std::optional<int> leastSteps(int low, int high, Works works)
{
    if (high <= low || !works(high))
        return std::nullopt;
    while (high - low > 1) {
        const int middle = low + (high - low) / 2;
        (works(middle) ? high : low) = middle;
    }
    return high;
}

Scenario withStart(Scenario scenario, SimDuration start)
{
    scenario.player.start = start;
    scenario.player.highWater = std::max(scenario.player.highWater, start);
    return scenario;
}

void raiseChanges(Scenario &scenario, const char *key, BitRate rate)
{
    for (TimedChange &change : scenario.changes) {
        if (change.key != key)
            continue;
        const auto changed = parseRate(change.value);
        if (changed && *changed < rate)
            change.value = toText(rate);
    }
}

/// The link never below that rate, whatever is changed while it plays. A trace stays as it is.
Scenario neverBelow(Scenario scenario, BitRate rate)
{
    scenario.link.rate = std::max(scenario.link.rate, rate);
    raiseChanges(scenario, "link.rate", rate);
    return scenario;
}

/// The same of the way back, where it has a rate of its own.
Scenario uplinkNeverBelow(Scenario scenario, BitRate rate)
{
    if (scenario.uplink.rate)
        scenario.uplink.rate = std::max(*scenario.uplink.rate, rate);
    raiseChanges(scenario, "uplink.rate", rate);
    return scenario;
}

bool hasOwnUplink(const Scenario &scenario)
{
    const auto isUplink = [](const TimedChange &change) { return change.key == "uplink.rate"; };
    return scenario.uplink.rate || std::any_of(scenario.changes.begin(), scenario.changes.end(), isUplink);
}

/// Settings that end what is sought: the changes of thresholds by hand would undo it.
Scenario withoutStartChanges(Scenario scenario)
{
    std::erase_if(scenario.changes,
                  [](const TimedChange &change) { return change.key == "player.start" || change.key == "player.high_water"; });
    return scenario;
}

} // namespace

namespace {

std::optional<Prevention> laterStart(const Scenario &scenario, const MediaFile &media, const std::atomic<bool> *stop)
{
    const Scenario patient = withoutStartChanges(scenario);
    const auto threshold = [](int steps) { return Prevention::startStep * steps; };
    const auto stepsOf = [](SimDuration span) { return static_cast<int>(span / Prevention::startStep); };
    const auto steps = leastSteps(stepsOf(patient.player.start), stepsOf(media.timeline->duration()) + 1,
                                  [&](int n) { return passes(withStart(patient, threshold(n)), media, stop); });
    if (!steps)
        return std::nullopt;
    return Prevention{Prevention::Kind::StartThreshold, threshold(*steps), {}, withStart(patient, threshold(*steps))};
}

/// Of `from`, so many steps away.
BitRate rateAway(BitRate from, int steps)
{
    return BitRate::megabitsPerSecond(from.toMegabitsPerSecond() * std::pow(Prevention::rateStep, steps));
}

/// How many steps a factor is, at least.
int stepsOfFactor(double factor)
{
    return static_cast<int>(std::ceil(std::log(factor) / std::log(Prevention::rateStep)));
}

/// The least of the rates from `least` up to `most` that is enough; `raised` is the scenario never below one.
template <typename Raised>
std::optional<Prevention> leastRate(Prevention::Kind kind, BitRate least, double most, const MediaFile &media, Raised raised,
                                    const std::atomic<bool> *stop)
{
    const auto steps = leastSteps(0, stepsOfFactor(most / least.toMegabitsPerSecond()),
                                  [&](int n) { return passes(raised(rateAway(least, n)), media, stop); });
    if (!steps)
        return std::nullopt;
    const BitRate rate = rateAway(least, *steps);
    return Prevention{kind, {}, rate, raised(rate)};
}

std::optional<Prevention> widerLink(const Scenario &scenario, const MediaFile &media, BitRate peak, const std::atomic<bool> *stop)
{
    if (!scenario.link.traceFile.empty())
        return std::nullopt;
    return leastRate(
        Prevention::Kind::LeastBandwidth, BitRate::kilobitsPerSecond(10), 20 * peak.toMegabitsPerSecond(), media,
        [&](BitRate rate) { return neverBelow(scenario, rate); }, stop);
}

std::optional<Prevention> widerWayBack(const Scenario &scenario, const MediaFile &media, BitRate peak,
                                       const std::atomic<bool> *stop)
{
    if (!hasOwnUplink(scenario) || !scenario.uplink.traceFile.value_or("").empty())
        return std::nullopt;
    return leastRate(
        Prevention::Kind::LeastUplink, BitRate::kilobitsPerSecond(1), peak.toMegabitsPerSecond(), media,
        [&](BitRate rate) { return uplinkNeverBelow(scenario, rate); }, stop);
}

/// A film of steady rate and the same length in its place. At its highest rate it is taken to stall, as this one does.
std::optional<Prevention> slowerFilm(const Scenario &scenario, const MediaFile &media, BitRate peak,
                                     const std::atomic<bool> *stop)
{
    const SimDuration length = media.timeline->duration();
    const auto steps = leastSteps(-1, stepsOfFactor(1000),
                                  [&](int n) { return passes(scenario, constantRateMedia(rateAway(peak, -n), length), stop); });
    if (!steps)
        return std::nullopt;
    Prevention slower{Prevention::Kind::SlowerFilm, {}, rateAway(peak, -*steps), scenario};
    slower.scenario.source = ConstantRateSource{slower.rate, length};
    return slower;
}

} // namespace

std::vector<Prevention> whatPrevents(const Scenario &scenario, const MediaFile &media, const std::atomic<bool> *stop)
{
    const BitRate peak = std::max(BitRate::kilobitsPerSecond(100), media.timeline->peakRate());
    std::vector<Prevention> all;
    for (const auto &one : {laterStart(scenario, media, stop), widerLink(scenario, media, peak, stop),
                            widerWayBack(scenario, media, peak, stop), slowerFilm(scenario, media, peak, stop)}) {
        if (one)
            all.push_back(*one);
    }
    return stopped(stop) ? std::vector<Prevention>() : all;
}

} // namespace rebuffer
