// Scenarios in the window: the examples and networks in the menu, title and notes there and back to a file, and films that are
// gone or others.
#include "tests/ui/pressed_window.h"

#include "app/desk.h"
#include "core/io/example_scenarios.h"
#include "core/io/scenario_file.h"
#include "core/io/source_mark.h"
#include "core/session/network_presets.h"
#include "ui/notes_dialog.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <QUndoStack>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

using namespace rebuffer;
using namespace rebuffer::test;
using namespace std::chrono_literals;

namespace {

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(bytes);
}

QAction *itemOf(const QMenu *menu, const QString &text)
{
    for (QAction *action : menu->actions()) {
        if (action->text() == text)
            return action;
        if (QAction *below = action->menu() ? itemOf(action->menu(), text) : nullptr)
            return below;
    }
    return nullptr;
}

/// Types a path into the file dialog that is open, and takes it.
void choose(MainWindow &window, const QString &path)
{
    auto *dialog = window.findChild<QFileDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
    QVERIFY(name);
    name->setText(path);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(!window.findChild<QFileDialog *>());
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// As long as it stands no file may grow: what a full disk is to whoever writes.
class FullDisk {
public:
    FullDisk()
    {
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_limit);
        const rlimit none{64, m_limit.rlim_max};
        setrlimit(RLIMIT_FSIZE, &none);
    }
    ~FullDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_limit);
        std::signal(SIGXFSZ, m_handler);
    }
    Q_DISABLE_COPY_MOVE(FullDisk)

private:
    rlimit m_limit{};
    void (*m_handler)(int);
};

