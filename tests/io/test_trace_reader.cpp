// Bandwidth traces: four forms told apart by what is in them, and a refusal that points for everything else.
#include "core/io/trace_reader.h"

#include <QTest>

using namespace rebuffer;

namespace {

Result<TraceReading> parsed(const QByteArray &content, const QString &column = {})
{
    return parseTrace(content, QStringLiteral("a.trace"), column);
}

double rateAt(const RateTrace &trace, double seconds)
{
    return trace.rateAt(SimTime::fromStart(SimDuration::seconds(seconds))).toMegabitsPerSecond();
}

} // namespace

class TestTraceReader : public QObject {
    Q_OBJECT

private slots:
    void readsEveryForm_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("column");
        QTest::addColumn<double>("at");
        QTest::addColumn<double>("megabits");
        QTest::addColumn<double>("length");
        QTest::newRow("two columns") << QByteArray("0 1.5\n2 0.5\n4 3\n") << QString() << 2.5 << 0.5 << 6.0;
        QTest::newRow("two columns, tabs and Windows line ends")
            << QByteArray("0.0\t1.5\r\n2.0\t0.5\r\n") << QString() << 0.5 << 1.5 << 4.0;
        QTest::newRow("two columns that begin late") << QByteArray("3 2\n4 1\n") << QString() << 1.0 << 2.0 << 5.0;
        QTest::newRow("an outage") << QByteArray("0 1\n1 0\n2 1\n") << QString() << 1.5 << 0.0 << 3.0;
        QTest::newRow("a table with a time")
            << QByteArray("time,a_mbps,b_mbps\n0,1,10\n5,2,20\n") << QStringLiteral("b_mbps") << 6.0 << 20.0 << 10.0;
        QTest::newRow("a table's first rate")
            << QByteArray("name,seq_num,a_mbps\nx,0,1\nx,1,2\n") << QString() << 1.5 << 2.0 << 2.0;
        QTest::newRow("a table without a time") << QByteArray("a_kbps,b\n1000,x\n3000,y\n") << QString() << 1.5 << 3.0 << 2.0;
        QTest::newRow("a JSON list") << QByteArray(R"([{"duration_ms":1500,"bandwidth_kbps":800,"latency_ms":20},
            {"duration_ms":500,"bandwidth_kbps":2000}])")
                                     << QString() << 1.6 << 2.0 << 2.0;
        QTest::newRow("mahimahi, two chances in a millisecond")
            << QByteArray("0\n2\n2\n4\n") << QString() << 0.0015 << 24.0 << 0.004;
        QTest::newRow("mahimahi, none in another") << QByteArray("0\n2\n2\n4\n") << QString() << 0.0025 << 0.0 << 0.004;
        QTest::newRow("mahimahi, the chance at 0 comes with the last")
            << QByteArray("0\n2\n2\n4\n") << QString() << 0.0035 << 24.0 << 0.004;
        QTest::newRow("mahimahi, all its life in one line") << QByteArray("12\n") << QString() << 0.0115 << 12.0 << 0.012;
        const auto table = [](const char *name, const char *content, double at, double megabits, double length,
                              const char *column = "") {
            QTest::newRow(name) << QByteArray(content) << QString::fromUtf8(column) << at << megabits << length;
        };
        table("milliseconds", "time_ms,mbps\n0,5\n100,20\n200,5\n", 0.15, 20, 0.3);
        table("minutes", "t_min,mbps\n0,5\n1,20\n", 70, 20, 120);
        table("seconds in brackets", "Time(s),Mbps\n0,5\n10,20\n20,5\n", 15, 20, 30);
        table("seconds by name", "sec,mbps\n0,5\n10,20\n20,5\n", 15, 20, 30);
        table("elapsed seconds", "elapsed,mbps\n0,5\n10,20\n20,5\n", 15, 20, 30);
        table("a hump in a title", "elapsedMs,throughputMbps\n0,5\n10,20\n", 0.015, 20, 0.02);
        table("a time that is not first", "mbps,time\n5,0\n20,10\n", 15, 20, 20);
        table("dates", "timestamp,mbps\n2020-02-28 23:59:50,5\n2020-02-29T00:00:00.5,20\n", 11, 20, 21);
        table("dates with zones", "date,mbps\n2020-01-01T10:00:00+01:00,5\n2020-01-01T09:00:10Z,20\n", 15, 20, 20);
        table("a date beside a time of day", "date,time,mbps\n2020-01-01,10:00:00,5\n2020-01-01,10:00:10,20\n", 15, 20, 20);
        table("seconds since 1970", "timestamp,mbps\n1577836800,5\n1577836810,20\n", 15, 20, 20);
        table("milliseconds since 1970", "time_ms,mbps\n1577836800000,5\n1577836800100,20\n", 0.15, 20, 0.2);
        table("two columns with a date", "2020-01-01T10:00:00 5\n2020-01-01T10:00:10 20\n", 15, 20, 20);
        table("blanks within a field", "date,rsrp,dl_mbps,ul_mbps\n2020-01-01 10:00:00,12,5,1\n2020-01-01 10:00:01,12,6,1\n", 0.5,
              5, 2, "dl_mbps");
        table("quotation marks", "\"time\",\"mbps\"\n\"0\",\"5\"\n\"1\",\"6\"\n", 0.5, 5, 2);
        table("a separator in quotation marks", "time,place,mbps\n0,\"Berlin, Mitte\",5\n1,\"a \"\"b\"\", c\",6\n", 1.5, 6, 2);
        table("a line break in quotation marks", "time,place,mbps\n0,\"Berlin\nMitte\",5\n1,x,6\n", 1.5, 6, 2);
        table("a title in quotation marks", "time,\"a, Mbps\"\n0,5\n1,6\n", 1.5, 6, 2, "a, Mbps");
        table("an empty field elsewhere", "time,note,mbps\n0,,5\n1,x,6\n", 0.5, 5, 2);
        table("a comma too many at the end", "time,mbps\n0,5\n1,6,\n", 1.5, 6, 2);
        table("decimal commas", "time;mbps\n0;5,75\n1,5;6\n", 0.5, 5.75, 3);
        table("decimal commas without titles", "0;5,75\n1;5,75\n", 0.5, 5.75, 2);
        table("tabs", "Time (s)\tThroughput (Mbps)\n0\t5\n1\t6\n", 1.5, 6, 2);
        table("a first field that is empty, with tabs", "note\ttime\tmbps\n\t0\t5\n\t1\t6\n", 1.5, 6, 2);
        table("a title with a blank and brackets", "Time,Throughput (Mbps)\n0,5\n1,6\n", 1.5, 6, 2);
        table("such a title, chosen", "Time,x (kbps),Throughput (Mbps)\n0,5,7\n1,6,8\n", 1.5, 8, 2, "Throughput (Mbps)");
        table("Gbps", "time,Gbps\n0,0.5\n1,0.5\n", 0.5, 500, 2);
        table("bytes", "time,throughput_MBps\n0,5\n1,5\n", 0.5, 40, 2);
        table("bytes with a stroke", "time,rate [kB/s]\n0,5\n1,5\n", 0.5, 0.04, 2);
        table("bits with a stroke", "time,Mb/s\n0,5\n1,5\n", 0.5, 5, 2);
        table("bits per second in words", "time,bits per second\n0,5000000\n1,5000000\n", 0.5, 5, 2);
        table("a rate without a unit", "time,throughput\n0,5\n1,5\n", 0.5, 5, 2);
        table("a count is no time, a row is a second", "id,lat,mbps\n7,52.5,5\n8,52.5,6\n", 1.5, 6, 2);
        table("one column with a title", "Mbps\n5\n6\n", 1.5, 6, 2);
        table("a remark behind a row", "0 5 # calm\n1 6\n", 0.5, 5, 2);
        table("a byte order mark",
              "\xef\xbb\xbf"
              "0 5\n1 6\n",
              0.5, 5, 2);
        table("JSON with a byte order mark", "\xef\xbb\xbf[{\"duration_ms\":1000,\"bandwidth_kbps\":5000}]", 0.5, 5, 1);
        table("line ends of an old Mac", "0 5\r1 7\r2 9", 1.5, 7, 3);
        table("a trace as short as may be", "0 1\n0.0005 2\n", 0.0007, 2, 0.001);
        QTest::newRow("comments and empty lines") << QByteArray("# made up\n\n0 1\n\n1 2\n") << QString() << 1.5 << 2.0 << 2.0;
    }
    void readsEveryForm()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, column);
        QFETCH(double, at);
        QFETCH(double, megabits);
        QFETCH(double, length);
        const auto trace = parsed(content, column);
        QVERIFY2(trace, trace.problem().c_str());
        QCOMPARE(rateAt(*trace->trace, at), megabits);
        QCOMPARE(trace->trace->length().toSeconds(), length);
    }

    void refusesAndPoints_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QStringList>("says");
        QTest::newRow("nothing") << QByteArray() << QStringList{"no row"};
        QTest::newRow("only comments") << QByteArray("# a\n# b\n") << QStringList{"no row"};
        QTest::newRow("a negative time") << QByteArray("-1 2\n0 2\n") << QStringList{"line 1, column 1", "\"-1\"", "time"};
        QTest::newRow("time going back") << QByteArray("0 1\n2 1\n1 1\n") << QStringList{"line 3, column 1", "\"1\"", "forward"};
        QTest::newRow("time standing still") << QByteArray("0 1\n0 2\n") << QStringList{"line 2, column 1", "\"0\"", "forward"};
        QTest::newRow("not a number") << QByteArray("0 1\n1 nan\n") << QStringList{"line 2", "column 2", "nan"};
        QTest::newRow("a word") << QByteArray("0 1\n1 fast\n") << QStringList{"line 2", "column 2", "fast"};
        QTest::newRow("a rate beyond all links") << QByteArray("0 1e18\n") << QStringList{"line 1, column 2", "10 Tbit/s"};
        QTest::newRow("a negative rate") << QByteArray("0 1\n1 -5\n") << QStringList{"line 2, column 2", "\"-5\""};
        QTest::newRow("a missing field") << QByteArray("0 1\n1\n") << QStringList{"line 2", "column 2"};
        QTest::newRow("a table of words") << QByteArray("name,colour\nx,red\n")
                                          << QStringList{"line 1, column 1", R"("name", "colour")"};
        QTest::newRow("mahimahi with a fraction") << QByteArray("0\n1.5\n") << QStringList{"line 2", "1.5"};
        QTest::newRow("mahimahi going back") << QByteArray("5\n3\n") << QStringList{"line 2", "back"};
        QTest::newRow("JSON cut short") << QByteArray("[{\"duration_ms\": 10") << QStringList{"line 1, column 20", "JSON"};
        QTest::newRow("JSON without a rate")
            << QByteArray(R"([{"duration_ms":10}])") << QStringList{"line 1, column 2", "entry 1", "bandwidth_kbps"};
        QTest::newRow("JSON lasting no time") << QByteArray(R"([{"duration_ms":0,"bandwidth_kbps":1}])")
                                              << QStringList{"line 1, column 17", "entry 1", "duration_ms"};
        QTest::newRow("bytes of no kind") << QByteArray("\x00\x01\xff\xfe\n\x80", 6) << QStringList{"line 1, column 1"};
        const auto row = [](const char *name, const char *content, const QStringList &says) {
            QTest::newRow(name) << QByteArray(content) << says;
        };
        row("a period of no time", "0 5\n1e-10 6\n", {"line 2, column 1", "1e-10", "10us"});
        row("a period of nanoseconds", "0 1\n4e-9 6\n", {"line 2, column 1", "4e-9", "10us"});
        row("a period under a millisecond", "0 1\n0.0004 6\n", {"line 2, column 1", "0.0004", "1ms"});
        row("two times within a nanosecond", "1 5\n1.0000000001 6\n2 7\n", {"line 2, column 1", "10us"});
        row("a nanosecond among seconds", "0 5\n1 6\n1.000000001 7\n", {"line 3, column 1"});
        row("JSON of no length", R"([{"duration_ms":1e-7,"bandwidth_kbps":5000,"latency_ms":20}])",
            {"line 1, column 17", "1e-7", "0.01 ms"});
        row("JSON of half a millisecond", R"([{"duration_ms":0.5,"bandwidth_kbps":5000}])", {"line 1, column 17", "1ms"});
        row("JSON with an entry of no length",
            "[{\"duration_ms\":1000,\"bandwidth_kbps\":5},\n {\"bandwidth_kbps\":5,\"duration_ms\":1e-7}]",
            {"line 2, column 36", "entry 2"});
        row("mahimahi without a period", "0\n0\n", {"line 2, column 1", "period"});
        row("elapsed time going back", "elapsed,mbps\n10,5\n5,20\n-7,5\n", {"line 3, column 1", "\"5\"", "forward"});
        row("a time before 0", "elapsed,mbps\n-7,5\n1,20\n", {"line 2, column 1", "\"-7\"", "before 0"});
        row("milliseconds since 1970 that are called seconds", "time,mbps\n1577836800000,5\n", {"line 2, column 1", "time_ms"});
        row("a duration", "duration_ms,mbps\n1000,5\n1000,5\n", {"line 1, column 1", "duration_ms", "time_s"});
        row("a rise without a name", "x,mbps\n0,5\n10,20\n20,5\n", {"line 1, column 1", "\"x\"", "time_s"});
        row("a date among numbers", "time,mbps\n0,5\n2020-01-01 10:00:00,5\n", {"line 3, column 1", "another kind"});
        row("a day that is none", "date,mbps\n2021-02-29 10:00:00,5\n", {"line 2, column 1", "2021-02-29"});
        row("a decimal comma between commas", "time,mbps\n0,5,75\n", {"line 2, column 3", "3 fields under 2 titles"});
        row("a comma for thousands", "time;mbps\n0;5.5\n1;1,234\n", {"line 3, column 2", "decimal mark"});
        row("a third column without titles", "0 5 7\n1 5 7\n", {"line 1, column 3", "titles"});
        row("a third field in a later row", "0 5\n1 6 7\n", {"line 2, column 3", "3 fields"});
        row("a second number among chances", "5\n6 7\n", {"line 2, column 2", "2 fields"});
        row("a field too few between blanks", "time note mbps\n0 x 5\n1 6\n", {"line 3", "2 fields under 3 titles"});
        row("a field too few between commas", "time,note,mbps\n0,x,5\n1,6\n", {"line 3", "2 fields under 3 titles"});
        row("a name given twice in JSON",
            "[{\"duration_ms\":1000,\"bandwidth_kbps\":5},\n {\"duration_ms\":1,\"bandwidth_kbps\":6,\"bandwidth_kbps\":7}]",
            {"line 2, column 55", "entry 2", "bandwidth_kbps", "twice"});
        row("a name given twice in JSON, once with an escape",
            R"([{"duration_ms":1000,"bandwidth_kbps":5,"duration_\u006ds":9}])", {"line 1", "entry 1", "duration_ms", "twice"});
        row("two columns of one name", "time,rate,rate\n0,5,6\n", {"line 1, column 3", "rate", "which"});
        row("an unknown unit", "time,throughput (furlongs)\n0,5\n", {"line 1, column 2", "furlongs", "Mbit/s"});
        row("a unit of bits or bytes", "time,DL_MBPS\n0,5\n", {"line 1, column 2", "MBPS", "MBps", "Mbps"});
        for (const char *binary : {"KiB/s", "MiBps", "rate (GiB/s)", "throughputTiBps", "iBps"})
            row(binary, QByteArray("time,") + binary + "\n0,5\n1,5\n", {"line 1, column 2", "not a known unit", "MBps"});
        row("an amount for a rate", "time,throughput_Mb\n0,5\n", {"line 1, column 2", "Mb"});
        row("a bit rate without a unit", "time,DL_bitrate\n0,5000\n", {"line 1, column 2", "DL_bitrate", "kbps"});
        row("coordinates and no rate", "id,lat,lon\n0,52.5,13.4\n", {"line 1, column 1", "\"id\", \"lat\", \"lon\""});
        row("an empty rate", "time,mbps,note\n0,,x\n", {"line 2, column 2", "empty"});
        row("titles alone", "time,mbps\n", {"line 2", "no row"});
        row("a quotation mark left open", "time,mbps\n0,\"5\n1,6\n", {"line 2", "never closed"});
        row("a row after a broken line", "time,place,mbps\n0,\"a\nb\",5\n1,x,fast\n", {"line 4, column 3", "fast"});
        row("escapes for a terminal", "time\x1b[31m,foo\na,b\n", {"line 1, column 1", "time\\x1b[31m"});
        row("an escape in two bytes",
            "time\xc2\x9b"
            "31m,foo\na,b\n",
            {"line 1, column 1", "time\\xc2\\x9b31m"});
        row("a letter of Latin-1",
            "Gr\xf6\xdf"
            "e,b\nx,y\n",
            {"line 1, column 1", "Gr\\xf6\\xdfe"});
        row("JSON with a text for a number", R"([{"duration_ms":1000,"bandwidth_kbps":"5000"}])",
            {"line 1, column 39", "bandwidth_kbps: \"5000\" is a text", "number is wanted"});
        row("JSON with NaN", "[\n{\"duration_ms\":1000,\n\"bandwidth_kbps\":NaN}]", {"line 3, column 18", "JSON"});
        row("JSON of numbers", "[1, 2, 3]", {"line 1, column 2", "entry 1"});
        row("JSON after letters of two bytes", "[{\"\xc3\xa4\":\"\xc3\xa4]\\\"\",\"duration_ms\":\"1\",\"bandwidth_kbps\":1}]",
            {"line 1, column 28"});
        row("a JSON object", "{\"a\":1}", {"line 1, column 1", "list"});
        row("an empty JSON list", "\n []", {"line 2, column 2", "no row"});
        QTest::newRow("UTF-16") << QByteArray("\xff\xfe"
                                              "0\0 \0005\0\n\0",
                                              10)
                                << QStringList{"line 1, column 1", "UTF-16"};
        QTest::newRow("a zero byte in a field") << QByteArray("0 5\n1 \0005\n", 9) << QStringList{"line 2, column 2", "\\x005"};
    }
    void refusesAndPoints()
    {
        QFETCH(QByteArray, content);
        QFETCH(QStringList, says);
        const auto trace = parsed(content);
        QVERIFY(!trace);
        const QString problem = QString::fromStdString(trace.problem());
        QVERIFY2(problem.startsWith(QStringLiteral("a.trace: ")), qPrintable(problem));
        for (const QChar c : problem)
            QVERIFY2(c.isPrint(), qPrintable(problem));
        for (const QString &word : says)
            QVERIFY2(problem.contains(word), qPrintable(problem + QStringLiteral(" lacks ") + word));
    }

    void namesTheColumnsThereAre()
    {
        const auto trace = parsed("time,a_mbps,b_mbps\n0,1,10\n", QStringLiteral("c_mbps"));
        QVERIFY(!trace);
        QVERIFY(QString::fromStdString(trace.problem()).contains(QStringLiteral("\"a_mbps\", \"b_mbps\"")));
    }

    void theMeanOfChancesIsTheirBitsByTheLastLine_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<qint64>("bitsPerSecond");
        QTest::newRow("12 ms") << QByteArray("12\n") << qint64{1'000'000};
        QTest::newRow("1 ms") << QByteArray("1\n") << qint64{12'000'000};
        QTest::newRow("one at 0") << QByteArray("0\n2\n2\n4\n") << qint64{12'000'000};
        QTest::newRow("each millisecond") << QByteArray("1\n2\n3\n4\n5\n") << qint64{12'000'000};
        QTest::newRow("many at once") << QByteArray("3\n3\n3\n3\n3\n1000\n") << qint64{72'000};
    }
    void theMeanOfChancesIsTheirBitsByTheLastLine()
    {
        QFETCH(QByteArray, content);
        QFETCH(qint64, bitsPerSecond);
        const auto trace = parsed(content);
        QVERIFY2(trace, trace.problem().c_str());
        QCOMPARE(qint64{trace->trace->meanRate().toBitsPerSecond()}, bitsPerSecond);
    }

    void tellsHowItWasRead_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QStringList>("notes");
        const auto row = [](const char *name, const char *content, const QStringList &notes) {
            QTest::newRow(name) << QByteArray(content) << notes;
        };
        row("two columns say it themselves", "0 5\n1 6\n", {});
        row("mahimahi", "0\n12\n", {});
        row("no time", "a_kbps,b\n1000,x\n",
            {"no time column: a second a row", "rate from \"a_kbps\", in kbps", "not read: \"b\""});
        row("time in milliseconds", "time_ms,mbps\n0,1\n100,1\n",
            {"time from \"time_ms\", in ms", "rate from \"mbps\", in mbps"});
        row("several rates", "t,a_mbps,b_mbps\n0,1,2\n",
            {"time from \"t\", in s", "rate from \"a_mbps\", in mbps", "not read: \"b_mbps\"; FILE#TITLE reads another rate"});
        row("no unit", "t,throughput\n0,1\n",
            {"time from \"t\", in s", "rate from \"throughput\", which names no unit: taken as Mbit/s"});
        row("dates", "date,mbps\n2020-01-01 10:00:00,5\n",
            {"time from \"date\"", "rate from \"mbps\", in mbps", "the time is counted from the first row"});
        row("a late beginning", "3 5\n4 6\n", {"the first row is at 3s, and holds before that as well"});
        row("decimal commas", "0;5,5\n", {"commas are decimal marks"});
        row("JSON with a delay", R"([{"duration_ms":1000,"bandwidth_kbps":5000,"latency_ms":20},
            {"duration_ms":1000,"bandwidth_kbps":5000,"latency_ms":30}])",
            {"not read: \"latency_ms\"; a trace varies the rate alone, the delay is link.delay's"});
    }
    void tellsHowItWasRead()
    {
        QFETCH(QByteArray, content);
        QFETCH(QStringList, notes);
        const auto read = parsed(content);
        QVERIFY2(read, read.problem().c_str());
        QStringList said;
        for (const std::string &note : read->notes)
            said << QString::fromStdString(note);
        QCOMPARE(said, notes);
    }

    void takesAMillionLines()
    {
        QByteArray content;
        for (int i = 0; i < 1'000'000; ++i)
            content.append(QByteArray::number(i)).append(" 1\n");
        const auto trace = parsed(content);
        QVERIFY(trace);
        QCOMPARE(trace->trace->steps().size(), std::size_t{1'000'000});
    }
};

QTEST_APPLESS_MAIN(TestTraceReader)
#include "test_trace_reader.moc"
