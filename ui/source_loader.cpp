#include "ui/source_loader.h"

#include <atomic>
#include <utility>

namespace rebuffer {

struct SourceLoader::Work {
    SourceSpec source;
    std::atomic<bool> wanted = true;
    std::optional<Result<std::optional<MediaFile>>> answer;

    explicit Work(SourceSpec what) : source(std::move(what)) {}
};

SourceLoader::SourceLoader(Opener opener, QObject *parent) : QObject(parent), m_opener(std::move(opener)) {}

SourceLoader::~SourceLoader()
{
    if (m_work)
        m_work->wanted = false;
    if (m_thread.joinable())
        m_thread.join();
}

void SourceLoader::open(const SourceSpec &source)
{
    m_next = source;
    if (m_work)
        m_work->wanted = false;
    else
        launch();
}

void SourceLoader::launch()
{
    m_work = std::make_shared<Work>(*std::exchange(m_next, std::nullopt));
    m_thread = std::thread([this, work = m_work] {
        work->answer = m_opener(work->source, [&work] { return work->wanted.load(); });
        QMetaObject::invokeMethod(this, &SourceLoader::deliver, Qt::QueuedConnection);
    });
}

void SourceLoader::deliver()
{
    m_thread.join();
    const auto work = std::exchange(m_work, nullptr);
    if (m_next) {
        launch();
        return;
    }
    if (*work->answer)
        emit opened(work->source, **work->answer);
    else
        emit failed(QString::fromStdString(work->answer->problem()));
}

} // namespace rebuffer
