// Tracks that a scenario names and the film does not have are refused in one line that says what there is.
#include "core/session/scenario_keys.h"
#include "core/session/session.h"
#include "core/session/track_check.h"
#include "tests/support/films.h"

#include <QTest>

using namespace rebuffer;

namespace {

MediaFile filmWith(int pictures, int sounds)
{
    MediaTimeline::Contents film;
    film.size = Bytes(100'000);
    film.duration = SimDuration::wholeSeconds(1);
    for (int i = 0; i < pictures + sounds; ++i) {
        Track track;
        track.kind = i < pictures ? TrackKind::Video : TrackKind::Audio;
        film.tracks.push_back(track);
        AccessUnit unit;
        unit.track = static_cast<std::uint16_t>(i);
        unit.position = Bytes(1000 * i);
        unit.size = Bytes(1000);
        unit.duration = film.duration;
        unit.key = true;
        film.units.push_back(unit);
    }
    return {"film.mkv", "film.mkv", std::make_shared<const MediaTimeline>(std::move(film))};
}

} // namespace

class TestTrackCheck : public QObject {
    Q_OBJECT

private slots:
    void aChoiceFitsTheFilmOrIsRefused_data();
    void aChoiceFitsTheFilmOrIsRefused();
    void theSessionPlaysWhatTheScenarioSays();
};

void TestTrackCheck::aChoiceFitsTheFilmOrIsRefused_data()
{
    QTest::addColumn<int>("pictures");
    QTest::addColumn<int>("sounds");
    QTest::addColumn<QString>("video");
    QTest::addColumn<QString>("audio");
    QTest::addColumn<QString>("problem");
    const QString automatic = QStringLiteral("auto");
    const QString none = QStringLiteral("none");
    QTest::newRow("nothing said") << 1 << 1 << automatic << automatic << QString();
    QTest::newRow("the last of three") << 2 << 3 << QStringLiteral("2") << QStringLiteral("3") << QString();
    QTest::newRow("one too many") << 1 << 2 << automatic << QStringLiteral("3")
                                  << QStringLiteral(
                                         "track.audio: 3: film.mkv has 2 tracks of sound; give one from 1 to 2, auto or none");
    QTest::newRow("the second of one") << 1 << 1 << QStringLiteral("2") << automatic
                                       << QStringLiteral(
                                              "track.video: 2: film.mkv has 1 track of pictures; give 1, auto or none");
    QTest::newRow("sound of a silent film") << 1 << 0 << automatic << QStringLiteral("1")
                                            << QStringLiteral(
                                                   "track.audio: 1: film.mkv has no track of sound; give auto or none");
    QTest::newRow("silent") << 1 << 1 << automatic << none << QString();
    QTest::newRow("dark") << 1 << 1 << none << automatic << QString();
    QTest::newRow("silent and dark") << 1 << 1 << none << none
                                     << QStringLiteral("track.video: none leaves nothing of film.mkv to play; give auto");
    QTest::newRow("dark, without sound") << 1 << 0 << none << automatic
                                         << QStringLiteral("track.video: none leaves nothing of film.mkv to play; give auto");
    QTest::newRow("no sound of sound alone")
        << 0 << 1 << automatic << none << QStringLiteral("track.audio: none leaves nothing of film.mkv to play; give auto");
}

void TestTrackCheck::aChoiceFitsTheFilmOrIsRefused()
{
    QFETCH(int, pictures);
    QFETCH(int, sounds);
    QFETCH(QString, video);
    QFETCH(QString, audio);
    QFETCH(QString, problem);
    Scenario scenario;
    QVERIFY(setScenarioKey(scenario, videoTrackKey, video.toStdString()));
    QVERIFY(setScenarioKey(scenario, audioTrackKey, audio.toStdString()));
    const auto fits = checkTracks(scenario, filmWith(pictures, sounds));
    QCOMPARE(fits ? QString() : QString::fromStdString(fits.problem()), problem);
    QVERIFY(checkTracks(scenario, std::nullopt)); // endless bytes have no tracks to choose
}

void TestTrackCheck::theSessionPlaysWhatTheScenarioSays()
{
    Scenario scenario;
    QVERIFY(setScenarioKey(scenario, audioTrackKey, "2"));
    const Session session(scenario, filmWith(1, 2));
    QCOMPARE(session.media()->timeline->soundTrack(), std::optional<std::size_t>(2));
    QCOMPARE(session.media()->timeline->pictureTrack(), std::optional<std::size_t>(0));
    const Session another(Scenario(), session.media()); // of a film with that choice made
    QCOMPARE(another.media()->timeline->soundTrack(), std::optional<std::size_t>(1));
}

QTEST_GUILESS_MAIN(TestTrackCheck)
#include "test_track_check.moc"
