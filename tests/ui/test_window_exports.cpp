// What the window writes, chosen from its menu and opened again: every form, of the run so far; what takes long goes on beside
// the window, shows how far it is, and can be cancelled, leaving no half file.
#include "tests/ui/hand.h"
#include "tests/ui/menu_hand.h"
#include "tests/ui/pressed_window.h"

#include "app/desk.h"
#include "ui/controls/export_line.h"

#include <QDir>
#include <QFile>
#include <QImageReader>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProgressBar>
#include <QSemaphore>
#include <QTemporaryDir>

#include <functional>

using namespace rebuffer;
using namespace rebuffer::test;
using namespace std::chrono_literals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// An item of the export menu, and the name of what it writes.
struct Form {
    const char *item;
    const char *file;
    std::function<bool(const QString &path, const Session &run)> opens;
};

bool isTable(const QString &path, const Session &run)
{
    const QByteArrayList lines = contentOf(path).trimmed().split('\n');
    const double last = lines.last().split(',').first().toDouble();
    return lines.first().startsWith("time_s,") && std::abs(last - run.now().sinceStart().toSeconds()) < 0.2;
}

bool areFigures(const QString &path, const Session &run)
{
    const QJsonObject json = QJsonDocument::fromJson(contentOf(path)).object();
    return json[QLatin1String("stall_count")].toInt(-1) == static_cast<int>(run.summary().stallCount) &&
           json[QLatin1String("run")].toObject()[QLatin1String("seed")].toInt() == 1;
}

/// As many as the run has had, and the mark of how to repeat it before them.
bool areEvents(const QString &path, const Session &run)
{
    const QByteArrayList lines = contentOf(path).trimmed().split('\n');
    qsizetype bad = 0, stalls = 0;
    for (const QByteArray &line : lines) {
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        bad += event.isEmpty();
        stalls += event[QLatin1String("event")].toString() == QLatin1String("stall began");
    }
    return bad == 0 && lines.first().startsWith("{\"run\":") && lines.size() > 2000 && stalls == run.summary().stallCount;
}

bool arePackets(const QString &path, const Session &run)
{
    QProcess process;
    process.start(QStringLiteral("tshark"),
                  {QStringLiteral("-r"), path, QStringLiteral("-Y"), QStringLiteral("tcp.srcport == 80 && tcp.len > 0")});
    process.waitForFinished(60'000);
    return process.readAllStandardOutput().count('\n') == static_cast<qsizetype>(run.summary().dataPacketsSent);
}

bool isPicture(const QString &path, const Session &)
{
    return !QImageReader(path).read().isNull();
}

bool isPage(const QString &path, const Session &)
{
    const QByteArray pdf = contentOf(path);
    return pdf.startsWith("%PDF-") && pdf.trimmed().endsWith("%%EOF") && pdf.size() > 10'000;
}

bool isTrace(const QString &path, const Session &)
{
    return static_cast<bool>(makeDesk().readTrace(path));
}

const std::vector<Form> &forms()
{
    static const std::vector<Form> all{{"Curves as CSV…", "run.csv", isTable},
                                       {"Figures as JSON…", "run.json", areFigures},
                                       {"Events as JSON Lines…", "run.jsonl", areEvents},
                                       {"Packets as pcapng…", "run.pcapng", arePackets},
                                       {"Timeline as PNG, SVG or PDF…", "run.png", isPicture},
                                       {"Timeline as PNG, SVG or PDF…", "run.svg", isPicture},
                                       {"Timeline as PNG, SVG or PDF…", "run.pdf", isPage},
                                       {"Report of one page as PDF…", "run.pdf", isPage},
                                       {"Bandwidth as a trace…", "run.csv", isTrace}};
    return all;
}

void addForms(bool onlyLong = false)
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const Form &form : forms()) {
        const QLatin1String file(form.file);
        const bool takesLong = file.endsWith(QLatin1String("jsonl")) || file.endsWith(QLatin1String("pcapng")) ||
                               QByteArray(form.item).startsWith("Report");
        if (takesLong || !onlyLong)
            QTest::addRow("%s %s", form.item, form.file) << index;
        ++index;
    }
}

bool choose(ShownWindow &s, const Form &form)
{
    for (QAction *action : s.window.actions().findChildren<QAction *>()) {
        if (action->text() == QString::fromUtf8(form.item))
            return Hand::chooseByMouse(s.window.menuBar(), action);
    }
    return false;
}

