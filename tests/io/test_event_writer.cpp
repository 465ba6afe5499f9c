// The event log as JSON Lines: every kind of event, with any text in it, is one valid line that holds what happened.
#include "core/io/event_writer.h"
#include "tests/support/random_scenario.h"
#include "tests/support/show.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <string>

using namespace rebuffer;

namespace {

QByteArray lineOf(const Event &event)
{
    QByteArray line;
    appendEventLine(event, line);
    return line;
}

/// An empty object if it is not valid JSON.
QJsonObject objectOf(const QByteArray &line)
{
    return QJsonDocument::fromJson(line).object();
}

Event fullEvent(EventKind kind)
{
    Event event;
    event.at = SimTime::fromStart(SimDuration::nanoseconds(12'345'678'901));
    event.kind = kind;
    event.packet = 42;
    event.payload = 1448;
    event.wire = 1500;
    event.position = 9'999'999'999;
    event.ack = 77;
    event.value = kind == EventKind::StateChanged ? static_cast<std::int64_t>(PlayerState::Stalled) : 5'000'000'000;
    event.retransmission = true;
    return event;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestEventWriter : public QObject {
    Q_OBJECT

private slots:
    void everyKindIsALineOfItsOwn_data();
    void everyKindIsALineOfItsOwn();
    void everyPacketKindHasItsName();
    void timesAreExact();
    void numbersOfAnyLengthAreExact_data();
    void numbersOfAnyLengthAreExact();
    void linesWithTextKeepTheirPlace();
    void anyTextSurvives_data();
    void anyTextSurvives();
    void aWholeRunIsValid();
    void theFileAppearsWhole();
    void aFolderThatIsNoneIsRefused();
};

void TestEventWriter::everyKindIsALineOfItsOwn_data()
{
    QTest::addColumn<int>("kind");
    for (int kind = 0; kind < static_cast<int>(EventKind::Count); ++kind)
        QTest::newRow(nameOf(static_cast<EventKind>(kind))) << kind;
}

void TestEventWriter::everyKindIsALineOfItsOwn()
{
    QFETCH(int, kind);
    const auto eventKind = static_cast<EventKind>(kind);
    for (const bool bare : {true, false}) {
        Event event = fullEvent(eventKind);
        if (bare)
            event = Event{.at = event.at, .kind = eventKind};
        const QByteArray line = lineOf(event);
        QVERIFY2(!line.contains('\n'), line.constData());
        const QJsonObject object = objectOf(line);
        QCOMPARE(object[QLatin1String("event")].toString(), QString::fromLatin1(nameOf(eventKind)));
        QVERIFY(object.contains(QLatin1String("t")));
        QCOMPARE(object.contains(QLatin1String("packet")), !bare);
        if (!bare)
            QCOMPARE(object[QLatin1String("position")].toDouble(), 9'999'999'999.0);
    }
}

void TestEventWriter::everyPacketKindHasItsName()
{
    for (int kind = 0; kind <= static_cast<int>(PacketKind::Parity); ++kind) {
        Event event = fullEvent(EventKind::Sent);
        event.packetKind = static_cast<PacketKind>(kind);
        const QJsonObject object = objectOf(lineOf(event));
        QCOMPARE(object[QLatin1String("kind")].toString(), QString::fromLatin1(nameOf(event.packetKind)));
        QCOMPARE(object[QLatin1String("dir")].toString(), QStringLiteral("down"));
    }
}

void TestEventWriter::timesAreExact()
{
    Event event;
    for (const auto &[ns, text] :
         std::initializer_list<std::pair<std::int64_t, const char *>>{{0, "0.000000000"},
                                                                      {1, "0.000000001"},
                                                                      {12'345'678'901, "12.345678901"},
                                                                      {8'640'000'000'000'000, "8640000.000000000"}}) {
        event.at = SimTime::fromStart(SimDuration::nanoseconds(ns));
        QVERIFY2(lineOf(event).startsWith(QByteArray("{\"t\":") + text + ","), lineOf(event).constData());
    }
}

void TestEventWriter::numbersOfAnyLengthAreExact_data()
{
    QTest::addColumn<std::int64_t>("number");
    for (std::int64_t power = 1; power <= 100'000'000'000'000'000; power *= 10) {
        for (const std::int64_t number : {power - 1, power, power + 1, -power, 7 * power})
            QTest::newRow(std::to_string(number).c_str()) << number;
    }
    QTest::newRow("the largest") << std::numeric_limits<std::int64_t>::max();
    QTest::newRow("the smallest") << std::numeric_limits<std::int64_t>::min();
}

void TestEventWriter::numbersOfAnyLengthAreExact()
{
    QFETCH(std::int64_t, number);
    Event event;
    event.kind = EventKind::Timeout;
    event.value = number;
    const QByteArray line = lineOf(event);
    QVERIFY2(line.endsWith(",\"next_ns\":" + QByteArray::number(static_cast<qint64>(number)) + "}"), line.constData());
}

void TestEventWriter::linesWithTextKeepTheirPlace()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("run.jsonl"));
    EventWriter writer(path);
    QVERIFY(writer.open());
    QByteArray expected;
    for (int i = 0; i < 5000; ++i) {
        Event event = fullEvent(EventKind::Sent);
        event.packet = static_cast<std::uint64_t>(i) + 1;
        if (i % 700 == 3) {
            event = Event{.at = event.at, .kind = EventKind::Handshake};
            event.text = "GET /film.mp4 HTTP/1.1";
        }
        writer.write(event);
        expected += lineOf(event) + '\n';
    }
    QVERIFY(writer.commit());
    QVERIFY(contentOf(path) == expected);
}

void TestEventWriter::anyTextSurvives_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("plain") << QByteArray("GET /film.mp4 HTTP/1.1");
    QTest::newRow("quotes and backslashes") << QByteArray(R"(GET /"a\b\\".mp4)");
    QTest::newRow("line ends and tabs") << QByteArray("a\nb\r\nc\td");
    QTest::newRow("controls") << QByteArray("\x01\x02\x1f\x7f");
    QTest::newRow("beyond ASCII") << QByteArray("Übung, 日本語, 🎬");
    QTest::newRow("markup") << QByteArray("</script><b>&amp;'");
    QTest::newRow("what looks like an escape") << QByteArray("\\u0041 \\n");
    QTest::newRow("nothing") << QByteArray("");
}

void TestEventWriter::anyTextSurvives()
{
    QFETCH(QByteArray, text);
    Event event;
    event.kind = EventKind::Handshake;
    event.text = text.constData();
    const QByteArray line = lineOf(event);
    QVERIFY(!line.contains('\n'));
    QCOMPARE(objectOf(line)[QLatin1String("text")].toString().toUtf8(), text);
}

void TestEventWriter::aWholeRunIsValid()
{
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const auto run = testing::pipelineOf(testing::RandomScenario(seed).make());
        int lines = 0;
        run->setEventListener([&](const Event &event) {
            const QJsonObject object = objectOf(lineOf(event));
            QVERIFY2(!object.isEmpty(), lineOf(event).constData());
            ++lines;
        });
        run->advanceTo(testing::at(1.5));
        QVERIFY(lines > 0);
    }
}

void TestEventWriter::theFileAppearsWhole()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("run.jsonl"));
    {
        EventWriter abandoned(path);
        QVERIFY(abandoned.open());
        abandoned.write(fullEvent(EventKind::Sent));
    }
    QVERIFY(!QFile::exists(path));

    EventWriter writer(path);
    QVERIFY(writer.open());
    for (int i = 0; i < 50'000; ++i) // several blocks
        writer.write(fullEvent(EventKind::Delivered));
    QVERIFY(!QFile::exists(path));
    QVERIFY(writer.commit());
    const QByteArray content = contentOf(path);
    QCOMPARE(content.count('\n'), 50'000);
    QVERIFY(content.endsWith("}\n"));
}

void TestEventWriter::aFolderThatIsNoneIsRefused()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("no/such/folder/run.jsonl"));
    EventWriter writer(path);
    const auto opened = writer.open();
    QVERIFY(!opened);
    QVERIFY2(opened.problem().find(path.toStdString()) == 0, opened.problem().c_str());
}

QTEST_APPLESS_MAIN(TestEventWriter)
#include "test_event_writer.moc"
