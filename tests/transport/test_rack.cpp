// What the scoreboard deems lost against RACK's rule (RFC 8985, section 6.2) applied to every segment out, one by one,
// while a network loses, repeats and reorders what it is given. Step 2's look at the timestamp is for cumulative
// acknowledgements: with a SACK comes that of the last segment in order (RFC 7323), whatever is reported.
#include "core/sim/random_stream.h"
#include "core/transport/tcp/scoreboard.h"
#include "tests/support/segments.h"
#include "tests/support/show.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

using namespace rebuffer;
using testing::ackOf;
using testing::segmentAt;

namespace {

constexpr std::int64_t size = testing::segmentSize;

/// RACK as section 6.2 of the RFC words it, over a plain map, searched from end to end.
class Model {
public:
    void send(std::int64_t index, SimTime now) { m_out[index] = {now, 1, false, false}; }
    void resend(std::int64_t index, SimTime now)
    {
        Out &out = m_out.at(index);
        out = {now, out.transmissions + 1, false, false};
    }
    void deliver(std::int64_t index, SimTime echo, SimTime now)
    {
        const auto found = m_out.find(index);
        if (found == m_out.end() || found->second.sacked)
            return;
        Out &out = found->second;
        out.sacked = true;
        out.lost = false;
        const SimDuration rtt = now - out.sentAt;
        if (out.transmissions > 1 && (echo < out.sentAt || rtt < m_least))
            return;
        m_least = std::min(m_least, rtt);
        m_rtt = rtt; // of what was delivered last, however old it is
        m_newest = std::max(m_newest, out.sentAt);
    }
    void acknowledge(std::int64_t next, SimTime echo, SimTime now)
    {
        for (std::int64_t i = 0; i < next; ++i)
            deliver(i, echo, now);
        std::erase_if(m_out, [next](const auto &entry) { return entry.first < next; });
    }
    std::uint32_t detect(SimDuration window, SimTime now)
    {
        std::uint32_t found = 0;
        for (auto &[index, out] : m_out) {
            if (out.sacked || out.lost || out.sentAt >= m_newest || out.sentAt + m_rtt + window > now)
                continue;
            out.lost = true;
            ++found;
        }
        return found;
    }
    std::uint32_t inFlight() const
    {
        return static_cast<std::uint32_t>(
            std::count_if(m_out.begin(), m_out.end(), [](const auto &e) { return !e.second.sacked && !e.second.lost; }));
    }
    bool isLost(std::int64_t index) const { return m_out.at(index).lost; }

private:
    struct Out {
        SimTime sentAt;
        int transmissions = 1;
        bool sacked = false;
        bool lost = false;
    };
    std::map<std::int64_t, Out> m_out;
    SimTime m_newest;
    SimDuration m_rtt;
    SimDuration m_least = SimDuration::max();
};

/// A receiver that gets what it gets, in any order.
class Receiver {
public:
    void take(std::int64_t index, SimTime sentAt)
    {
        if (index <= m_next)
            m_recent = std::max(m_recent, sentAt);
        m_have.insert({index, index + 1});
        if (!m_have.ranges().empty() && m_have.ranges().front().begin <= m_next)
            m_next = std::max(m_next, m_have.ranges().front().end);
        m_have.eraseBefore(m_next);
    }
    std::int64_t next() const { return m_next; }
    SimTime echo() const { return m_recent; }
    Packet ack() const
    {
        Packet ack = ackOf(m_next, {}, m_recent);
        for (const StreamRange &range : m_have.ranges()) {
            if (ack.sackCount < ack.sack.size())
                ack.sack[ack.sackCount++] = {static_cast<std::uint32_t>((range.begin - m_next) * size),
                                             static_cast<std::uint32_t>((range.end - m_next) * size)};
        }
        return ack;
    }

private:
    RangeSet m_have;
    SimTime m_recent;
    std::int64_t m_next = 0;
};

/// A sender, a network without manners and a receiver; the scoreboard and the model are told the same.
class Conversation {
public:
    explicit Conversation(std::uint64_t seed) : m_random(seed, "rack") {}

    void step()
    {
        m_now += SimDuration::microseconds(1 + static_cast<std::int64_t>(m_random.below(3000)));
        Segment *lost = m_random.chance(0.5) ? m_board.nextLost() : nullptr;
        if (lost)
            resend(*lost);
        else if (m_board.outstanding() < 40 && m_random.chance(0.5))
            sendNew();
        else if (!m_network.empty())
            carryOne();
    }
    /// Empty if both deem the same segments lost now.
    std::string disagreement()
    {
        const SimDuration window = SimDuration::milliseconds(static_cast<std::int64_t>(m_random.below(5)));
        SimTime check;
        const std::uint32_t found = m_board.detectLosses(window, m_now, check);
        const std::uint32_t expected = m_model.detect(window, m_now);
        if (found != expected || m_board.inFlight() != m_model.inFlight() || m_resentUnasked)
            return std::to_string(found) + " newly lost instead of " + std::to_string(expected);
        return {};
    }

private:
    void resend(Segment &lost)
    {
        const std::int64_t index = lost.begin / size;
        m_resentUnasked = m_resentUnasked || !m_model.isLost(index);
        m_board.onResent(lost, m_now);
        m_model.resend(index, m_now);
        m_network.push_back({index, m_now});
    }
    void sendNew()
    {
        m_board.onSent(segmentAt(m_next, m_now));
        m_model.send(m_next, m_now);
        m_network.push_back({m_next++, m_now});
    }
    /// One of the oldest four arrives, unless it or its acknowledgement is lost.
    void carryOne()
    {
        const std::size_t which = m_random.below(std::min<std::size_t>(m_network.size(), 4));
        const auto [index, sentAt] = m_network[which];
        m_network.erase(m_network.begin() + static_cast<std::ptrdiff_t>(which));
        if (m_random.chance(0.15))
            return;
        m_receiver.take(index, sentAt);
        if (!m_random.chance(0.1))
            acknowledge(m_receiver.ack());
    }
    void acknowledge(const Packet &ack)
    {
        m_board.onAck(ack, m_now);
        m_model.acknowledge(m_receiver.next(), m_receiver.echo(), m_now);
        for (std::size_t block = 0; block < ack.sackCount; ++block) {
            for (std::int64_t at = ack.ack + ack.sack[block].begin; at < ack.ack + ack.sack[block].end; at += size)
                m_model.deliver(at / size, SimTime::never(), m_now);
        }
    }

    RandomStream m_random;
    Scoreboard m_board{size};
    Model m_model;
    Receiver m_receiver;
    std::vector<std::pair<std::int64_t, SimTime>> m_network; // under way: segment, and when it was sent
    std::int64_t m_next = 0;
    SimTime m_now;
    bool m_resentUnasked = false;
};

} // namespace

class TestRack : public QObject {
    Q_OBJECT

private slots:
    void agreesWithTheRuleSegmentBySegment_data();
    void agreesWithTheRuleSegmentBySegment();
};

void TestRack::agreesWithTheRuleSegmentBySegment_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 40; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestRack::agreesWithTheRuleSegmentBySegment()
{
    QFETCH(int, seed);
    Conversation conversation(static_cast<std::uint64_t>(seed));
    for (int i = 0; i < 1500; ++i) {
        conversation.step();
        const std::string problem = conversation.disagreement();
        QVERIFY2(problem.empty(), (problem + ", at step " + std::to_string(i)).c_str());
    }
}

QTEST_APPLESS_MAIN(TestRack)
#include "test_rack.moc"
