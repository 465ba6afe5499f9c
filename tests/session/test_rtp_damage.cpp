// The damaged and missing pictures of a live film are those that the lost fragments imply, as counted from the log.
#include "core/sim/random_stream.h"
#include "tests/support/sessions.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <vector>

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

/// What has arrived of a film at an instant: a fragment that was delivered, or brought back by parity.
struct Arrival {
    SimTime at;
    std::int64_t position;
    std::int64_t payload;
};

bool isData(const Event &event)
{
    return !event.uplink && event.packetKind == PacketKind::Data;
}

/// The fragments in the order in which they were first sent, as the log tells them.
struct SentFragments {
    std::vector<Arrival> all;
    std::map<std::int64_t, std::size_t> byPosition;
    std::map<std::uint64_t, std::size_t> groupOfParity; // by the packet's number

    SentFragments(const EventRecord &record, std::size_t groupSize)
    {
        for (const Event &event : record.of(EventKind::Sent)) {
            if (event.packetKind == PacketKind::Parity && !event.uplink)
                groupOfParity.emplace(event.packet, groupOfParity.size());
            if (!isData(event) || !byPosition.emplace(event.position, all.size()).second)
                continue;
            all.push_back({event.at, event.position, event.payload});
        }
        if (groupSize > 0 && groupOfParity.size() != (all.size() + groupSize - 1) / groupSize) // the last may be of fewer
            qFatal("%zu parities for %zu fragments", groupOfParity.size(), all.size());
    }
};

/// Of k fragments and their parity any k give the one that is missing.
std::vector<Arrival> arrivalsOf(const EventRecord &record, std::size_t groupSize)
{
    const SentFragments sent(record, groupSize);
    std::vector<bool> there(sent.all.size());
    std::map<std::size_t, bool> hasParity;
    std::vector<Arrival> arrivals;
    const auto arrive = [&](std::size_t fragment, SimTime at) {
        if (there[fragment])
            return; // a repeat counts once
        there[fragment] = true;
        arrivals.push_back({at, sent.all[fragment].position, sent.all[fragment].payload});
    };
    const auto bringBack = [&](std::size_t group, SimTime at) {
        const std::size_t first = group * groupSize;
        const auto begin = there.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end = begin + static_cast<std::ptrdiff_t>(std::min(groupSize, there.size() - first));
        if (hasParity[group] && std::count(begin, end, false) == 1)
            arrive(static_cast<std::size_t>(std::find(begin, end, false) - there.begin()), at);
    };
    for (const Event &event : record.of(EventKind::Delivered)) {
        std::size_t group = 0;
        if (isData(event)) {
            const std::size_t fragment = sent.byPosition.at(event.position);
            arrive(fragment, event.at);
            group = groupSize > 0 ? fragment / groupSize : 0;
        } else if (event.packetKind == PacketKind::Parity) {
            group = sent.groupOfParity.at(event.packet);
            hasParity[group] = true;
        }
        if (groupSize > 0)
            bringBack(group, event.at);
    }
    return arrivals;
}

/// From what arrived before the picture was due: the film begins when the log says "playing" and never waits.
Counts impliedBy(const EventRecord &record, const MediaTimeline &film, std::size_t groupSize)
{
    SimTime began;
    for (const Event &event : record.of(EventKind::StateChanged)) {
        if (static_cast<PlayerState>(event.value) == PlayerState::Playing)
            began = event.at;
    }
    std::map<const AccessUnit *, std::int64_t> got;
    for (const Arrival &arrival : arrivalsOf(record, groupSize)) {
        const AccessUnit *unit = film.unitAt(Bytes(arrival.position));
        if (arrival.at <= began || arrival.at - began < unit->dts)
            got[unit] += arrival.payload;
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

Summary ended(const Settings &settings, Counts *implied = nullptr, std::size_t groupSize = 0)
{
    const MediaFile media = filmOfPictures();
    Pipeline run(testing::scenarioOf(settings), media);
    EventRecord record(run);
    testing::runToTheEnd(run, at(100));
    if (implied)
        *implied = impliedBy(record, *media.timeline, groupSize);
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
    QTest::addColumn<int>("fec");
    for (const char *loss : {"0%", "1%", "5%"}) {
        for (const char *burst : {"1", "5"}) {
            for (const char *nack : {"false", "true"}) {
                for (const int fec : {0, 5})
                    QTest::addRow("loss %s, bursts of %s, nack %s, parity for %d", loss, burst, nack, fec)
                        << QByteArray(loss) << QByteArray(burst) << QByteArray(nack) << fec;
            }
        }
    }
}

void TestRtpDamage::countsAreWhatTheLogImplies()
{
    QFETCH(QByteArray, loss);
    QFETCH(QByteArray, burst);
    QFETCH(QByteArray, nack);
    QFETCH(int, fec);
    Counts implied;
    const Settings repair{{"rtp.nack", nack.toStdString()}, {"rtp.fec", std::to_string(fec)}};
    const Summary summary = ended(live(loss.constData(), burst.constData()) + repair, &implied, static_cast<std::size_t>(fec));
    QCOMPARE(summary.damagedFrames, implied.damaged);
    QCOMPARE(summary.lostFrames, implied.lost);
    if (loss == "0%")
        QCOMPARE(implied.damaged + implied.lost, std::int64_t{0});
    else if (nack == "false" && fec == 0)
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
