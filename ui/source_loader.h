// Opens films on a thread of its own and hands them back on the thread it lives in: reading the index of a long
// film takes a while, and the window is to be usable meanwhile. Only the newest request is answered.
#pragma once

#include "core/media/media_file.h"
#include "core/session/scenario.h"
#include "core/sim/result.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <thread>

namespace rebuffer {

class SourceLoader : public QObject {
    Q_OBJECT

public:
    /// Called on the loader's thread; asks `keepGoing` now and then. Endless bytes are std::nullopt.
    using Opener = std::function<Result<std::optional<MediaFile>>(const SourceSpec &, const std::function<bool()> &keepGoing)>;

    explicit SourceLoader(Opener opener, QObject *parent = nullptr);
    /// Gives up the file being read, if any.
    ~SourceLoader() override;

    /// Answered by opened() or failed(), once; earlier requests not answered yet never are.
    void open(const SourceSpec &source);
    bool isBusy() const { return m_work != nullptr; }

signals:
    void opened(const rebuffer::SourceSpec &source, const std::optional<rebuffer::MediaFile> &media);
    /// In one sentence: what, why, and what to do.
    void failed(const QString &problem);

private:
    struct Work;
    void launch();
    void deliver();

    Opener m_opener;
    std::thread m_thread;
    std::shared_ptr<Work> m_work;     // being read; the thread's until deliver()
    std::optional<SourceSpec> m_next; // asked for meanwhile
};

} // namespace rebuffer
