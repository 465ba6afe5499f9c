// The sentence about a stall: every number with its unit, one of a thing not called several, nothing that it does not know.
#include "ui/inspector/why_words.h"

#include <QTest>

using namespace rebuffer;

namespace {

StallReason reasonOf(StallCause cause)
{
    StallReason reason;
    reason.cause = cause;
    reason.drainedFrom = SimTime::fromStart(SimDuration::wholeSeconds(10));
    reason.at = SimTime::fromStart(SimDuration::wholeSeconds(12));
    reason.bufferThen = 1.9;
    reason.capacity = 2.05;
    reason.arrived = 1.2;
    reason.needed = 2;
    reason.filmMean = 2;
    return reason;
}

} // namespace

class TestWhyWords : public QObject {
    Q_OBJECT

private slots:
    void slowRatesHaveFigures();
    void oneTimeoutIsOne();
    void cutsSayForWhat_data();
    void cutsSayForWhat();
    void aHoleSaysWhatWaited();
};

void TestWhyWords::slowRatesHaveFigures()
{
    StallReason reason = reasonOf(StallCause::SlowLink);
    QVERIFY(whySentence(reason).startsWith("The link gave 2.05 of the 2.00 Mbit/s that the film needs. The buffer held 1.9 s"));
    reason.capacity = 0.032;
    reason.needed = 0.034;
    QVERIFY2(whySentence(reason).startsWith("The link gave 32.0 of the 34.0 kbit/s that the film needs."),
             qPrintable(whySentence(reason)));
}

void TestWhyWords::oneTimeoutIsOne()
{
    StallReason reason = reasonOf(StallCause::Timeout);
    reason.timeouts = 1;
    reason.timeoutWait = SimDuration::milliseconds(995);
    QVERIFY2(whySentence(reason).contains("stood still: a timeout of 995 ms."), qPrintable(whySentence(reason)));
    reason.timeouts = 3;
    QVERIFY2(whySentence(reason).contains("3 timeouts, the longest of 995 ms."), qPrintable(whySentence(reason)));
}

void TestWhyWords::cutsSayForWhat_data()
{
    QTest::addColumn<int>("gone");
    QTest::addColumn<int>("cuts");
    QTest::addColumn<QString>("says");
    QTest::newRow("one packet") << 1 << 1 << "cut its window once for a packet that was lost or dropped";
    QTest::newRow("several") << 7 << 3 << "cut its window 3 times for 7 lost or dropped packets";
    QTest::newRow("none was lost") << 0 << 6 << "took packets that had been overtaken for lost, and cut its window 6 times";
    QTest::newRow("long ago") << 0 << 0 << "was still mending what had been lost before";
}

void TestWhyWords::cutsSayForWhat()
{
    QFETCH(int, gone);
    QFETCH(int, cuts);
    QFETCH(QString, says);
    StallReason reason = reasonOf(StallCause::LossCuts);
    reason.droppedPackets = gone;
    reason.windowCuts = cuts;
    QVERIFY2(whySentence(reason).contains("but the sender " + says + ", so that 1.20 Mbit/s arrived."),
             qPrintable(whySentence(reason)));
}

void TestWhyWords::aHoleSaysWhatWaited()
{
    StallReason reason = reasonOf(StallCause::Hole);
    reason.holeOpen = SimDuration::milliseconds(1600);
    reason.waiting = Bytes(412 * 1448);
    reason.waitingFilm = 2.4;
    QVERIFY2(whySentence(reason).startsWith("A packet had been missing for 1.60 s, and 412 that had arrived behind it, 2.4 s of "
                                            "film, had to wait. The link had 2.05 Mbit/s for a film of 2.00."),
             qPrintable(whySentence(reason)));
}

QTEST_GUILESS_MAIN(TestWhyWords)
#include "test_why_words.moc"
