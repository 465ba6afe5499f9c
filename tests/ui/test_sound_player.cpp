// The sound that is heard is that of the picture shown: decoded from real films, played on a device made of numbers.
#include "core/media/ffmpeg/sound_decoder.h"
#include "tests/media/test_media.h"
#include "tests/support/show.h"
#include "ui/player/sound_player.h"
#include "ui/player/sound_worker.h"

#include <QTemporaryDir>
#include <QTest>

#include <deque>
#include <random>

using namespace rebuffer;
using rebuffer::test::filmIn;
using rebuffer::test::FilmRecipe;
using rebuffer::test::makeFilm;

namespace {

constexpr std::int64_t rate = SoundDecoder::rate;
constexpr std::int64_t silent = -1;

/// What it plays is told as the number that each sample carries; silence is silence.
class Device final : public SoundSink {
public:
    struct Record {
        std::deque<std::int16_t> queue;
        int starts = 0;
        int stops = 0;
        bool refuses = false;
        bool failed = false;
        bool others = false;
        double volume = -1;
    };

    explicit Device(Record &record) : m_record(record) {}
    bool start() override
    {
        ++m_record.starts;
        m_record.others = false;
        return !m_record.refuses;
    }
    std::int64_t queued() const override { return static_cast<std::int64_t>(m_record.queue.size() / 2); }
    std::int64_t room() const override { return rate / 5 - queued(); }
    void write(std::span<const std::int16_t> stereo) override
    {
        m_record.queue.insert(m_record.queue.end(), stereo.begin(), stereo.end());
    }
    bool hasFailed() const override { return m_record.failed; }
    bool hasOthers() const override { return m_record.others; }
    void stop() override
    {
        ++m_record.stops;
        m_record.queue.clear();
    }
    void setVolume(double volume) override { m_record.volume = volume; }

private:
    Record &m_record;
};

/// The worker, waited for, so that a test does not depend on how fast it is.
class PatientSource final : public SampleSource {
public:
    explicit PatientSource(SoundWorker &worker) : m_worker(worker) {}
    std::int64_t read(std::int64_t first, std::span<std::int16_t> stereo) override
    {
        m_worker.prepare(first);
        m_worker.finish();
        return m_worker.read(first, stereo);
    }

private:
    SoundWorker &m_worker;
};

} // namespace

