// What of a live film's pictures came in time.
#include "core/playback/reception.h"
#include "tests/support/films.h"
#include "tests/support/show.h"

#include <QTest>

using namespace rebuffer;
using testing::film;
using testing::seconds;

namespace {

/// Ten pictures of a second and 100 bytes each.
Reception tenPictures()
{
    return Reception(film(std::vector<std::int64_t>(10, 100)));
}

ByteRange bytes(std::int64_t begin, std::int64_t end)
{
    return {Bytes(begin), Bytes(end)};
}

} // namespace

class TestReception : public QObject {
    Q_OBJECT

private slots:
    void aWholeFilmHasNoDamage();
    void countsWhatIsMissingWhenItIsDue();
    void whatComesTooLateIsLost();
    void whatComesInTimeRepairs();
    void namesTheMissingBytes();
    void doesNotNameWhatMayStillBeOnItsWay();
    void remembersWhereTheFileWasHurt();
    void aRestartCountsFromThere();
    void saysWhichSoundIsMissing();
    void aFilmWithoutPicturesCountsWhatItHas_data();
    void aFilmWithoutPicturesCountsWhatItHas();
};

void TestReception::aWholeFilmHasNoDamage()
{
    Reception reception = tenPictures();
    reception.onBytes(bytes(0, 1000));
    reception.passTo(seconds(10));
    std::vector<DamagedUnit> damage;
    reception.damagedUnits(seconds(0), damage);
    QVERIFY(damage.empty());
    QCOMPARE(reception.damagedFrames() + reception.lostFrames(), std::int64_t{0});
}

void TestReception::countsWhatIsMissingWhenItIsDue()
{
    Reception reception = tenPictures();
    reception.onBytes(bytes(0, 150));   // picture 1: half
    reception.onBytes(bytes(300, 401)); // picture 2: nothing; 4: one byte
    reception.onBytes(bytes(500, 1000));
    reception.passTo(seconds(0.5));
    QCOMPARE(reception.damagedFrames(), std::int64_t{0});
    reception.passTo(seconds(1));
    QCOMPARE(reception.damagedFrames(), std::int64_t{1});
    reception.passTo(seconds(3.9));
    QCOMPARE(reception.lostFrames(), std::int64_t{1});
    reception.passTo(seconds(10));
    QCOMPARE(reception.damagedFrames(), std::int64_t{2});
    QCOMPARE(reception.lostFrames(), std::int64_t{1});
}

/// Frames as a whole, and only those whose time has come.
void TestReception::remembersWhereTheFileWasHurt()
{
    Reception reception = tenPictures();
    reception.onBytes(bytes(0, 150));
    reception.onBytes(bytes(300, 401));
    reception.onBytes(bytes(500, 900));
    QCOMPARE(reception.furthest(), Bytes(900));
    reception.passTo(seconds(3.9));
    QCOMPARE(reception.hurt().ranges(), (std::vector<StreamRange>{{100, 300}}));
    reception.passTo(seconds(5));
    QCOMPARE(reception.hurt().ranges(), (std::vector<StreamRange>{{100, 300}, {400, 500}}));
    reception.restart(seconds(7));
    QVERIFY(reception.hurt().empty());
}

void TestReception::whatComesTooLateIsLost()
{
    Reception reception = tenPictures();
    reception.onBytes(bytes(0, 100));
    reception.passTo(seconds(1));
    reception.onBytes(bytes(100, 200));
    reception.onBytes(bytes(200, 300));
    reception.passTo(seconds(2.5));
    QCOMPARE(reception.lostFrames(), std::int64_t{1});
    std::vector<DamagedUnit> damage;
    reception.damagedUnits(seconds(0), damage);
    QCOMPARE(damage.size(), std::size_t{1});
    QVERIFY(damage.front().isLost());
    QCOMPARE(damage.front().pts, seconds(1));
}

