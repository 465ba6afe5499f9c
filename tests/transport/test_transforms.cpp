// The two Transforms: bytes to payloads, and payloads in any order, with repeats, back to bytes.
#include "core/sim/random_stream.h"
#include "core/transport/packetiser.h"
#include "core/transport/reassembler.h"
#include "tests/support/show.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace rebuffer;

namespace {

constexpr SimTime now = SimTime::start();
constexpr Bytes most = Bytes(1448);

/// Writes `total` bytes in chunks of random sizes.
void writeInPieces(RandomStream &random, Packetiser &packetiser, Bytes total)
{
    for (Bytes written; written < total;) {
        const Bytes size = std::min(total - written, Bytes(static_cast<std::int64_t>(1 + random.below(5000))));
        packetiser.write({written, size}, now);
        written += size;
    }
}

std::vector<Chunk> readAll(Packetiser &packetiser)
{
    std::vector<Chunk> payloads;
    while (packetiser.readable())
        payloads.push_back(packetiser.read(now));
    return payloads;
}

void shuffle(RandomStream &random, std::vector<Chunk> &payloads)
{
    for (std::size_t i = payloads.size(); i > 1; --i)
        std::swap(payloads[i - 1], payloads[random.below(i)]);
}

void repeatSome(RandomStream &random, std::vector<Chunk> &payloads)
{
    const std::size_t n = payloads.size();
    for (std::size_t i = 0; i < n / 3; ++i)
        payloads.push_back(payloads[random.below(n)]);
}

} // namespace

class TestTransforms : public QObject {
    Q_OBJECT

private slots:
    void chunkBoundariesLeaveNoTrace();
    void aFullPayloadIsKnown();
    void whatComesEarlyWaits();
    void aRepeatChangesNothing();
    void readsNoMoreThanAsked();
    void roundTripInAnyOrder_data();
    void roundTripInAnyOrder();
};

void TestTransforms::chunkBoundariesLeaveNoTrace()
{
    RandomStream random(1, "packetiser");
    Packetiser packetiser(most);
    writeInPieces(random, packetiser, Bytes(1448 * 100 + 7));
    const std::vector<Chunk> payloads = readAll(packetiser);
    QCOMPARE(payloads.size(), std::size_t{101});
    for (std::size_t i = 0; i < 100; ++i) {
        QCOMPARE(payloads[i].offset, Bytes(1448 * static_cast<std::int64_t>(i)));
        QCOMPARE(payloads[i].size, most);
    }
    QCOMPARE(payloads.back().size, Bytes(7));
}

void TestTransforms::aFullPayloadIsKnown()
{
    Packetiser packetiser(most);
    packetiser.write({Bytes(0), Bytes(1447)}, now);
    QVERIFY(packetiser.readable() && !packetiser.holdsFullPayload());
    packetiser.write({Bytes(1447), Bytes(2)}, now);
    QVERIFY(packetiser.holdsFullPayload());
    packetiser.read(now);
    QCOMPARE(packetiser.waiting(), Bytes(1));
}

void TestTransforms::whatComesEarlyWaits()
{
    Reassembler reassembler;
    reassembler.write({Bytes(100), Bytes(50)}, now);
    QVERIFY(!reassembler.readable());
    QCOMPARE(reassembler.early().covered(), std::int64_t{50});
    reassembler.write({Bytes(0), Bytes(100)}, now);
    const Chunk read = reassembler.read(now);
    QCOMPARE(read.offset, Bytes(0));
    QCOMPARE(read.size, Bytes(150));
    QVERIFY(reassembler.early().empty());
}

void TestTransforms::aRepeatChangesNothing()
{
    Reassembler reassembler;
    reassembler.write({Bytes(0), Bytes(100)}, now);
    reassembler.write({Bytes(0), Bytes(100)}, now);
    QCOMPARE(reassembler.next(), std::int64_t{100});
    reassembler.read(now);
    reassembler.write({Bytes(0), Bytes(100)}, now);
    QVERIFY(!reassembler.readable());
    reassembler.write({Bytes(50), Bytes(100)}, now); // half of it is known
    QCOMPARE(reassembler.read(now).size, Bytes(50));
}

void TestTransforms::readsNoMoreThanAsked()
{
    Reassembler reassembler;
    reassembler.write({Bytes(0), Bytes(100)}, now);
    QCOMPARE(reassembler.readUpTo(Bytes(30)).size, Bytes(30));
    QCOMPARE(reassembler.unread(), Bytes(70));
    QCOMPARE(reassembler.readUpTo(Bytes(1000)).end(), Bytes(100));
    QVERIFY(reassembler.readUpTo(Bytes(1000)).empty());
}

void TestTransforms::roundTripInAnyOrder_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 50; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestTransforms::roundTripInAnyOrder()
{
    QFETCH(int, seed);
    RandomStream random(static_cast<std::uint64_t>(seed), "round trip");
    const Bytes total(static_cast<std::int64_t>(1 + random.below(300'000)));
    Packetiser packetiser(most);
    writeInPieces(random, packetiser, total);
    std::vector<Chunk> payloads = readAll(packetiser);
    repeatSome(random, payloads);
    shuffle(random, payloads);

    Reassembler reassembler;
    Bytes next;
    for (const Chunk &payload : payloads) {
        reassembler.write(payload, now);
        if (reassembler.readable() && random.chance(0.7)) {
            const Chunk read = reassembler.read(now);
            QCOMPARE(read.offset, next);
            next = read.end();
        }
    }
    QCOMPARE(Bytes(reassembler.next()), total);
    QCOMPARE(next + reassembler.unread(), total);
    QVERIFY(reassembler.early().empty());
}

QTEST_APPLESS_MAIN(TestTransforms)
#include "test_transforms.moc"
