// What the whole window holds in memory while a film is paused, and after it has been moved about in: no more than
// before. REBUFFER_FILM names another film than the one made here.
#include "core/io/open_source.h"
#include "tests/media/test_media.h"
#include "tests/ui/swallow.h"
#include "ui/main_window.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <random>

using namespace rebuffer;
using namespace std::chrono_literals;
using rebuffer::test::filmIn;
using rebuffer::test::FilmRecipe;
using rebuffer::test::makeFilm;
using rebuffer::test::Swallow;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool countsOwnMemory = false; // sanitizers keep what was freed
#else
constexpr bool countsOwnMemory = true;
#endif

constexpr double aFew = 10; // MB, for what is under way: less than a picture a seek

/// Resident, in MB; as Linux tells it.
double resident()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QFile::ReadOnly))
        return 0;
    const QByteArray all = status.readAll();
    const qsizetype at = all.indexOf("VmRSS:") + 6;
    return all.mid(at, all.indexOf("kB", at) - at).trimmed().toDouble() / 1024;
}

} // namespace

class TestWindowMemory : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void pausedItHoldsNoMore();
    void afterAHundredSeeksItHoldsNoMore();

private:
    void play(std::chrono::milliseconds wall);
    void seek(int count);

    QTemporaryDir m_folder;
    std::mt19937 m_random{11};
    std::unique_ptr<MainWindow> m_window;
};

void TestWindowMemory::initTestCase()
{
    if (!countsOwnMemory || resident() == 0)
        QSKIP("memory cannot be told here");
    QString path = qEnvironmentVariable("REBUFFER_FILM");
    if (path.isEmpty()) {
        FilmRecipe recipe = filmIn("mp4", "libx264", "aac", 2);
        recipe.width = 640;
        recipe.height = 360;
        recipe.framesPerSecond = 30;
        recipe.frames = 60;
        path = m_folder.filePath(QStringLiteral("film.mp4"));
        QVERIFY(makeFilm(path.toStdString(), recipe));
    }
    Scenario scenario;
    scenario.link.rate = BitRate::megabitsPerSecond(30);
    m_window = std::make_unique<MainWindow>(ThemeKind::Light, scenario, openSource);
    m_window->driver().setManual(true);
    m_window->setSoundSink(std::make_unique<Swallow>());
    m_window->resize(1280, 720);
    m_window->show();
    const FileSource source{path.toStdString()};
    const auto media = openSource(source);
    QVERIFY(media);
    m_window->start(source, *media);
    play(1000ms);
    seek(10); // all that is made when it is first needed is there now
}

void TestWindowMemory::play(std::chrono::milliseconds wall)
{
    m_window->driver().play();
    for (auto gone = 0ms; gone < wall; gone += 16ms) {
        m_window->driver().tick(16ms);
        QCoreApplication::processEvents();
    }
}

void TestWindowMemory::seek(int count)
{
    const std::int64_t length = m_window->driver().session()->media()->timeline->duration().toNanoseconds();
    for (int i = 0; i < count; ++i) {
        const double share = static_cast<double>(m_random() % 1000) / 1000;
        m_window->driver().seek(SimDuration::nanoseconds(static_cast<std::int64_t>(static_cast<double>(length) * share)));
        play(80ms);
        m_window->settle();
    }
}

void TestWindowMemory::pausedItHoldsNoMore()
{
    m_window->driver().pause();
    const double before = resident();
    for (int i = 0; i < 100; ++i) {
        m_window->driver().repeatFrame();
        m_window->settle();
        QCoreApplication::processEvents();
    }
    const double after = resident();
    qInfo("paused: %.1f MB before, %.1f MB after", before, after);
    QVERIFY(after - before < aFew);
}

void TestWindowMemory::afterAHundredSeeksItHoldsNoMore()
{
    const double before = resident();
    seek(100);
    const double after = resident();
    qInfo("a hundred seeks: %.1f MB before, %.1f MB after", before, after);
    QVERIFY(after - before < aFew);
}

QTEST_MAIN(TestWindowMemory)
#include "test_window_memory.moc"
