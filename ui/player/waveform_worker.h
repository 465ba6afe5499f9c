// How loud a film is from its beginning to its end, found by decoding all its sound on a thread of its own.
#pragma once

#include <QObject>
#include <QString>

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace rebuffer {

class SimDuration; // declared, not included: Qt's moc cannot read the standard headers that it stands on

/// The loudest of each equal part of the film, 0 to 1, in order.
using Waveform = std::vector<float>;

class WaveformWorker : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t parts = 300;

    explicit WaveformWorker(QObject *parent = nullptr);
    /// Gives up what is under way, and ends the thread.
    ~WaveformWorker() override;

    /// Begins with that sound track of the film, or its best; what was under way is given up. An empty path only does that.
    /// `spliced`: see MediaTimeline::isSpliced().
    void open(const QString &path, SimDuration duration, std::optional<std::size_t> track = {}, bool spliced = false);
    /// Waits until it is complete, and emits it. For screenshots.
    void finish();

signals:
    /// Now and then while it is being found, and when it is complete; parts not reached yet are zero. Never of a film that
    /// is no longer wanted.
    void waveformReady(const std::shared_ptr<const rebuffer::Waveform> &waveform);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace rebuffer
