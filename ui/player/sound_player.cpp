#include "ui/player/sound_player.h"

#include "core/media/ffmpeg/sound_decoder.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace rebuffer {

namespace {

constexpr std::int64_t inStep = SoundDecoder::rate * 20 / 1000;
constexpr std::int64_t faded = SoundDecoder::rate * 4 / 1000;
/// Further off than this what is queued is of another place of the film, and is not to be heard.
constexpr std::int64_t elsewhere = SoundDecoder::rate / 4;

void fade(std::span<std::int16_t> stereo, bool in)
{
    const auto count = static_cast<std::int64_t>(stereo.size() / 2);
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t share = in ? i + 1 : count - i;
        for (const auto at : {static_cast<std::size_t>(2 * i), static_cast<std::size_t>(2 * i + 1)})
            stereo[at] = static_cast<std::int16_t>(stereo[at] * share / (count + 1));
    }
}

/// What did not arrive is silence, softly begun and ended so that it does not crack.
void mute(std::vector<std::int16_t> &stereo, std::int64_t first, const MissingSound &gap)
{
    const auto count = static_cast<std::int64_t>(stereo.size() / 2);
    const std::int64_t from = std::clamp<std::int64_t>(sampleAt(gap.from) - first, 0, count);
    const std::int64_t until = std::clamp<std::int64_t>(sampleAt(gap.until) - first, from, count);
    if (from == until)
        return;
    const auto part = [&](std::int64_t a, std::int64_t b) {
        return std::span(stereo).subspan(static_cast<std::size_t>(2 * a), static_cast<std::size_t>(2 * (b - a)));
    };
    std::ranges::fill(part(from, until), std::int16_t{0});
    fade(part(std::max<std::int64_t>(0, from - faded), from), false);
    fade(part(until, std::min(count, until + faded)), true);
}

} // namespace

static_assert(SoundPlayer::tolerance == SimDuration::milliseconds(20) && inStep == 960);

Silence whySilent(const SoundFacts &facts)
{
    if (!facts.hasSound)
        return Silence::NoTrack;
    if (facts.past)
        return Silence::Past;
    if (facts.state == PlayerState::Ended)
        return Silence::Ended;
    if (!facts.running)
        return Silence::Paused;
    if (facts.state != PlayerState::Playing)
        return Silence::Waiting;
    return facts.speed == 1 ? Silence::None : Silence::OtherSpeed;
}

void SoundPlayer::setSink(std::unique_ptr<SoundSink> sink)
{
    silence();
    m_sink = std::move(sink);
    m_refused = false;
    if (m_sink)
        m_sink->setVolume(m_volume);
}

void SoundPlayer::setVolume(double volume)
{
    m_volume = std::clamp(volume, 0.0, 1.0);
    if (m_sink)
        m_sink->setVolume(m_volume);
}

Silence SoundPlayer::follow(const SoundFacts &facts)
{
    heedDevices();
    Silence why = whySilent(facts);
    if (why != Silence::None && std::exchange(m_failed, false))
        m_refused = false; // after a pause it may play again
    if (why == Silence::None && m_muted)
        why = Silence::Muted;
    if (why == Silence::None && m_sink && !ready())
        why = Silence::NoDevice;
    if (why != Silence::None || !m_sink) {
        silence();
        return m_refused && why != Silence::NoTrack ? Silence::NoDevice : why;
    }
    const std::int64_t position = sampleAt(facts.position);
    keepInStep(position);
    writeUntil(std::min(position + sampleAt(ahead), sampleAt(facts.playableUntil)), facts.missing);
    return Silence::None;
}

/// What is pulled out falls silent; what is plugged in is tried, and so is what has become the usual one.
void SoundPlayer::heedDevices()
{
    if (!m_sink)
        return;
    const bool others = m_sink->hasOthers();
    if (others || (m_started && m_sink->hasFailed())) {
        silence();
        m_refused = m_failed = !others;
    }
}

bool SoundPlayer::ready()
{
    if (!m_started && !m_refused)
        m_refused = !(m_started = m_sink->start());
    return m_started;
}

void SoundPlayer::silence()
{
    if (std::exchange(m_started, false))
        m_sink->stop();
    m_next = -1;
    m_offset = SimDuration::zero();
}

/// What is heard now is what was written, less what is queued. A device's clock and the film's run apart slowly, a frame
/// that comes late throws them apart at once, and after a seek what is queued is of another place.
void SoundPlayer::keepInStep(std::int64_t position)
{
    if (m_next < 0) {
        m_next = position + m_sink->queued();
        return;
    }
    const std::int64_t heard = m_next - m_sink->queued();
    m_offset = timeOfSample(heard - position);
    if (std::abs(heard - position) <= inStep)
        return;
    if (m_starved) { // there is nothing yet to be in step
        m_next = position + m_sink->queued();
        return;
    }
    ++m_leaps;
    if (std::abs(heard - position) <= elsewhere) {
        leapTo(position + m_sink->queued());
        return;
    }
    m_sink->stop();
    m_refused = !(m_started = m_sink->start());
    m_next = position;
}

/// From one place to the other by a short cross-fade.
void SoundPlayer::leapTo(std::int64_t sample)
{
    std::vector<std::int16_t> old(2 * faded);
    std::vector<std::int16_t> coming(2 * faded);
    const bool known = m_source.read(m_next, old) == faded && m_source.read(sample, coming) == faded && m_sink->room() >= faded;
    m_next = sample;
    if (!known)
        return;
    fade(old, false);
    fade(coming, true);
    for (std::size_t i = 0; i < coming.size(); ++i)
        coming[i] = static_cast<std::int16_t>(coming[i] + old[i]);
    m_sink->write(coming);
    m_next += faded;
}

void SoundPlayer::writeUntil(std::int64_t end, const std::vector<MissingSound> &missing)
{
    const std::int64_t wanted = m_started ? std::min(end - m_next, m_sink->room()) : 0;
    if (wanted <= 0)
        return;
    m_samples.resize(static_cast<std::size_t>(2 * wanted));
    const std::int64_t known = m_source.read(m_next, m_samples);
    m_samples.resize(static_cast<std::size_t>(2 * known)); // what is not decoded yet is late, and will be leapt over
    for (const MissingSound &gap : missing)
        mute(m_samples, m_next, gap);
    m_sink->write(m_samples);
    m_next += known;
    m_starved = known == 0;
}

} // namespace rebuffer
