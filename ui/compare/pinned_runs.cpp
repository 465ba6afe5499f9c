#include "ui/compare/pinned_runs.h"

#include "core/session/run_to.h"

#include <QPointer>

#include <algorithm>

namespace rebuffer {

/// A pinned run on its way beside the present one; used by one thread at a time.
class PinnedRuns::Companion {
public:
    Companion(Scenario script, std::optional<MediaFile> media) : m_script(std::move(script)), m_media(std::move(media)) {}

    /// Its figures at `t`, or where it was when told to stop. To an earlier instant it runs again from the beginning.
    Summary at(SimTime t, bool toItsEnd, const std::atomic<bool> &stop)
    {
        if (!m_session || (m_session->now() > t && !toItsEnd))
            m_session = std::make_unique<Session>(m_script, m_media);
        runTo(*m_session, toItsEnd ? std::max(t, endOfRecord(m_media, t)) : t, &stop);
        return m_session->summary();
    }

private:
    Scenario m_script;
    std::optional<MediaFile> m_media;
    std::unique_ptr<Session> m_session;
};

PinnedRuns::PinnedRuns(QObject *parent) : QObject(parent), m_errand(this) {}

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
    run.companion = std::make_shared<Companion>(run.script, run.media);
    const QPointer<PinnedRuns> self(this);
    QThreadPool::globalInstance()->start([self, script = run.script, media = run.media, stop = run.stop, now = of.now()] {
        auto record = recordRun(script, media, now, *stop);
        if (!record)
            return;
        auto shared = std::make_shared<const RunRecord>(std::move(*record));
        QMetaObject::invokeMethod(QCoreApplication::instance(), [self, stop, shared] {
            if (self)
                self->finishRecord(stop, shared);
        });
    });
    return run;
}

void PinnedRuns::finishRecord(const std::shared_ptr<std::atomic<bool>> &of, std::shared_ptr<const RunRecord> record)
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
    onOthersPinned(run);
}

void PinnedRuns::replace(std::size_t index, const Session &run)
{
    *m_runs[index].stop = true;
    m_runs[index] = made(run);
    onOthersPinned(run);
}

void PinnedRuns::clear()
{
    for (Run &run : m_runs)
        *run.stop = true;
    m_runs.clear();
    m_errand.giveUp();
    m_wanted.reset();
    m_moment = {};
    emit changed();
}

/// `run` has just been pinned. What was known of other runs is not of these.
void PinnedRuns::onOthersPinned(const Session &run)
{
    m_errand.giveUp();
    m_moment = {};
    if (m_runs.size() == 1) // one and the same run
        m_moment = {{run.summary()}, run.summary(), run.ended()};
    emit changed();
    follow(run);
}

void PinnedRuns::beginAnew(const Session &run)
{
    if (isEmpty())
        return;
    m_errand.giveUp();
    m_moment = {{}, run.summary(), false};
    for (const Run &pinned : m_runs)
        m_moment.pinned.push_back(Session(pinned.script, pinned.media).summary()); // nothing has happened yet
    m_wanted.reset();
    emit followed();
}

void PinnedRuns::follow(const Session &present)
{
    if (isEmpty())
        return;
    m_wanted = Wanted{present.now(), present.summary(), present.ended()};
    if (!m_errand.isBusy())
        askNext();
}

void PinnedRuns::askNext()
{
    if (!m_wanted)
        return;
    const Wanted wanted = *std::exchange(m_wanted, std::nullopt);
    std::vector<std::shared_ptr<Companion>> companions;
    for (const Run &run : m_runs)
        companions.push_back(run.companion);
    const auto runAlong = [companions, at = wanted.at, toTheEnds = wanted.presentEnded](const std::atomic<bool> &stop) {
        std::vector<Summary> all;
        for (const auto &companion : companions)
            all.push_back(companion->at(at, toTheEnds, stop));
        return all;
    };
    m_errand.ask(runAlong, [this, wanted](const std::vector<Summary> &all) {
        m_moment = {all, wanted.present, wanted.presentEnded};
        emit followed();
        askNext();
    });
}

void PinnedRuns::finish()
{
    m_errand.finish();
}

} // namespace rebuffer