class TestSoundPlayer : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_recipe = filmIn("wav", "", "pcm_s16le");
        m_recipe.counts = true;
        m_recipe.frames = 250;
        const auto film = makeFilm(m_folder.filePath(QStringLiteral("film.wav")).toStdString(), m_recipe);
        QVERIFY2(film, film.problem().c_str());
        m_film = *film;
    }

    void init()
    {
        m_record = {};
        m_worker = std::make_unique<SoundWorker>();
        m_worker->open(m_film);
        m_source = std::make_unique<PatientSource>(*m_worker);
        m_player = std::make_unique<SoundPlayer>(*m_source);
        m_player->setSink(std::make_unique<Device>(m_record));
        m_facts = {};
        m_facts.state = PlayerState::Playing;
        m_facts.playableUntil = SimDuration::wholeSeconds(10);
        m_facts.hasSound = m_facts.running = true;
        m_farthest = m_heard = 0;
        m_remainder = 0;
    }

    void cleanup()
    {
        m_player.reset();
        m_source.reset();
        m_worker.reset();
    }

    void soundIsInStep_data()
    {
        QTest::addColumn<double>("clock"); // of the device against the film's
        QTest::addColumn<int>("frame");    // ms, on average
        QTest::newRow("an exact clock") << 1.0 << 16;
        QTest::newRow("fast by 200 ppm") << 1.0002 << 16;
        QTest::newRow("slow by 200 ppm") << 0.9998 << 16;
        QTest::newRow("fast by a hundredth") << 1.01 << 16;
        QTest::newRow("slow by a hundredth") << 0.99 << 16;
        QTest::newRow("few frames") << 1.0 << 45;
    }

    void soundIsInStep()
    {
        QFETCH(double, clock);
        QFETCH(int, frame);
        std::mt19937 random(3);
        while (m_facts.position < SimDuration::wholeSeconds(9))
            play(SimDuration::milliseconds(frame / 2 + static_cast<int>(random() % static_cast<unsigned>(frame))), clock);
        QVERIFY2(m_farthest <= rate * 40 / 1000, words("samples out of step:", double(m_farthest)).c_str());
        QVERIFY2(m_heard > rate * 8, words("samples heard:", double(m_heard)).c_str());
    }

    void afterAFrameThatComesLateSoundIsInStepAgain()
    {
        playFor(1000);
        play(SimDuration::milliseconds(300), 1);
        m_farthest = 0;
        playFor(1000);
        QVERIFY2(m_farthest <= rate * 40 / 1000, words("samples out of step:", double(m_farthest)).c_str());
        QVERIFY(m_player->leaps() >= 1);
        QVERIFY(m_player->leaps() <= 3);
    }

    void withAnExactClockNothingLeaps()
    {
        playFor(8000);
        QCOMPARE(m_player->leaps(), 0);
    }

    void afterASeekOnlyTheNewPlaceIsHeard()
    {
        playFor(500);
        m_facts.position = SimDuration::wholeSeconds(6);
        m_player->follow(m_facts);
        m_farthest = 0;
        playFor(500);
        QVERIFY2(m_farthest <= rate * 40 / 1000, words("samples out of step:", double(m_farthest)).c_str());
        m_facts.position = SimDuration::wholeSeconds(1);
        m_player->follow(m_facts);
        m_farthest = 0;
        playFor(500);
        QVERIFY2(m_farthest <= rate * 40 / 1000, words("samples out of step:", double(m_farthest)).c_str());
    }

    void nothingIsHeardThatHasNotArrived()
    {
        m_facts.playableUntil = SimDuration::milliseconds(700);
        while (m_facts.position < m_facts.playableUntil)
            play(SimDuration::milliseconds(16), 1, m_facts.playableUntil);
        QVERIFY(m_last < sampleAt(m_facts.playableUntil));
        QVERIFY(m_last > sampleAt(SimDuration::milliseconds(650)));
    }

    void silenceHasAReason_data()
    {
        QTest::addColumn<SoundFacts>("facts");
        QTest::addColumn<Silence>("why");
        SoundFacts playing;
        playing.state = PlayerState::Playing;
        playing.playableUntil = SimDuration::wholeSeconds(10);
        playing.hasSound = playing.running = true;
        QTest::newRow("playing") << playing << Silence::None;
        const auto row = [&](const char *name, Silence why, auto change) {
            SoundFacts facts = playing;
            change(facts);
            QTest::newRow(name) << facts << why;
        };
        row("no sound track", Silence::NoTrack, [](SoundFacts &f) { f.hasSound = false; });
        row("stalled", Silence::Waiting, [](SoundFacts &f) { f.state = PlayerState::Stalled; });
        row("starting", Silence::Waiting, [](SoundFacts &f) { f.state = PlayerState::Starting; });
        row("moving", Silence::Waiting, [](SoundFacts &f) { f.state = PlayerState::Seeking; });
        row("paused", Silence::Paused, [](SoundFacts &f) { f.running = false; });
        row("slow motion", Silence::OtherSpeed, [](SoundFacts &f) { f.speed = 0.01; });
        row("four times", Silence::OtherSpeed, [](SoundFacts &f) { f.speed = 4; });
        row("as fast as can be", Silence::OtherSpeed, [](SoundFacts &f) { f.speed = 0; });
        row("looking back", Silence::Past, [](SoundFacts &f) { f.past = true; });
        row("over", Silence::Ended, [](SoundFacts &f) { f.state = PlayerState::Ended; });
    }

    void silenceHasAReason()
    {
        QFETCH(SoundFacts, facts);
        QFETCH(Silence, why);
        playFor(300);
        facts.position = m_facts.position;
        QCOMPARE(m_player->follow(facts), why);
        // What was queued is not heard either.
        QCOMPARE(m_record.queue.empty(), why != Silence::None);
        QCOMPARE(m_record.stops, why != Silence::None ? 1 : 0);
    }

    void whereSoundIsMissingThereIsSilence()
    {
        m_facts.missing = {{0, SimDuration::milliseconds(400), SimDuration::milliseconds(600)}};
        playFor(1000);
        QCOMPARE(m_silentFrom, sampleAt(SimDuration::milliseconds(400)));
        QCOMPARE(m_silentUntil, sampleAt(SimDuration::milliseconds(600)));
    }

    void mutedIsSilent()
    {
        playFor(100);
        m_player->setMuted(true);
        QCOMPARE(m_player->follow(m_facts), Silence::Muted);
        QVERIFY(m_record.queue.empty());
        m_player->setMuted(false);
        QCOMPARE(m_player->follow(m_facts), Silence::None);
        QVERIFY(!m_record.queue.empty());
    }

    void theVolumeReachesTheDevice()
    {
        QCOMPARE(m_record.volume, 1.0);
        m_player->setVolume(0.25);
        QCOMPARE(m_record.volume, 0.25);
    }

    void aDeviceThatRefusesIsAskedOnce()
    {
        m_record.refuses = true;
        for (int i = 0; i < 5; ++i)
            QCOMPARE(m_player->follow(m_facts), Silence::NoDevice);
        QCOMPARE(m_record.starts, 1);
        QVERIFY(m_record.queue.empty());
    }

    void aDeviceThatIsPluggedInIsTried()
    {
        m_record.refuses = true;
        QCOMPARE(m_player->follow(m_facts), Silence::NoDevice);
        m_record.others = true; // and it refuses, too
        QCOMPARE(m_player->follow(m_facts), Silence::NoDevice);
        QCOMPARE(m_player->follow(m_facts), Silence::NoDevice);
        QCOMPARE(m_record.starts, 2);
        m_record.refuses = false;
        m_record.others = true;
        playFor(1000);
        QCOMPARE(m_record.starts, 3);
        QVERIFY2(m_farthest <= rate * 40 / 1000, words("samples out of step:", double(m_farthest)).c_str());
        QVERIFY(m_heard > rate / 2);
    }

    void aDeviceThatIsPulledOutFallsSilentUntilAnotherIsThere()
    {
        playFor(500);
        m_record.failed = true;
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(m_player->follow(m_facts), Silence::NoDevice);
            m_facts.position += SimDuration::milliseconds(16);
        }
        QCOMPARE(m_record.starts, 1);
        QVERIFY(m_record.queue.empty());
        m_record.failed = false;
        m_record.others = true;
        m_heard = 0;
        playFor(1000);
        QCOMPARE(m_record.starts, 2);
        QVERIFY2(m_farthest <= rate * 40 / 1000, words("samples out of step:", double(m_farthest)).c_str());
        QVERIFY(m_heard > rate / 2);
    }

    void aDeviceThatFailedIsTriedAgainAfterAPause()
    {
        playFor(500);
        m_record.failed = true;
        QCOMPARE(m_player->follow(m_facts), Silence::NoDevice);
        m_record.failed = false;
        QCOMPARE(m_player->follow(m_facts), Silence::NoDevice);
        m_facts.running = false;
        QCOMPARE(m_player->follow(m_facts), Silence::Paused);
        m_facts.running = true;
        QCOMPARE(m_player->follow(m_facts), Silence::None);
    }

    void anotherUsualDeviceTakesOver()
    {
        playFor(500);
        m_record.others = true;
        playFor(500);
        QCOMPARE(m_record.starts, 2);
        QVERIFY2(m_farthest <= rate * 40 / 1000, words("samples out of step:", double(m_farthest)).c_str());
    }

    void withoutADeviceAllIsDecidedAlike()
    {
        m_player->setSink(nullptr);
        QCOMPARE(m_player->follow(m_facts), Silence::None);
        m_facts.running = false;
        QCOMPARE(m_player->follow(m_facts), Silence::Paused);
    }

    void theWorkerHoldsLittle()
    {
        std::vector<std::int16_t> some(960);
        std::mt19937 random(5);
        for (int i = 0; i < 100; ++i) {
            m_source->read(static_cast<std::int64_t>(random() % (10 * rate)), some);
            QVERIFY(m_worker->held() <= SoundWorker::samplesAhead + SoundWorker::samplesBehind + rate / 10);
        }
    }

    void afterTheLastSoundThereIsSilence()
    {
        std::vector<std::int16_t> some(960, 1);
        QCOMPARE(m_source->read(20 * rate, some), 480);
        QVERIFY(std::all_of(some.begin(), some.end(), [](std::int16_t sample) { return sample == 0; }));
    }

    void aFilmWithoutSoundIsKnownAsSuch()
    {
        m_worker->open(m_folder.filePath(QStringLiteral("nowhere")).toStdString());
        m_worker->finish();
        QVERIFY(!m_worker->hasSound());
    }

