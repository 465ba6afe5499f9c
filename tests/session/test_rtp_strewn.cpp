// Live films from containers that strew the parts of their units among each other: each byte is sent once, and what a
// lost packet damages is what had its bytes in it.
#include "core/media/ffmpeg/media_reader.h"
#include "tests/media/test_media.h"
#include "tests/support/sessions.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>
#include <set>

/// The encoder of the HEVC films leaves some of its memory behind.
extern "C" const char *__lsan_default_suppressions();
extern "C" const char *__lsan_default_suppressions()
{
    return "leak:libx265";
}

using namespace rebuffer;
using test::filmIn;
using test::FilmRecipe;
using testing::at;
using testing::EventRecord;
using testing::Settings;

Q_DECLARE_METATYPE(rebuffer::test::FilmRecipe)

namespace {

bool isData(const Event &event)
{
    return !event.uplink && event.packetKind == PacketKind::Data;
}

/// Packets of a transport stream, by which picture they hold a part of: the first of a picture says that it is.
class PicturePackets {
public:
    PicturePackets(const QByteArray &file, int pid)
    {
        for (qsizetype at = 0; at + size <= file.size(); at += size) {
            const auto byte = [&](qsizetype i) { return static_cast<unsigned char>(file[at + i]); };
            if (((byte(1) & 0x1F) << 8 | byte(2)) != pid)
                continue;
            if ((byte(1) & 0x40) != 0)
                ++m_pictures;
            m_pictureAt[at] = m_pictures - 1;
            ++m_packetsOf[m_pictures - 1];
        }
    }

    /// One of `length` bytes at `position` has not come.
    void lose(std::int64_t position, std::int64_t length)
    {
        for (std::int64_t at = position / size * size; at < position + length; at += size) {
            if (m_pictureAt.contains(at))
                m_lost.insert(at);
        }
    }
    std::int64_t pictures() const { return m_pictures; }
    std::int64_t damaged(bool wholly) const
    {
        std::map<int, int> lostOf;
        for (const std::int64_t at : m_lost)
            ++lostOf[m_pictureAt.at(at)];
        return std::count_if(lostOf.begin(), lostOf.end(),
                             [&](const auto &entry) { return (entry.second == m_packetsOf.at(entry.first)) == wholly; });
    }

private:
    static constexpr std::int64_t size = 188;

    std::map<std::int64_t, int> m_pictureAt;
    std::map<int, int> m_packetsOf;
    std::set<std::int64_t> m_lost;
    int m_pictures = 0;
};

/// A container that tells of no unit where in the picture's block it lies.
FilmRecipe dv()
{
    FilmRecipe recipe = filmIn("dv", "dvvideo", "pcm_s16le");
    recipe.width = 720;
    recipe.height = 576;
    return recipe;
}

constexpr int firstPid = 0x100; // FFmpeg's, of the pictures

} // namespace

class TestRtpStrewn : public QObject {
    Q_OBJECT

private slots:
    void everyByteIsSentOnce_data();
    void everyByteIsSentOnce();
    void damageIsWhatTheLostPacketsHeld_data();
    void damageIsWhatTheLostPacketsHeld();

private:
    MediaFile make(const FilmRecipe &recipe);
    QTemporaryDir m_folder;
};

MediaFile TestRtpStrewn::make(const FilmRecipe &recipe)
{
    const std::string path = m_folder.filePath("film").toStdString();
    const Result<std::string> made = test::makeFilm(path, recipe);
    const Result<MediaFile> media = made ? openMedia(path) : Result<MediaFile>(Problem{made.problem()});
    if (!media)
        qFatal("%s", media.problem().c_str());
    return *media;
}

void TestRtpStrewn::everyByteIsSentOnce_data()
{
    QTest::addColumn<FilmRecipe>("recipe");
    QTest::newRow("ts") << filmIn("mpegts", "mpeg2video", "mp2", 2);
    QTest::newRow("ts, sound in many pieces") << filmIn("mpegts", "libx264", "aac");
    QTest::newRow("ts with time stamps") << filmIn("mpegts", "mpeg2video", "mp2", 0, "mpegts_m2ts_mode=1");
    QTest::newRow("program stream") << filmIn("vob", "mpeg2video", "mp2", 2);
    QTest::newRow("ogg") << filmIn("ogg", "libtheora", "libvorbis");
    QTest::newRow("ogg, sound") << filmIn("ogg", "", "libopus");
    QTest::newRow("dv, sound within the pictures") << dv();
    QTest::newRow("mkv") << filmIn("matroska", "mpeg4", "mp2", 2);
    QTest::newRow("mp4") << filmIn("mp4", "mpeg4", "mp2");
}

