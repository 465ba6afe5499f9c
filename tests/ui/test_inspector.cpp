// The right panel: streams in words, events at a bounded cost, the glossary.
#include <QTest>

#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>
#include <QTextBrowser>

#include "ui/controls/press_button.h"
#include "ui/controls/segmented_bar.h"
#include "ui/inspector/glossary.h"
#include "ui/inspector/inspector.h"

using namespace rebuffer;

class TestInspector : public QObject {
    Q_OBJECT

private slots:
    void saysWhoSaidStop();
    void barsAreSharesOfTheHighWaterMark();
    void aLiveFilmHasNoMarkToFillUpTo();
    void everyEventHasWords();
    void keepsNotableEventsThroughAFloodOfPackets();
    void showsEveryPacketWhenAsked();
    void keepsWordsLongerThanTheLog();
    void aDragIsOneLine();
    void standsStillWhileBeingRead();
    void findsWords();
};

namespace {

Event eventOf(EventKind kind, std::int64_t ms)
{
    Event event;
    event.kind = kind;
    event.at = SimTime::fromStart(SimDuration::milliseconds(ms));
    return event;
}

QString rowText(const EventModel &model, int row)
{
    return model.index(row, EventModel::What).data().toString();
}

} // namespace

void TestInspector::saysWhoSaidStop()
{
    Snapshot snapshot;
    snapshot.hasPlayer = true;
    snapshot.marks = Thresholds::of(snapshot.player);
    auto facts = streamFacts(snapshot);
    QVERIFY(!facts[static_cast<std::size_t>(StreamKind::Writable)].saidStop);
    snapshot.streams.playbackBufferFull = true;
    snapshot.sender.blockedByReceiver = true;
    snapshot.streams.sendBufferFull = true;
    facts = streamFacts(snapshot);
    QVERIFY(facts[static_cast<std::size_t>(StreamKind::Writable)].saidStop);
    QVERIFY(facts[static_cast<std::size_t>(StreamKind::Duplex)].saidStop);
    QVERIFY(facts[static_cast<std::size_t>(StreamKind::Readable)].waits);
    QCOMPARE(facts[static_cast<std::size_t>(StreamKind::Writable)].state, QString("said stop"));
}

void TestInspector::barsAreSharesOfTheHighWaterMark()
{
    Snapshot snapshot;
    snapshot.hasPlayer = true;
    snapshot.marks = Thresholds::of(snapshot.player);
    snapshot.level = SimDuration::milliseconds(3750);
    snapshot.fileSize = Bytes(1000);
    snapshot.streams.readBySource = Bytes(400);
    snapshot.streams.sendBuffer = Bytes(300);
    snapshot.streams.sendBufferLimit = Bytes(200);
    const auto facts = streamFacts(snapshot);
    QCOMPARE(facts[static_cast<std::size_t>(StreamKind::Writable)].fill, 0.25);
    QCOMPARE(facts[static_cast<std::size_t>(StreamKind::Readable)].fill, 0.4);
    QCOMPARE(facts[static_cast<std::size_t>(StreamKind::Duplex)].fill, 1.0); // never past the end of the bar
}

/// Nobody tells the sender of a live film to stop, and nothing is put in order.
void TestInspector::aLiveFilmHasNoMarkToFillUpTo()
{
    Snapshot snapshot;
    snapshot.hasPlayer = true;
    snapshot.marks = {snapshot.player.start, {}, {}};
    snapshot.level = SimDuration::wholeSeconds(2);
    snapshot.position = SimDuration::wholeSeconds(10);
    snapshot.duration = SimDuration::wholeSeconds(20);
    const auto facts = streamFacts(snapshot);
    QCOMPARE(facts[static_cast<std::size_t>(StreamKind::Writable)].holds, QString("2.0 s of film"));
    QCOMPARE(facts[static_cast<std::size_t>(StreamKind::Writable)].fill, 0.2);
    QVERIFY(facts[static_cast<std::size_t>(StreamKind::Transform)].holds.contains("a gap stays a gap"));
    QVERIFY(!facts[static_cast<std::size_t>(StreamKind::Duplex)].role.contains("ACK"));
}

void TestInspector::everyEventHasWords()
{
    for (int kind = 0; kind < static_cast<int>(EventKind::Count); ++kind) {
        Event event = eventOf(static_cast<EventKind>(kind), 0);
        event.text = "link.rate=250kbit/s";
        QVERIFY2(!describe(NotedEvent::of(event)).isEmpty(), nameOf(event.kind));
        QVERIFY(colourOf(event, Theme::make(ThemeKind::Light)).isValid());
    }
}

