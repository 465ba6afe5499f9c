#include "ui/player/picture_worker.h"

#include "core/media/ffmpeg/picture_decoder.h"
#include "ui/player/film_damage.h"
#include "ui/player/wake_up.h"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace rebuffer {

namespace {

/// The decoder's pixels without a copy: the image owns them from here on.
QImage imageOf(Picture picture)
{
    if (picture.isNull())
        return {};
    auto *pixels = new std::vector<std::uint32_t>(std::move(picture.pixels));
    const auto release = [](void *owned) { delete static_cast<std::vector<std::uint32_t> *>(owned); };
    return {reinterpret_cast<const uchar *>(pixels->data()),
            picture.width,
            picture.height,
            static_cast<qsizetype>(picture.width) * 4,
            QImage::Format_RGB32,
            release,
            pixels};
}

} // namespace

/// What the two threads share is under `mutex`; the decoder belongs to the worker's thread alone.
struct PictureWorker::Impl {
    struct Film {
        std::string path;
        std::optional<std::size_t> track;
        bool spliced = false;
    };
    struct Request {
        SimDuration position;
        QSize size;
        std::shared_ptr<const FilmDamage> damage;
    };
    struct Ready {
        QImage image;
        SimDuration pts;
    };

    explicit Impl(PictureWorker &of) : worker(of), owner([this] { deliver(); }), thread([this] { run(); }) {}

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
    void takeDamage(const Request &request);
    QImage decode(const Request &request);
    void answer(const Request &request);
    void deliver();

    PictureWorker &worker;
    WakeUp owner;

    std::mutex mutex;
    std::condition_variable wanted;   // something is to be done, or the end
    std::condition_variable answered; // an exact picture is there
    bool quit = false;
    std::optional<Film> toOpen;
    std::optional<Request> pending;
    std::optional<Request> exact;
    std::optional<QImage> exactAnswer;
    std::optional<Ready> ready;     // not yet emitted
    std::optional<QString> problem; // not yet emitted

    std::unique_ptr<PictureDecoder> decoder;
    std::optional<Request> lastAnswer; // its position is the picture's pts
    std::thread thread;                // last: it starts when all else is there
};

void PictureWorker::Impl::run()
{
    std::unique_lock lock(mutex);
    for (;;) {
        wanted.wait(lock, [this] { return quit || toOpen || exact || pending; });
        if (quit)
            return;
        const auto film = std::exchange(toOpen, std::nullopt);
        const auto now = std::exchange(exact, std::nullopt);
        const auto next = now ? std::nullopt : std::exchange(pending, std::nullopt);
        lock.unlock();
        if (film)
            openNow(*film);
        QImage picture = now ? decode(*now) : QImage();
        if (next)
            answer(*next);
        lock.lock();
        if (now) {
            exactAnswer = std::move(picture);
            answered.notify_one();
        }
    }
}

void PictureWorker::Impl::openNow(const Film &film)
{
    decoder.reset();
    lastAnswer.reset();
    if (film.path.empty())
        return;
    auto opened = PictureDecoder::open(film.path, film.track, film.spliced);
    if (opened) {
        decoder = std::move(opened).value();
        return;
    }
    {
        const std::lock_guard lock(mutex);
        problem = QString::fromStdString(opened.problem());
    }
    owner.ring();
}

/// Small films are enlarged here, so that who paints only copies.
QImage PictureWorker::Impl::decode(const Request &request)
{
    if (!decoder || request.size.isEmpty())
        return {};
    takeDamage(request);
    decoder->advanceTo(request.position);
    const QImage image = imageOf(decoder->picture(request.size.width(), request.size.height()));
    if (image.isNull() || image.width() >= request.size.width() || image.height() >= request.size.height())
        return image;
    return image.scaled(request.size, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

void PictureWorker::Impl::takeDamage(const Request &request)
{
    decoder->setDamage(request.damage ? request.damage->units : std::vector<DamagedUnit>());
}

void PictureWorker::Impl::answer(const Request &request)
{
    if (!decoder)
        return;
    takeDamage(request);
    const bool another = decoder->advanceTo(request.position);
    const SimDuration pts = decoder->pts();
    if (!another && lastAnswer && lastAnswer->position == pts && lastAnswer->size == request.size)
        return;
    QImage image = decode(request);
    if (image.isNull())
        return;
    lastAnswer = Request{pts, request.size, {}};
    {
        const std::lock_guard lock(mutex);
        if (toOpen) // of a film that is no longer wanted
            return;
        ready = Ready{std::move(image), pts};
    }
    owner.ring();
}

/// On the owner's thread. Pictures that came in the meantime are one: the newest.
void PictureWorker::Impl::deliver()
{
    std::optional<Ready> picture;
    std::optional<QString> words;
    {
        const std::lock_guard lock(mutex);
        picture = std::exchange(ready, std::nullopt);
        words = std::exchange(problem, std::nullopt);
    }
    if (words)
        emit worker.openFailed(*words);
    if (picture)
        emit worker.pictureReady(picture->image, picture->pts.toNanoseconds());
}

PictureWorker::PictureWorker(QObject *parent) : QObject(parent), m_impl(std::make_unique<Impl>(*this)) {}

PictureWorker::~PictureWorker() = default;

void PictureWorker::open(const QString &path, std::optional<std::size_t> track, bool spliced)
{
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->toOpen = Impl::Film{path.toStdString(), track, spliced};
        m_impl->pending.reset();
        m_impl->ready.reset();
        m_impl->problem.reset();
    }
    m_impl->wanted.notify_one();
}

void PictureWorker::request(SimDuration position, QSize maxPixels, std::shared_ptr<const FilmDamage> damage)
{
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->pending = Impl::Request{position, maxPixels, std::move(damage)};
    }
    m_impl->wanted.notify_one();
}

QImage PictureWorker::pictureNow(SimDuration position, QSize maxPixels, std::shared_ptr<const FilmDamage> damage)
{
    std::unique_lock lock(m_impl->mutex);
    m_impl->exact = Impl::Request{position, maxPixels, std::move(damage)};
    m_impl->exactAnswer.reset();
    m_impl->wanted.notify_one();
    m_impl->answered.wait(lock, [this] { return m_impl->exactAnswer.has_value(); });
    return *std::exchange(m_impl->exactAnswer, std::nullopt);
}

} // namespace rebuffer
