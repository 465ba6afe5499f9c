// Choosing among a film's tracks in the window: the list is there when there is a choice, and what is chosen is played.
#include "core/io/open_source.h"
#include "core/io/scenario_file.h"
#include "core/session/scenario_keys.h"
#include "tests/media/test_media.h"
#include "tests/ui/shown_picture.h"
#include "ui/controls/controls_panel.h"
#include "ui/controls/notice_line.h"
#include "ui/controls/preset_box.h"
#include "ui/controls/source_card.h"
#include "ui/controls/track_boxes.h"
#include "ui/main_window.h"
#include "ui/player/sound_sink.h"
#include "ui/sound_desk.h"
#include "ui/stage/stage_view.h"
#include "ui/stage/wave_geometry.h"

#include <QAbstractItemView>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include <algorithm>
#include <memory>

using namespace rebuffer;
using namespace std::chrono_literals;
using rebuffer::test::filmIn;
using rebuffer::test::FilmRecipe;
using rebuffer::test::madeNumberIn;
using rebuffer::test::makeFilm;
using rebuffer::test::secondFrom;
using rebuffer::test::shownFilm;

namespace {

constexpr int longest = 20'000; // ms

/// Takes everything, and tells whether anything was to be heard.
class Ear final : public SoundSink {
public:
    explicit Ear(bool &loud) : m_loud(loud) {}
    bool start() override { return true; }
    std::int64_t queued() const override { return 0; }
    std::int64_t room() const override { return 10'000; }
    void write(std::span<const std::int16_t> stereo) override
    {
        m_loud = m_loud || std::ranges::any_of(stereo, [](std::int16_t sample) { return sample > 3000; });
    }
    void stop() override {}
    void setVolume(double) override {}

private:
    bool &m_loud;
};

} // namespace

class TestTrackBoxes : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(); }
    void aPlainFilmHasNothingToChoose();
    void eachTrackIsALineAsPlayersTellIt();
    void anotherSoundIsHeardFromTheBeginning();
    void anotherPictureIsShown();
    void whatIsChosenIsUndone();
    void noSoundAndNoPicturesAreNot();
    void itIsSavedAndReadAgain();
    void anotherFilmBeginsWithItsOwnChoice();
    void tracksThatTheFilmLacksAreTold();

private:
    void open(const QString &path);
    TrackBoxes *boxes() { return m_window->controls()->source()->tracks(); }
    SessionDriver &driver() { return m_window->driver(); }
    QString value(const char *key) const;
    /// Opens the list with the mouse and takes that line with the keys.
    void take(QComboBox *box, int line);
    void playSeconds(double seconds);
    int shownNumber();

    QTemporaryDir m_folder;
    QString m_several;
    QString m_plain;
    bool m_loud = false;
    std::unique_ptr<MainWindow> m_window;
};

void TestTrackBoxes::initTestCase()
{
    FilmRecipe several = filmIn("matroska", "mpeg4", "pcm_s16le");
    several.pictureTracks = 2;
    several.soundTracks = 3;
    several.othersSilent = true;
    several.soundLanguages = {"eng", "ger", ""};
    several.soundTitle = "Commentary";
    m_several = m_folder.filePath(QStringLiteral("several.mkv"));
    m_plain = m_folder.filePath(QStringLiteral("plain.mkv"));
    QVERIFY(makeFilm(m_several.toStdString(), several));
    QVERIFY(makeFilm(m_plain.toStdString(), filmIn("matroska", "mpeg4", "pcm_s16le")));
}

