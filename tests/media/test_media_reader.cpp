// The reader against the packets libavformat reports, asked here once more and by other code, and against what can be
// demuxed from the first part of a file alone.
#include "core/media/ffmpeg/media_reader.h"

#include "tests/media/demuxed.h"
#include "tests/media/test_media.h"
#include "tests/support/show.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

using namespace rebuffer;
using namespace rebuffer::test;

Q_DECLARE_METATYPE(rebuffer::test::FilmRecipe)

namespace {

QByteArray bytesOf(const QByteArray &file, const AccessUnit &unit)
{
    return file.mid(static_cast<qsizetype>(unit.position.count()), static_cast<qsizetype>(unit.size.count()));
}

QByteArray ownBytesOf(const QByteArray &file, const UnitPieces &pieces, const AccessUnit &unit)
{
    QByteArray own;
    pieces.all(unit, [&](ByteRange piece) {
        own += file.mid(static_cast<qsizetype>(piece.begin.count()), static_cast<qsizetype>(piece.size().count()));
        return true;
    });
    return own;
}

/// Whether all of `data` is found in `bytes` in its order, whatever headers stand between.
bool holdsInOrder(const QByteArray &bytes, const QByteArray &data)
{
    qsizetype found = 0;
    for (qsizetype at = 0; at < bytes.size() && found < data.size(); ++at)
        found += bytes[at] == data[found] ? 1 : 0;
    return found == data.size();
}

bool isNear(long double seconds, SimDuration time)
{
    return std::fabs(seconds * 1e9L - static_cast<long double>(time.toNanoseconds())) <= 1.0L;
}

} // namespace

class TestMediaReader : public QObject {
    Q_OBJECT

private slots:
    void reportsEveryPacketOnce_data() { films(Containers::All); }
    void reportsEveryPacketOnce();
    void keepsThePacketsTimes_data() { films(Containers::All); }
    void keepsThePacketsTimes();
    void rangeHoldsThePacketsBytes_data() { films(Containers::Verbatim); }
    void rangeHoldsThePacketsBytes();
    void piecesHoldThePacketsBytesAndLittleElse_data() { films(Containers::All); }
    void piecesHoldThePacketsBytesAndLittleElse();
    void prefixWithTheUnitIsEnoughToDemuxIt_data() { films(Containers::All); }
    void prefixWithTheUnitIsEnoughToDemuxIt();
    void lastsAsLongAsTheContainerTells_data() { films(Containers::All); }
    void lastsAsLongAsTheContainerTells();
    void neverPlaysPastAMissingUnit_data() { films(Containers::All); }
    void neverPlaysPastAMissingUnit();
    void transportStreamUnitRunsToTheNextOfItsTrack();
    void smallestUnitIsNotTakenForItsHeader();
    void describesItsTracks();
    void findsTheIndex_data();
    void findsTheIndex();
    void indexAtTheEndHoldsEverythingBack();
    void reorderedPicturesArePresentedInOrder();

private:
    enum class Containers { All, Verbatim };

    static void films(Containers which);
    Result<MediaFile> make(const FilmRecipe &recipe);
    Result<MediaFile> makeFromRow();

    std::string path(const char *name) const { return m_folder.filePath(name).toStdString(); }

    QTemporaryDir m_folder;
};

void TestMediaReader::films(Containers which)
{
    QTest::addColumn<FilmRecipe>("recipe");
    QTest::newRow("mp4, index first") << indexFirst();
    QTest::newRow("mp4, index last") << indexLast();
    QTest::newRow("mp4, fragmented") << filmIn("mp4", "libx264", "aac", 2, "movflags=frag_keyframe+empty_moov+default_base_moof");
    QTest::newRow("mov") << filmIn("mov", "mjpeg", "pcm_s16le");
    QTest::newRow("mkv") << filmIn("matroska", "libx264", "aac", 2);
    QTest::newRow("webm") << filmIn("webm", "libvpx", "libopus");
    QTest::newRow("avi") << filmIn("avi", "mpeg4", "mp2");
    QTest::newRow("flv") << filmIn("flv", "libx264", "aac", 2);
    QTest::newRow("wav") << filmIn("wav", "", "pcm_s16le");
    QTest::newRow("flac") << filmIn("flac", "", "flac");
    if (which == Containers::Verbatim)
        return;
    QTest::newRow("ts, h264") << filmIn("mpegts", "libx264", "aac", 2);
    QTest::newRow("ts, mpeg2, several frames of sound to a packet") << filmIn("mpegts", "mpeg2video", "mp2", 2);
    QTest::newRow("ts with time stamps") << filmIn("mpegts", "libx264", "mp2", 0, "mpegts_m2ts_mode=1");
    QTest::newRow("mpeg program stream") << filmIn("vob", "mpeg2video", "mp2", 2);
    QTest::newRow("ogg, pictures across pages") << filmIn("ogg", "libtheora", "libvorbis");
    QTest::newRow("ogg, sound") << filmIn("ogg", "", "libopus");
}