void TestReception::whatComesInTimeRepairs()
{
    Reception reception = tenPictures();
    reception.onBytes(bytes(0, 200));
    reception.onBytes(bytes(300, 400));
    std::vector<DamagedUnit> damage;
    reception.damagedUnits(seconds(0), damage);
    QCOMPARE(damage.size(), std::size_t{1}); // the third is known to be missing
    reception.passTo(seconds(1.9));
    reception.onBytes(bytes(200, 300));
    reception.damagedUnits(seconds(0), damage);
    QVERIFY(damage.empty());
    reception.passTo(seconds(3));
    QCOMPARE(reception.damagedFrames() + reception.lostFrames(), std::int64_t{0});
}

void TestReception::namesTheMissingBytes()
{
    Reception reception = tenPictures();
    reception.onBytes(bytes(0, 110));
    reception.onBytes(bytes(130, 150));
    reception.onBytes(bytes(160, 200));
    reception.onBytes(bytes(200, 300));
    std::vector<DamagedUnit> damage;
    reception.damagedUnits(seconds(0), damage);
    QCOMPARE(damage.size(), std::size_t{1});
    QCOMPARE(damage.front().size, Bytes(100));
    QCOMPARE(damage.front().missing, (std::vector<ByteRange>{bytes(10, 30), bytes(50, 60)}));
    QVERIFY(!damage.front().isLost());
}

void TestReception::doesNotNameWhatMayStillBeOnItsWay()
{
    Reception reception = tenPictures();
    reception.onBytes(bytes(0, 150));
    std::vector<DamagedUnit> damage;
    reception.damagedUnits(seconds(0), damage);
    QVERIFY(damage.empty());
    reception.passTo(seconds(1));
    reception.damagedUnits(seconds(0), damage);
    QCOMPARE(damage.size(), std::size_t{1}); // its time has come
}

void TestReception::aRestartCountsFromThere()
{
    Reception reception = tenPictures();
    reception.passTo(seconds(1));
    QCOMPARE(reception.lostFrames(), std::int64_t{2});
    reception.restart(seconds(5));
    reception.onBytes(bytes(400, 700)); // the picture before is decoded, too
    reception.passTo(seconds(7));
    QCOMPARE(reception.lostFrames(), std::int64_t{3}); // the eighth
}

void TestReception::saysWhichSoundIsMissing()
{
    Reception reception(film(std::vector<std::int64_t>(10, 100), 0, TrackKind::Audio));
    reception.onBytes(bytes(0, 150));
    reception.onBytes(bytes(300, 400));
    std::vector<MissingSound> missing;
    reception.missingSound(seconds(0), missing);
    const std::vector<MissingSound> expected{{0, seconds(1), seconds(2)}, {0, seconds(2), seconds(3)}};
    QCOMPARE(missing, expected);
    reception.missingSound(seconds(1.5), missing);
    QCOMPARE(missing.size(), std::size_t{1});
    reception.onBytes(bytes(150, 300)); // in time
    reception.missingSound(seconds(0), missing);
    QVERIFY(missing.empty());
    QCOMPARE(reception.damagedFrames() + reception.lostFrames(), std::int64_t{0}); // those are pictures
}

void TestReception::aFilmWithoutPicturesCountsWhatItHas_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("sound") << static_cast<int>(TrackKind::Audio);
    QTest::newRow("bytes") << static_cast<int>(TrackKind::Bytes);
}

void TestReception::aFilmWithoutPicturesCountsWhatItHas()
{
    QFETCH(int, kind);
    Reception reception(film(std::vector<std::int64_t>(10, 100), 0, static_cast<TrackKind>(kind)));
    reception.onBytes(bytes(0, 450));    // the fifth: half
    reception.onBytes(bytes(600, 1000)); // the sixth: nothing
    reception.passTo(seconds(10));
    QCOMPARE(reception.damagedFrames(), std::int64_t{1});
    QCOMPARE(reception.lostFrames(), std::int64_t{1});
    std::vector<DamagedUnit> damage;
    reception.damagedUnits(seconds(0), damage);
    QVERIFY2(damage.empty(), "no picture is damaged where there is none");
}

QTEST_APPLESS_MAIN(TestReception)
#include "test_reception.moc"