/// As long as it stands nothing may be put into this folder, not even by root.
class LockedFolder {
public:
    explicit LockedFolder(const QString &path) : m_path(path)
    {
        allow(QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
        if (m_root && seteuid(nobody) != 0)
            qFatal("seteuid");
    }
    ~LockedFolder()
    {
        if (m_root && seteuid(0) != 0)
            qFatal("seteuid");
        allow(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    Q_DISABLE_COPY_MOVE(LockedFolder)

private:
    static constexpr uid_t nobody = 65534;
    void allow(QFile::Permissions permissions) { QVERIFY(QFile(m_path).setPermissions(permissions)); }

    QString m_path;
    bool m_root = geteuid() == 0;
};

} // namespace

class TestWindowScenarios : public QObject {
    Q_OBJECT

private slots:
    void theButtonOpensTheMenu();
    void theTenExamplesAreInTheMenuAndRun();
    void networksAreNamedWithTheirSource();
    void anAmpersandIsOne();
    void recentScenariosHaveAMenuOfTheirOwn();
    void titleAndNotesAreWrittenAndKept();
    void titleAndNotesThatAreCancelledAreNot();
    void titleAndNotesAreInTheReport();
    void aFailedSaveLeavesFileAndRun_data();
    void aFailedSaveLeavesFileAndRun();
    void aFilmThatIsGoneIsPointedTo();
    void aFilmThatIsAnotherIsPointedTo();
    void bytesThatAreGoneKeepTheirRate();
    void savingGoesWhereThePresentRunIsFrom();
};

void TestWindowScenarios::theButtonOpensTheMenu()
{
    ShownWindow s;
    QCOMPARE(s.window.bar()->scenarioButton()->menu(), s.window.actions().scenario());
    QVERIFY(s.window.bar()->scenarioButton()->isVisible());
    for (const QAction *action : {s.window.actions().openScenario, s.window.actions().saveScenario,
                                  s.window.actions().saveScenarioAs, s.window.actions().notes})
        QVERIFY2(s.window.actions().scenario()->actions().contains(const_cast<QAction *>(action)), qPrintable(action->text()));
    // The menu has an event loop of its own until it closes.
    bool opened = false;
    QTimer::singleShot(0, &s.window, [&] {
        opened = s.window.actions().scenario()->isVisible();
        s.window.actions().scenario()->close();
    });
    QTest::mouseClick(s.window.bar()->scenarioButton(), Qt::LeftButton);
    QVERIFY(opened);
}

void TestWindowScenarios::theTenExamplesAreInTheMenuAndRun()
{
    ShownWindow s;
    QVERIFY(!s.window.actions().examples()->isEnabled()); // nobody knows any yet
    s.window.setDesk(makeDesk());
    const auto examples = s.window.actions().examples()->actions();
    QCOMPARE(examples.size(), 10);
    for (QAction *example : examples) {
        QVERIFY2(example->toolTip().size() > 40, qPrintable(example->text()));
        example->trigger();
        QTRY_COMPARE(QString::fromStdString(s.session().scenario().title), example->text());
        QVERIFY2(s.window.windowTitle().startsWith(example->text()), qPrintable(s.window.windowTitle()));
        QVERIFY2(s.window.notice()->text().startsWith(example->text()), qPrintable(s.window.notice()->text()));
        s.driver().play();
        s.run(1s);
        QCOMPARE(s.session().now(), SimTime::fromStart(SimDuration::wholeSeconds(1)));
    }
}

void TestWindowScenarios::networksAreNamedWithTheirSource()
{
    ShownWindow s;
    const QMenu *networks = s.window.actions().networks();
    QSet<QString> titles;
    qsizetype items = 0;
    for (const QAction *source : networks->actions()) {
        QVERIFY(source->menu());
        titles << source->text();
        items += source->menu()->actions().size();
    }
    QCOMPARE(items, static_cast<qsizetype>(networkPresets().size()));
    for (const NetworkPreset &preset : networkPresets())
        QVERIFY2(titles.contains(preset.source.empty() ? "This program's own" : QString::fromStdString(preset.source)),
                 preset.source.c_str());
    QAction *edge = itemOf(networks, "Apple: EDGE");
    QVERIFY(edge);
    edge->trigger();
    QCOMPARE(s.session().scenario().link.rate, BitRate::kilobitsPerSecond(240));
    QCOMPARE(s.session().scenario().uplink.delay, SimDuration::milliseconds(440));
    s.window.history().stack()->undo(); // one step
    QVERIFY(s.session().scenario().link == LinkSettings());
}

void TestWindowScenarios::anAmpersandIsOne()
{
    ShownWindow s;
    ScenarioDesk some = makeDesk();
    some.examples = [] { return std::vector<ScenarioDesk::Example>{{"none.json", "Fish & chips", ""}}; };
    s.window.setDesk(some);
    QCOMPARE(s.window.actions().examples()->actions().front()->text(), QString("Fish && chips"));
}

void TestWindowScenarios::recentScenariosHaveAMenuOfTheirOwn()
{
    QTemporaryDir folder;
    QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
    writeFile(folder.filePath("one.json"), R"({"rebuffer": 1, "source": "cbr:1Mbit/s:10s", "link": {"rate": "700kbit/s"}})");
    ShownWindow s;
    s.window.setDesk(makeDesk());
    s.window.rememberIn(&settings);
    QVERIFY(!s.window.actions().recentScenarios()->isEnabled());
    settings.setValue("recent", QStringList{folder.filePath("film.mp4")});
    s.window.openScenario(folder.filePath("one.json"));
    QCOMPARE(s.window.actions().recent()->actions().size(), 2);
    QCOMPARE(s.window.actions().recentScenarios()->actions().size(), 1);
    s.window.actions().recentScenarios()->actions().front()->trigger();
    QTRY_COMPARE(s.session().scenario().link.rate, BitRate::kilobitsPerSecond(700));
}

void TestWindowScenarios::titleAndNotesAreWrittenAndKept()
{
    ShownWindow s;
    s.window.setDesk(makeDesk());
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(3)));
    const auto hash = s.session().summary().eventLogHash;
    s.window.actions().notes->trigger();
    auto *dialog = s.window.findChild<NotesDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QTest::keyClicks(dialog->title(), "Tuesday");
    QTest::keyClicks(dialog->notes(), "Mind the queue.");
    QTest::mouseClick(dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
    QVERIFY2(s.window.windowTitle().startsWith("Tuesday"), qPrintable(s.window.windowTitle()));
    QCOMPARE(s.session().now(), SimTime::fromStart(SimDuration::wholeSeconds(3))); // no part of the run
    QCOMPARE(s.session().summary().eventLogHash, hash);
    s.driver().restart();
    s.driver().apply("link.rate", "2Mbit/s");
    QTemporaryDir folder;
    s.window.saveScenario(folder.filePath("tuesday.json"));
    const auto read = readScenarioFile(folder.filePath("tuesday.json"));
    QVERIFY2(read, read.problem().c_str());
    QCOMPARE(read->title, std::string("Tuesday"));
    QCOMPARE(read->notes, std::string("Mind the queue."));

    ShownWindow other;
    other.window.setDesk(makeDesk());
    other.window.openScenario(folder.filePath("tuesday.json"));
    QTRY_VERIFY(other.window.windowTitle().startsWith("Tuesday"));
    other.window.actions().notes->trigger();
    QCOMPARE(other.window.findChild<NotesDialog *>()->notes()->toPlainText(), QString("Mind the queue."));
}

void TestWindowScenarios::titleAndNotesThatAreCancelledAreNot()
{
    ShownWindow s;
    s.window.actions().notes->trigger();
    auto *dialog = s.window.findChild<NotesDialog *>();
    QTest::keyClicks(dialog->title(), "Wednesday");
    QTest::keyClick(dialog->title(), Qt::Key_Escape);
    QVERIFY(s.session().scenario().title.empty());
    QVERIFY(!s.window.windowTitle().contains("Wednesday"));
}

void TestWindowScenarios::titleAndNotesAreInTheReport()
{
    ShownWindow s;
    s.window.setDesk(makeDesk());
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(3)));
    s.driver().setWords("Zebra crossing", "Mind the queue.");
    QTemporaryDir folder;
    const QString path = folder.filePath("report.pdf");
    s.window.exportReport(path);
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QFile::ReadOnly));
    // A PDF keeps its title in two bytes a letter.
    QByteArray title;
    for (const char letter : QByteArray("Zebra crossing"))
        title += QByteArray(1, '\0') + letter;
    QVERIFY(file.readAll().contains(title));
}

