// Sound in the window: the film's own, with the control saying why there is none.
#include "core/media/ffmpeg/media_reader.h"
#include "tests/media/test_media.h"
#include "ui/controls/press_button.h"
#include "ui/controls/sound_control.h"
#include "ui/session_driver.h"
#include "ui/sound_desk.h"
#include "ui/sound_words.h"

#include <QAction>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <set>

using namespace rebuffer;
using namespace std::chrono_literals;
using rebuffer::test::filmIn;
using rebuffer::test::FilmRecipe;
using rebuffer::test::makeFilm;

namespace {

/// Takes everything, and remembers how much and how loud.
class Device final : public SoundSink {
public:
    struct Record {
        bool refuses = false;
        std::int64_t written = 0;
        bool loud = false;
        double volume = -1;
    };

    explicit Device(Record &record) : m_record(record) {}
    bool start() override { return !m_record.refuses; }
    std::int64_t queued() const override { return 0; }
    std::int64_t room() const override { return 10'000; }
    void write(std::span<const std::int16_t> stereo) override
    {
        m_record.written += static_cast<std::int64_t>(stereo.size() / 2);
        m_record.loud = m_record.loud || std::ranges::any_of(stereo, [](std::int16_t sample) { return sample > 3000; });
    }
    void stop() override {}
    void setVolume(double volume) override { m_record.volume = volume; }

private:
    Record &m_record;
};

} // namespace

class TestSoundDesk : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        FilmRecipe longer = filmIn("matroska", "mpeg4", "pcm_s16le");
        longer.frames = 1500;
        m_film = open("film.mkv", longer);
        m_silentFilm = open("silent.mkv", filmIn("matroska", "mpeg4", ""));
    }

    void init()
    {
        m_record = {};
        m_driver = std::make_unique<SessionDriver>();
        m_driver->setManual(true);
        m_mute = std::make_unique<QAction>();
        m_mute->setCheckable(true);
        m_control = std::make_unique<SoundControl>(m_mute.get());
        m_desk = std::make_unique<SoundDesk>(*m_driver, m_control.get(), m_mute.get());
    }

    void cleanup()
    {
        m_desk.reset();
        m_control.reset();
        m_mute.reset();
        m_driver.reset();
    }

    void theFilmIsHeardWhileItPlays()
    {
        m_desk->setSink(std::make_unique<Device>(m_record));
        start(*m_film);
        QTRY_VERIFY2((playOn(), m_record.loud), "no sound was written"); // as soon as it is decoded
        QCOMPARE(m_desk->silence(), Silence::None);
        QVERIFY(m_control->reason().isEmpty());
    }

    void theReasonIsSaid()
    {
        start(*m_film);
        QCOMPARE(m_control->reason(), briefSilence(Silence::Paused));
        m_driver->play();
        QCOMPARE(m_control->reason(), briefSilence(Silence::Waiting));
        playOn();
        QCOMPARE(m_control->reason(), QString());
        m_driver->setSpeed(Speed{4});
        m_driver->tick(16ms);
        QCOMPARE(m_control->reason(), briefSilence(Silence::OtherSpeed));
        m_driver->setSpeed(Speed{1});
        m_driver->tick(16ms);
        m_driver->pause();
        QCOMPARE(m_control->reason(), briefSilence(Silence::Paused));
        m_driver->stepBack();
        QCOMPARE(m_control->reason(), briefSilence(Silence::Past));
        start(*m_silentFilm);
        QCOMPARE(m_control->reason(), briefSilence(Silence::NoTrack));
    }

    void muteIsAtOnce()
    {
        m_desk->setSink(std::make_unique<Device>(m_record));
        start(*m_film);
        playOn();
        m_mute->setChecked(true);
        QCOMPARE(m_control->reason(), briefSilence(Silence::Muted));
        const std::int64_t before = m_record.written;
        playOn();
        QCOMPARE(m_record.written, before);
        m_mute->setChecked(false);
        QCOMPARE(m_control->reason(), QString());
    }

    void withoutADeviceItIsToldOnce()
    {
        m_record.refuses = true;
        m_desk->setSink(std::make_unique<Device>(m_record));
        QSignalSpy told(m_desk.get(), &SoundDesk::deviceMissing);
        start(*m_film);
        QCOMPARE(told.size(), 0); // nothing was to be heard yet
        playOn();
        playOn();
        start(*m_film);
        playOn();
        QCOMPARE(told.size(), 1);
        QCOMPARE(m_control->reason(), briefSilence(Silence::NoDevice));
        QCOMPARE(m_record.written, 0);
    }

    void theVolumeReachesTheDevice()
    {
        m_desk->setSink(std::make_unique<Device>(m_record));
        m_control->setVolume(50);
        QVERIFY(m_record.volume > 0 && m_record.volume < 0.5); // as loud as half to the ear
        m_control->setVolume(0);
        QCOMPARE(m_record.volume, 0.0);
    }

    void everyReasonHasItsWords()
    {
        std::set<QString> brief;
        std::set<QString> full;
        for (int i = 1; i <= static_cast<int>(Silence::NoDevice); ++i) {
            brief.insert(briefSilence(static_cast<Silence>(i)));
            full.insert(fullSilence(static_cast<Silence>(i)));
        }
        QCOMPARE(brief.size(), std::size_t(Silence::NoDevice));
        QCOMPARE(full.size(), std::size_t(Silence::NoDevice));
        QVERIFY(!brief.contains(QString()) && !full.contains(QString()));
    }

    void itCanBeReadByThoseWhoDoNotSee()
    {
        start(*m_film);
        QVERIFY(!m_control->slider()->accessibleName().isEmpty());
        QCOMPARE(m_control->button()->accessibleDescription(), fullSilence(Silence::Paused));
    }

private:
    std::optional<MediaFile> open(const char *name, const FilmRecipe &recipe)
    {
        const auto film = makeFilm(m_folder.filePath(QString::fromLatin1(name)).toStdString(), recipe);
        const auto media = film ? openMedia(*film) : Result<MediaFile>(Problem{film.problem()});
        if (!media)
            qFatal("%s", media.problem().c_str());
        return *media;
    }

    void start(const MediaFile &media)
    {
        Scenario scenario;
        scenario.source = FileSource{media.path};
        scenario.link.rate = BitRate::megabitsPerSecond(50);
        m_driver->start(scenario, media);
    }

    /// Half a second of it, at least.
    void playOn()
    {
        if (m_driver->hasEnded())
            m_driver->restart();
        m_driver->play();
        for (int i = 0; i < 40; ++i)
            m_driver->tick(16ms);
    }

    QTemporaryDir m_folder;
    std::optional<MediaFile> m_film;
    std::optional<MediaFile> m_silentFilm;
    Device::Record m_record;
    std::unique_ptr<SessionDriver> m_driver;
    std::unique_ptr<QAction> m_mute;
    std::unique_ptr<SoundControl> m_control;
    std::unique_ptr<SoundDesk> m_desk;
};

QTEST_MAIN(TestSoundDesk)
#include "test_sound_desk.moc"