Result<MediaFile> TestMediaReader::make(const FilmRecipe &recipe)
{
    const Result<std::string> film = makeFilm(path("film"), recipe);
    return film ? openMedia(*film) : Result<MediaFile>(Problem{film.problem()});
}

Result<MediaFile> TestMediaReader::makeFromRow()
{
    QFETCH(FilmRecipe, recipe);
    return make(recipe);
}

void TestMediaReader::reportsEveryPacketOnce()
{
    const Result<MediaFile> media = makeFromRow();
    QVERIFY2(media, media.problem().c_str());
    const Demuxed demuxed = demux(media->path);
    const MediaTimeline &timeline = *media->timeline;
    QCOMPARE(timeline.size().count(), contentOf(media->path).size());
    QCOMPARE(timeline.units().size(), demuxed.packets.size());
    const std::vector<Pair> pairs = paired(timeline, demuxed);
    QCOMPARE(pairs.size(), demuxed.packets.size());
    for (const Pair &pair : pairs) {
        QCOMPARE(pair.unit.key, pair.packet.key);
        QVERIFY(pair.unit.position >= Bytes(0) && pair.unit.size > Bytes(0) && pair.unit.end() <= timeline.size());
    }
    for (std::size_t track = 0; track < timeline.tracks().size(); ++track) {
        std::int64_t size = 0;
        for (const Reported &packet : demuxed.packets)
            size += packet.track == static_cast<int>(track) ? packet.data.size() : 0;
        QCOMPARE(timeline.tracks()[track].size, Bytes(size));
    }
}

void TestMediaReader::keepsThePacketsTimes()
{
    const Result<MediaFile> media = makeFromRow();
    QVERIFY2(media, media.problem().c_str());
    const std::vector<Pair> pairs = paired(*media->timeline, demux(media->path));
    // One shift for all, which puts the first presented instant at zero; sound may be cut within its first packet.
    const long double shift = pairs.front().packet.pts - static_cast<long double>(pairs.front().unit.pts.toSeconds());
    SimDuration earliest = SimDuration::max();
    std::map<int, SimDuration> decodedLast; // of each track
    for (const Pair &pair : pairs) {
        QVERIFY(isNear(pair.packet.pts - shift, pair.unit.pts));
        QVERIFY(!pair.packet.dtsTold || isNear(pair.packet.dts - shift, pair.unit.dts));
        QVERIFY(pair.packet.duration <= 0 || isNear(pair.packet.duration, pair.unit.duration));
        QVERIFY(pair.unit.dts <= pair.unit.pts);
        const auto [last, isFirst] = decodedLast.try_emplace(pair.packet.track, pair.unit.dts);
        QVERIFY(isFirst || pair.unit.dts > last->second);
        last->second = pair.unit.dts;
        if (!pair.packet.discarded)
            earliest = std::min(earliest, pair.unit.pts);
    }
    QVERIFY2(earliest <= SimDuration::zero() && earliest > SimDuration::milliseconds(-30),
             qPrintable(QString::number(earliest.toMilliseconds())));
}

void TestMediaReader::rangeHoldsThePacketsBytes()
{
    const Result<MediaFile> media = makeFromRow();
    QVERIFY2(media, media.problem().c_str());
    const QByteArray file = contentOf(media->path);
    for (const Pair &pair : paired(*media->timeline, demux(media->path)))
        QCOMPARE(bytesOf(file, pair.unit), pair.packet.data);
}

