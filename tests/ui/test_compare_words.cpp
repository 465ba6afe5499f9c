// What is said of two runs set side by side: each sentence from its figures, the table's signs and verdicts.
#include "ui/compare/compare_words.h"
#include "ui/compare/multiples_geometry.h"

#include <QTest>

using namespace rebuffer;

namespace {

Summary summaryOf(double startup, int stalls, double stalled)
{
    Summary summary;
    summary.now = SimTime::fromStart(SimDuration::wholeSeconds(100));
    summary.startupDelay = SimDuration::seconds(startup);
    summary.stallCount = stalls;
    summary.stallTime = SimDuration::seconds(stalled);
    summary.playTime = SimDuration::wholeSeconds(60);
    summary.rebufferRatio = stalled / (stalled + 60);
    return summary;
}

} // namespace

class TestCompareWords : public QObject {
    Q_OBJECT

private slots:
    void theSentenceSaysWhatBecameOfTheWaiting_data()
    {
        QTest::addColumn<double>("startupB");
        QTest::addColumn<int>("stallsB");
        QTest::addColumn<double>("stalledB");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("to the front") << 6.4 << 0 << 0.0
                                      << "Waiting moved to the front: 5.0 s more before the first frame, and no freeze.";
        QTest::newRow("partly to the front")
            << 3.4 << 1 << 2.0
            << "Some of the waiting moved to the front: 2.0 s more before the first frame, and 1 freeze instead of 2.";
        QTest::newRow("into the film")
            << 0.4 << 3 << 9.0 << "Waiting moved into the film: the first frame 1.0 s sooner, and 3 freezes instead of 2.";
        QTest::newRow("better in all") << 0.4 << 0 << 0.0
                                       << "Better on both counts: the first frame 1.0 s sooner, and no freeze.";
        QTest::newRow("plays through") << 1.4 << 0 << 0.0 << "B plays through where A had 2 freezes.";
        QTest::newRow("more freezes") << 1.4 << 4 << 7.6 << "B has 4 freezes instead of 2, and stands still 3.0 s longer.";
        QTest::newRow("fewer, but longer") << 1.4 << 1 << 7.6 << "B has 1 freeze instead of 2, and stands still 3.0 s longer.";
        QTest::newRow("only longer") << 1.4 << 2 << 5.6 << "B freezes as often, 1.0 s longer in all.";
        QTest::newRow("only later") << 2.4 << 2 << 4.6 << "B starts 1.0 s later, and freezes as often.";
        QTest::newRow("the same") << 1.4 << 2 << 4.6 << "The viewer sees no difference.";
    }

    void theSentenceSaysWhatBecameOfTheWaiting()
    {
        QFETCH(double, startupB);
        QFETCH(int, stallsB);
        QFETCH(double, stalledB);
        QFETCH(QString, sentence);
        const Summary a = summaryOf(1.4, 2, 4.6);
        QCOMPARE(whatChanged(a, summaryOf(startupB, stallsB, stalledB), "A", "B", true), sentence);
        QVERIFY(whatChanged(a, summaryOf(startupB, stallsB, stalledB), "A", "B", false).startsWith("So far: "));
    }

    void aLongerRoundTripIsSaidWhereNobodyWaitsForIt()
    {
        Summary a = summaryOf(1, 0, 0);
        Summary b = a;
        a.meanRttMs = 42;
        b.meanRttMs = 1300;
        QCOMPARE(whatChanged(a, b, "A", "B", true),
                 QString("The viewer sees no difference; the round trip went from 42 to 1300 ms."));
    }

    void theSettingThatDiffersIsNamed()
    {
        Scenario a;
        Scenario b;
        QCOMPARE(differenceText(a, b, "A", "B"), QString("No setting differs (same seed)."));
        b.player.start = SimDuration::milliseconds(11400);
        QCOMPARE(differenceText(a, b, "A", "B"),
                 QString("One setting differs: Start playing at, A 2.0 s, B 11.4 s (same seed)."));
        b.transport = TransportKind::TcpBbr;
        b.seed = 2;
        const QString two = differenceText(a, b, "A", "C");
        QVERIFY2(two.startsWith("3 settings differ: "), qPrintable(two));
        QVERIFY2(two.contains("Transport, A tcp-cubic, C tcp-bbr") && two.contains("(another seed)"), qPrintable(two));
    }

    void theTableJudgesForTheViewer()
    {
        const std::vector runs{summaryOf(1.4, 1, 4.6), summaryOf(6.3, 0, 0)};
        const auto rows = compareRows(runs);
        QCOMPARE(rows[0].name, QString("Startup delay"));
        QCOMPARE(rows[0].values[0], QString("1.40 s"));
        QCOMPARE(rows[0].difference, QString("+4.90 s"));
        QCOMPARE(rows[0].verdict, CompareRow::Verdict::Worse);
        QCOMPARE(rows[1].difference, QString("−1"));
        QCOMPARE(rows[1].verdict, CompareRow::Verdict::Better);
        QCOMPARE(rows[3].values[1], QString("0.0 %"));
    }

    void whatIsShownAlikeDoesNotDiffer()
    {
        const std::vector runs{summaryOf(1.401, 1, 4.601), summaryOf(1.404, 1, 4.604)};
        for (const CompareRow &row : compareRows(runs))
            QVERIFY2(row.verdict == CompareRow::Verdict::Same && row.difference.isEmpty(), qPrintable(row.name));
    }

    void smallMultiplesShareTheirAxes()
    {
        MultiplesGeometry geometry;
        geometry.end = 60;
        geometry.most = 15;
        geometry.layOut({300, 200}, 3, 15, 4);
        QCOMPARE(geometry.charts.size(), std::size_t{3});
        for (std::size_t i = 0; i < 3; ++i) {
            QCOMPARE(geometry.pointOf(i, 30, 0).x(), 150.0);
            QCOMPARE(geometry.pointOf(i, 0, 15).y(), geometry.charts[i].plot.top());
            QCOMPARE(geometry.pointOf(i, 90, 99), geometry.charts[i].plot.topRight()); // no further than its chart
            QVERIFY(geometry.charts[i].title.bottom() <= geometry.charts[i].plot.top());
            QVERIFY(i == 0 || geometry.charts[i].title.top() >= geometry.charts[i - 1].plot.bottom());
        }
        QCOMPARE(geometry.bandOf(0, 15, 30).width(), 75.0);
    }
};

QTEST_APPLESS_MAIN(TestCompareWords)
#include "test_compare_words.moc"
