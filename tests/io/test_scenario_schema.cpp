// The published schema of scenario files, asked by an independent validator: it takes every scenario that the program
// writes, refuses what the program refuses, and is what the table of keys says.
#include "core/io/scenario_file.h"
#include "core/io/scenario_schema.h"
#include "core/session/network_presets.h"
#include "core/session/scenario_keys.h"
#include "tests/support/random_scenario.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <map>

using namespace rebuffer;
using testing::RandomScenario;

namespace {

const QString published = QStringLiteral(RESOURCES "/scenario.schema.json");

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A file with the version, a film and `rest` in it.
std::string with(const std::string &rest)
{
    return R"({"rebuffer": 1, "source": "cbr:1Mbit/s:10s", )" + rest + "}";
}

std::string link(const std::string &key, const std::string &value)
{
    return with("\"link\": {\"" + key + "\": " + value + "}");
}

std::string change(const std::string &rest)
{
    return with("\"changes\": [{" + rest + "}]");
}

/// Files that no scenario is, each wrong in one way.
std::vector<std::string> badFiles()
{
    std::vector<std::string> all{"",
                                 "nonsense",
                                 "[]",
                                 "1",
                                 "null",
                                 "\"rebuffer\"",
                                 "{",
                                 "{}",
                                 R"({"rebuffer": 1,})",
                                 R"({"rebuffer": 2})",
                                 R"({"rebuffer": "1"})",
                                 R"({"rebuffer": null})",
                                 R"({"rebuffer": [1]})",
                                 R"({"rebuffer": 1.5})",
                                 R"({"source": "bulk"})",
                                 R"({"rebuffer": 1, "source": ""})",
                                 R"({"rebuffer": 1, "source": 5})",
                                 R"({"rebuffer": 1, "source": null})",
                                 R"({"rebuffer": 1, "source": {"file": "a.mp4"}})",
                                 R"({"rebuffer": 1, "source": "cbr:1Mbit/s"})",
                                 R"({"rebuffer": 1, "source": "cbr:fast:10s"})",
                                 R"({"rebuffer": 1, "source": "cbr:1Mbit/s:0s"})",
                                 R"({"rebuffer": 1, "source": "cbr:0:10s"})",
                                 R"({"rebuffer": 1, "source": "cbr:1Mbit/s:25h"})",
                                 R"({"rebuffer": 1, "source": "bytes:film.bin"})",
                                 R"({"rebuffer": 1, "source": "bytes::1Mbit/s"})",
                                 R"({"rebuffer": 1, "source": "bytes:film.bin:0"})",
                                 R"({"rebuffer": 1, "source": "bulk", "transport": "rtp"})",
                                 R"({"rebuffer": 1, "transport": "rtp"})",
                                 with(R"("transport": "rtp", "changes": [{"at": "1s", "set": "transport", "to": "tcp-reno"}])"),
                                 with(R"("transport": "ideal", "changes": [{"at": "1s", "set": "transport", "to": "tcp-bbr"}])"),
                                 with(R"("colour": "blue")"),
                                 with(R"("Link": {"rate": "1Mbit/s"})"),
                                 with(R"("link": "5Mbit/s")"),
                                 with(R"("link": 5)"),
                                 with(R"("link": [])"),
                                 with(R"("title": 5)"),
                                 with(R"("title": null)"),
                                 with(R"("notes": ["a"])"),
                                 with(R"("notes": {"text": "a"})"),
                                 with(R"("transport": "tcp")"),
                                 with(R"("transport": "TCP-CUBIC")"),
                                 with(R"("transport": true)"),
                                 with(R"("transport": {"name": "rtp"})"),
                                 with(R"("delivery": "fast")"),
                                 with(R"("delivery": 1)"),
                                 with(R"("protocol": "gopher")"),
                                 with(R"("protocol": "http ")"),
                                 with(R"("seed": -1)"),
                                 with(R"("seed": 1.5)"),
                                 with(R"("seed": "one")"),
                                 with(R"("seed": "")"),
                                 with(R"("seed": 1e17)"),
                                 with(R"("seed": "99999999999999999")"),
                                 with(R"("rtp": {"fec": 49})"),
                                 with(R"("rtp": {"fec": "-1"})"),
                                 with(R"("rtp": {"fec": 2.5})"),
                                 with(R"("rtp": {"nack": 1})"),
                                 with(R"("rtp": {"nack": "yes"})"),
                                 with(R"("rtp": {"playout": "late"})"),
                                 with(R"("rtp": {"speed": 1})"),
                                 with(R"("player": {"start": 2})"),
                                 with(R"("player": {"start": "2"})"),
                                 with(R"("player": {"start": "-1s"})"),
                                 with(R"("player": {"rate": "5Mbit/s"})"),
                                 with(R"("player": {"seek": "5s"})"),
                                 with(R"("player": {"high_water": "101days"})"),
                                 with(R"("player": {"high_water": 0})"),
                                 with(R"("player": {"high_water": "0s"})"),
                                 with(R"("player": {"high_water": "0.0ms"})"),
                                 with(R"("uplink": {"rate": "as-uplink"})"),
                                 with(R"("uplink": {"loss": "101%"})"),
                                 with(R"("uplink": {"speed": 0})"),
                                 with(R"("changes": {})"),
                                 with(R"("changes": "none")"),
                                 with(R"("changes": [5])"),
                                 with(R"("changes": [[]])"),
                                 with(R"("source_file": {"bytes": 5})"),
                                 with(R"("source_file": {"bytes": -1, "sha256": "00"})"),
                                 with(R"("source_file": "a.mp4")"),
                                 with(R"("source_file": {"bytes": 5, "sha256": ")" + std::string(63, '0') + "g\"}")};
    for (const char *value :
         {"5", "-1", "\"\"", "\"fast\"", "\"5\"", "\"5 apples\"", "\"-5Mbit/s\"", "\"Mbit/s\"", "\"5mbit/s\"", "\"20Tbit/s\"",
          "\"99999Gbit/s\"", "\"trace:\"", "\"5Mbit/s\\n\"", "null", "true", "[\"1Mbit/s\"]", "{\"up\": {\"down\": 1}}"})
        all.push_back(link("rate", value));
    for (const char *value : {"\"61s\"", "\"40\"", "40", "\"60001ms\"", "\"1.5min\"", "\"1h\""})
        all.push_back(link("delay", value));
    for (const char *value : {"2", "\"150%\"", "\"1.01\"", "-0.1", "\"-1%\"", "\"half\"", "\"100.5%\""})
        all.push_back(link("loss", value));
    for (const char *value : {"0.5", "\"0\"", "1000001", "\"often\""})
        all.push_back(link("loss_burst", value));
    for (const char *value : {"64", "\"2.5packets\"", "\"64kb\"", "\"-1packets\"", "\"2000000000packets\""})
        all.push_back(link("queue", value));
    for (const char *value : {"\"11kB\"", "\"10001B\"", "\"1MB\"", "3"})
        all.push_back(link("overhead", value));
    for (const char *value : {"\"maybe\"", "1", "\"True\""})
        all.push_back(link("reorder", value));
    all.push_back(link("jitter_distribution", "\"gauss\""));
    all.push_back(link("queue_discipline", "\"red\""));
    all.push_back(link("speed", "\"5Mbit/s\""));
    for (const char *rest :
         {R"("set": "link.rate", "to": "0")", R"("at": "1s", "to": "0")", R"("at": "1s", "set": "link.rate")",
          R"("at": "soon", "set": "link.rate", "to": "0")", R"("at": 1, "set": "link.rate", "to": "0")",
          R"("at": "1s", "set": 5, "to": "0")", R"("at": "1s", "set": "link.colour", "to": "0")",
          R"("at": "1s", "set": "link.rate", "to": "fast")", R"("at": "1s", "set": "link.loss", "to": "2")",
          R"("at": "1s", "set": "link.rate", "to": "0", "for": "5s")", R"("at": "1s", "set": "seed", "to": "2")",
          R"("at": "1s", "set": "source", "to": "bulk")", R"("at": "1s", "set": "transport", "to": "rtp")",
          R"("at": "1s", "set": "rtp.fec", "to": 5)", R"("at": "1s", "set": "player.seek", "to": "back")",
          R"("at": "1s", "set": "link.rate", "to": null)", R"("at": "-1s", "set": "link.rate", "to": "0")",
          R"("at": "1s", "set": "link.rate", "to": "as-link")"})
        all.push_back(change(rest));
    return all;
}

