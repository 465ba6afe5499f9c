// RTP: access units in decoding order, cut into packets that leave at the pace at which the film plays.
#include "core/media/synthetic_media.h"
#include "core/transport/rtp/rtp_connection.h"
#include "tests/support/connection_rig.h"
#include "tests/support/show.h"

#include <QTest>

#include <optional>
#include <set>

using namespace rebuffer;
using testing::ConnectionRig;
using testing::ms;
using testing::wire;

namespace {

using TimelinePointer = std::shared_ptr<const MediaTimeline>;

AccessUnit unitOf(int dtsMs, int ptsMs, std::int64_t position, std::int64_t size)
{
    AccessUnit unit;
    unit.dts = SimDuration::milliseconds(dtsMs);
    unit.pts = SimDuration::milliseconds(ptsMs);
    unit.duration = SimDuration::milliseconds(40);
    unit.position = Bytes(position);
    unit.size = Bytes(size);
    return unit;
}

TimelinePointer timelineOf(std::vector<AccessUnit> units, Bytes size, SimDuration duration)
{
    MediaTimeline::Contents contents;
    contents.size = size;
    contents.duration = duration;
    Track video;
    video.kind = TrackKind::Video;
    contents.tracks.push_back(video);
    contents.units = std::move(units);
    return std::make_shared<const MediaTimeline>(std::move(contents));
}

/// Four pictures whose order of decoding is neither that of the file nor that of showing.
TimelinePointer shuffledFilm()
{
    return timelineOf(
        {unitOf(80, 40, 1000, 2000), unitOf(0, 0, 3000, 5000), unitOf(40, 120, 8000, 1448), unitOf(120, 80, 9448, 100)},
        Bytes(10'000), SimDuration::milliseconds(160));
}

ConnectionRig rigFor(const TimelinePointer &timeline,
                     const LinkSettings &down = wire(BitRate::megabitsPerSecond(100), SimDuration::milliseconds(20)),
                     const RtpSettings &settings = {})
{
    return ConnectionRig(down, wire(BitRate::megabitsPerSecond(100), SimDuration::milliseconds(20)), timeline->size(),
                         [timeline, settings](Link &d, Link &u, ConnectionAlarms alarms, ConnectionUser &user) {
                             return std::make_unique<RtpConnection>(rtspExchange("film"), timeline, settings, d, u, alarms, user);
                         });
}

std::vector<ConnectionRig::Sighting> dataSent(const TimelinePointer &timeline)
{
    ConnectionRig rig = rigFor(timeline);
    rig.open();
    rig.runUntil(ms(60'000));
    return rig.sentOfKind(PacketKind::Data, false);
}

} // namespace

class TestRtp : public QObject {
    Q_OBJECT

private slots:
    void unitsLeaveInDecodingOrder();
    void sequenceNumbersCountUp();
    void theTimestampIsTheUnits();
    void theMarkerEndsTheUnit();
    void packetsOfAUnitAreSpreadOverItsTime();
    void theWholeFilmIsSentAtItsPace();
    void payloadsArriveWithTheirPlacesInTheFile();
    void jitterIsTheNetworksAndTheTimestamps();
    void parityTellsTheTime();
    void parityProtectsTheEndOfAFilm();
    void nothingIsEverRepeated();
    void repairsDoNotDrownAFullLink();
    void aLongGapDoesNotOverflow();
    void aFilmOfManyUnitsIsReadAhead();
};

void TestRtp::unitsLeaveInDecodingOrder()
{
    std::vector<std::int64_t> positions;
    for (const auto &sent : dataSent(shuffledFilm()))
        positions.push_back(sent.packet.position);
    QCOMPARE(positions, (std::vector<std::int64_t>{3000, 4448, 5896, 7344, 8000, 1000, 2448, 9448}));
}

void TestRtp::sequenceNumbersCountUp()
{
    const auto sent = dataSent(constantRateMedia(BitRate::megabitsPerSecond(2), SimDuration::wholeSeconds(10)).timeline);
    QCOMPARE(sent.size(), std::size_t{2000}); // 2,500 B every 10 ms: two packets each
    for (std::size_t i = 0; i < sent.size(); ++i)
        QCOMPARE(sent[i].packet.sequence, static_cast<std::uint32_t>(i));
}

void TestRtp::theTimestampIsTheUnits()
{
    std::vector<double> seen;
    for (const auto &sent : dataSent(shuffledFilm()))
        seen.push_back(sent.packet.mediaTime.toMilliseconds());
    QCOMPARE(seen, (std::vector<double>{0, 0, 0, 0, 120, 40, 40, 80}));
}

void TestRtp::theMarkerEndsTheUnit()
{
    std::vector<bool> seen;
    for (const auto &sent : dataSent(shuffledFilm()))
        seen.push_back(sent.packet.last);
    QCOMPARE(seen, (std::vector<bool>{false, false, false, true, true, false, true, true}));
}

void TestRtp::packetsOfAUnitAreSpreadOverItsTime()
{
    const auto sent = dataSent(shuffledFilm());
    const SimTime begin = sent.front().at;
    std::vector<double> due;
    for (const auto &sighting : sent)
        due.push_back((sighting.at - begin).toMilliseconds());
    // Four packets in the first 40 ms, one at 40, two from 80 on, one at 120.
    QCOMPARE(due, (std::vector<double>{0, 10, 20, 30, 40, 80, 100, 120}));
}

void TestRtp::theWholeFilmIsSentAtItsPace()
{
    const auto timeline = constantRateMedia(BitRate::megabitsPerSecond(3), SimDuration::wholeSeconds(20)).timeline;
    const auto sent = dataSent(timeline);
    std::int64_t bytes = 0;
    for (const auto &sighting : sent) {
        const double seconds = (sighting.at - sent.front().at).toSeconds();
        QVERIFY(std::abs(static_cast<double>(bytes) - seconds * 3e6 / 8) <= 3750); // a unit of 10 ms
        bytes += sighting.packet.payload;
    }
    QCOMPARE(Bytes(bytes), timeline->size());
}

void TestRtp::payloadsArriveWithTheirPlacesInTheFile()
{
    const TimelinePointer film = shuffledFilm();
    ConnectionRig rig = rigFor(film);
    rig.open();
    rig.runUntil(ms(10'000));
    std::set<std::int64_t> starts;
    Bytes sum;
    for (const Chunk &chunk : rig.reads()) {
        starts.insert(chunk.offset.count());
        sum += chunk.size;
    }
    QCOMPARE(sum, Bytes(2000 + 5000 + 1448 + 100));
    QVERIFY(starts.contains(1000) && starts.contains(9448));
}

/// RFC 3550's appendix A.8 over what arrives: by its timestamps, and (RFC 5450) by when it left. A film of two packets a
/// unit, 5 ms apart with the same timestamp, has the second's jitter alone on a path without any.
void TestRtp::jitterIsTheNetworksAndTheTimestamps()
{
    const TimelinePointer film = constantRateMedia(BitRate::megabitsPerSecond(2), SimDuration::wholeSeconds(10)).timeline;
    ConnectionRig rig = rigFor(film);
    const auto appendix = [](double &jitter, std::optional<double> &before, double transit) {
        if (before)
            jitter += (std::abs(transit - *before) - jitter) / 16;
        before = transit;
    };
    double byTimestamps = 0, byDepartures = 0;
    std::optional<double> stamped, departed;
    rig.losesDown = [&](const Packet &packet, SimTime now) {
        if (packet.kind == PacketKind::Data) {
            appendix(byTimestamps, stamped, (now.sinceStart() - packet.mediaTime).toMilliseconds());
            appendix(byDepartures, departed, (now - packet.sentAt).toMilliseconds());
        }
        return false;
    };
    rig.open();
    rig.runUntil(ms(60'000));
    QVERIFY(std::abs(rig.status().timestampJitter.toMilliseconds() - byTimestamps) < 1e-5);
    QVERIFY(std::abs(rig.status().jitter.toMilliseconds() - byDepartures) < 1e-5);
    QVERIFY2(std::abs(byTimestamps - 5) < 0.3, qPrintable(QString::number(byTimestamps)));
    QVERIFY2(byDepartures < 0.2, qPrintable(QString::number(byDepartures))); // the packets' lengths differ
}

/// RFC 5109, 7.2: the media's clock as it is sent, which never goes back.
void TestRtp::parityTellsTheTime()
{
    const TimelinePointer film = constantRateMedia(BitRate::megabitsPerSecond(2), SimDuration::wholeSeconds(10)).timeline;
    RtpSettings settings;
    settings.fecGroup = 5;
    ConnectionRig rig = rigFor(film, wire(BitRate::megabitsPerSecond(100), SimDuration::milliseconds(20)), settings);
    rig.open();
    rig.runUntil(ms(60'000));
    const auto parity = rig.sentOfKind(PacketKind::Parity, false);
    QCOMPARE(parity.size(), std::size_t{400});
    for (std::size_t i = 1; i < parity.size(); ++i) {
        QVERIFY(parity[i].packet.mediaTime > parity[i - 1].packet.mediaTime);
        const SimDuration sent = parity[i].at - parity[0].at;
        const SimDuration told = parity[i].packet.mediaTime - parity[0].packet.mediaTime;
        QVERIFY(std::abs((sent - told).toMilliseconds()) <= 10);
    }
}

/// Its last packets, too, though they are fewer than make a group.
void TestRtp::parityProtectsTheEndOfAFilm()
{
    const TimelinePointer film = shuffledFilm();
    const std::size_t all = dataSent(film).size();
    QVERIFY(all % 5 != 0);
    RtpSettings settings;
    settings.fecGroup = 5;
    ConnectionRig rig = rigFor(film, wire(BitRate::megabitsPerSecond(100), SimDuration::milliseconds(20)), settings);
    rig.losesDown = [n = std::size_t{0}, all](const Packet &packet, SimTime) mutable {
        return packet.kind == PacketKind::Data && ++n == all;
    };
    rig.open();
    rig.runUntil(ms(60'000));
    const auto parity = rig.sentOfKind(PacketKind::Parity, false);
    QCOMPARE(parity.size(), all / 5 + 1);
    QCOMPARE(std::size_t{parity.back().packet.window}, all % 5);
    QCOMPARE(rig.received(), Bytes(2000 + 5000 + 1448 + 100));
}

void TestRtp::nothingIsEverRepeated()
{
    LinkSettings lossy = wire(BitRate::megabitsPerSecond(100), SimDuration::milliseconds(20));
    lossy.loss = 0.3;
    ConnectionRig rig = rigFor(constantRateMedia(BitRate::megabitsPerSecond(1), SimDuration::wholeSeconds(20)).timeline, lossy);
    rig.open();
    rig.runUntil(ms(90'000));
    const auto sent = rig.sentOfKind(PacketKind::Data, false);
    QCOMPARE(sent.size(), std::size_t{2000});
    for (const auto &sighting : sent)
        QVERIFY(!sighting.packet.retransmission);
    QVERIFY(rig.received() < Bytes(2'500'000 * 3 / 4));
}

/// 6 Mbit/s of film for 5 Mbit/s of link: a sixth cannot arrive, whatever is asked for again.
void TestRtp::repairsDoNotDrownAFullLink()
{
    const MediaFile film = constantRateMedia(BitRate::megabitsPerSecond(6), SimDuration::wholeSeconds(30));
    LinkSettings narrow = wire(BitRate::megabitsPerSecond(5), SimDuration::milliseconds(20));
    narrow.queue = {QueueLimit::Unit::Packets, 200};
    RtpSettings settings;
    settings.nack = true;
    ConnectionRig rig = rigFor(film.timeline, narrow, settings);
    rig.open();
    rig.runUntil(ms(31'000));
    int first = 0;
    int again = 0;
    for (const auto &sent : rig.sentOfKind(PacketKind::Data, false))
        ++(sent.packet.retransmission ? again : first);
    QVERIFY2(again > first / 20, words("repairs:", again).c_str());
    QVERIFY2(again <= first / 2 + RepairAllowance::mostSaved, words("repairs per packet:", 1.0 * again / first).c_str());
}

void TestRtp::aLongGapDoesNotOverflow()
{
    // A picture of ten thousand packets that stands for fifty years.
    std::vector<AccessUnit> units{unitOf(0, 0, 0, 14'480'000)};
    units.front().duration = SimDuration::wholeSeconds(50LL * 365 * 86400);
    const TimelinePointer film = timelineOf(units, Bytes(14'480'000), units.front().duration);
    ConnectionRig rig = rigFor(film);
    rig.open();
    SimTime before;
    for (int i = 0; i < 100'000 && rig.step(); ++i) {
        QVERIFY(rig.now() >= before);
        before = rig.now();
    }
    QCOMPARE(rig.sentOfKind(PacketKind::Data, false).size(), std::size_t{10'000});
}

void TestRtp::aFilmOfManyUnitsIsReadAhead()
{
    // Decoded first what lies last in the file: the server must read all of it before the first packet.
    std::vector<AccessUnit> units;
    for (int i = 0; i < 1000; ++i)
        units.push_back(unitOf(40 * (999 - i), 40 * (999 - i), 1400 * i, 1400));
    const TimelinePointer film = timelineOf(units, Bytes(1'400'000), SimDuration::wholeSeconds(40));
    const auto sent = dataSent(film);
    QCOMPARE(sent.size(), std::size_t{1000});
    QCOMPARE(sent.front().packet.position, std::int64_t{1400 * 999});
    QCOMPARE(sent.back().packet.position, std::int64_t{0});
}

QTEST_APPLESS_MAIN(TestRtp)
#include "test_rtp.moc"
