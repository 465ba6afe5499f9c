// Decodes the film's picture on a thread of its own, so that nobody who draws ever waits for a decoder.
// At most one request waits: a newer one takes its place, and pictures arrive in the order of requests.
#pragma once

#include <QImage>
#include <QObject>
#include <QSize>
#include <QString>

#include <cstddef>
#include <memory>
#include <optional>

namespace rebuffer {

class SimDuration; // declared, not included: Qt's moc cannot read the standard headers that it stands on

struct FilmDamage; // a vector of DamagedUnit; see film_damage.h

class PictureWorker : public QObject {
    Q_OBJECT
public:
    explicit PictureWorker(QObject *parent = nullptr);
    /// Waits for the picture being decoded, if any, and ends the thread.
    ~PictureWorker() override;

    /// Starts opening that track of the film, or its best; pictures of an earlier film no longer arrive. An empty path closes.
    /// `spliced`: see MediaTimeline::isSpliced().
    void open(const QString &path, std::optional<std::size_t> track = {}, bool spliced = false);
    /// Asks for the picture shown at `position`, at most `maxPixels` large. Returns at once. Nothing is emitted if
    /// that is the picture emitted last.
    /// `damage` is what a lossy network left of the film, null for all of it.
    void request(SimDuration position, QSize maxPixels, std::shared_ptr<const FilmDamage> damage = {});
    /// The same, waited for: exactly that picture, or a null image if the film has none. For screenshots.
    QImage pictureNow(SimDuration position, QSize maxPixels, std::shared_ptr<const FilmDamage> damage = {});

signals:
    /// The newest picture decoded, and when it is due in the film. On the thread this object lives in.
    void pictureReady(const QImage &picture, qint64 ptsNs);
    /// The film has no picture that can be shown: a line for people. Sound only is not a fault of the film.
    void openFailed(const QString &problem);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace rebuffer
