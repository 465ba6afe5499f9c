#include "ui/player/waveform_worker.h"

#include "core/media/ffmpeg/sound_decoder.h"
#include "ui/player/wake_up.h"

#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

namespace rebuffer {

namespace {

constexpr std::int64_t betweenReports = 60 * SoundDecoder::rate;

void note(Waveform &waveform, const SoundBlock &block, std::int64_t length)
{
    for (std::int64_t i = 0; i < block.count(); ++i) {
        const std::int64_t at = block.first + i;
        if (at < 0 || at >= length)
            continue;
        const auto left = static_cast<std::size_t>(i * SoundDecoder::channels);
        const int loud = std::max(std::abs(int{block.samples[left]}), std::abs(int{block.samples[left + 1]}));
        float &part = waveform[static_cast<std::size_t>(at * static_cast<std::int64_t>(waveform.size()) / length)];
        part = std::max(part, static_cast<float>(loud) / 32'768.0F);
    }
}

} // namespace

/// What the two threads share is under `mutex`.
struct WaveformWorker::Impl {
    struct Film {
        std::string path;
        SimDuration duration;
        std::optional<std::size_t> track;
        bool spliced = false;
    };

    explicit Impl(WaveformWorker &of) : worker(of), owner([this] { deliver(); }), thread([this] { run(); }) {}
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
    void measure(const Film &film);
    bool report(const Waveform &waveform);
    void deliver();

    WaveformWorker &worker;
    WakeUp owner;
    std::mutex mutex;
    std::condition_variable wanted;
    std::condition_variable done;
    bool quit = false;
    bool busy = false;
    std::optional<Film> toOpen;
    std::shared_ptr<const Waveform> ready; // not yet emitted
    std::thread thread;                    // last: it starts when all else is there
};

void WaveformWorker::Impl::run()
{
    std::unique_lock lock(mutex);
    for (;;) {
        wanted.wait(lock, [this] { return quit || toOpen; });
        if (quit)
            return;
        const auto film = std::exchange(toOpen, std::nullopt);
        busy = true;
        lock.unlock();
        measure(*film);
        lock.lock();
        busy = false;
        done.notify_all();
    }
}

void WaveformWorker::Impl::measure(const Film &film)
{
    const std::int64_t length = sampleAt(film.duration);
    if (film.path.empty() || length <= 0)
        return;
    const auto opened = SoundDecoder::open(film.path, film.track, film.spliced);
    if (!opened)
        return;
    Waveform waveform(parts);
    SoundBlock block;
    std::int64_t reported = 0;
    while ((*opened)->next(block)) {
        note(waveform, block, length);
        if (block.end() - reported < betweenReports)
            continue;
        reported = block.end();
        if (!report(waveform))
            return;
    }
    report(waveform);
}

/// False when it is not wanted any more.
bool WaveformWorker::Impl::report(const Waveform &waveform)
{
    {
        const std::lock_guard lock(mutex);
        if (quit || toOpen)
            return false;
        ready = std::make_shared<const Waveform>(waveform);
    }
    owner.ring();
    return true;
}

void WaveformWorker::Impl::deliver()
{
    std::shared_ptr<const Waveform> waveform;
    {
        const std::lock_guard lock(mutex);
        waveform = std::exchange(ready, nullptr);
    }
    if (waveform)
        emit worker.waveformReady(waveform);
}

WaveformWorker::WaveformWorker(QObject *parent) : QObject(parent), m_impl(std::make_unique<Impl>(*this)) {}

WaveformWorker::~WaveformWorker() = default;

void WaveformWorker::open(const QString &path, SimDuration duration, std::optional<std::size_t> track, bool spliced)
{
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->toOpen = Impl::Film{path.toStdString(), duration, track, spliced};
        m_impl->ready.reset();
    }
    m_impl->wanted.notify_one();
}

void WaveformWorker::finish()
{
    {
        std::unique_lock lock(m_impl->mutex);
        m_impl->done.wait(lock, [this] { return !m_impl->busy && !m_impl->toOpen; });
    }
    m_impl->deliver();
}

} // namespace rebuffer
