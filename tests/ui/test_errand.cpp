// Questions asked of another thread: only the newest is answered, and what nobody waits for is told to stop. Threads are
// held at gates of the test's own, so that nothing depends on who is faster.
#include "ui/errand.h"

#include <QSemaphore>
#include <QTest>
#include <QThread>

using namespace rebuffer;

class TestErrand : public QObject {
    Q_OBJECT

private slots:
    void theAnswerComesToTheThreadThatAsked()
    {
        QObject asker;
        Errand errand(&asker);
        QThread *worked = nullptr, *answered = nullptr;
        errand.ask(
            [&](const std::atomic<bool> &) {
                worked = QThread::currentThread();
                return 42;
            },
            [&](int answer) {
                QCOMPARE(answer, 42);
                answered = QThread::currentThread();
            });
        QVERIFY(errand.isBusy());
        QVERIFY2(!answered, "nothing is told before the asker has time for it");
        errand.finish();
        QVERIFY(!errand.isBusy());
        QVERIFY(worked && worked != QThread::currentThread());
        QCOMPARE(answered, QThread::currentThread());
    }

    void onlyTheNewestQuestionIsAnswered()
    {
        QObject asker;
        Errand errand(&asker);
        QSemaphore begun, gate;
        QList<int> answers;
        const auto note = [&answers](int answer) { answers << answer; };
        errand.ask(
            [&](const std::atomic<bool> &) {
                begun.release();
                gate.acquire();
                return 1;
            },
            note);
        begun.acquire();
        for (const int question : {2, 3})
            errand.ask([question](const std::atomic<bool> &) { return question; }, note);
        gate.release();
        errand.finish();
        QCoreApplication::processEvents();
        QCOMPARE(answers, QList<int>{3});
    }

    void whoGivesUpIsNotAnsweredAndTheThreadIsTold()
    {
        QObject asker;
        Errand errand(&asker);
        QSemaphore begun, stopped;
        bool answered = false;
        errand.ask(
            [&](const std::atomic<bool> &stop) {
                begun.release();
                while (!stop)
                    QThread::yieldCurrentThread();
                stopped.release();
                return 0;
            },
            [&answered](int) { answered = true; });
        begun.acquire();
        errand.giveUp();
        QVERIFY(!errand.isBusy());
        stopped.acquire(); // or the test would never end
        errand.finish();
        QCoreApplication::processEvents();
        QVERIFY(!answered);
    }

    void anAnswerOnItsWayWhenTheAskerIsGoneFindsNobody()
    {
        bool answered = false;
        {
            QObject asker;
            Errand errand(&asker);
            errand.ask([](const std::atomic<bool> &) { return 0; }, [&answered](int) { answered = true; });
        }
        QCoreApplication::processEvents();
        QVERIFY(!answered);
    }

    void finishWaitsForWhatIsAskedUponAnAnswerToo()
    {
        QObject asker;
        Errand errand(&asker);
        int last = 0;
        errand.ask([](const std::atomic<bool> &) { return 1; },
                   [&](int first) {
                       errand.ask([first](const std::atomic<bool> &) { return first + 1; },
                                  [&last](int second) { last = second; });
                   });
        errand.finish();
        QCOMPARE(last, 2);
    }

    void aShortWaitGivesUpWaitingNotTheQuestion()
    {
        QObject asker;
        Errand errand(&asker);
        QSemaphore gate;
        int answer = 0;
        errand.ask(
            [&gate](const std::atomic<bool> &) {
                gate.acquire();
                return 7;
            },
            [&answer](int a) { answer = a; });
        errand.finish(1);
        QVERIFY(errand.isBusy());
        gate.release();
        errand.finish();
        QCOMPARE(answer, 7);
    }
};

QTEST_GUILESS_MAIN(TestErrand)
#include "test_errand.moc"