void TestMediaReader::piecesHoldThePacketsBytesAndLittleElse()
{
    const Result<MediaFile> media = makeFromRow();
    QVERIFY2(media, media.problem().c_str());
    const QByteArray file = contentOf(media->path);
    const UnitPieces &pieces = media->timeline->pieces();
    qint64 coded = 0;
    qint64 sent = 0;
    for (const Pair &pair : paired(*media->timeline, demux(media->path))) {
        const QByteArray own = ownBytesOf(file, pieces, pair.unit);
        QVERIFY(holdsInOrder(own, pair.packet.data));
        coded += pair.packet.data.size();
        sent += own.size() - pieces.shared(pair.unit).count();
    }
    QVERIFY2(sent <= file.size(), qPrintable(QString("%1 of %2 bytes").arg(sent).arg(file.size())));
    QVERIFY2(sent >= coded, qPrintable(QString("%1 of %2 coded bytes").arg(sent).arg(coded)));
}

void TestMediaReader::prefixWithTheUnitIsEnoughToDemuxIt()
{
    const Result<MediaFile> media = makeFromRow();
    QVERIFY2(media, media.problem().c_str());
    const QByteArray file = contentOf(media->path);
    const std::vector<Pair> pairs = paired(*media->timeline, demux(media->path));
    std::mt19937 random(9);
    for (int i = 0; i < 20; ++i) {
        const Pair &pair = pairs[random() % pairs.size()];
        // With less, libavformat does not even find out the tracks; and more may be said of a last unit behind it.
        if (pair.unit.position < Bytes(file.size() / 3) || pair.unit.end() > Bytes(file.size() * 9 / 10))
            continue;
        const Bytes prefix = std::max(pair.unit.end(), media->timeline->index().end);
        QVERIFY(writeTo(path("part"), file.left(static_cast<qsizetype>(prefix.count()))));
        const std::vector<Reported> packets = demux(path("part")).packets;
        QVERIFY2(std::any_of(packets.begin(), packets.end(),
                             [&pair](const Reported &packet) {
                                 return packet.track == pair.packet.track && packet.data == pair.packet.data;
                             }),
                 qPrintable(QString("track %1, unit at byte %2").arg(pair.packet.track).arg(pair.unit.position.count())));
    }
}

void TestMediaReader::lastsAsLongAsTheContainerTells()
{
    const Result<MediaFile> media = makeFromRow();
    QVERIFY2(media, media.problem().c_str());
    const double told = demux(media->path).duration;
    QVERIFY(told > 2.9);
    QVERIFY2(std::abs(media->timeline->duration().toSeconds() - told) < 0.001,
             qPrintable(QString("%1 s, not %2 s").arg(media->timeline->duration().toSeconds()).arg(told)));
}

void TestMediaReader::neverPlaysPastAMissingUnit()
{
    const Result<MediaFile> media = makeFromRow();
    QVERIFY2(media, media.problem().c_str());
    const MediaTimeline &timeline = *media->timeline;
    std::mt19937 random(11);
    SimDuration longest;
    for (int i = 0; i < 300; ++i) {
        const Bytes prefix(static_cast<std::int64_t>(random() % static_cast<unsigned>(timeline.size().count() + 1)));
        const SimDuration playable = timeline.playableUntil(prefix);
        longest = std::max(longest, playable);
        for (const AccessUnit &unit : timeline.units()) {
            const bool isComplete = unit.end() <= prefix && timeline.index().end <= prefix;
            QVERIFY(isComplete || unit.pts >= playable || playable == SimDuration::zero());
        }
    }
    QVERIFY(timeline.index().begin > Bytes(timeline.size().count() / 2) || longest > timeline.duration() / 2);
}

void TestMediaReader::transportStreamUnitRunsToTheNextOfItsTrack()
{
    const Result<MediaFile> media = make(filmIn("mpegts", "libx264", "aac", 2));
    QVERIFY2(media, media.problem().c_str());
    const std::vector<Pair> pairs = paired(*media->timeline, demux(media->path));
    int compared = 0;
    for (std::size_t i = 0; i + 1 < pairs.size(); ++i) {
        const Pair &next = pairs[i + 1];
        if (pairs[i].packet.track != next.packet.track || pairs[i].packet.position < 0 || next.packet.position < 0)
            continue;
        QCOMPARE(pairs[i].unit.position.count(), pairs[i].packet.position);
        QCOMPARE(pairs[i].unit.end().count(), next.packet.position);
        ++compared;
    }
    QVERIFY(compared > 70);
}

void TestMediaReader::smallestUnitIsNotTakenForItsHeader()
{
    FilmRecipe recipe = filmIn("webm", "", "libvorbis");
    recipe.silent = true;
    const Result<MediaFile> media = make(recipe);
    QVERIFY2(media, media.problem().c_str());
    const std::vector<Pair> pairs = paired(*media->timeline, demux(media->path));
    QVERIFY(std::any_of(pairs.begin(), pairs.end(), [](const Pair &pair) { return pair.packet.data.size() == 1; }));
    for (const Pair &pair : pairs)
        QCOMPARE(pair.unit.position.count(), pair.packet.position + 4); // track, time and flags
}

