// MP4's edit lists (ISO/IEC 14496-12, 8.6.6) say which part of a track is presented and when: pictures that are cut away
// are not shown, those that come late are not early, and the timeline counts alike.
#include "core/media/ffmpeg/media_reader.h"
#include "core/media/ffmpeg/sound_decoder.h"
#include "tests/media/test_media.h"

#include <QByteArray>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <algorithm>
#include <vector>

using namespace rebuffer;
using rebuffer::test::filmIn;
using rebuffer::test::FilmRecipe;
using rebuffer::test::makeFilm;
using rebuffer::test::numberIn;

namespace {

constexpr int perSecond = 25;

SimDuration during(int picture)
{
    return SimDuration::milliseconds(40 * picture + 20);
}

/// A part of a track in its own time units, and for how long (in milliseconds) it is presented.
struct Edit {
    quint32 duration;
    qint32 mediaTime;
};

quint32 numberAt(const QByteArray &file, qsizetype at)
{
    return qFromBigEndian<quint32>(file.constData() + at);
}

void addTo(QByteArray &file, qsizetype at, quint32 more)
{
    qToBigEndian(numberAt(file, at) + more, file.data() + at);
}

QByteArray entries(const std::vector<Edit> &edits)
{
    QByteArray bytes;
    for (const Edit &edit : edits) {
        for (const quint32 number : {edit.duration, static_cast<quint32>(edit.mediaTime), quint32{0x10000}}) {
            char big[4];
            qToBigEndian(number, big);
            bytes.append(big, 4);
        }
    }
    return bytes;
}

/// Puts other edits into the only track of an MP4 whose index is at its end, so that no offset in it moves.
void writeEdits(const QString &path, const std::vector<Edit> &edits)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        qFatal("cannot read the film");
    QByteArray bytes = file.readAll();
    file.close();
    const qsizetype moov = bytes.lastIndexOf("moov") - 4;
    const qsizetype trak = bytes.indexOf("trak", moov) - 4;
    const qsizetype edts = bytes.indexOf("edts", trak) - 4;
    const qsizetype elst = bytes.indexOf("elst", edts) - 4;
    const qsizetype before = qsizetype{12} * numberAt(bytes, elst + 12);
    const QByteArray now = entries(edits);
    bytes.replace(elst + 16, before, now);
    qToBigEndian(static_cast<quint32>(edits.size()), bytes.data() + elst + 12);
    quint32 whole = 0;
    for (const Edit &edit : edits)
        whole += edit.duration;
    qToBigEndian(whole, bytes.data() + bytes.indexOf("mvhd", moov) + 20);
    qToBigEndian(whole, bytes.data() + bytes.indexOf("tkhd", moov) + 24);
    for (const qsizetype box : {moov, trak, edts, elst})
        addTo(bytes, box, static_cast<quint32>(now.size() - before));
    if (!file.open(QFile::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write the film");
}

} // namespace

class TestEditLists : public QObject {
    Q_OBJECT

private slots:
    void picturesThatBeginLate();
    void picturesThatAreCutAwayAtTheBeginning();
    void partsOfATrack_data();
    void partsOfATrack();
    void soundAndPicturesKeepTheirPlaces();

private:
    std::string path() const { return m_folder.filePath(QStringLiteral("film.mov")).toStdString(); }
    std::unique_ptr<PictureDecoder> decoder();
    /// The numbers of the pictures shown, one for each twenty-fifth of a second.
    std::vector<int> shown(int count);

