// Quantities as text: what is read, what is refused, and that what is written reads back as the same value.
#include "core/sim/quantity_text.h"
#include "core/sim/random_stream.h"
#include "tests/support/show.h"

#include <QTest>

#include <functional>

using namespace rebuffer;

namespace {

/// From 0 to `most`, every number of binary digits as likely.
std::int64_t anyUpTo(RandomStream &random, std::int64_t most)
{
    const std::uint64_t drawn = random.nextBits() >> (1 + random.below(63));
    return static_cast<std::int64_t>(drawn % (static_cast<std::uint64_t>(most) + 1));
}

/// As people type: often whole thousands.
std::int64_t usualAmount(RandomStream &random, std::int64_t most)
{
    std::int64_t amount = anyUpTo(random, most);
    for (std::uint64_t zeros = random.below(10); zeros > 0 && amount <= most / 10; --zeros)
        amount *= 10;
    return amount;
}

struct Reader {
    const char *name;
    std::function<std::string(std::string_view)> problem; ///< empty when read
};

const std::array readers{
    Reader{"duration", [](std::string_view t) { return parseDuration(t).problem(); }},
    Reader{"rate", [](std::string_view t) { return parseRate(t).problem(); }},
    Reader{"size", [](std::string_view t) { return parseBytes(t).problem(); }},
    Reader{"share", [](std::string_view t) { return parseShare(t).problem(); }},
    Reader{"number", [](std::string_view t) { return parseNumber(t).problem(); }},
    Reader{"truth", [](std::string_view t) { return parseBool(t).problem(); }},
};

const Reader &readerOf(const QByteArray &kind)
{
    return *std::find_if(readers.begin(), readers.end(), [&](const Reader &r) { return kind == r.name; });
}

constexpr std::int64_t longest = 100LL * 86400 * 1'000'000'000;
constexpr std::int64_t fastest = 10'000'000'000'000;
constexpr std::int64_t largest = 1'000'000'000'000'000;

} // namespace

class TestQuantityText : public QObject {
    Q_OBJECT

private slots:
    void durations_data();
    void durations();
    void rates_data();
    void rates();
    void sizes_data();
    void sizes();
    void shares();
    void numbers();
    void refusals_data();
    void refusals();
    void theLargestAreAccepted();
    void durationsReadBack();
    void ratesReadBack();
    void sizesReadBack();
    void sharesReadBack();
    void textIsShort();
};