void TestWindowScenarios::aFailedSaveLeavesFileAndRun_data()
{
    QTest::addColumn<QString>("trouble");
    QTest::addColumn<QString>("cause");
    QTest::newRow("full disk") << "full"
                               << "File too large";
    QTest::newRow("read-only folder") << "locked"
                                      << "Permission denied";
    QTest::newRow("folder gone") << "gone"
                                 << "No such file or directory";
}

void TestWindowScenarios::aFailedSaveLeavesFileAndRun()
{
    QFETCH(QString, trouble);
    QFETCH(QString, cause);
    const QTemporaryDir around;
    const QDir folder(around.filePath("lessons"));
    QVERIFY(QDir().mkpath(folder.path()));
    const QString path = folder.filePath("tuesday.json");
    ShownWindow s;
    s.window.setDesk(makeDesk());
    s.driver().play();
    s.run(2s);
    s.window.saveScenario(path); // from now on Ctrl+S knows where
    const QByteArray old = contentOf(path);
    QVERIFY(!old.isEmpty());
    s.driver().apply("link.rate", "700kbit/s");
    s.run(1s);
    const auto hash = s.session().summary().eventLogHash;
    const auto now = s.session().now();
    {
        const auto disk = trouble == "full" ? std::make_unique<FullDisk>() : nullptr;
        const auto lock = trouble == "locked" ? std::make_unique<LockedFolder>(folder.path()) : nullptr;
        if (trouble == "gone")
            QVERIFY(QDir(folder).removeRecursively());
        QTest::keyClick(&s.window, Qt::Key_S, Qt::ControlModifier);
    }
    const QString said = s.window.notice()->text();
    QVERIFY2(s.window.notice()->isVisible() && said.contains(path) && said.contains(cause), qPrintable(said));
    QCOMPARE(contentOf(path), trouble == "gone" ? QByteArray() : old);
    QCOMPARE(folder.exists() ? folder.entryList(QDir::Files).size() : 1, 1); // and no half file beside it
    QCOMPARE(s.session().now(), now);
    QCOMPARE(s.session().summary().eventLogHash, hash);
    s.run(1s);
    QVERIFY(s.session().now() > now);
}

void TestWindowScenarios::aFilmThatIsGoneIsPointedTo()
{
    QTemporaryDir folder;
    writeFile(folder.filePath("lost.json"),
              R"({"rebuffer": 1, "title": "Lost", "source": "gone.mp4", "link": {"rate": "700kbit/s"}})");
    QVERIFY(QFile::copy(QStringLiteral(DEMO_FILM), folder.filePath("found.mp4")));
    ShownWindow s;
    s.window.setDesk(makeDesk());
    s.window.openScenario(folder.filePath("lost.json"));
    QTRY_VERIFY(s.window.notice()->text().contains("gone.mp4"));
    QVERIFY2(s.window.notice()->text().contains("no such file"), qPrintable(s.window.notice()->text()));
    QVERIFY2(!s.window.notice()->text().contains(".."), qPrintable(s.window.notice()->text()));
    QCOMPARE(s.session().scenario().link.rate, BitRate::megabitsPerSecond(5)); // what runs goes on
    PressButton *button = s.window.notice()->actionButton();
    QVERIFY(button->isVisible());
    QCOMPARE(button->text(), QString("Find the film…"));
    s.look("film-gone");
    // The run before is still the one in the window: it must not be saved over the scenario that has not come.
    QVERIFY(s.window.scenarioPath().isEmpty());
    s.click(button);
    choose(s.window, folder.filePath("found.mp4"));
    QTRY_COMPARE(s.session().scenario().link.rate, BitRate::kilobitsPerSecond(700));
    QVERIFY(!button->isVisible());
    QCOMPARE(s.window.scenarioPath(), folder.filePath("lost.json"));
    QCOMPARE(s.session().scenario().source, SourceSpec(FileSource{folder.filePath("found.mp4").toStdString()}));
    s.window.saveScenario(folder.filePath("lost.json"));
    const auto read = readScenarioFile(folder.filePath("lost.json"));
    QVERIFY2(read, read.problem().c_str());
    QCOMPARE(read->source, SourceSpec(FileSource{folder.filePath("found.mp4").toStdString()}));
    QCOMPARE(read->sourceMark, markOf(read->source));
}

