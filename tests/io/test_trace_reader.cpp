// Bandwidth traces: four forms told apart by what is in them, and a refusal that points for everything else.
#include "core/io/trace_reader.h"

#include <QTest>

using namespace rebuffer;

namespace {

Result<std::shared_ptr<const RateTrace>> parsed(const QByteArray &content, const QString &column = {})
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
            << QByteArray("0\n2\n2\n4\n") << QString() << 0.0025 << 24.064 << 0.005;
        QTest::newRow("mahimahi, none in another") << QByteArray("0\n2\n2\n4\n") << QString() << 0.0015 << 0.0 << 0.005;
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
        QCOMPARE(rateAt(**trace, at), megabits);
        QCOMPARE((*trace)->length().toSeconds(), length);
    }

    void refusesAndPoints_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QStringList>("says");
        QTest::newRow("nothing") << QByteArray() << QStringList{"no row"};
        QTest::newRow("only comments") << QByteArray("# a\n# b\n") << QStringList{"no row"};
        QTest::newRow("a negative time") << QByteArray("-1 2\n0 2\n") << QStringList{"line 1", "time"};
        QTest::newRow("time going back") << QByteArray("0 1\n2 1\n1 1\n") << QStringList{"line 3", "forward"};
        QTest::newRow("time standing still") << QByteArray("0 1\n0 2\n") << QStringList{"line 2", "forward"};
        QTest::newRow("not a number") << QByteArray("0 1\n1 nan\n") << QStringList{"line 2", "column 2", "nan"};
        QTest::newRow("a word") << QByteArray("0 1\n1 fast\n") << QStringList{"line 2", "column 2", "fast"};
        QTest::newRow("a rate beyond all links") << QByteArray("0 1e18\n") << QStringList{"line 1", "10 Tbit/s"};
        QTest::newRow("a negative rate") << QByteArray("0 1\n1 -5\n") << QStringList{"line 2", "-5"};
        QTest::newRow("a missing field") << QByteArray("0 1\n1\n") << QStringList{"line 2", "column 2"};
        QTest::newRow("a table of words") << QByteArray("name,colour\nx,red\n") << QStringList{"name, colour"};
        QTest::newRow("mahimahi with a fraction") << QByteArray("0\n1.5\n") << QStringList{"line 2", "1.5"};
        QTest::newRow("mahimahi going back") << QByteArray("5\n3\n") << QStringList{"line 2", "back"};
        QTest::newRow("JSON cut short") << QByteArray("[{\"duration_ms\": 10") << QStringList{"JSON", "byte"};
        QTest::newRow("JSON without a rate") << QByteArray(R"([{"duration_ms":10}])") << QStringList{"entry 1"};
        QTest::newRow("JSON lasting no time")
            << QByteArray(R"([{"duration_ms":0,"bandwidth_kbps":1}])") << QStringList{"entry 1", "duration_ms"};
        QTest::newRow("bytes of no kind") << QByteArray("\x00\x01\xff\xfe\n\x80", 6) << QStringList{"a.trace"};
    }
    void refusesAndPoints()
    {
        QFETCH(QByteArray, content);
        QFETCH(QStringList, says);
        const auto trace = parsed(content);
        QVERIFY(!trace);
        const QString problem = QString::fromStdString(trace.problem());
        QVERIFY2(problem.startsWith(QStringLiteral("a.trace: ")), qPrintable(problem));
        QVERIFY2(!problem.contains(u'\n'), qPrintable(problem));
        for (const QString &word : says)
            QVERIFY2(problem.contains(word), qPrintable(problem + QStringLiteral(" lacks ") + word));
    }

    void namesTheColumnsThereAre()
    {
        const auto trace = parsed("time,a_mbps,b_mbps\n0,1,10\n", QStringLiteral("c_mbps"));
        QVERIFY(!trace);
        QVERIFY(QString::fromStdString(trace.problem()).contains(QStringLiteral("a_mbps, b_mbps")));
    }

    void takesAMillionLines()
    {
        QByteArray content;
        for (int i = 0; i < 1'000'000; ++i)
            content.append(QByteArray::number(i)).append(" 1\n");
        const auto trace = parsed(content);
        QVERIFY(trace);
        QCOMPARE((*trace)->steps().size(), std::size_t{1'000'000});
    }
};

QTEST_APPLESS_MAIN(TestTraceReader)
#include "test_trace_reader.moc"
