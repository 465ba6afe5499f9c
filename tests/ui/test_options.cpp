// The window's command line: what is taken, and one clear line for what is not.
#include <QFile>
#include <QTest>

#include "app/options.h"

using namespace rebuffer;

class TestOptions : public QObject {
    Q_OBJECT

private slots:
    void nothingIsTheDemo();
    void everythingAtOnce();
    void aScenarioNeedsNoWordBeforeIt();
    void refuses_data();
    void refuses();
    void picturesOfEveryPart_data();
    void picturesOfEveryPart();
    void measuresFromThere();
    void answersHelpAndVersion();
    void theManualKnowsEveryOption();
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
    const auto options =
        read({"film.mp4",   "--set",  "link.rate=2Mbit/s", "--set",        "link.loss=1%", "--seed",  "7",     "--theme",
              "dark",       "--size", "1920x1080",         "--screenshot", "a.png",        "--at",    "12.5s", "--show",
              "packet:900", "--eyes", "protanopia",        "--text",       "150%",         "--speed", "0.001"});
    QVERIFY2(options, options.problem().c_str());
    QVERIFY(options->scenario.source == SourceSpec(FileSource{"film.mp4"}));
    QCOMPARE(options->scenario.link.rate, BitRate::megabitsPerSecond(2));
    QCOMPARE(options->scenario.link.loss, 0.01);
    QCOMPARE(options->scenario.seed, std::uint64_t(7));
    QCOMPARE(options->theme, ThemeKind::Dark);
    QCOMPARE(options->size, QSize(1920, 1080));
    QCOMPARE(options->screenshot->file, QString("a.png"));
    QCOMPARE(options->at.toSeconds(), 12.5);
    QCOMPARE(options->screenshot->shown.kind, ShownPart::Kind::Packet);
    QCOMPARE(options->screenshot->shown.number, 900);
    QCOMPARE(options->screenshot->eyes, Eyes::Protanopia);
    QCOMPARE(options->textSize, 1.5);
    QCOMPARE(options->speed, Speed{0.001});
}

void TestOptions::aScenarioNeedsNoWordBeforeIt()
{
    QString asked;
    const ScenarioReader reader = [&](const QString &path) {
        asked = path;
        Scenario scenario;
        scenario.link.rate = BitRate::megabitsPerSecond(3);
        return Result<Scenario>(scenario);
    };
    const auto options = readOptions({"rebuffer", "tuesday.JSON", "film.mp4"}, reader);
    QVERIFY2(options, options.problem().c_str());
    QCOMPARE(asked, QString("tuesday.JSON"));
    QCOMPARE(options->scenario.link.rate, BitRate::megabitsPerSecond(3));
    QVERIFY(options->scenario.source == SourceSpec(FileSource{"film.mp4"}));
    const auto two = readOptions({"rebuffer", "a.json", "--scenario", "b.json"}, reader);
    QVERIFY(!two);
    QVERIFY2(two.problem().find("only one scenario") != std::string::npos, two.problem().c_str());
    const auto bytes = readOptions({"rebuffer", "--media", "data.json"}, reader);
    QVERIFY(bytes);
    QVERIFY(bytes->scenario.source == SourceSpec(FileSource{"data.json"}));
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
    for (const char *starts : {"0", "1001", "some"})
        row({"--measure-start", starts}, "--measure-start");
    for (const char *of : {"--show", "--eyes"})
        row({of, "map"}, "--screenshot");
    for (const char *what :
         {"", "sunset", "packet", "packet:0", "packet:x", "stall:-1", "lesson:11", "past:soon", "map:1", "compare:seed"})
        row({"--screenshot", "a.png", "--show", what}, "--show");
    row({"--screenshot", "a.png", "--show", "compare:link.loss=150%"}, "link.loss");
    row({"--screenshot", "a.png", "--eyes", "blue"}, "--eyes");
    for (const char *size : {"large", "99%", "201%", "150", "1e2%"})
        row({"--text", size}, "--text");
    for (const char *speed : {"fast", "0", "-1", "1e9", "nan"})
        row({"--speed", speed}, "--speed");
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

void TestOptions::picturesOfEveryPart_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *given, ShownPart::Kind kind) {
        QTest::newRow(given) << QString(given) << static_cast<int>(kind);
    };
    row("empty", ShownPart::Kind::Empty);
    row("stall:2", ShownPart::Kind::Stall);
    row("lesson:10", ShownPart::Kind::Lesson);
    row("past:8.5s", ShownPart::Kind::Past);
    row("compare:player.start=8s", ShownPart::Kind::Compare);
    row("map", ShownPart::Kind::Map);
    row("whole", ShownPart::Kind::Whole);
    row("about", ShownPart::Kind::About);
}

void TestOptions::picturesOfEveryPart()
{
    QFETCH(QString, given);
    QFETCH(int, kind);
    const auto options = read({"--screenshot", "a.png", "--show", given});
    QVERIFY2(options, options.problem().c_str());
    const ShownPart &shown = options->screenshot->shown;
    QCOMPARE(static_cast<int>(shown.kind), kind);
    if (shown.kind == ShownPart::Kind::Past)
        QCOMPARE(shown.time.toSeconds(), 8.5);
    if (shown.kind == ShownPart::Kind::Compare)
        QCOMPARE(shown.key + ' ' + shown.value, QString("player.start 8s"));
}

void TestOptions::measuresFromThere()
{
    const auto options = read({"--measure-frames", "600", "--at", "10min", "--speed", "max"});
    QVERIFY2(options, options.problem().c_str());
    QCOMPARE(options->measureFrames, 600);
    QCOMPARE(options->at.toSeconds(), 600.0);
    QVERIFY(options->speed.isMax());
}

void TestOptions::answersHelpAndVersion()
{
    QVERIFY(read({"--help"})->answer->contains("--screenshot"));
    QVERIFY(read({"--version"})->answer->startsWith("rebuffer"));
}

void TestOptions::theManualKnowsEveryOption()
{
    QFile page(QStringLiteral(RESOURCES "/man/rebuffer.1"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    const QByteArray manual = page.readAll().replace("\\-", "-");
    int known = 0;
    for (const QString &word : read({"--help"})->answer->simplified().split(' ')) {
        if (!word.startsWith("--") || word == "--help-all") // which is about Qt's own
            continue;
        const QByteArray option = word.toUtf8().replace(',', "");
        QVERIFY2(manual.contains("\\fB" + option + "\\fR"), option.constData());
        ++known;
    }
    QVERIFY(known >= 16);
}

QTEST_MAIN(TestOptions)
#include "test_options.moc"