/// Odd, but scenarios.
std::vector<std::string> goodFiles()
{
    return {
        R"({"rebuffer": 1})",
        with(R"("title": "", "notes": "\u0000")"),
        with(R"("seed": 9007199254740992)"),
        with(R"("seed": "7")"),
        with(
            R"("link": {"rate": 0, "delay": "60s", "loss": 1, "loss_burst": 1, "queue": "0packets", "overhead": "10kB", "reorder": true})"),
        with(
            R"("link": {"rate": "0.5Mbps", "delay": "1min", "jitter": "0", "loss": "100%", "queue": "1MiB", "reorder": "false"})"),
        with(R"("link": {"rate": "trace:lte.csv#down", "loss": "1e-07%"})"),
        with(R"("uplink": {"rate": "as-link", "delay": "as-link", "reorder": "as-link"})"),
        with(R"("transport": "rtp", "rtp": {"fec": 5, "nack": false, "playout": "adaptive"})"),
        with(R"("changes": [])"),
        change(R"("at": "0", "set": "transport", "to": "tcp-bbr")"),
        change(R"("at": "1.5min", "set": "uplink.rate", "to": "as-link")"),
        change(R"("at": "10us", "set": "player.seek", "to": "1h")"),
        R"({"rebuffer": 1, "source": "C:/films/a b.mp4"})",
        R"({"rebuffer": 1, "source": "bulky.mp4"})",
        R"({"rebuffer": 1, "source": "bytes:odd:name:250kbit/s"})"};
}

} // namespace

