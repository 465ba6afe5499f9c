// Screenshots of the demo film over a start, a stall and what comes after: the picture in each is the one that a player
// shows at its position, the last that is due by then; and the next run's are the same.
#include "app/screenshot.h"
#include "core/io/open_source.h"
#include "core/session/scenario_keys.h"
#include "tests/ui/shown_picture.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <vector>

using namespace rebuffer;
using rebuffer::test::demoNumberIn;
using rebuffer::test::shownFilm;

namespace {

constexpr std::array seconds{1.0, 2.5, 4.02, 7.77, 12.0, 16.0, 18.5, 21.9, 24.04, 27.5};
constexpr QSize windowSize(1920, 1080); // so that the film is large enough for its number to be read
const char *const demoFilm = REBUFFER_DEMO_FILM;

/// How many pictures of the track are due by then, less one: the number of the one that is shown.
int numberDue(const MediaTimeline &film, SimDuration position)
{
    const auto track = film.pictureTrack();
    const auto due =
        std::ranges::count_if(film.units(), [&](const AccessUnit &unit) { return unit.track == *track && unit.pts <= position; });
    return std::max(0, static_cast<int>(due) - 1);
}

struct Look {
    PlayerState state;
    int number;
    int due;
};

} // namespace

class TestFilmPictures : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void thePictureIsTheOneDue_data();
    void thePictureIsTheOneDue();
    void startStallAndAfterAreAmongThem();
    void untilSomethingIsThereASeekShowsThePictureBefore();
    void aFirstLookAtASeekShowsThePictureBefore();
    void untilSomethingIsThereThereIsNoPicture_data();
    void untilSomethingIsThereThereIsNoPicture();

private:
    std::vector<Look> looks();

    QTemporaryDir m_folder;
    Scenario m_scenario;
    std::optional<MediaFile> m_film;
    std::vector<Look> m_first;
    std::vector<Look> m_second;
};

void TestFilmPictures::initTestCase()
{
    m_scenario.source = FileSource{demoFilm};
    QVERIFY(setScenarioKey(m_scenario, "link.rate", "2.5Mbit/s"));
    QVERIFY(setScenarioKey(m_scenario, "player.start", "1s"));
    m_scenario.changes = {{SimTime::fromStart(SimDuration::wholeSeconds(6)), "link.rate", "400kbit/s"},
                          {SimTime::fromStart(SimDuration::wholeSeconds(20)), "link.rate", "12Mbit/s"}};
    const auto opened = openSource(m_scenario.source);
    QVERIFY2(static_cast<bool>(opened), opened ? "" : opened.problem().c_str());
    m_film = *opened;
    m_first = looks();
    m_second = looks();
}

/// What `rebuffer --screenshot FILE --at SECOND` saves at each of them, and what the player is at.
std::vector<Look> TestFilmPictures::looks()
{
    std::vector<Look> seen;
    MainWindow window(ThemeKind::Light, m_scenario, openSource);
    window.start(m_scenario.source, m_film);
    Options options;
    options.size = windowSize;
    options.screenshot = ScreenshotOptions{m_folder.filePath(QStringLiteral("look.png")), {}, {}};
    for (const double second : seconds) {
        options.at = SimTime::fromStart(SimDuration::seconds(second));
        if (!saveScreenshot(window, options))
            return {};
        Snapshot snapshot;
        window.driver().session()->snapshot(snapshot);
        const QImage film = shownFilm(window, QImage(options.screenshot->file), {16, 9});
        seen.push_back({snapshot.state, demoNumberIn(film, snapshot.state != PlayerState::Playing),
                        numberDue(*m_film->timeline, snapshot.position)});
    }
    return seen;
}

void TestFilmPictures::thePictureIsTheOneDue_data()
{
    QTest::addColumn<std::size_t>("look");
    for (std::size_t i = 0; i < seconds.size(); ++i)
        QTest::addRow("at %.2f s", seconds[i]) << i;
}

void TestFilmPictures::thePictureIsTheOneDue()
{
    QFETCH(std::size_t, look);
    QCOMPARE(m_first.size(), seconds.size());
    QCOMPARE(m_second.size(), seconds.size());
    QCOMPARE(m_first[look].number, m_first[look].due);
    QCOMPARE(m_second[look].number, m_first[look].number);
    QCOMPARE(m_second[look].state, m_first[look].state);
}

void TestFilmPictures::startStallAndAfterAreAmongThem()
{
    const auto count = [this](PlayerState state) {
        return std::ranges::count_if(m_first, [state](const Look &look) { return look.state == state; });
    };
    QVERIFY(count(PlayerState::Starting) >= 1);
    QVERIFY(count(PlayerState::Stalled) >= 2);
    QVERIFY(count(PlayerState::Playing) >= 5);
    QVERIFY(m_first.back().number > m_first[6].number);
}