/// A run that has stalled, in a window that can write.
struct Stalled : ShownWindow {
    QTemporaryDir folder;

    Stalled()
    {
        window.setDesk(makeDesk());
        driver().apply("link.rate", "1Mbit/s");
        driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(14)));
    }
    QString path(const char *name) const { return folder.filePath(QString::fromLatin1(name)); }
    QStringList files() const { return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden); }
    QString notice() { return window.notice()->text(); }
};

} // namespace

class TestWindowExports : public QObject {
    Q_OBJECT

private slots:
    void everyFormOpensAgain_data() { addForms(); }
    void everyFormOpensAgain();
    void aFolderThatIsGoneIsNamed_data() { addForms(); }
    void aFolderThatIsGoneIsNamed();
    void whatIsCancelledLeavesTheOldFile_data() { addForms(true); }
    void whatIsCancelledLeavesTheOldFile();
    void theRunGoesOnMeanwhile();
    void theLineComesWhenItTakesLong();
    void oneAtATime();
    void aWindowThatIsClosedLeavesNothingHalf();
    void lookingBackTheWholeRunIsWritten();
};

void TestWindowExports::everyFormOpensAgain()
{
    QFETCH(int, index);
    const Form &form = forms()[static_cast<std::size_t>(index)];
    Stalled s;
    QVERIFY(s.session().summary().stallCount > 0);
    const QString path = s.path(form.file);
    QVERIFY(choose(s, form) && answerWithFile(s.window, path));
    s.window.exporter().finish();
    QVERIFY2(s.notice().contains(QLatin1String(form.file)), qPrintable(s.notice()));
    QVERIFY2(form.opens(path, s.session()), contentOf(path).left(300).constData());
    QCOMPARE(s.files(), QStringList{QString::fromLatin1(form.file)});
}

void TestWindowExports::aFolderThatIsGoneIsNamed()
{
    QFETCH(int, index);
    const Form &form = forms()[static_cast<std::size_t>(index)];
    Stalled s;
    QVERIFY(QDir(s.folder.path()).mkdir(QStringLiteral("going")));
    const QString path = s.folder.filePath(QStringLiteral("going/") + QLatin1String(form.file));
    const SimTime before = s.session().now();
    QVERIFY(choose(s, form));
    QTRY_VERIFY(s.window.findChild<QFileDialog *>());
    QVERIFY(QDir(s.folder.path()).rmdir(QStringLiteral("going")));
    // The dialog would not take it any more; it may vanish just after.
    auto *asking = s.window.findChild<QFileDialog *>();
    emit asking->fileSelected(path);
    asking->close();
    s.window.exporter().finish();
    QVERIFY(s.window.notice()->kind() == NoticeKind::Problem);
    QVERIFY2(s.notice().contains(path) && s.notice().contains(QLatin1String("No such file or directory")),
             qPrintable(s.notice()));
    QCOMPARE(s.session().now(), before);
}

void TestWindowExports::whatIsCancelledLeavesTheOldFile()
{
    QFETCH(int, index);
    const Form &form = forms()[static_cast<std::size_t>(index)];
    Stalled s;
    const QString path = s.path(form.file);
    QFile old(path);
    QVERIFY(old.open(QFile::WriteOnly) && old.write("old") == 3);
    old.close();
    // Held at a gate until it has been cancelled, whoever is faster.
    ScenarioDesk desk = makeDesk();
    QSemaphore begun, gate;
    const auto held = [&begun, &gate](const auto &save) -> ScenarioDesk::SaveRun {
        return [&begun, &gate, save](const QString &to, const Scenario &script, const auto &media, SimTime until,
                                     const auto &keepGoing) {
            begun.release();
            gate.acquire();
            return save(to, script, media, until, keepGoing);
        };
    };
    desk.saveEvents = held(desk.saveEvents);
    desk.savePackets = held(desk.savePackets);
    s.window.setDesk(desk);
    const bool isReport = QLatin1String(form.file).endsWith(QLatin1String("pdf"));
    if (isReport)
        s.window.exportReport(path);
    else if (QLatin1String(form.file).endsWith(QLatin1String("jsonl")))
        s.window.exportEvents(path);
    else
        s.window.exportPackets(path);
    if (!isReport)
        begun.acquire();
    QVERIFY(s.window.exporter().isBusy());
    s.window.exporter().cancel();
    gate.release();
    s.window.exporter().finish();
    QVERIFY2(s.notice().startsWith(QLatin1String("Cancelled")) && s.notice().contains(path), qPrintable(s.notice()));
    QCOMPARE(contentOf(path), QByteArray("old"));
    QCOMPARE(s.files(), QStringList{QString::fromLatin1(form.file)});
}

