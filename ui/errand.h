// A question that takes long to answer: asked of another thread, answered on the asker's. Only the newest question counts,
// and what nobody waits for any more is told to stop.
#pragma once

#include <QCoreApplication>
#include <QEvent>
#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <utility>

namespace rebuffer {

/// Has a thread of its own, made when first needed. What it works with must outlive it, or be its own.
class Errand {
public:
    /// `asker` outlives it, and lives on the thread that asks.
    explicit Errand(QObject *asker) : m_asker(asker) { m_pool.setMaxThreadCount(1); }
    /// Gives up, and waits for the thread to notice.
    ~Errand()
    {
        giveUp();
        m_pool.waitForDone();
    }
    Errand(const Errand &) = delete;
    Errand &operator=(const Errand &) = delete;

    /// `work(stop)` over there, then `done(what it returned)` here, unless something else is asked before. It should look at
    /// `stop` often; what it returns after that is not looked at. Questions are worked on in the order of asking.
    template <typename Work, typename Done> void ask(Work work, Done done)
    {
        giveUp();
        m_asked = std::make_shared<std::atomic<bool>>(false);
        m_pool.start([this, stop = m_asked, work = std::move(work), done = std::move(done)] {
            auto answer = work(*stop);
            QMetaObject::invokeMethod(
                m_asker,
                [this, stop, done, answer = std::move(answer)] {
                    if (m_asked == stop) {
                        m_asked.reset();
                        done(answer);
                    }
                },
                Qt::QueuedConnection);
        });
    }
    void giveUp()
    {
        if (m_asked)
            *m_asked = true;
        m_asked.reset();
    }
    bool isBusy() const { return m_asked != nullptr; }
    /// Waits for the answer, and for those to what is asked upon it: for tests, and pictures that show just this instant.
    /// Or no longer than so many milliseconds, where most answers come at once.
    void finish(int atMostMs = -1)
    {
        while (isBusy() && m_pool.waitForDone(atMostMs))
            QCoreApplication::sendPostedEvents(m_asker, QEvent::MetaCall);
    }

private:
    QObject *m_asker;
    std::shared_ptr<std::atomic<bool>> m_asked;
    QThreadPool m_pool;
};

} // namespace rebuffer
