// The set of ranges against a plain map of bytes, whatever is inserted and forgotten.
#include "core/sim/random_stream.h"
#include "core/transport/range_set.h"

#include <QTest>

#include <vector>

using namespace rebuffer;

namespace {

constexpr std::int64_t universe = 300;

class Bitmap {
public:
    /// Returns the runs in `range` that were not there before.
    std::vector<StreamRange> insert(StreamRange range)
    {
        std::vector<StreamRange> fresh;
        for (std::int64_t i = range.begin; i < range.end; ++i) {
            if (!m_there[static_cast<std::size_t>(i)])
                extend(fresh, i);
            m_there[static_cast<std::size_t>(i)] = true;
        }
        return fresh;
    }
    void eraseBefore(std::int64_t position) { std::fill(m_there.begin(), m_there.begin() + position, false); }
    std::vector<StreamRange> ranges() const
    {
        std::vector<StreamRange> found;
        for (std::int64_t i = 0; i < universe; ++i) {
            if (m_there[static_cast<std::size_t>(i)])
                extend(found, i);
        }
        return found;
    }
    bool contains(StreamRange range) const
    {
        for (std::int64_t i = range.begin; i < range.end; ++i) {
            if (!m_there[static_cast<std::size_t>(i)])
                return false;
        }
        return true;
    }

private:
    static void extend(std::vector<StreamRange> &runs, std::int64_t byte)
    {
        if (!runs.empty() && runs.back().end == byte)
            ++runs.back().end;
        else
            runs.push_back({byte, byte + 1});
    }

    std::vector<bool> m_there = std::vector<bool>(universe);
};

StreamRange anyRange(RandomStream &random)
{
    const auto begin = static_cast<std::int64_t>(random.below(universe - 1));
    const auto longest = static_cast<std::uint64_t>(std::min<std::int64_t>(30, universe - begin));
    return {begin, begin + 1 + static_cast<std::int64_t>(random.below(longest))};
}

std::int64_t coveredBy(const std::vector<StreamRange> &ranges)
{
    std::int64_t sum = 0;
    for (const StreamRange &range : ranges)
        sum += range.size();
    return sum;
}

} // namespace

class TestRangeSet : public QObject {
    Q_OBJECT

private slots:
    void touchingRangesBecomeOne();
    void insertTellsTheWholeRangeAndWhatIsNew();
    void anEmptySetContainsOnlyNothing();
    void clearForgetsAll();
    void agreesWithABitmap_data();
    void agreesWithABitmap();
};

void TestRangeSet::touchingRangesBecomeOne()
{
    RangeSet set;
    set.insert({0, 10});
    set.insert({20, 30});
    QCOMPARE(set.ranges().size(), std::size_t{2});
    set.insert({10, 20});
    QCOMPARE(set.ranges(), (std::vector<StreamRange>{{0, 30}}));
    QCOMPARE(set.covered(), std::int64_t{30});
}

void TestRangeSet::insertTellsTheWholeRangeAndWhatIsNew()
{
    RangeSet set;
    set.insert({10, 20});
    set.insert({30, 40});
    std::vector<StreamRange> fresh;
    const StreamRange whole = set.insert({5, 35}, [&](std::int64_t begin, std::int64_t end) { fresh.push_back({begin, end}); });
    QCOMPARE(whole, (StreamRange{5, 40}));
    QCOMPARE(fresh, (std::vector<StreamRange>{{5, 10}, {20, 30}}));
}

void TestRangeSet::anEmptySetContainsOnlyNothing()
{
    const RangeSet set;
    QVERIFY(set.empty());
    QVERIFY(set.contains({5, 5}));
    QVERIFY(!set.contains({5, 6}));
}

void TestRangeSet::clearForgetsAll()
{
    RangeSet set;
    set.insert({0, 10});
    set.clear();
    QVERIFY(set.empty());
    QCOMPARE(set.covered(), std::int64_t{0});
}

void TestRangeSet::agreesWithABitmap_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 50; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestRangeSet::agreesWithABitmap()
{
    QFETCH(int, seed);
    RandomStream random(static_cast<std::uint64_t>(seed), "range set");
    RangeSet set;
    Bitmap map;
    for (int i = 0; i < 200; ++i) {
        if (random.chance(0.9)) {
            const StreamRange range = anyRange(random);
            std::vector<StreamRange> fresh;
            set.insert(range, [&](std::int64_t begin, std::int64_t end) { fresh.push_back({begin, end}); });
            QCOMPARE(fresh, map.insert(range));
        } else {
            const auto position = static_cast<std::int64_t>(random.below(universe / 4));
            set.eraseBefore(position);
            map.eraseBefore(position);
        }
        QCOMPARE(set.ranges(), map.ranges());
        QCOMPARE(set.covered(), coveredBy(map.ranges()));
        const StreamRange asked = anyRange(random);
        QCOMPARE(set.contains(asked), map.contains(asked));
    }
}

QTEST_APPLESS_MAIN(TestRangeSet)
#include "test_range_set.moc"
