#include "ui/compare/pinned_runs.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <algorithm>

namespace rebuffer {

namespace {

/// Short enough for every curve.
constexpr SimDuration step = SimDuration::milliseconds(20);

} // namespace

PinnedRuns::PinnedRuns(QObject *parent) : QObject(parent) {}

PinnedRuns::~PinnedRuns()
{
    for (Run &run : m_runs)
        *run.stop = true;
}

QString PinnedRuns::letter(std::size_t index)
{
    return QString(QChar(u'A' + static_cast<char16_t>(index)));
}

PinnedRuns::Run PinnedRuns::made(const Session &of)
{
    Run run{of.script(), of.media(), nullptr, nullptr, std::make_shared<std::atomic<bool>>(false)};
    run.alongside = std::make_unique<Session>(run.script, run.media);
    const QPointer<PinnedRuns> self(this);
    QThreadPool::globalInstance()->start([self, script = run.script, media = run.media, stop = run.stop, now = of.now()] {
        auto record = recordRun(script, media, now, *stop);
        if (!record)
            return;
        auto shared = std::make_shared<const RunRecord>(std::move(*record));
        QMetaObject::invokeMethod(QCoreApplication::instance(), [self, stop, shared] {
            if (self)
                self->finish(stop, shared);
        });
    });
    return run;
}

void PinnedRuns::finish(const std::shared_ptr<std::atomic<bool>> &of, std::shared_ptr<const RunRecord> record)
{
    const auto run = std::find_if(m_runs.begin(), m_runs.end(), [&of](const Run &one) { return one.stop == of; });
    if (run == m_runs.end())
        return;
    run->record = std::move(record);
    emit recorded(static_cast<int>(run - m_runs.begin()));
}

void PinnedRuns::pin(const Session &run)
{
    if (isFull())
        return;
    m_runs.push_back(made(run));
    emit changed();
}

void PinnedRuns::replace(std::size_t index, const Session &run)
{
    *m_runs[index].stop = true;
    m_runs[index] = made(run);
    emit changed();
}

void PinnedRuns::clear()
{
    for (Run &run : m_runs)
        *run.stop = true;
    m_runs.clear();
    emit changed();
}

void PinnedRuns::follow(const Session &present)
{
    for (Run &run : m_runs) {
        const SimTime until = present.ended() ? std::max(present.now(), endOfRecord(run.media, present.now())) : present.now();
        if (run.alongside->now() > present.now() && !present.ended())
            run.alongside = std::make_unique<Session>(run.script, run.media);
        while (run.alongside->now() < until && !run.alongside->ended())
            run.alongside->advanceTo(std::min(run.alongside->now() + step, until));
    }
}

} // namespace rebuffer