void TestTrackBoxes::init()
{
    Scenario scenario;
    scenario.link.rate = BitRate::megabitsPerSecond(100);
    m_window = std::make_unique<MainWindow>(ThemeKind::Light, scenario, openSource);
    driver().setManual(true);
    m_loud = false;
    m_window->setSoundSink(std::make_unique<Ear>(m_loud));
    m_window->resize(1280, 720);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestTrackBoxes::open(const QString &path)
{
    const QSignalSpy replaced(&driver(), &SessionDriver::sessionReplaced);
    m_window->open(FileSource{path.toStdString()});
    QTRY_VERIFY_WITH_TIMEOUT(!replaced.isEmpty(), longest);
}

QString TestTrackBoxes::value(const char *key) const
{
    return QString::fromStdString(findScenarioKey(key)->get(m_window->driver().scenario()));
}

void TestTrackBoxes::take(QComboBox *box, int line)
{
    QTest::mouseClick(box, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(box->view()->isVisible(), longest);
    const int way = line - box->view()->currentIndex().row();
    for (int i = 0; i < std::abs(way); ++i)
        QTest::keyClick(box->view(), way > 0 ? Qt::Key_Down : Qt::Key_Up);
    QTest::keyClick(box->view(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!box->view()->isVisible(), longest);
}

void TestTrackBoxes::playSeconds(double seconds)
{
    driver().play();
    for (double gone = 0; gone < seconds; gone += 0.02) {
        driver().tick(20ms);
        QCoreApplication::processEvents();
    }
}

int TestTrackBoxes::shownNumber()
{
    m_window->settle();
    return madeNumberIn(shownFilm(*m_window, m_window->grab().toImage(), {160, 96}));
}

void TestTrackBoxes::aPlainFilmHasNothingToChoose()
{
    QVERIFY(!boxes()->isVisible());
    open(m_plain);
    QVERIFY(!boxes()->isVisible());
}

void TestTrackBoxes::eachTrackIsALineAsPlayersTellIt()
{
    open(m_several);
    QVERIFY(boxes()->isVisible());
    QVERIFY(boxes()->pictures()->isVisible());
    QVERIFY(boxes()->sounds()->isVisible());
    QCOMPARE(boxes()->pictures()->count(), 3);
    QCOMPARE(boxes()->pictures()->itemText(1), QStringLiteral("Picture 2: MPEG-4 160×96"));
    QCOMPARE(boxes()->pictures()->itemText(2), QStringLiteral("No pictures"));
    const QStringList sounds{QStringLiteral("Sound 1: English, PCM stereo"), QStringLiteral("Sound 2: German, PCM stereo"),
                             QStringLiteral("Sound 3: Commentary, PCM stereo"), QStringLiteral("No sound")};
    QCOMPARE(boxes()->sounds()->count(), sounds.size());
    for (int i = 0; i < sounds.size(); ++i)
        QCOMPARE(boxes()->sounds()->itemText(i), sounds[i]);
    QCOMPARE(boxes()->sounds()->currentIndex(), 0);
    const auto *panel = m_window->controls()->findChild<QScrollArea *>(); // they have room in it, one beside the other
    QVERIFY(panel->widget()->minimumSizeHint().width() <= panel->viewport()->width());
    QVERIFY(m_window->controls()->isWhole());
    QVERIFY(std::abs(boxes()->pictures()->width() - boxes()->sounds()->width()) < 3);
    open(m_plain);
    QVERIFY(!boxes()->isVisible());
}

void TestTrackBoxes::anotherSoundIsHeardFromTheBeginning()
{
    open(m_several);
    playSeconds(1.5);
    QTRY_VERIFY_WITH_TIMEOUT((playSeconds(0.02), m_loud), longest);
    QVERIFY(driver().session()->now() > SimTime::start());
    take(boxes()->sounds(), 1);
    QCOMPARE(value("track.audio"), QStringLiteral("2"));
    QVERIFY(driver().isRunning()); // it goes on, from the beginning
    QVERIFY(driver().session()->now() == SimTime::start());
    QCOMPARE(boxes()->sounds()->currentIndex(), 1);
    m_loud = false;
    playSeconds(2.5);
    QVERIFY(driver().session()->summary().playTime > SimDuration::seconds(1));
    QVERIFY(!m_loud);
}

void TestTrackBoxes::anotherPictureIsShown()
{
    open(m_several);
    playSeconds(1);
    QVERIFY(shownNumber() < secondFrom);
    boxes()->pictures()->setFocus();
    QTest::keyClick(boxes()->pictures(), Qt::Key_Down);
    QCOMPARE(value("track.video"), QStringLiteral("2"));
    playSeconds(1);
    Snapshot snapshot;
    driver().session()->snapshot(snapshot);
    QVERIFY(snapshot.position > SimDuration::zero());
    QCOMPARE(shownNumber(), secondFrom + static_cast<int>(snapshot.position.toSeconds() * 25 + 1e-6));
}

void TestTrackBoxes::whatIsChosenIsUndone()
{
    open(m_several);
    boxes()->sounds()->setFocus();
    QTest::keyClick(boxes()->sounds(), Qt::Key_Down);
    QCOMPARE(value("track.audio"), QStringLiteral("2"));
    m_window->history().stack()->undo();
    QCOMPARE(value("track.audio"), QStringLiteral("auto"));
    QCOMPARE(boxes()->sounds()->currentIndex(), 0);
}

void TestTrackBoxes::noSoundAndNoPicturesAreNot()
{
    open(m_several);
    take(boxes()->sounds(), 3);
    QCOMPARE(value("track.audio"), QStringLiteral("none"));
    QVERIFY(m_window->sound()->silence() == Silence::NoTrack);
    take(boxes()->pictures(), 2); // nothing would be left
    QCOMPARE(value("track.video"), QStringLiteral("auto"));
    QVERIFY(m_window->notice()->text().contains(QStringLiteral("nothing of several.mkv to play")));
    QCOMPARE(boxes()->pictures()->currentIndex(), 0); // and the list shows what is so
    take(boxes()->sounds(), 0);
    take(boxes()->pictures(), 2);
    QCOMPARE(value("track.video"), QStringLiteral("none"));
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->stage()->wave().bars.empty(), longest); // as with sound alone
}

void TestTrackBoxes::itIsSavedAndReadAgain()
{
    open(m_several);
    driver().apply(QStringLiteral("track.audio"), QStringLiteral("3"));
    const QByteArray json = scenarioToJson(driver().session()->script());
    const auto read = parseScenario(json, QStringLiteral("saved.json"));
    QVERIFY(read);
    QCOMPARE(read->tracks.audio.number, 3);
    QCOMPARE(read->tracks.video.number, TrackPick::byItself);
}

void TestTrackBoxes::anotherFilmBeginsWithItsOwnChoice()
{
    open(m_several);
    driver().apply(QStringLiteral("track.audio"), QStringLiteral("3"));
    open(m_plain);
    QCOMPARE(value("track.audio"), QStringLiteral("auto"));
    QVERIFY(!m_window->notice()->isVisible());
}

void TestTrackBoxes::tracksThatTheFilmLacksAreTold()
{
    open(m_plain);
    driver().apply(QStringLiteral("track.audio"), QStringLiteral("2"));
    QVERIFY(m_window->notice()->text().contains(QStringLiteral("plain.mkv has 1 track of sound")));
    QCOMPARE(value("track.audio"), QStringLiteral("auto"));
    // As when a scenario asks for it.
    Scenario scenario;
    scenario.tracks.audio.number = 2;
    m_window = std::make_unique<MainWindow>(ThemeKind::Light, scenario, openSource);
    driver().setManual(true);
    m_window->show();
    open(m_plain);
    QVERIFY(m_window->notice()->text().contains(QStringLiteral("plain.mkv has 1 track of sound")));
    QCOMPARE(value("track.audio"), QStringLiteral("auto"));
}

QTEST_MAIN(TestTrackBoxes)
#include "test_track_boxes.moc"
