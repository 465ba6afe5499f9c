// Media without a codec: every byte belongs to one unit, and the units come at the rate that was asked for.
#include "core/media/synthetic_media.h"

#include "tests/support/show.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace rebuffer;

namespace {

std::string writeFile(const QTemporaryDir &folder, const QString &name, qint64 size)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray(size, 'x')) != size)
        return {};
    return file.fileName().toStdString();
}

// What fits nowhere else: every unit begins where the one before ended, in bytes and in time, and the last ends both.
bool isSeamless(const MediaTimeline &timeline)
{
    Bytes position;
    SimDuration time;
    for (const AccessUnit &unit : timeline.units()) {
        if (unit.position != position || unit.pts != time || unit.dts != time || !unit.key)
            return false;
        position = unit.end();
        time = unit.presentedUntil();
    }
    return position == timeline.size() && time == timeline.duration();
}

} // namespace

class TestSyntheticMedia : public QObject {
    Q_OBJECT

private slots:
    void holdsWhatTheRateMakes_data();
    void holdsWhatTheRateMakes();
    void sharesBytesExactly();
    void playsInStepsOfAHundredthOfASecond();
    void nothingToPlayIsNeverPlayable();
    void longFilmHasAMillionUnitsAtMost();
    void enormousFilmDoesNotOverflow();
    void anyFilePlaysAtTheRateGiven();
    void refuses_data();
    void refuses();
};