void TestRtpStrewn::everyByteIsSentOnce()
{
    QFETCH(FilmRecipe, recipe);
    const MediaFile film = make(recipe);
    Pipeline run(
        testing::scenarioOf({{"source", "a film"}, {"transport", "rtp"}, {"link.rate", "50Mbit/s"}, {"link.queue", "4MB"}}),
        film);
    EventRecord record(run);
    testing::runToTheEnd(run, at(60));

    std::map<std::int64_t, std::int64_t> sent; // where each begins, and its end
    std::int64_t bytes = 0;
    for (const Event &event : record.of(EventKind::Sent)) {
        if (!isData(event))
            continue;
        QVERIFY2(sent.emplace(event.position, event.position + event.payload).second, "sent twice");
        bytes += event.payload;
    }
    for (auto next = sent.begin(), packet = next++; next != sent.end(); packet = next++)
        QVERIFY2(packet->second <= next->first, qPrintable(QString("sent twice at %1").arg(next->first)));
    std::int64_t coded = 0;
    for (const Track &track : film.timeline->tracks())
        coded += track.size.count();
    const std::int64_t size = film.timeline->size().count(); // some of what is coded is in another's bytes
    QVERIFY(bytes >= std::min(coded, size - size / 10));
    QVERIFY(bytes <= size);
    const Summary summary = run.summary();
    QCOMPARE(summary.damagedFrames, std::int64_t{0});
    QCOMPARE(summary.lostFrames, std::int64_t{0});
}

void TestRtpStrewn::damageIsWhatTheLostPacketsHeld_data()
{
    QTest::addColumn<QByteArray>("video");
    QTest::addColumn<QByteArray>("loss");
    QTest::addColumn<QByteArray>("sound");
    for (const char *video : {"mpeg2video", "libx264", "libx265"}) {
        for (const char *loss : {"2%", "10%", "40%"}) {
            for (const char *sound : {"", "mp2"})
                QTest::addRow("%s, %s, %s", video, loss, *sound ? sound : "no sound")
                    << QByteArray(video) << QByteArray(loss) << QByteArray(sound);
        }
    }
}

void TestRtpStrewn::damageIsWhatTheLostPacketsHeld()
{
    QFETCH(QByteArray, video);
    QFETCH(QByteArray, loss);
    QFETCH(QByteArray, sound);
    FilmRecipe recipe = filmIn("mpegts", video.toStdString(), sound.toStdString(), 0, "pes_payload_size=0");
    recipe.frames = 250;
    const MediaFile film = make(recipe);
    QFile file(QString::fromStdString(film.path));
    QVERIFY(file.open(QIODevice::ReadOnly));
    PicturePackets pictures(file.readAll(), firstPid);
    QCOMPARE(pictures.pictures(), std::int64_t{250});

    Pipeline run(testing::scenarioOf({{"source", "a film"},
                                      {"transport", "rtp"},
                                      {"link.rate", "50Mbit/s"},
                                      {"player.start", "500ms"},
                                      {"link.loss", loss.toStdString()}}),
                 film);
    EventRecord record(run);
    testing::runToTheEnd(run, at(60));
    for (const EventKind gone : {EventKind::Lost, EventKind::Dropped}) {
        for (const Event &event : record.of(gone)) {
            if (isData(event))
                pictures.lose(event.position, event.payload);
        }
    }
    QVERIFY(pictures.damaged(false) + pictures.damaged(true) > 0);
    QCOMPARE(run.summary().damagedFrames, pictures.damaged(false));
    QCOMPARE(run.summary().lostFrames, pictures.damaged(true));
}

QTEST_GUILESS_MAIN(TestRtpStrewn)
#include "test_rtp_strewn.moc"
