// Real films in the window: sound without pictures, files that are no media, and anything done in any order.
#include "core/io/open_source.h"
#include "tests/media/test_media.h"
#include "tests/ui/swallow.h"
#include "ui/controls/bytes_offer.h"
#include "ui/controls/notice_line.h"
#include "ui/controls/press_button.h"
#include "ui/main_window.h"
#include "ui/player/waveform_worker.h"
#include "ui/stage/stage_view.h"
#include "ui/stage/wave_geometry.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <random>

using namespace rebuffer;
using namespace std::chrono_literals;
using rebuffer::test::filmIn;
using rebuffer::test::FilmRecipe;
using rebuffer::test::makeFilm;
using rebuffer::test::Swallow;

namespace {

constexpr int longest = 20'000; // ms

} // namespace

class TestMediaWindow : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { openWindow(); }
    void cleanup() { m_window.reset(); }
    void aFileThatIsNoMediaIsOfferedAsBytes();
    void aRateThatMakesNoSenseIsAskedForAgain();
    void aFileThatIsNotThereIsNotOffered();
    void theRateProposedLastsAboutAMinute_data();
    void theRateProposedLastsAboutAMinute();
    void soundAloneShowsItsWaveform();
    void aFilmWithPicturesHasNoWaveform();
    void theWaveformTellsHowLoudItIs();
    void barsFollowTheFilm();
    void anythingInAnyOrder_data();
    void anythingInAnyOrder();

private:
    void openWindow();
    QString make(const char *name, const FilmRecipe &recipe);
    void drop(const QString &path);
    void doSomething(unsigned what, std::mt19937 &random);

    QTemporaryDir m_folder;
    QString m_film;
    QString m_other;
    QString m_sound;
    QString m_notes;
    std::unique_ptr<MainWindow> m_window;
};

void TestMediaWindow::initTestCase()
{
    m_film = make("film.mp4", filmIn("mp4", "libx264", "aac", 2));
    m_other = make("other.webm", filmIn("webm", "libvpx", "libopus"));
    m_sound = make("sound.mp3", filmIn("mp3", "", "libmp3lame"));
    m_notes = m_folder.filePath(QStringLiteral("notes.txt"));
    QFile notes(m_notes);
    QVERIFY(notes.open(QFile::WriteOnly));
    notes.write(QByteArray("What a stream is.\n").repeated(5000));
}

void TestMediaWindow::openWindow()
{
    m_window = std::make_unique<MainWindow>(ThemeKind::Light, Scenario{}, openSource);
    m_window->driver().setManual(true);
    m_window->setSoundSink(std::make_unique<Swallow>());
    m_window->resize(1280, 720);
    m_window->show();
}

QString TestMediaWindow::make(const char *name, const FilmRecipe &recipe)
{
    const QString path = m_folder.filePath(QString::fromLatin1(name));
    const auto made = makeFilm(path.toStdString(), recipe);
    if (!made)
        qFatal("%s", made.problem().c_str());
    return path;
}

void TestMediaWindow::drop(const QString &path)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(600, 400), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QDropEvent event(QPointF(600, 400), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_window.get(), &event);
}

