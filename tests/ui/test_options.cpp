// The window's command line: what is taken, and one clear line for what is not.
#include <QTest>

#include "app/options.h"

using namespace rebuffer;

class TestOptions : public QObject {
    Q_OBJECT

private slots:
    void nothingIsTheDemo();
    void everythingAtOnce();
    void refuses_data();
    void refuses();
    void answersHelpAndVersion();
};

namespace {

Result<Options> read(const QStringList &arguments)
{
    return readOptions(QStringList("rebuffer") + arguments);
}

} // namespace

void TestOptions::nothingIsTheDemo()
{
    const auto options = read({});
    QVERIFY(options);
    QVERIFY(!options->namesSource);
    QVERIFY(!options->screenshot);
    QCOMPARE(options->theme, ThemeKind::Light);
}

void TestOptions::everythingAtOnce()
{
    const auto options = read({"film.mp4", "--set", "link.rate=2Mbit/s", "--set", "link.loss=1%", "--seed", "7", "--theme",
                               "dark", "--size", "1920x1080", "--screenshot", "a.png", "--at", "12.5s"});
    QVERIFY2(options, options.problem().c_str());
    QVERIFY(options->scenario.source == SourceSpec(FileSource{"film.mp4"}));
    QCOMPARE(options->scenario.link.rate, BitRate::megabitsPerSecond(2));
    QCOMPARE(options->scenario.link.loss, 0.01);
    QCOMPARE(options->scenario.seed, std::uint64_t(7));
    QCOMPARE(options->theme, ThemeKind::Dark);
    QCOMPARE(options->size, QSize(1920, 1080));
    QCOMPARE(options->screenshot->file, QString("a.png"));
    QCOMPARE(options->screenshot->at.toSeconds(), 12.5);
}

void TestOptions::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("names");
    const auto row = [](const QStringList &arguments, const QString &names) {
        QTest::newRow(qPrintable(arguments.join(' '))) << arguments << names;
    };
    row({"--colour"}, "colour");
    row({"--set", "link.rate"}, "--set");
    row({"--set", "link.colour=blue"}, "link.colour");
    row({"--set", "link.loss=150%"}, "link.loss");
    row({"--set", "link.rate=-1"}, "link.rate");
    row({"--set", "player.start=30s"}, "player.start");
    row({"--seed", "x"}, "seed");
    row({"--theme", "pink"}, "--theme");
    row({"--size", "large"}, "--size");
    row({"--at", "soon", "--screenshot", "a.png"}, "--at");
    row({"--at", "5s"}, "--screenshot");
    row({"--measure-frames", "0"}, "--measure-frames");
    row({"a.mp4", "--media", "b.mp4"}, "b.mp4");
}

void TestOptions::refuses()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, names);
    const auto options = read(arguments);
    QVERIFY(!options);
    const QString problem = QString::fromStdString(options.problem());
    QVERIFY2(problem.contains(names), qPrintable(problem));
    QVERIFY2(!problem.contains('\n'), "one line");
}

void TestOptions::answersHelpAndVersion()
{
    QVERIFY(read({"--help"})->answer->contains("--screenshot"));
    QVERIFY(read({"--version"})->answer->startsWith("rebuffer"));
}

QTEST_MAIN(TestOptions)
#include "test_options.moc"