    QTemporaryDir m_folder;
};

std::unique_ptr<PictureDecoder> TestEditLists::decoder()
{
    auto opened = PictureDecoder::open(path());
    if (!opened)
        qFatal("%s", opened.problem().c_str());
    return std::move(opened).value();
}

std::vector<int> TestEditLists::shown(int count)
{
    const auto one = decoder();
    std::vector<int> numbers;
    for (int i = 0; i < count; ++i) {
        one->advanceTo(during(i));
        numbers.push_back(numberIn(one->picture(1000, 1000)));
    }
    return numbers;
}

void TestEditLists::picturesThatBeginLate()
{
    FilmRecipe recipe = filmIn("mov", "libx264", "pcm_s16le", 2);
    recipe.shift = 10;
    QVERIFY(makeFilm(path(), recipe));
    const std::vector<int> numbers = shown(80);
    for (int i = 0; i < 80; ++i)
        QCOMPARE(numbers[static_cast<std::size_t>(i)], std::max(0, i - 10));
    const auto film = openMedia(path());
    QVERIFY(film);
    QCOMPARE(film->timeline->duration(), SimDuration::milliseconds(3400));
    QCOMPARE(film->timeline->nextPicture(SimDuration::zero()), SimDuration::milliseconds(400));
}

void TestEditLists::picturesThatAreCutAwayAtTheBeginning()
{
    FilmRecipe recipe = filmIn("mov", "libx264", "pcm_s16le", 2);
    recipe.shift = -10; // within a group of twelve
    QVERIFY(makeFilm(path(), recipe));
    const std::vector<int> numbers = shown(65);
    for (int i = 0; i < 65; ++i)
        QCOMPARE(numbers[static_cast<std::size_t>(i)], i + 10);
    // And from the end to the beginning, by seeking.
    const auto one = decoder();
    for (int i = 64; i >= 0; i -= 7) {
        one->advanceTo(during(i));
        QCOMPARE(numberIn(one->picture(1000, 1000)), i + 10);
    }
    const auto film = openMedia(path());
    QVERIFY(film);
    const SimDuration off = film->timeline->duration() - SimDuration::seconds(3); // as long as its sound
    QVERIFY2(std::abs(off.toSeconds()) < 0.03, qPrintable(QString::number(off.toSeconds())));
    QCOMPARE(film->timeline->playableUntil(film->timeline->size()), film->timeline->duration());
}

void TestEditLists::partsOfATrack_data()
{
    QTest::addColumn<int>("first"); // picture of the second part
    QTest::addColumn<int>("bFrames");
    QTest::newRow("from a key picture on") << 48 << 0;
    QTest::newRow("from within a group") << 55 << 0;
    QTest::newRow("from within a group, with B-frames") << 55 << 2;
}

/// Its first second, then what begins at another picture.
void TestEditLists::partsOfATrack()
{
    QFETCH(int, first);
    QFETCH(int, bFrames);
    FilmRecipe recipe = filmIn("mov", "libx264", "", bFrames);
    recipe.options = "video_track_timescale=12800";
    QVERIFY(makeFilm(path(), recipe));
    const qint32 tick = 12800 / perSecond;
    const qint32 delay = bFrames > 0 ? 2 * tick : 0; // of the first picture, for those that are sent before it
    writeEdits(m_folder.filePath(QStringLiteral("film.mov")),
               {{1000, delay}, {static_cast<quint32>(40 * (75 - first)), delay + first * tick}});
    const std::vector<int> numbers = shown(perSecond + 75 - first);
    for (int i = 0; i < static_cast<int>(numbers.size()); ++i)
        QCOMPARE(numbers[static_cast<std::size_t>(i)], i < perSecond ? i : first + i - perSecond);
    const auto film = openMedia(path());
    QVERIFY(film);
    QCOMPARE(film->timeline->duration(), SimDuration::milliseconds(40 * (perSecond + 75 - first)));
    QCOMPARE(film->timeline->playableUntil(film->timeline->size()), film->timeline->duration());
}

void TestEditLists::soundAndPicturesKeepTheirPlaces()
{
    FilmRecipe recipe = filmIn("mov", "libx264", "pcm_s16le", 2);
    recipe.shift = -10;
    recipe.ticks = true; // at every quarter of a second of the sound
    QVERIFY(makeFilm(path(), recipe));
    auto sound = SoundDecoder::open(path());
    QVERIFY(sound);
    SoundBlock block;
    std::vector<std::int16_t> heard;
    while ((*sound)->next(block)) {
        QCOMPARE(block.first, static_cast<std::int64_t>(heard.size() / 2));
        heard.insert(heard.end(), block.samples.begin(), block.samples.end());
    }
    for (int tick = 0; tick < 11; ++tick) {
        const std::int64_t due = tick * SoundDecoder::rate / 4;
        const std::int64_t off = rebuffer::test::tickIn(heard, std::max<std::int64_t>(0, due - 100)) - due;
        QVERIFY2(std::abs(off) < 50, qPrintable(QString::number(off)));
    }
}

QTEST_GUILESS_MAIN(TestEditLists)
#include "test_edit_lists.moc"