private:
    void playFor(int milliseconds)
    {
        for (int i = 0; i < milliseconds / 16; ++i)
            play(SimDuration::milliseconds(16), 1);
    }

    /// A frame, and all that is heard until the next; the film goes on, the device plays by its own clock.
    void play(SimDuration frame, double clock, SimDuration until = SimDuration::max())
    {
        QCOMPARE(m_player->follow(m_facts), Silence::None);
        const double exact = frame.toSeconds() * rate * clock + m_remainder;
        const auto samples = static_cast<std::int64_t>(exact);
        m_remainder = exact - static_cast<double>(samples);
        for (std::int64_t i = 0; i < samples; ++i) {
            const std::int64_t shown = sampleAt(m_facts.position) + static_cast<std::int64_t>(static_cast<double>(i) / clock);
            hear(shown);
        }
        m_facts.position = std::min(until, m_facts.position + frame);
    }

    void hear(std::int64_t shown)
    {
        if (m_record.queue.size() < 2)
            return;
        const std::int64_t heard = m_record.queue[0] + m_record.queue[1] * std::int64_t{32'768};
        m_record.queue.erase(m_record.queue.begin(), m_record.queue.begin() + 2);
        if (heard == 0 && shown > 0) {
            m_silentFrom = m_silentFrom < 0 ? shown : m_silentFrom;
            m_silentUntil = shown + 1;
        }
        // Where one place fades into another the numbers mean nothing; that takes four milliseconds.
        const std::int64_t distance = std::abs(heard - shown);
        m_run = distance > rate * 40 / 1000 && heard != 0 ? m_run + 1 : 0;
        if (m_run > rate * 4 / 1000 + 1)
            m_farthest = std::max(m_farthest, distance);
        if (m_run == 0 && heard != 0) {
            m_farthest = std::max(m_farthest, distance);
            m_last = heard;
            ++m_heard;
        }
    }

    QTemporaryDir m_folder;
    FilmRecipe m_recipe;
    std::string m_film;
    Device::Record m_record;
    std::unique_ptr<SoundWorker> m_worker;
    std::unique_ptr<PatientSource> m_source;
    std::unique_ptr<SoundPlayer> m_player;
    SoundFacts m_facts;
    double m_remainder = 0;
    std::int64_t m_farthest = 0;
    std::int64_t m_heard = 0;
    std::int64_t m_last = silent;
    std::int64_t m_run = 0;
    std::int64_t m_silentFrom = silent;
    std::int64_t m_silentUntil = silent;
};

QTEST_APPLESS_MAIN(TestSoundPlayer)
#include "test_sound_player.moc"