void TestMediaWindow::aFileThatIsNoMediaIsOfferedAsBytes()
{
    drop(m_notes);
    BytesOffer *offer = m_window->notice()->offer();
    QTRY_VERIFY_WITH_TIMEOUT(offer->isVisible(), longest);
    QVERIFY(m_window->notice()->text().contains(QStringLiteral("notes.txt")));
    offer->rate()->setText(QStringLiteral("200 kbit/s"));
    QTest::mouseClick(offer->button(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->driver().session() != nullptr, longest);
    const BytesSource expected{m_notes.toStdString(), BitRate::bitsPerSecond(200'000)};
    QVERIFY(m_window->driver().scenario().source == SourceSpec(expected));
    QVERIFY(!m_window->notice()->isVisible());
}

void TestMediaWindow::aRateThatMakesNoSenseIsAskedForAgain()
{
    drop(m_notes);
    BytesOffer *offer = m_window->notice()->offer();
    QTRY_VERIFY_WITH_TIMEOUT(offer->isVisible(), longest);
    offer->rate()->setText(QStringLiteral("fast"));
    QTest::keyClick(offer->rate(), Qt::Key_Return);
    QVERIFY(m_window->notice()->text().contains(QStringLiteral("fast")));
    QVERIFY(offer->isVisible());
    QTest::mouseClick(offer->button(), Qt::LeftButton); // with what is proposed
    QTRY_VERIFY_WITH_TIMEOUT(m_window->driver().session() != nullptr, longest);
}

void TestMediaWindow::aFileThatIsNotThereIsNotOffered()
{
    m_window->open(FileSource{"/nowhere/film.mp4"});
    QTRY_VERIFY_WITH_TIMEOUT(m_window->notice()->isVisible(), longest);
    QVERIFY(!m_window->notice()->offer()->isVisible());
}

void TestMediaWindow::theRateProposedLastsAboutAMinute_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<qint64>("rate");
    QTest::newRow("a short text") << qint64(100) << qint64(8'000);
    QTest::newRow("a picture") << qint64(1'500'000) << qint64(200'000);
    QTest::newRow("a book") << qint64(9'000'000) << qint64(1'000'000);
    QTest::newRow("a disk") << qint64(5'000'000'000) << qint64(20'000'000);
}

void TestMediaWindow::theRateProposedLastsAboutAMinute()
{
    QFETCH(qint64, size);
    QFETCH(qint64, rate);
    QCOMPARE(rateForAMinute(Bytes(size)).toBitsPerSecond(), rate);
}

void TestMediaWindow::soundAloneShowsItsWaveform()
{
    m_window->open(FileSource{m_sound.toStdString()});
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->stage()->wave().bars.empty(), longest);
    m_window->driver().play();
    m_window->driver().advanceTo(SimTime::fromStart(SimDuration::seconds(1.5)));
    const WaveGeometry &wave = m_window->stage()->wave();
    QVERIFY(wave.bars.front().part == WaveGeometry::Part::Played);
    QVERIFY(wave.bars.back().part != WaveGeometry::Part::Played);
    QVERIFY(!wave.playhead.isEmpty());
    // And when it starts again, it is still there.
    m_window->driver().restart();
    QVERIFY(!m_window->stage()->wave().bars.empty());
}

void TestMediaWindow::aFilmWithPicturesHasNoWaveform()
{
    m_window->open(FileSource{m_sound.toStdString()});
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->stage()->wave().bars.empty(), longest);
    m_window->open(FileSource{m_film.toStdString()});
    QTRY_VERIFY_WITH_TIMEOUT(m_window->windowTitle().contains(QStringLiteral("film.mp4")), longest);
    QVERIFY(m_window->stage()->wave().bars.empty());
}

void TestMediaWindow::theWaveformTellsHowLoudItIs()
{
    FilmRecipe ticking = filmIn("wav", "", "pcm_s16le");
    ticking.ticks = true; // a burst at 0.6 at the beginning of every quarter of a second, silence between
    const QString path = make("ticks.wav", ticking);
    WaveformWorker worker;
    Waveform found;
    connect(&worker, &WaveformWorker::waveformReady, this,
            [&found](const std::shared_ptr<const Waveform> &waveform) { found = *waveform; });
    worker.open(path, SimDuration::wholeSeconds(3)); // a hundredth of a second is a part
    worker.finish();
    QCOMPARE(found.size(), WaveformWorker::parts);
    for (std::size_t i = 0; i < 290; ++i) {
        const bool loud = i % 25 == 0;
        QVERIFY2(std::abs(found[i] - (loud ? 0.6F : 0.0F)) < 0.01F,
                 qPrintable(QStringLiteral("part %1: %2").arg(i).arg(found[i])));
    }
}

void TestMediaWindow::barsFollowTheFilm()
{
    WaveGeometry wave;
    const QRectF frame(100, 50, 400, 200);
    wave.compute(frame, Waveform(300, 0.5F), 0.25, 0.5);
    const auto of = [&](WaveGeometry::Part part) {
        return std::count_if(wave.bars.begin(), wave.bars.end(),
                             [part](const WaveGeometry::Bar &bar) { return bar.part == part; });
    };
    const auto all = static_cast<double>(wave.bars.size());
    QVERIFY(std::abs(static_cast<double>(of(WaveGeometry::Part::Played)) - all / 4) <= 1);
    QVERIFY(std::abs(static_cast<double>(of(WaveGeometry::Part::Arrived)) - all / 4) <= 1);
    for (const WaveGeometry::Bar &bar : wave.bars) {
        QVERIFY(frame.contains(bar.rect));
        QCOMPARE(bar.rect.height() > 10, bar.part != WaveGeometry::Part::ToCome); // what has not arrived is not known
        QCOMPARE(bar.rect.center().x() <= wave.playhead.center().x() + 0.001, bar.part == WaveGeometry::Part::Played);
    }
    wave.compute(frame, {}, 0.25, 0.5);
    QVERIFY(wave.bars.empty());
    QVERIFY(wave.playhead.isEmpty());
}

void TestMediaWindow::doSomething(unsigned what, std::mt19937 &random)
{
    SessionDriver &driver = m_window->driver();
    const auto anySecond = [&random] { return SimDuration::milliseconds(static_cast<int>(random() % 3000)); };
    switch (what) {
    case 0: m_window->open(FileSource{m_film.toStdString()}); break;
    case 1: m_window->open(FileSource{m_other.toStdString()}); break;
    case 2: m_window->open(FileSource{m_sound.toStdString()}); break;
    case 3: m_window->open(FileSource{m_notes.toStdString()}); break;
    case 4: driver.seek(anySecond()); break;
    case 5: driver.togglePlay(); break;
    case 6: driver.restart(); break;
    case 7: driver.lookAt(SimTime::fromStart(anySecond())); break;
    case 8: m_window->actions().mute->trigger(); break;
    case 9:
        driver.apply(QStringLiteral("transport"), random() % 2 == 0 ? QStringLiteral("rtp") : QStringLiteral("tcp-cubic"));
        break;
    case 10: openWindow(); break; // and closes the one that was
    case 11:
        driver.apply(random() % 2 == 0 ? QStringLiteral("track.video") : QStringLiteral("track.audio"),
                     random() % 2 == 0 ? QStringLiteral("none") : QStringLiteral("auto"));
        break;
    default:
        driver.play();
        for (int i = 0; i < 12; ++i) {
            driver.tick(16ms);
            QCoreApplication::processEvents();
        }
    }
}

/// REBUFFER_ROUNDS=100 for as many, each with the seed after the last one's.
void TestMediaWindow::anythingInAnyOrder_data()
{
    const int rounds = std::max(2, qEnvironmentVariableIntValue("REBUFFER_ROUNDS"));
    const unsigned first = qEnvironmentVariableIsSet("REBUFFER_SEED") ? qEnvironmentVariable("REBUFFER_SEED").toUInt() : 20;
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = first; seed < first + static_cast<unsigned>(rounds); ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestMediaWindow::anythingInAnyOrder()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    for (int i = 0; i < 40; ++i) {
        doSomething(random() % 16, random);
        QCoreApplication::processEvents();
    }
    // It is still a window that opens and plays a film.
    m_window->driver().pause();
    m_window->open(FileSource{m_film.toStdString()});
    QTRY_VERIFY_WITH_TIMEOUT(m_window->windowTitle().contains(QStringLiteral("film.mp4")), longest);
    m_window->driver().play();
    m_window->driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(60)));
    QVERIFY(m_window->driver().hasEnded());
}

QTEST_MAIN(TestMediaWindow)
#include "test_media_window.moc"