void TestQuantityText::durations_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("nanoseconds");
    QTest::newRow("milliseconds") << QByteArray("40ms") << qint64{40'000'000};
    QTest::newRow("with a space") << QByteArray(" 40 ms ") << qint64{40'000'000};
    QTest::newRow("a fraction of a minute") << QByteArray("1.5min") << qint64{90'000'000'000};
    QTest::newRow("an hour") << QByteArray("1h") << qint64{3'600'000'000'000};
    QTest::newRow("microseconds") << QByteArray("10us") << qint64{10'000};
    QTest::newRow("microseconds in Greek") << QByteArray("10µs") << qint64{10'000};
    QTest::newRow("with an exponent") << QByteArray("1e3ns") << qint64{1000};
    QTest::newRow("a bare nought") << QByteArray("0") << qint64{0};
}

void TestQuantityText::durations()
{
    QFETCH(QByteArray, text);
    const auto duration = parseDuration(text.toStdString());
    QVERIFY2(duration, duration.problem().c_str());
    QTEST(qint64{duration->toNanoseconds()}, "nanoseconds");
}

void TestQuantityText::rates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("bitsPerSecond");
    QTest::newRow("megabits") << QByteArray("5Mbit/s") << qint64{5'000'000};
    QTest::newRow("kilobits") << QByteArray("250kbit/s") << qint64{250'000};
    QTest::newRow("gigabits") << QByteArray("1Gbit/s") << qint64{1'000'000'000};
    QTest::newRow("bits") << QByteArray("800bit/s") << qint64{800};
    QTest::newRow("the other spelling") << QByteArray("1.5Mbps") << qint64{1'500'000};
    QTest::newRow("an outage") << QByteArray("0") << qint64{0};
}

void TestQuantityText::rates()
{
    QFETCH(QByteArray, text);
    const auto rate = parseRate(text.toStdString());
    QVERIFY2(rate, rate.problem().c_str());
    QTEST(qint64{rate->toBitsPerSecond()}, "bitsPerSecond");
}

void TestQuantityText::sizes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("bytes");
    QTest::newRow("kilobytes") << QByteArray("64kB") << qint64{64'000};
    QTest::newRow("kibibytes") << QByteArray("64KiB") << qint64{65'536};
    QTest::newRow("a fraction") << QByteArray("1.5MB") << qint64{1'500'000};
    QTest::newRow("mebibytes") << QByteArray("1MiB") << qint64{1'048'576};
    QTest::newRow("bytes") << QByteArray("2B") << qint64{2};
    QTest::newRow("nothing") << QByteArray("0") << qint64{0};
}

void TestQuantityText::sizes()
{
    QFETCH(QByteArray, text);
    const auto size = parseBytes(text.toStdString());
    QVERIFY2(size, size.problem().c_str());
    QTEST(qint64{size->count()}, "bytes");
}

void TestQuantityText::shares()
{
    QCOMPARE(*parseShare("0.5%"), 0.005);
    QCOMPARE(*parseShare("0.005"), 0.005);
    QCOMPARE(*parseShare("0"), 0.0);
    QCOMPARE(*parseShare("100%"), 1.0);
    QCOMPARE(*parseShare("1"), 1.0);
}

void TestQuantityText::numbers()
{
    QCOMPARE(*parseNumber("12"), 12.0);
    QCOMPARE(*parseNumber("-0.5"), -0.5);
    QCOMPARE(*parseNumber("1e3"), 1000.0);
}

void TestQuantityText::refusals_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("text");
    const auto refused = [](const char *kind, const char *text) {
        QTest::addRow("%s \"%s\"", kind, text) << QByteArray(kind) << QByteArray(text);
    };
    for (const char *kind : {"duration", "rate", "size"}) {
        for (const char *text :
             {"", " ", "5", "-1", "5 potatoes", "nan", "inf", "nan ms", "1e400", "0x10", "1,5s", "ms", "--5ms", "150%"})
            refused(kind, text);
    }
    for (const char *text : {"-5ms", "1e30s", "5MS", "5m", "101 days", "2401h", "40msx"})
        refused("duration", text);
    for (const char *text : {"-5Mbit/s", "5MB/s", "5mbit/s", "1e5Gbit/s", "10.1e12bit/s", "5M", "infMbit/s"})
        refused("rate", text);
    for (const char *text : {"-2B", "64kb", "64K", "2e15B", "34packets"})
        refused("size", text);
    for (const char *text : {"", "150%", "-1", "-0.1%", "1.01", "five", "nan", "5%%", "5 percent", "1e400"})
        refused("share", text);
    for (const char *text : {"", "12x", "nan", "inf", "-inf", "1e400", "0x10", "1 2"})
        refused("number", text);
    for (const char *text : {"", "yes", "1", "TRUE", "true "})
        refused("truth", text);
}

void TestQuantityText::refusals()
{
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, text);
    const std::string problem = readerOf(kind).problem(text.toStdString());
    QVERIFY2(!problem.empty(), "was accepted");
    const std::string quoted = "\"" + text.toStdString() + "\"";
    QVERIFY2(problem.find(quoted) != std::string::npos, ("does not quote what was given: " + problem).c_str());
    QVERIFY2(problem.find('\n') == std::string::npos, "is more than one line");
}

void TestQuantityText::theLargestAreAccepted()
{
    QCOMPARE(parseDuration("2400h")->toNanoseconds(), longest);
    QCOMPARE(parseRate("10000Gbit/s")->toBitsPerSecond(), fastest);
    QCOMPARE(parseBytes("1e15B")->count(), largest);
}

void TestQuantityText::durationsReadBack()
{
    RandomStream random(1, "durations");
    for (int i = 0; i < 50'000; ++i) {
        const SimDuration duration = SimDuration::nanoseconds(usualAmount(random, longest));
        const auto back = parseDuration(toText(duration));
        QVERIFY2(back, back.problem().c_str());
        QCOMPARE(*back, duration);
    }
}

void TestQuantityText::ratesReadBack()
{
    RandomStream random(2, "rates");
    for (int i = 0; i < 50'000; ++i) {
        const BitRate rate = BitRate::bitsPerSecond(usualAmount(random, fastest));
        const auto back = parseRate(toText(rate));
        QVERIFY2(back, back.problem().c_str());
        QCOMPARE(*back, rate);
    }
}

void TestQuantityText::sizesReadBack()
{
    RandomStream random(3, "sizes");
    for (int i = 0; i < 50'000; ++i) {
        const Bytes size(usualAmount(random, largest));
        const auto back = parseBytes(toText(size));
        QVERIFY2(back, back.problem().c_str());
        QCOMPARE(*back, size);
    }
}

void TestQuantityText::sharesReadBack()
{
    RandomStream random(4, "shares");
    for (int i = 0; i < 50'000; ++i) {
        const double share = random.chance(0.5) ? random.uniform() : static_cast<double>(random.below(1001)) / 1000;
        const auto back = parseShare(shareToText(share));
        QVERIFY2(back, back.problem().c_str());
        QCOMPARE(*back, share);
    }
}

void TestQuantityText::textIsShort()
{
    QCOMPARE(toText(SimDuration::milliseconds(40)), std::string("40ms"));
    QCOMPARE(toText(SimDuration::milliseconds(1500)), std::string("1.5s"));
    QCOMPARE(toText(BitRate::kilobitsPerSecond(250)), std::string("250kbit/s"));
    QCOMPARE(toText(Bytes(64'000)), std::string("64kB"));
    QCOMPARE(toText(Bytes(1'000'000'000'000'000)), std::string("1000000GB"));
    QCOMPARE(numberToText(1e15), std::string("1000000000000000"));
    QCOMPARE(shareToText(*parseShare("-0")), std::string("0%"));
    QCOMPARE(toText(SimDuration::nanoseconds(302'710'000'039)), std::string("302.710000039s"));
    QCOMPARE(toText(SimDuration::nanoseconds(1'500'039)), std::string("1500.039us"));
    QCOMPARE(shareToText(0.005), std::string("0.5%"));
}

QTEST_APPLESS_MAIN(TestQuantityText)
#include "test_quantity_text.moc"
