// CUBIC's window after a loss against RFC 9438's W(t) = C (t - K)^3 + Wmax, with K = cbrt(Wmax (1 - beta) / C).
#include "core/sim/quantity_text.h"
#include "core/transport/congestion/congestion_control.h"

#include <QTest>

#include <cmath>

using namespace rebuffer;

namespace {

constexpr double scale = 0.4;
constexpr double beta = 0.7;

double curve(double seconds, double most)
{
    const double k = std::cbrt(most * (1 - beta) / scale);
    return scale * std::pow(seconds - k, 3) + most;
}

/// A flow that has just lost a packet at a window of `most`, and goes on with a full window.
class Flow {
public:
    Flow(std::uint32_t most, SimDuration rtt) : m_control(makeCubic()), m_rtt(rtt)
    {
        m_window.packets = m_window.threshold = most;
        m_window.packets = m_window.threshold = m_control->thresholdAfterLoss(m_window, m_now);
    }

    void runUntil(SimTime t)
    {
        while (m_now < t) {
            m_now += m_rtt * 2 / m_window.packets; // an acknowledgement for every two packets of the window
            m_control->onAck(factsNow(), m_window);
        }
    }
    std::uint32_t packets() const { return m_window.packets; }

private:
    AckFacts factsNow() const
    {
        AckFacts facts;
        facts.now = m_now;
        facts.delivered = 2;
        facts.rtt = facts.smoothedRtt = m_rtt;
        facts.windowLimited = true;
        return facts;
    }

    std::unique_ptr<CongestionControl> m_control;
    CongestionWindow m_window;
    SimDuration m_rtt;
    SimTime m_now;
};

} // namespace

class TestCubicCurve : public QObject {
    Q_OBJECT

private slots:
    void followsTheCurve_data();
    void followsTheCurve();
};

void TestCubicCurve::followsTheCurve_data()
{
    QTest::addColumn<uint>("most");
    QTest::addColumn<int>("rttMs");
    QTest::newRow("1,000 packets, 100 ms") << 1000u << 100;
    QTest::newRow("5,000 packets, 50 ms") << 5000u << 50;
    QTest::newRow("300 packets, 200 ms") << 300u << 200;
}

void TestCubicCurve::followsTheCurve()
{
    QFETCH(uint, most);
    QFETCH(int, rttMs);
    Flow flow(most, SimDuration::milliseconds(rttMs));
    const double k = std::cbrt(most * (1 - beta) / scale);
    for (const double share : {0.25, 0.5, 0.75, 1.0, 1.25, 1.5}) {
        const double t = share * k;
        flow.runUntil(SimTime::fromStart(SimDuration::seconds(t)));
        const double expected = curve(t, most);
        const double ratio = flow.packets() / expected;
        QVERIFY2(std::fabs(ratio - 1) < 0.02, ("after seconds " + numberToText(t) + ": " + std::to_string(flow.packets()) +
                                               " packets, expected " + numberToText(expected))
                                                  .c_str());
    }
}

QTEST_APPLESS_MAIN(TestCubicCurve)
#include "test_cubic_curve.moc"