void TestWindowScenarios::aFilmThatIsAnotherIsPointedTo()
{
    QTemporaryDir folder;
    QVERIFY(QFile::copy(QStringLiteral(DEMO_FILM), folder.filePath("film.mp4")));
    Scenario scenario;
    scenario.source = FileSource{folder.filePath("film.mp4").toStdString()};
    scenario.link.rate = BitRate::kilobitsPerSecond(700);
    QVERIFY(saveScenarioFile(folder.filePath("lost.json"), scenario));
    QVERIFY(QFile::rename(folder.filePath("film.mp4"), folder.filePath("the one.mp4")));
    // The same film with something behind it: it plays, and is another file.
    QVERIFY(QFile::copy(QStringLiteral(DEMO_FILM), folder.filePath("film.mp4")));
    QFile changed(folder.filePath("film.mp4"));
    QVERIFY(changed.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(changed.open(QFile::Append));
    changed.write(QByteArray(8, '\0'));
    changed.close();

    ShownWindow s;
    s.window.setDesk(makeDesk());
    s.window.openScenario(folder.filePath("lost.json"));
    QTRY_COMPARE(s.session().scenario().link.rate, BitRate::kilobitsPerSecond(700));
    QVERIFY2(s.window.notice()->text().contains("another file"), qPrintable(s.window.notice()->text()));
    s.click(s.window.notice()->actionButton());
    choose(s.window, folder.filePath("the one.mp4"));
    QTRY_COMPARE(s.session().scenario().source, SourceSpec(FileSource{folder.filePath("the one.mp4").toStdString()}));
    QVERIFY2(!s.window.notice()->isVisible(), qPrintable(s.window.notice()->text()));
}

void TestWindowScenarios::bytesThatAreGoneKeepTheirRate()
{
    QTemporaryDir folder;
    writeFile(folder.filePath("lost.json"), R"({"rebuffer": 1, "source": "bytes:gone.bin:1Mbit/s"})");
    writeFile(folder.filePath("other.bin"), QByteArray(200'000, 'x'));
    ShownWindow s;
    s.window.setDesk(makeDesk());
    s.window.openScenario(folder.filePath("lost.json"));
    QTRY_VERIFY(s.window.notice()->actionButton()->isVisible());
    s.click(s.window.notice()->actionButton());
    choose(s.window, folder.filePath("other.bin"));
    QTRY_COMPARE(s.session().scenario().source,
                 SourceSpec(BytesSource{folder.filePath("other.bin").toStdString(), BitRate::megabitsPerSecond(1)}));
}

/// Back to its file; not over an example that comes with the program, nor over the scenario of another film.
void TestWindowScenarios::savingGoesWhereThePresentRunIsFrom()
{
    QTemporaryDir folder;
    const QString mine = folder.filePath("mine.json");
    writeFile(mine, R"({"rebuffer": 1, "title": "Mine", "source": "cbr:1Mbit/s:9s"})");
    ShownWindow s;
    s.window.setDesk(makeDesk());
    s.window.openScenario(mine);
    QTRY_COMPARE(s.session().scenario().title, std::string("Mine"));
    QCOMPARE(s.window.scenarioPath(), mine);
    s.driver().apply("link.rate", "800kbit/s");
    s.window.actions().saveScenario->trigger();
    QVERIFY2(s.window.notice()->text().startsWith("Saved: "), qPrintable(s.window.notice()->text()));
    const auto saved = readScenarioFile(mine);
    QVERIFY2(saved, saved.problem().c_str());
    QCOMPARE(saved->link.rate, BitRate::kilobitsPerSecond(800));

    QAction *example = s.window.actions().examples()->actions().front();
    example->trigger();
    QTRY_COMPARE(QString::fromStdString(s.session().scenario().title), example->text());
    QVERIFY(s.window.scenarioPath().isEmpty());

    s.window.openScenario(mine);
    QTRY_COMPARE(s.window.scenarioPath(), mine);
    s.window.open(ConstantRateSource{BitRate::megabitsPerSecond(2), SimDuration::wholeSeconds(5)});
    QTRY_VERIFY(s.window.scenarioPath().isEmpty());
}

QTEST_MAIN(TestWindowScenarios)
#include "test_window_scenarios.moc"