void TestInspector::keepsNotableEventsThroughAFloodOfPackets()
{
    EventModel model;
    model.note(eventOf(EventKind::StallBegan, 100));
    for (int i = 0; i < 100'000; ++i)
        model.note(eventOf(EventKind::Sent, 100 + i));
    model.note(eventOf(EventKind::StallEnded, 200'000));
    QCOMPARE(model.rowCount(), 0); // nothing shows until it is asked to
    model.refresh();
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(rowText(model, 0), QString("Stall: the buffer ran dry"));
    QCOMPARE(model.index(1, EventModel::Time).data().toString(), QString("3:20.0"));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestInspector::showsEveryPacketWhenAsked()
{
    EventModel model;
    for (int i = 0; i < 2000; ++i) {
        Event event = eventOf(EventKind::Sent, i);
        event.packet = static_cast<std::uint64_t>(i);
        event.wire = 1500;
        model.note(event);
    }
    model.setShowsPackets(true);
    QCOMPARE(model.rowCount(), static_cast<int>(EventModel::mostRows));
    QCOMPARE(rowText(model, model.rowCount() - 1), QStringLiteral("Packet 1\u00a0999 sent, 2 kB"));
    QCOMPARE(rowText(model, 0), QStringLiteral("Packet 1\u00a0500 sent, 2 kB"));
}

void TestInspector::keepsWordsLongerThanTheLog()
{
    EventModel model;
    {
        const std::string gone = "link.rate=250kbit/s";
        Event event = eventOf(EventKind::Setting, 0);
        event.text = gone.c_str();
        model.note(event);
    }
    model.refresh();
    QCOMPARE(rowText(model, 0), QString("Set link.rate=250kbit/s"));
}

void TestInspector::aDragIsOneLine()
{
    EventModel model;
    const auto set = [&](const char *text, std::int64_t ms) {
        Event event = eventOf(EventKind::Setting, ms);
        event.text = text;
        model.note(event);
    };
    set("link.rate=3Mbit/s", 0);
    set("link.rate=2Mbit/s", 100);
    set("link.rate=1Mbit/s", 200);
    set("link.loss=1%", 300);
    set("link.loss=2%", 9000);
    model.refresh();
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(rowText(model, 0), QString("Set link.rate=1Mbit/s"));
    QCOMPARE(rowText(model, 1), QString("Set link.loss=1%"));
}

void TestInspector::standsStillWhileBeingRead()
{
    Inspector inspector;
    inspector.setTheme(Theme::make(ThemeKind::Light));
    inspector.resize(320, 300);
    inspector.tabs()->setCurrentWidget(inspector.events());
    inspector.show();
    EventsTab *tab = inspector.events();
    const auto happen = [&](int events) {
        for (int i = 0; i < events; ++i)
            tab->model()->note(eventOf(EventKind::Lost, i));
        tab->refresh();
    };
    happen(100);
    QCOMPARE(tab->model()->rowCount(), 100);
    QScrollBar *bar = tab->view()->verticalScrollBar();
    QVERIFY(bar->maximum() > 0);
    QCOMPARE(bar->value(), bar->maximum());
    bar->setValue(0);
    happen(50);
    QCOMPARE(tab->model()->rowCount(), 100);
    bar->setValue(bar->maximum());
    happen(1);
    QCOMPARE(tab->model()->rowCount(), 151);
    QTest::mouseClick(tab->choice()->segment(1), Qt::LeftButton);
    QCOMPARE(tab->choice()->current(), 1);
}

void TestInspector::findsWords()
{
    QVERIFY(findInGlossary("").size() > 25);
    const auto found = findInGlossary("  backPRESSURE ");
    QVERIFY(!found.empty());
    QVERIFY(std::any_of(found.begin(), found.end(), [](const GlossaryEntry &e) { return e.term == "Backpressure"; }));
    QVERIFY(findInGlossary("zzz").empty());

    Inspector inspector;
    inspector.setTheme(Theme::make(ThemeKind::Dark));
    QTest::keyClicks(inspector.words()->search(), "jitter");
    QVERIFY(inspector.words()->text()->toPlainText().startsWith("Jitter"));
}

QTEST_MAIN(TestInspector)
#include "test_inspector.moc"
