#include "ui/player/sound_worker.h"

#include "core/media/ffmpeg/sound_decoder.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace rebuffer {

namespace {

constexpr std::size_t channels = SoundDecoder::channels;

struct Film {
    std::string path;
    std::optional<std::size_t> track;
    bool spliced = false;
};

} // namespace

/// What the two threads share is under `mutex`; decoder and the block it gave last belong to the worker's thread alone.
struct SoundWorker::Impl {
    Impl() : thread([this] { run(); }) {}
    ~Impl()
    {
        {
            const std::lock_guard lock(mutex);
            quit = true;
        }
        wanted.notify_one();
        thread.join();
    }

    void run();
    void openNow(const Film &film);
    void append(std::int64_t until);
    bool isElsewhere() const { return position < begin || (position > end && !atEnd); }
    bool hasWork() const { return toOpen || (isOpen && (isElsewhere() || (!atEnd && end < position + samplesAhead))); }
    void want(std::int64_t first);
    std::int64_t copy(std::int64_t first, std::span<std::int16_t> stereo) const;

    mutable std::mutex mutex;
    std::condition_variable wanted; // something is to be done, or the end
    std::condition_variable done;   // nothing is to be done any more
    bool quit = false;
    std::optional<Film> toOpen;
    bool opening = false; // taken out of toOpen, and not open yet
    bool isOpen = false;
    bool hasFailed = false;
    bool atEnd = false;
    std::int64_t position = 0; // where it was read last
    std::int64_t begin = 0;    // of what is held, [begin, end)
    std::int64_t end = 0;
    std::vector<std::int16_t> samples;

    std::unique_ptr<SoundDecoder> decoder;
    SoundBlock block;   // decoded; what of it is before `end` has been taken
    std::thread thread; // last: it starts when all else is there
};

void SoundWorker::Impl::run()
{
    std::unique_lock lock(mutex);
    for (;;) {
        if (!hasWork())
            done.notify_all();
        wanted.wait(lock, [this] { return quit || hasWork(); });
        if (quit)
            return;
        if (const auto film = std::exchange(toOpen, std::nullopt)) {
            opening = true;
            lock.unlock();
            openNow(*film);
            lock.lock();
            opening = false;
            continue;
        }
        const bool leap = isElsewhere();
        if (leap) {
            begin = end = position;
            atEnd = false;
            samples.clear();
        }
        const std::int64_t from = end;
        lock.unlock();
        if (leap) {
            block = {};
            decoder->seek(from);
        }
        const bool more = block.end() > from || decoder->next(block);
        lock.lock();
        if (toOpen || isElsewhere())
            continue;
        atEnd = !more;
        if (more)
            append(position + samplesAhead);
    }
}

void SoundWorker::Impl::openNow(const Film &film)
{
    decoder.reset();
    block = {};
    if (!film.path.empty()) {
        if (auto opened = SoundDecoder::open(film.path, film.track, film.spliced))
            decoder = std::move(opened).value();
    }
    const std::lock_guard lock(mutex);
    if (toOpen) // yet another
        return;
    isOpen = decoder != nullptr;
    hasFailed = !isOpen;
    begin = end = position - 1; // elsewhere, so that it seeks
    atEnd = false;
    samples.clear();
}

/// Silence up to where the block begins, and the block, as far as `until`.
void SoundWorker::Impl::append(std::int64_t until)
{
    const std::int64_t silent = std::clamp<std::int64_t>(block.first - end, 0, std::max<std::int64_t>(0, until - end));
    samples.resize(samples.size() + static_cast<std::size_t>(silent) * channels);
    end += silent;
    if (block.first <= end && block.end() > end) {
        const auto skipped = static_cast<std::ptrdiff_t>(static_cast<std::size_t>(end - block.first) * channels);
        samples.insert(samples.end(), block.samples.begin() + skipped, block.samples.end());
        end = block.end();
    }
}

void SoundWorker::Impl::want(std::int64_t first)
{
    position = first;
    const std::int64_t old = std::clamp<std::int64_t>(position - samplesBehind - begin, 0, end - begin);
    samples.erase(samples.begin(), samples.begin() + old * SoundDecoder::channels);
    begin += old;
}

std::int64_t SoundWorker::Impl::copy(std::int64_t first, std::span<std::int16_t> stereo) const
{
    const std::int64_t known = std::clamp<std::int64_t>(end - first, 0, static_cast<std::int64_t>(stereo.size() / channels));
    if (known > 0)
        std::copy_n(samples.begin() + (first - begin) * SoundDecoder::channels, known * SoundDecoder::channels, stereo.begin());
    return known;
}

SoundWorker::SoundWorker() : m_impl(std::make_unique<Impl>()) {}

SoundWorker::~SoundWorker() = default;

void SoundWorker::open(const std::string &path, std::optional<std::size_t> track, bool spliced)
{
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->toOpen = Film{path, track, spliced};
        m_impl->isOpen = false;
        m_impl->hasFailed = path.empty();
        m_impl->position = 0;
        m_impl->begin = m_impl->end = 0;
        m_impl->samples.clear();
    }
    m_impl->wanted.notify_one();
}

bool SoundWorker::hasSound() const
{
    const std::lock_guard lock(m_impl->mutex);
    return !m_impl->hasFailed;
}

std::int64_t SoundWorker::read(std::int64_t first, std::span<std::int16_t> stereo)
{
    const auto count = static_cast<std::int64_t>(stereo.size() / channels);
    std::int64_t known = 0;
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->want(first);
        if (m_impl->isOpen && !m_impl->isElsewhere()) {
            known = m_impl->copy(first, stereo);
            if (m_impl->atEnd) { // after the film's last sound there is silence
                std::fill(stereo.begin() + known * SoundDecoder::channels, stereo.end(), std::int16_t{0});
                known = count;
            }
        }
    }
    m_impl->wanted.notify_one();
    return known;
}

void SoundWorker::prepare(std::int64_t first)
{
    read(first, {});
}

void SoundWorker::finish()
{
    std::unique_lock lock(m_impl->mutex);
    m_impl->done.wait(lock, [this] { return !m_impl->opening && !m_impl->hasWork(); });
}

std::int64_t SoundWorker::held() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->end - m_impl->begin;
}

} // namespace rebuffer
