// What is streamed, as text: the four forms, what they mean, and what is refused.
#include "core/session/source_text.h"
#include "tests/support/show.h"

#include <QTest>

using namespace rebuffer;

namespace {

SourceSpec parsed(const std::string &text)
{
    const auto source = parseSource(text);
    if (!source)
        qFatal("%s", source.problem().c_str());
    return *source;
}

} // namespace

class TestSourceText : public QObject {
    Q_OBJECT

private slots:
    void theFourForms();
    void aPathMayHoldColons();
    void readsBackAsWritten_data();
    void readsBackAsWritten();
    void refusals_data();
    void refusals();
};

void TestSourceText::theFourForms()
{
    QCOMPARE(std::get<FileSource>(parsed("film.mp4")).path, std::string("film.mp4"));
    QVERIFY(std::holds_alternative<BulkSource>(parsed("bulk")));
    const auto constant = std::get<ConstantRateSource>(parsed("cbr:1.5Mbit/s:60s"));
    QCOMPARE(constant.rate, BitRate::bitsPerSecond(1'500'000));
    QCOMPARE(constant.duration, SimDuration::wholeSeconds(60));
    const auto bytes = std::get<BytesSource>(parsed("bytes:notes.txt:8kbit/s"));
    QCOMPARE(bytes.path, std::string("notes.txt"));
    QCOMPARE(bytes.rate, BitRate::bitsPerSecond(8000));
}

void TestSourceText::aPathMayHoldColons()
{
    QCOMPARE(std::get<BytesSource>(parsed("bytes:/tmp/a:b:c:1Mbit/s")).path, std::string("/tmp/a:b:c"));
    QCOMPARE(std::get<FileSource>(parsed("c:/film.mp4")).path, std::string("c:/film.mp4"));
    QCOMPARE(std::get<FileSource>(parsed("bulky.mp4")).path, std::string("bulky.mp4"));
}

void TestSourceText::readsBackAsWritten_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"bulk", "film.mp4", "bytes:/tmp/a:b:1Mbit/s", "cbr:1Mbit/s:60s", "cbr:12345bit/s:1234567ns", "cbr:10Tbit/s:1ms"})
        QTest::newRow(text) << QByteArray(text);
}

void TestSourceText::readsBackAsWritten()
{
    QFETCH(QByteArray, text);
    if (text.contains("Tbit"))
        text = "cbr:10000Gbit/s:1ms";
    const SourceSpec source = parsed(text.toStdString());
    QVERIFY(parsed(toText(source)) == source);
}

void TestSourceText::refusals_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"",          "cbr:",           "cbr:1Mbit/s",     "cbr:1Mbit/s:",        "cbr::60s",
                             "cbr:0:60s", "cbr:1Mbit/s:0s", "cbr:1Mbit/s:-5s", "cbr:1Mbit/s:25h",     "cbr:-1Mbit/s:60s",
                             "cbr:5:60s", "cbr:1Mbit/s:60", "cbr:1bit/s:1s",   "cbr:10000Gbit/s:24h", "bytes:",
                             "bytes:a",   "bytes::1Mbit/s", "bytes:a:0",       "bytes:a:fast",        "bytes:a:"})
        QTest::newRow(*text ? text : "nothing") << QByteArray(text);
}

void TestSourceText::refusals()
{
    QFETCH(QByteArray, text);
    const auto source = parseSource(text.toStdString());
    QVERIFY2(!source, "was accepted");
    QVERIFY(!source.problem().empty());
    QVERIFY(source.problem().find('\n') == std::string::npos);
}

QTEST_APPLESS_MAIN(TestSourceText)
#include "test_source_text.moc"