void TestFilmPictures::untilSomethingIsThereASeekShowsThePictureBefore()
{
    Scenario slow;
    slow.source = m_scenario.source;
    QVERIFY(setScenarioKey(slow, "link.rate", "2.5Mbit/s"));
    QVERIFY(setScenarioKey(slow, "link.delay", "200ms"));
    MainWindow window(ThemeKind::Light, slow, openSource);
    window.driver().setManual(true);
    window.start(slow.source, m_film);
    window.resize(windowSize);
    window.show();
    const auto numberShown = [&](bool inTheDark) {
        window.settle();
        return demoNumberIn(shownFilm(window, window.grab().toImage(), {16, 9}), inTheDark);
    };
    Snapshot snapshot;
    window.driver().play();
    window.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(6)));
    window.driver().session()->snapshot(snapshot);
    const int before = numberDue(*m_film->timeline, snapshot.position);
    QCOMPARE(numberShown(false), before);

    window.driver().seek(SimDuration::wholeSeconds(70));
    window.driver().advanceTo(SimTime::fromStart(SimDuration::seconds(6.1)));
    window.driver().session()->snapshot(snapshot);
    QCOMPARE(snapshot.state, PlayerState::Seeking);
    QVERIFY(snapshot.position >= SimDuration::wholeSeconds(69)); // and nothing of that place is there
    QCOMPARE(numberShown(true), before);

    window.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(20)));
    window.driver().session()->snapshot(snapshot);
    QCOMPARE(snapshot.state, PlayerState::Playing);
    QVERIFY(snapshot.position > SimDuration::wholeSeconds(70));
    QCOMPARE(numberShown(false), numberDue(*m_film->timeline, snapshot.position));
}

void TestFilmPictures::aFirstLookAtASeekShowsThePictureBefore()
{
    Scenario moved;
    moved.source = m_scenario.source;
    QVERIFY(setScenarioKey(moved, "link.rate", "2.5Mbit/s"));
    QVERIFY(setScenarioKey(moved, "link.delay", "200ms"));
    moved.changes = {{SimTime::fromStart(SimDuration::wholeSeconds(6)), std::string(seekKey), "70s"}};
    MainWindow window(ThemeKind::Light, moved, openSource);
    window.start(moved.source, m_film);
    Options options;
    options.size = windowSize;
    options.at = SimTime::fromStart(SimDuration::seconds(6.1));
    options.screenshot = ScreenshotOptions{m_folder.filePath(QStringLiteral("moved.png")), {}, {}};
    QVERIFY(saveScreenshot(window, options));
    Snapshot snapshot;
    window.driver().session()->snapshot(snapshot);
    QCOMPARE(snapshot.state, PlayerState::Seeking);
    QVERIFY(snapshot.pictureFrom && *snapshot.pictureFrom < SimDuration::wholeSeconds(6));
    const int before = numberDue(*m_film->timeline, *snapshot.pictureFrom);
    QVERIFY(before > 30);
    QCOMPARE(demoNumberIn(shownFilm(window, QImage(options.screenshot->file), {16, 9}), true), before);
}

void TestFilmPictures::untilSomethingIsThereThereIsNoPicture_data()
{
    QTest::addColumn<QByteArray>("rate");
    QTest::addColumn<double>("second");
    QTest::addColumn<bool>("black");
    QTest::newRow("before play it is on the box") << QByteArray("2.5Mbit/s") << 0.0 << false;
    QTest::newRow("the request is on its way") << QByteArray("2.5Mbit/s") << 0.05 << true;
    QTest::newRow("nothing ever comes") << QByteArray("0") << 5.0 << true;
    QTest::newRow("the first pictures are there") << QByteArray("2.5Mbit/s") << 1.5 << false;
}

/// A film that was asked for is black until the first of its pictures can be decoded.
void TestFilmPictures::untilSomethingIsThereThereIsNoPicture()
{
    QFETCH(QByteArray, rate);
    QFETCH(double, second);
    QFETCH(bool, black);
    Scenario scenario;
    scenario.source = m_scenario.source;
    QVERIFY(setScenarioKey(scenario, "link.rate", rate.toStdString()));
    QVERIFY(setScenarioKey(scenario, "link.delay", "20ms"));
    MainWindow window(ThemeKind::Light, scenario, openSource);
    window.start(scenario.source, m_film);
    Options options;
    options.size = windowSize;
    options.at = SimTime::fromStart(SimDuration::seconds(second));
    options.screenshot = ScreenshotOptions{m_folder.filePath(QStringLiteral("begin.png")), {}, {}};
    QVERIFY(saveScreenshot(window, options));
    const QImage film = shownFilm(window, QImage(options.screenshot->file), {16, 9});
    int darkest = 255, lightest = 0; // where nothing is written over it
    for (int y = film.height() / 20; y < film.height() / 4; ++y) {
        for (int x = film.width() / 20; x < film.width() / 4; ++x) {
            darkest = std::min(darkest, qGray(film.pixel(x, y)));
            lightest = std::max(lightest, qGray(film.pixel(x, y)));
        }
    }
    QCOMPARE(lightest - darkest < 4, black);
}

QTEST_MAIN(TestFilmPictures)
#include "test_film_pictures.moc"
