#include "ui/exporter.h"

#include <utility>

namespace rebuffer {

bool Exporter::begin(const QString &path, Work work)
{
    if (isBusy())
        return false;
    m_path = path;
    m_talk = std::make_shared<Talk>();
    m_errand.ask([talk = m_talk, work = std::move(work)](const std::atomic<bool> &) { return work(*talk); },
                 [this](const Result<bool> &answer) { onAnswer(answer); });
    emit began();
    return true;
}

void Exporter::cancel()
{
    if (!m_talk)
        return;
    m_talk->stop = true;
    m_talk->stop.notify_all(); // whoever sleeps on it
}

/// Told to stop too late, it has saved the file all the same.
void Exporter::onAnswer(const Result<bool> &answer)
{
    const bool stopped = std::exchange(m_talk, nullptr)->stop;
    if (answer)
        emit saved(m_path);
    else if (stopped)
        emit cancelled(m_path);
    else
        emit failed(QString::fromStdString(answer.problem()));
    emit ended();
}

} // namespace rebuffer