/// Written is what has been so far, whatever comes later.
void TestWindowExports::theRunGoesOnMeanwhile()
{
    Stalled s;
    QSemaphore begun, gate;
    ScenarioDesk desk = makeDesk();
    desk.saveEvents = [&, save = desk.saveEvents](const QString &to, const Scenario &script, const auto &media, SimTime until,
                                                  const auto &keepGoing) {
        begun.release();
        gate.acquire();
        return save(to, script, media, until, keepGoing);
    };
    s.window.setDesk(desk);
    s.window.exportEvents(s.path("run.jsonl"));
    begun.acquire();
    s.driver().apply("link.rate", "20Mbit/s");
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(18)));
    QCOMPARE(s.session().now().sinceStart().toSeconds(), 18.0);
    gate.release();
    s.window.exporter().finish();
    const QByteArrayList lines = contentOf(s.path("run.jsonl")).trimmed().split('\n');
    const double last = QJsonDocument::fromJson(lines.last()).object()[QLatin1String("t")].toDouble();
    QVERIFY2(last <= 14 && last > 13.5, lines.last().constData());
}

void TestWindowExports::theLineComesWhenItTakesLong()
{
    Stalled s;
    QSemaphore gate;
    QVERIFY(!s.window.exportLine()->isVisible());
    s.window.exporter().begin(s.path("long.pcapng"), [&gate](Exporter::Talk &talk) -> Result<bool> {
        talk.share = 0.4;
        gate.acquire();
        return true;
    });
    QVERIFY2(!s.window.exportLine()->isVisible(), "what takes a moment moves nothing");
    QTRY_VERIFY(s.window.exportLine()->isVisible());
    QCOMPARE(s.window.exportLine()->text(), QStringLiteral("Writing long.pcapng"));
    QTRY_COMPARE(s.window.exportLine()->progress()->value(), 400);
    s.look("export-line");
    gate.release();
    s.window.exporter().finish();
    QVERIFY(!s.window.exportLine()->isVisible());
    QVERIFY2(s.notice().contains(QLatin1String("long.pcapng")), qPrintable(s.notice()));
}

void TestWindowExports::oneAtATime()
{
    Stalled s;
    QSemaphore gate;
    s.window.exporter().begin(s.path("first.pcapng"), [&gate](Exporter::Talk &) -> Result<bool> {
        gate.acquire();
        return true;
    });
    s.window.exportEvents(s.path("second.jsonl"));
    QVERIFY2(s.notice().contains(QLatin1String("first.pcapng")) && s.notice().contains(QLatin1String("second.jsonl")),
             qPrintable(s.notice()));
    gate.release();
    s.window.exporter().finish();
    QVERIFY(!QFile::exists(s.path("second.jsonl")));
    s.window.exportEvents(s.path("second.jsonl"));
    s.window.exporter().finish();
    QVERIFY(QFile::exists(s.path("second.jsonl")));
}

void TestWindowExports::aWindowThatIsClosedLeavesNothingHalf()
{
    QTemporaryDir folder;
    {
        Stalled s;
        s.driver().apply("link.rate", "1Gbit/s");
        s.window.exporter().begin(folder.filePath(QStringLiteral("run.jsonl")), [&](Exporter::Talk &talk) {
            Scenario endless;
            endless.source = BulkSource{};
            return makeDesk().saveEvents(folder.filePath(QStringLiteral("run.jsonl")), endless, std::nullopt,
                                         SimTime::fromStart(SimDuration::wholeSeconds(1'000'000)),
                                         [&talk](SimTime) { return !talk.stop; });
        });
        s.window.close();
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
}

void TestWindowExports::lookingBackTheWholeRunIsWritten()
{
    Stalled s;
    s.driver().lookAt(SimTime::fromStart(SimDuration::wholeSeconds(3)));
    QVERIFY(s.driver().isLookingBack());
    s.window.exportSeries(s.path("run.csv"));
    QVERIFY(isTable(s.path("run.csv"), *s.driver().present()));
    s.window.exportEvents(s.path("run.jsonl"));
    s.window.exporter().finish();
    QVERIFY(areEvents(s.path("run.jsonl"), *s.driver().present()));
}

QTEST_MAIN(TestWindowExports)
#include "test_window_exports.moc"