class TestScenarioSchema : public QObject {
    Q_OBJECT

private slots:
    void isPublishedAsItIs();
    void takesAllThatTheProgramWrites();
    void takesWhatWasSpeltOddlyOnceItIsWritten();
    void refusesWhatTheProgramRefuses();
    void takesWhatIsOdd();
    void aFormNeverTakesWhatItsKeyRefuses_data();
    void aFormNeverTakesWhatItsKeyRefuses();

private:
    /// By the name of each file, whether the validator takes it.
    static std::map<QString, bool> validate(const QString &folder);
    static void write(const QTemporaryDir &folder, int number, const QByteArray &content);
};

std::map<QString, bool> TestScenarioSchema::validate(const QString &folder)
{
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral(VALIDATE), published, folder});
    if (!python.waitForFinished(120'000) || python.exitCode() != 0)
        qFatal("%s", python.readAllStandardError().constData());
    std::map<QString, bool> verdicts;
    for (const QByteArray &line : python.readAllStandardOutput().trimmed().split('\n'))
        verdicts[QString::fromUtf8(line.left(line.indexOf(' ')))] = line.endsWith(" good");
    return verdicts;
}

void TestScenarioSchema::write(const QTemporaryDir &folder, int number, const QByteArray &content)
{
    QFile file(folder.filePath(QString::number(number)));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
}

void TestScenarioSchema::isPublishedAsItIs()
{
    QVERIFY2(contentOf(published) == scenarioSchema(),
             "the table of keys says another thing: rebuffer-cli check --schema > resources/scenario.schema.json");
}

void TestScenarioSchema::takesAllThatTheProgramWrites()
{
    const QTemporaryDir folder;
    int files = 0;
    for (std::uint64_t seed = 1; seed <= 1000; ++seed)
        write(folder, files++, scenarioToJson(RandomScenario(seed).make()));
    for (const NetworkPreset &preset : networkPresets())
        write(folder, files++, scenarioToJson(preset.scenario()));
    const QDir examples(QStringLiteral(RESOURCES "/scenarios"));
    for (const QString &example : examples.entryList(QDir::Files)) {
        write(folder, files++, contentOf(examples.filePath(example)));
        auto scenario = readScenarioFile(examples.filePath(example));
        QVERIFY2(scenario, scenario.problem().c_str());
        const QString saved = folder.filePath(QString::number(files++));
        QVERIFY(saveScenarioFile(saved, *scenario)); // with the film's mark
    }
    const auto verdicts = validate(folder.path());
    QCOMPARE(verdicts.size(), static_cast<std::size_t>(files));
    for (const auto &[name, good] : verdicts)
        QVERIFY2(good, contentOf(folder.filePath(name)).constData());
}

/// Values of changes are kept in the program's own spelling, whatever they were given in.
void TestScenarioSchema::takesWhatWasSpeltOddlyOnceItIsWritten()
{
    const std::vector<std::pair<const char *, const char *>> odd{
        {"link.delay", "0.001h"}, {"link.delay", "-0ms"},     {"link.queue", "5 packets"}, {"link.rate", "0.01Gbit/s"},
        {"link.loss", "0.0005"},  {"player.seek", " 60s"},    {"uplink.rate", "as-link"},  {"link.rate", "trace:a b.csv"},
        {"link.overhead", "2 B"}, {"player.start", "0.5 min"}};
    const QTemporaryDir folder;
    int files = 0;
    for (const auto &[key, value] : odd) {
        const std::string text = change(std::string(R"("at": "1s", "set": ")") + key + R"(", "to": ")" + value + "\"");
        const auto scenario = parseScenario(QByteArray::fromStdString(text), QStringLiteral("odd"));
        if (scenario) // what is refused is not written
            write(folder, files++, scenarioToJson(*scenario));
    }
    QVERIFY(files >= 6);
    for (const auto &[name, good] : validate(folder.path()))
        QVERIFY2(good, contentOf(folder.filePath(name)).constData());
}

void TestScenarioSchema::refusesWhatTheProgramRefuses()
{
    const std::vector<std::string> bad = badFiles();
    QVERIFY2(bad.size() >= 100, qPrintable(QString::number(bad.size())));
    const QTemporaryDir folder;
    int files = 0;
    for (const std::string &content : bad) {
        QVERIFY2(!parseScenario(QByteArray::fromStdString(content), QStringLiteral("bad")), content.c_str());
        write(folder, files++, QByteArray::fromStdString(content));
    }
    const auto verdicts = validate(folder.path());
    QCOMPARE(verdicts.size(), bad.size());
    for (const auto &[name, good] : verdicts)
        QVERIFY2(!good, bad[name.toULongLong()].c_str());
}

void TestScenarioSchema::takesWhatIsOdd()
{
    const QTemporaryDir folder;
    int files = 0;
    const std::vector<std::string> odd = goodFiles();
    for (const std::string &content : odd) {
        const auto scenario = parseScenario(QByteArray::fromStdString(content), QStringLiteral("odd"));
        QVERIFY2(scenario, scenario.problem().c_str());
        write(folder, files++, QByteArray::fromStdString(content));
    }
    for (const auto &[name, good] : validate(folder.path()))
        QVERIFY2(good, odd[name.toULongLong()].c_str());
}

void TestScenarioSchema::aFormNeverTakesWhatItsKeyRefuses_data()
{
    QTest::addColumn<QString>("key");
    for (const ScenarioKey &key : scenarioKeys())
        QTest::newRow(std::string(key.name).c_str()) << QString::fromStdString(std::string(key.name));
}

void TestScenarioSchema::aFormNeverTakesWhatItsKeyRefuses()
{
    QFETCH(QString, key);
    const ScenarioKey *found = findScenarioKey(key.toStdString());
    const QRegularExpression form(QStringLiteral("^(?:%1)$").arg(QString::fromStdString(found->form().pattern)));
    QVERIFY2(form.isValid(), qPrintable(form.errorString()));
    RandomStream random(1, key.toStdString());
    constexpr std::array parts{
        "0",    "1",      "9",  "10",     "60",     "99",          "100",     "10000", "1000000", ".",
        ".0",   ".5",     "-",  "e-07",   " ",      "%",           "s",       "ms",    "h",       "us",
        "min",  "B",      "kB", "KiB",    "Mbit/s", "Gbps",        "packets", "true",  "bulk",    "as-link",
        "cbr:", "bytes:", ":",  "trace:", "a",      "independent", "1e3"};
    int taken = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (auto count = 1 + random.below(5); count > 0; --count)
            text += parts[random.below(parts.size())];
        if (!form.match(QString::fromStdString(text)).hasMatch())
            continue;
        ++taken;
        Scenario scenario;
        const auto set = found->set(scenario, text);
        // How long a synthetic film may be for its rate, the form does not know.
        QVERIFY2(set || set.problem().find("petabyte") != std::string::npos ||
                     set.problem().find("less than a byte") != std::string::npos,
                 set.problem().c_str());
    }
    const bool words = found->form().pattern.find('[') == std::string::npos;
    QVERIFY2(words || taken > 20, qPrintable(QString::number(taken)));
}

QTEST_GUILESS_MAIN(TestScenarioSchema)
#include "test_scenario_schema.moc"