void TestMediaReader::describesItsTracks()
{
    FilmRecipe recipe = indexFirst();
    recipe.aspectNumerator = 4;
    recipe.aspectDenominator = 3;
    recipe.turn = 90;
    const Result<MediaFile> media = make(recipe);
    QVERIFY2(media, media.problem().c_str());
    QCOMPARE(media->name, std::string("film"));
    const std::vector<Track> &tracks = media->timeline->tracks();
    QCOMPARE(tracks.size(), std::size_t{2});
    QCOMPARE(tracks[0].kind, TrackKind::Video);
    QCOMPARE(tracks[0].codec, std::string("h264"));
    QCOMPARE(tracks[0].width, 96);
    QCOMPARE(tracks[0].height, 213); // 160 pixels, each a third wider than high, on their side
    QCOMPARE(tracks[0].frameRate, 25.0);
    QCOMPARE(tracks[0].unitCount, 75);
    QCOMPARE(tracks[0].duration, SimDuration::wholeSeconds(3));
    QCOMPARE(tracks[1].kind, TrackKind::Audio);
    QCOMPARE(tracks[1].codec, std::string("aac"));
    QCOMPARE(tracks[1].sampleRate, 48000);
    QCOMPARE(tracks[1].channels, 2);
}

void TestMediaReader::findsTheIndex_data()
{
    QTest::addColumn<FilmRecipe>("recipe");
    QTest::addColumn<bool>("first");
    QTest::newRow("first") << indexFirst() << true;
    QTest::newRow("last") << indexLast() << false;
    QTest::newRow("fragmented") << filmIn("mp4", "libx264", "aac", 0, "movflags=frag_keyframe+empty_moov") << true;
}

void TestMediaReader::findsTheIndex()
{
    QFETCH(bool, first);
    const Result<MediaFile> media = makeFromRow();
    QVERIFY2(media, media.problem().c_str());
    const MediaTimeline &timeline = *media->timeline;
    const ByteRange index = timeline.index();
    const QByteArray file = contentOf(media->path);
    QCOMPARE(file.mid(static_cast<qsizetype>(index.begin.count()) + 4, 4), QByteArray("moov"));
    QCOMPARE(timeline.unitAt(index.begin), nullptr);
    if (first)
        QVERIFY(index.end <= timeline.units().front().position);
    else
        QVERIFY(index.begin >= timeline.units().back().end() && index.end == timeline.size());
}

void TestMediaReader::indexAtTheEndHoldsEverythingBack()
{
    const Result<MediaFile> last = make(indexLast());
    QVERIFY2(last, last.problem().c_str());
    QCOMPARE(last->timeline->playableUntil(last->timeline->size() - Bytes(1)), SimDuration::zero());
    QCOMPARE(last->timeline->playableUntil(last->timeline->size()), last->timeline->duration());
    const Result<MediaFile> first = make(indexFirst());
    QVERIFY2(first, first.problem().c_str());
    QVERIFY(first->timeline->prefixFor(SimDuration::wholeSeconds(1)) < Bytes(first->timeline->size().count() * 6 / 10));
}

void TestMediaReader::reorderedPicturesArePresentedInOrder()
{
    FilmRecipe recipe = indexFirst();
    recipe.audio.clear();
    const Result<MediaFile> media = make(recipe);
    QVERIFY2(media, media.problem().c_str());
    const std::vector<AccessUnit> &units = media->timeline->units();
    const auto later = [](const AccessUnit &a, const AccessUnit &b) { return a.pts > b.pts; };
    const auto reordered = std::adjacent_find(units.begin(), units.end(), later);
    QVERIFY(reordered != units.end());
    // With the picture that is shown after it, but not the one itself, the film plays up to it and no further.
    const AccessUnit missing = *(reordered + 1);
    QVERIFY(reordered->end() <= missing.position);
    QVERIFY(media->timeline->playableUntil(missing.end() - Bytes(1)) <= missing.pts);
    QVERIFY(media->timeline->playableUntil(reordered->end()) < reordered->pts);
}

QTEST_APPLESS_MAIN(TestMediaReader)
#include "test_media_reader.moc"
