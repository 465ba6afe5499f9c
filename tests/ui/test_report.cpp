// The report: its facts are the run's, its parts lie on the page one after the other without overlapping, and it is
// written with the causes of its stalls.
#include "core/media/synthetic_media.h"
#include "core/session/event_log.h"
#include "core/session/scenario_keys.h"
#include "ui/report/report_page.h"

#include <QBuffer>
#include <QTest>

using namespace rebuffer;

namespace {

RecordedRun stallingRun()
{
    Scenario scenario;
    scenario.title = "Too slow";
    for (const auto &[key, value] :
         {std::pair("source", "cbr:1Mbit/s:12s"), {"link.rate", "700kbit/s"}, {"link.loss", "1%"}, {"seed", "5"}}) {
        if (const auto set = setScenarioKey(scenario, key, value); !set)
            qFatal("%s", set.problem().c_str());
    }
    scenario.changes = {{SimTime::fromStart(SimDuration::wholeSeconds(3)), "link.delay", "50ms"}};
    Session session(scenario, constantRateMedia(BitRate::megabitsPerSecond(1), SimDuration::wholeSeconds(12)));
    while (!session.ended())
        session.advanceTo(session.nextEventTime());
    return RecordedRun::of(session);
}

QString all(const ReportFacts::Rows &rows)
{
    QString text;
    for (const auto &[name, value] : rows)
        text += name + QLatin1String(": ") + value + QLatin1Char('\n');
    return text;
}

} // namespace

class TestReport : public QObject {
    Q_OBJECT

private slots:
    void saysWhatWasSetAndWhatCameOfIt();
    void saysWhyItStalled();
    void saysHowToRepeatIt();
    void partsDoNotOverlap_data();
    void partsDoNotOverlap();
    void longNotesLeaveTheRestItsPlace();
    void isWritten();
};

void TestReport::saysWhatWasSetAndWhatCameOfIt()
{
    const RecordedRun run = stallingRun();
    const ReportFacts facts = ReportFacts::of(run, QStringLiteral("9.9"));
    QCOMPARE(facts.title, QStringLiteral("Too slow"));
    QVERIFY2(all(facts.settings).contains(QLatin1String("link.rate: 700kbit/s\n")), qPrintable(all(facts.settings)));
    QVERIFY2(!all(facts.settings).contains(QLatin1String("uplink")), "what is as by default and not looked for is left out");
    QVERIFY(run.summary.stallCount > 0);
    QVERIFY(all(facts.figures).contains(QStringLiteral("stalls: %1, ").arg(run.summary.stallCount)));
    QCOMPARE(facts.changes.size(), 1);
    QVERIFY(facts.changes.front().contains(QLatin1String("link.delay = 50ms")));
}

void TestReport::saysWhyItStalled()
{
    RecordedRun run = stallingRun();
    QVERIFY(run.findReasons(1));
    QCOMPARE(run.reasons.size(), std::size_t{1});
    const ReportFacts facts = ReportFacts::of(run, {});
    QVERIFY2(all(facts.stalls).contains(QLatin1String("Mbit/s")), qPrintable(all(facts.stalls)));
    const std::atomic<bool> stop = true;
    RecordedRun stopped = stallingRun();
    QVERIFY(!stopped.findReasons(1, &stop));
}

void TestReport::saysHowToRepeatIt()
{
    const RecordedRun run = stallingRun();
    const QString repeat = ReportFacts::of(run, QStringLiteral("9.9")).repeat.join(QLatin1Char(' '));
    for (const QString &said :
         {QStringLiteral("9.9"), QStringLiteral("seed 5"), QString::fromStdString(hashText(run.summary.eventLogHash))})
        QVERIFY2(repeat.contains(said), qPrintable(repeat));
}

void TestReport::partsDoNotOverlap_data()
{
    QTest::addColumn<double>("words");
    QTest::newRow("few") << 40.0;
    QTest::newRow("usual") << 120.0;
    QTest::newRow("many") << 180.0;
}

void TestReport::partsDoNotOverlap()
{
    QFETCH(double, words);
    const ReportGeometry g = ReportGeometry::layOut({words / 4, words, words + 20, words, words / 2, 30});
    const std::vector<QRectF> parts{g.title, g.notes, g.settings, g.figures, g.timeline, g.stalls, g.changes, g.repeat};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        QVERIFY(QRectF(QPointF(), ReportGeometry::page).contains(parts[i]));
        for (std::size_t j = 0; j < i; ++j)
            QVERIFY2(!parts[i].intersects(parts[j]), qPrintable(QStringLiteral("%1 and %2").arg(j).arg(i)));
    }
    QVERIFY(g.timeline.height() >= 200);
}

/// However much there is to say beside it, what the page is for is on it.
void TestReport::longNotesLeaveTheRestItsPlace()
{
    ReportGeometry::Heights heights{0, 180, 200, 150, 60, 30};
    heights.notes = ReportGeometry::roomForNotes(heights);
    QVERIFY(heights.notes > 20);
    const ReportGeometry full = ReportGeometry::layOut(heights);
    QVERIFY(full.timeline.height() >= 200);
    QVERIFY(full.changes.bottom() < full.repeat.top());
    heights.notes += 20;
    QVERIFY(ReportGeometry::layOut(heights).changes.bottom() + 15 > full.repeat.top()); // and no room is wasted
}

void TestReport::isWritten()
{
    RecordedRun run = stallingRun();
    run.findReasons(ReportFacts::mostStalls);
    QBuffer out;
    QVERIFY(out.open(QIODevice::WriteOnly));
    QVERIFY(writeReport(out, run, QStringLiteral("9.9")));
    QVERIFY(out.data().startsWith("%PDF-"));
    QCOMPARE(out.data().count("/Type /Page\n"), qsizetype{1});
}

QTEST_MAIN(TestReport)
#include "test_report.moc"
