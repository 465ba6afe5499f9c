// The damaged and missing pictures of a live film are those that the lost fragments imply, as counted from the log.
#include "core/sim/random_stream.h"
#include "tests/support/sessions.h"

#include <QTest>

#include <map>

using namespace rebuffer;
using testing::at;
using testing::EventRecord;
using testing::Settings;
using testing::operator+;

namespace {

/// A minute of 25 pictures a second, one to eight packets each.
MediaFile filmOfPictures()
{
    RandomStream random(3, "sizes");
    MediaTimeline::Contents film;
    film.tracks.resize(1);
    film.tracks[0].kind = TrackKind::Video;
    for (int i = 0; i < 1500; ++i) {
        AccessUnit unit;
        unit.pts = unit.dts = SimDuration::milliseconds(40 * i);
        unit.duration = SimDuration::milliseconds(40);
        unit.position = film.size;
        unit.size = Bytes(200 + static_cast<std::int64_t>(random.below(11'000)));
        unit.key = i % 25 == 0;
        film.size += unit.size;
        film.units.push_back(unit);
    }
    film.duration = SimDuration::wholeSeconds(60);
    return {"", "pictures", std::make_shared<const MediaTimeline>(std::move(film))};
}

struct Counts {
    std::int64_t damaged = 0;
    std::int64_t lost = 0;
};

/// From what was delivered before the picture was due: the film begins when the log says "playing" and never waits.
Counts impliedBy(const EventRecord &record, const MediaTimeline &film)
{
    SimTime began;
    for (const Event &event : record.of(EventKind::StateChanged)) {
        if (static_cast<PlayerState>(event.value) == PlayerState::Playing)
            began = event.at;
    }
    std::map<const AccessUnit *, std::int64_t> got;
    std::map<std::int64_t, bool> seen; // a repeat counts once
    for (const Event &event : record.of(EventKind::Delivered)) {
        if (event.uplink || event.packetKind != PacketKind::Data || seen[event.position])
            continue;
        const AccessUnit *unit = film.unitAt(Bytes(event.position));
        if (event.at > began && event.at - began >= unit->dts)
            continue;
        seen[event.position] = true;
        got[unit] += event.payload;
    }
    Counts counts;
    for (const AccessUnit &unit : film.units()) {
        if (got[&unit] == 0)
            ++counts.lost;
        else if (got[&unit] < unit.size.count())
            ++counts.damaged;
    }
    return counts;
}

Settings live(const char *loss, const char *burst)
{
    return {{"source", "a film"},  {"transport", "rtp"}, {"link.rate", "20Mbit/s"},  {"link.delay", "20ms"},
            {"link.queue", "1MB"}, {"link.loss", loss},  {"link.loss_burst", burst}, {"player.start", "200ms"}};
}

Summary ended(const Settings &settings, Counts *implied = nullptr)
{
    const MediaFile media = filmOfPictures();
    Pipeline run(testing::scenarioOf(settings), media);
    EventRecord record(run);
    testing::runToTheEnd(run, at(100));
    if (implied)
        *implied = impliedBy(record, *media.timeline);
    return run.summary();
}

} // namespace

class TestRtpDamage : public QObject {
    Q_OBJECT

private slots:
    void countsAreWhatTheLogImplies_data();
    void countsAreWhatTheLogImplies();
    void repairIsSeen_data();
    void repairIsSeen();
    void lateIsDamageToo();
};

void TestRtpDamage::countsAreWhatTheLogImplies_data()
{
    QTest::addColumn<QByteArray>("loss");
    QTest::addColumn<QByteArray>("burst");
    QTest::addColumn<QByteArray>("nack");
    for (const char *loss : {"0%", "1%", "5%"}) {
        for (const char *burst : {"1", "5"}) {
            for (const char *nack : {"false", "true"})
                QTest::addRow("loss %s, bursts of %s, nack %s", loss, burst, nack)
                    << QByteArray(loss) << QByteArray(burst) << QByteArray(nack);
        }
    }
}

void TestRtpDamage::countsAreWhatTheLogImplies()
{
    QFETCH(QByteArray, loss);
    QFETCH(QByteArray, burst);
    QFETCH(QByteArray, nack);
    Counts implied;
    const Summary summary =
        ended(live(loss.constData(), burst.constData()) + Settings{{"rtp.nack", nack.toStdString()}}, &implied);
    QCOMPARE(summary.damagedFrames, implied.damaged);
    QCOMPARE(summary.lostFrames, implied.lost);
    if (loss == "0%")
        QCOMPARE(implied.damaged + implied.lost, std::int64_t{0});
    else if (nack == "false")
        QVERIFY(implied.damaged > 5);
}

void TestRtpDamage::repairIsSeen_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<double>("leaves"); // of the damaged pictures, at most
    QTest::newRow("parity for five") << QByteArray("rtp.fec") << QByteArray("5") << 0.35;
    QTest::newRow("parity for two") << QByteArray("rtp.fec") << QByteArray("2") << 0.2;
    QTest::newRow("asking again") << QByteArray("rtp.nack") << QByteArray("true") << 0.01;
}

void TestRtpDamage::repairIsSeen()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    QFETCH(double, leaves);
    const Summary without = ended(live("5%", "independent"));
    const Summary with = ended(live("5%", "independent") + Settings{{key.toStdString(), value.toStdString()}});
    const auto all = [](const Summary &summary) { return static_cast<double>(summary.damagedFrames + summary.lostFrames); };
    QVERIFY2(all(with) <= leaves * all(without), qPrintable(QString::number(all(with) / all(without))));
}

void TestRtpDamage::lateIsDamageToo()
{
    Counts implied;
    const Summary summary =
        ended(live("0%", "independent") + Settings{{"link.jitter", "100ms"}, {"link.reorder", "true"}}, &implied);
    QVERIFY(summary.damagedFrames + summary.lostFrames > 20);
    QCOMPARE(summary.damagedFrames, implied.damaged);
    QCOMPARE(summary.lostFrames, implied.lost);
}

QTEST_APPLESS_MAIN(TestRtpDamage)
#include "test_rtp_damage.moc"