void TestSyntheticMedia::holdsWhatTheRateMakes_data()
{
    QTest::addColumn<qint64>("bitsPerSecond");
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<qint64>("units");
    QTest::addColumn<QString>("name");
    QTest::newRow("a minute") << qint64{1'000'000} << qint64{60'000} << qint64{7'500'000} << qint64{6000} << "1 Mbit/s for 60 s";
    QTest::newRow("a rate with a fraction") << qint64{2'500'000} << qint64{10'000} << qint64{3'125'000} << qint64{1000}
                                            << "2.5 Mbit/s for 10 s";
    QTest::newRow("a slow one") << qint64{64'000} << qint64{1'500} << qint64{12'000} << qint64{150} << "64 kbit/s for 1.5 s";
    QTest::newRow("a length that is no multiple")
        << qint64{1'000'000} << qint64{1'003} << qint64{125'375} << qint64{101} << "1 Mbit/s for 1.003 s";
    QTest::newRow("less than a byte a unit") << qint64{300} << qint64{1'000} << qint64{37} << qint64{100} << "300 bit/s for 1 s";
    QTest::newRow("a fast one") << qint64{10'000'000'000} << qint64{1'000} << qint64{1'250'000'000} << qint64{100}
                                << "10 Gbit/s for 1 s";
}

void TestSyntheticMedia::holdsWhatTheRateMakes()
{
    QFETCH(qint64, bitsPerSecond);
    QFETCH(qint64, milliseconds);
    QFETCH(qint64, bytes);
    QFETCH(qint64, units);
    QFETCH(QString, name);
    const MediaFile media = constantRateMedia(BitRate::bitsPerSecond(bitsPerSecond), SimDuration::milliseconds(milliseconds));
    QCOMPARE(QString::fromStdString(media.name), name);
    QVERIFY(media.path.empty());
    QCOMPARE(media.timeline->size().count(), bytes);
    QCOMPARE(media.timeline->duration(), SimDuration::milliseconds(milliseconds));
    QCOMPARE(static_cast<qint64>(media.timeline->units().size()), units);
    QVERIFY(isSeamless(*media.timeline));
}

void TestSyntheticMedia::sharesBytesExactly()
{
    const MediaFile media = constantRateMedia(BitRate::bitsPerSecond(1'000'003), SimDuration::wholeSeconds(7));
    const std::vector<AccessUnit> &units = media.timeline->units();
    const auto n = static_cast<std::int64_t>(units.size());
    const std::int64_t total = media.timeline->size().count();
    QCOMPARE(total, 875'002);
    for (std::int64_t k = 0; k < n; ++k) {
        QCOMPARE(units[static_cast<std::size_t>(k)].position.count(), k * total / n);
        QCOMPARE(units[static_cast<std::size_t>(k)].end().count(), (k + 1) * total / n);
    }
}

void TestSyntheticMedia::playsInStepsOfAHundredthOfASecond()
{
    const MediaFile media = constantRateMedia(BitRate::megabitsPerSecond(1), SimDuration::wholeSeconds(60));
    QCOMPARE(media.timeline->playableUntil(Bytes(1249)), SimDuration::zero());
    QCOMPARE(media.timeline->playableUntil(Bytes(1250)), SimDuration::milliseconds(10));
    QCOMPARE(media.timeline->prefixFor(SimDuration::wholeSeconds(2)), Bytes(250'000));
    QCOMPARE(media.timeline->playableUntil(media.timeline->size()), SimDuration::wholeSeconds(60));
    QCOMPARE(media.timeline->peakRate().toBitsPerSecond(), 1'000'000);
}

void TestSyntheticMedia::nothingToPlayIsNeverPlayable()
{
    const BitRate rate = BitRate::megabitsPerSecond(1);
    for (const MediaFile &media :
         {constantRateMedia(BitRate(), SimDuration::wholeSeconds(5)), constantRateMedia(rate, SimDuration::zero()),
          constantRateMedia(rate, SimDuration::wholeSeconds(-5))}) {
        QCOMPARE(media.timeline->size(), Bytes(0));
        QCOMPARE(media.timeline->playableUntil(Bytes(0)), SimDuration::zero());
    }
}

void TestSyntheticMedia::longFilmHasAMillionUnitsAtMost()
{
    const MediaFile media = constantRateMedia(BitRate::megabitsPerSecond(1), SimDuration::wholeSeconds(24 * 3600));
    QCOMPARE(media.timeline->units().size(), std::size_t{1'000'000});
    QVERIFY(isSeamless(*media.timeline));
}

void TestSyntheticMedia::enormousFilmDoesNotOverflow()
{
    const MediaFile media = constantRateMedia(BitRate::megabitsPerSecond(1e7), SimDuration::max());
    QVERIFY(media.timeline->size() > Bytes(0));
    QVERIFY(media.timeline->meanRate() > BitRate());
    QVERIFY(isSeamless(*media.timeline));
}

void TestSyntheticMedia::anyFilePlaysAtTheRateGiven()
{
    const QTemporaryDir folder;
    const std::string path = writeFile(folder, "lecture notes.pdf", 30'001);
    const Result<MediaFile> media = fileAsBytes(path, BitRate::kilobitsPerSecond(80));
    QVERIFY2(media, media.problem().c_str());
    QCOMPARE(QString::fromStdString(media->name), QString("lecture notes.pdf"));
    QCOMPARE(QString::fromStdString(media->path), QString::fromStdString(path));
    QCOMPARE(media->timeline->size().count(), 30'001);
    QCOMPARE(media->timeline->duration(), SimDuration::microseconds(3'000'100));
    QCOMPARE(media->timeline->tracks()[0].kind, TrackKind::Bytes);
    QVERIFY(isSeamless(*media->timeline));
}

void TestSyntheticMedia::refuses_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<double>("kilobitsPerSecond");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no such file") << "nowhere.bin" << 80.0 << "no such file";
    QTest::newRow("a directory") << "." << 80.0 << "directory";
    QTest::newRow("an empty file") << "empty.bin" << 80.0 << "empty";
    QTest::newRow("no rate") << "full.bin" << 0.0 << "rate must be above zero";
}

void TestSyntheticMedia::refuses()
{
    QFETCH(QString, what);
    QFETCH(double, kilobitsPerSecond);
    QFETCH(QString, reason);
    const QTemporaryDir folder;
    writeFile(folder, "empty.bin", 0);
    writeFile(folder, "full.bin", 10);
    const Result<MediaFile> media =
        fileAsBytes(folder.filePath(what).toStdString(), BitRate::kilobitsPerSecond(kilobitsPerSecond));
    QVERIFY(!media);
    const QString problem = QString::fromStdString(media.problem());
    QVERIFY2(problem.contains(reason), media.problem().c_str());
    QVERIFY2(problem.contains(folder.filePath(what)), media.problem().c_str());
}

QTEST_APPLESS_MAIN(TestSyntheticMedia)
#include "test_synthetic_media.moc"
