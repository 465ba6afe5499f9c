// The ring is a queue: whatever is pushed and popped, at either end, it holds what std::deque would.
#include "core/sim/random_stream.h"
#include "core/sim/ring.h"

#include <QTest>

#include <deque>

using namespace rebuffer;

namespace {

void pushBoth(Ring<int> &ring, std::deque<int> &model, int value)
{
    ring.push(value);
    model.push_back(value);
}

bool agree(const Ring<int> &ring, const std::deque<int> &model)
{
    if (ring.size() != model.size() || ring.empty() != model.empty())
        return false;
    for (std::size_t i = 0; i < model.size(); ++i) {
        if (ring[i] != model[i])
            return false;
    }
    return model.empty() || (ring.front() == model.front() && ring.back() == model.back());
}

/// One random act on both; pushes and pops come in tides, so that the ring both grows and runs empty.
void act(RandomStream &random, bool rising, Ring<int> &ring, std::deque<int> &model, int value)
{
    const std::uint64_t choice = random.below(10);
    if (model.empty() || choice < (rising ? 6u : 3u)) {
        pushBoth(ring, model, value);
    } else if (choice == 9) {
        ring.popBack();
        model.pop_back();
    } else {
        ring.pop();
        model.pop_front();
    }
}

} // namespace

class TestRing : public QObject {
    Q_OBJECT

private slots:
    void behavesAsADequeDoes();
    void isEmptyAfterClear();
    void growsInOrderWhenItsFrontIsInTheMiddle();
};

void TestRing::behavesAsADequeDoes()
{
    RandomStream random(1, "ring");
    Ring<int> ring;
    std::deque<int> model;
    for (int i = 0; i < 20'000; ++i) {
        act(random, i / 500 % 2 == 0, ring, model, i);
        QVERIFY2(agree(ring, model), qPrintable(QStringLiteral("after act %1").arg(i)));
    }
}

void TestRing::isEmptyAfterClear()
{
    Ring<int> ring;
    for (int i = 0; i < 40; ++i)
        ring.push(i);
    ring.clear();
    QVERIFY(ring.empty());
    ring.push(7);
    QCOMPARE(ring.front(), 7);
    QCOMPARE(ring.size(), std::size_t{1});
}

void TestRing::growsInOrderWhenItsFrontIsInTheMiddle()
{
    Ring<int> ring;
    std::deque<int> model;
    for (int i = 0; i < 16; ++i)
        pushBoth(ring, model, i);
    for (int i = 0; i < 9; ++i) {
        ring.pop();
        model.pop_front();
    }
    for (int i = 16; i < 40; ++i)
        pushBoth(ring, model, i);
    QVERIFY(agree(ring, model));
}

QTEST_APPLESS_MAIN(TestRing)
#include "test_ring.moc"
