// The published profiles have their publishers' figures: the table below is as they print it, in their units, and the
// simulated link is compared with it.
#include "core/session/network_presets.h"

#include <QTest>

#include <cmath>

using namespace rebuffer;

namespace {

constexpr double none = -1; // not limited, or not named

const NetworkPreset *find(const std::string &name)
{
    for (const NetworkPreset &preset : networkPresets()) {
        if (preset.name == name)
            return &preset;
    }
    return nullptr;
}

double milliseconds(SimDuration duration)
{
    return duration.toSeconds() * 1e3;
}

} // namespace

class TestPublishedNetworks : public QObject {
    Q_OBJECT

private slots:
    void haveTheirPublishersFigures_data();
    void haveTheirPublishersFigures();
    void thoseWithASourceAreAllHere();
};

void TestPublishedNetworks::haveTheirPublishersFigures_data()
{
    QTest::addColumn<double>("down"); // kbit/s
    QTest::addColumn<double>("up");
    QTest::addColumn<double>("rtt");       // ms, both ways together
    QTest::addColumn<double>("delayDown"); // ms
    QTest::addColumn<double>("lossDown");
    QTest::addColumn<double>("lossUp");
    QTest::addColumn<QString>("source");
    const auto row = [](const char *name, double down, double up, double rtt, double delayDown, double lossDown, double lossUp,
                        const char *source) {
        QTest::newRow(name) << down << up << rtt << delayDown << lossDown << lossUp << QString::fromLatin1(source);
    };
    const auto pageTest = [&](const char *name, double down, double up, double rtt) {
        row(name, down, up, rtt, rtt / 2, 0, 0, "WebPageTest");
    };
    pageTest("WebPageTest: Cable", 5000, 1000, 28);
    pageTest("WebPageTest: DSL", 1500, 384, 50);
    pageTest("WebPageTest: FIOS", 20000, 5000, 4);
    pageTest("WebPageTest: 56K Dial-Up", 49, 30, 120);
    pageTest("WebPageTest: 3G", 1600, 768, 300);
    pageTest("WebPageTest: 3GFast", 1600, 768, 150);
    pageTest("WebPageTest: 3GSlow", 780, 330, 200);
    pageTest("WebPageTest: Edge", 240, 200, 840);
    pageTest("WebPageTest: 2G", 35, 32, 1300);
    pageTest("WebPageTest: 4G", 9000, none, 170);
    pageTest("WebPageTest: LTE", 12000, none, 70);
    const auto apple = [&](const char *name, double down, double up, double delayDown, double delayUp, double lossDown = 0,
                           double lossUp = 0) {
        row(name, down, up, delayDown + delayUp, delayDown, lossDown, lossUp, "Apple's Network Link Conditioner");
    };
    apple("Apple: 3G", 780, 330, 100, 100);
    apple("Apple: DSL", 2000, 256, 5, 5);
    apple("Apple: EDGE", 240, 200, 400, 440);
    apple("Apple: LTE", 50000, 10000, 50, 65);
    apple("Apple: Very Bad Network", 1000, 1000, 500, 500, 0.1, 0.1);
    apple("Apple: 100% Loss", none, none, 0, 0, 1, 1);
    apple("Apple: Wi-Fi", 40000, 33000, 1, 1);
    apple("Apple: Wi-Fi 802.11ac", 250000, 100000, 1, 1);
    apple("Apple 2011: 3G, Good", 850, 420, 100, 100);
    apple("Apple 2011: 3G, Average", 780, 330, 100, 100);
    apple("Apple 2011: 3G, Lossy", 780, 330, 100, 100, 0.01);
    apple("Apple 2011: Edge, Good", 250, 200, 350, 370);
    apple("Apple 2011: Edge, Average", 240, 200, 400, 440);
    apple("Apple 2011: Edge, Lossy", 240, 200, 400, 440, 0.01);
    const auto browser = [&](const char *name, double down, double up, double rtt, const char *source) {
        row(name, down, up, rtt, rtt == none ? none : rtt / 2, 0, 0, source);
    };
    browser("Chrome: 3G", 500, 500, 400, "Chrome DevTools");
    browser("Chrome: Slow 4G", 1600, 750, 150, "Chrome DevTools");
    browser("Chrome: Fast 4G", 9000, 1500, 60, "Chrome DevTools");
    browser("Chrome: Offline", 0, 0, none, "Chrome DevTools");
    browser("Firefox: GPRS", 50, 20, 500, "Firefox");
    browser("Firefox: Regular 2G", 250, 50, 300, "Firefox");
    browser("Firefox: Good 2G", 450, 150, 150, "Firefox");
    browser("Firefox: Regular 3G", 750, 250, 100, "Firefox");
    browser("Firefox: Good 3G", 1500, 750, 40, "Firefox");
    browser("Firefox: Regular 4G/LTE", 4000, 3000, 20, "Firefox");
    browser("Firefox: DSL", 2000, 1000, 5, "Firefox");
    browser("Firefox: Wi-Fi", 30000, 15000, 2, "Firefox");
    const auto comcast = [&](const char *name, double rate, double latency, double loss) {
        row(name, rate, none, latency, latency / 2, loss, loss, "tylertreat/comcast");
    };
    comcast("Comcast: GPRS (good)", 50, 500, 0.02);
    comcast("Comcast: EDGE (good)", 250, 300, 0.015);
    comcast("Comcast: 3G/HSDPA (good)", 750, 250, 0.015);
    comcast("Comcast: DIAL-UP (good)", 40, 185, 0.02);
    comcast("Comcast: DSL (poor)", 2000, 70, 0.02);
    comcast("Comcast: DSL (good)", 8000, 40, 0.005);
    comcast("Comcast: WIFI (good)", 30000, 40, 0.002);
    comcast("Comcast: Satellite", none, 1500, 0.002);
    const auto loadero = [&](const char *name, double down, double up, double latency, double loss) {
        row(name, down, up, 2 * latency, latency, loss, loss, "Loadero");
    };
    loadero("Loadero: 4G", 100000, 50000, 45, 0.002);
    loadero("Loadero: 3.5G/HSPDA", 20000, 10000, 150, 0.005);
    loadero("Loadero: 3G", 1200, 1200, 250, 0.005);
    loadero("Loadero: GPRS", 80, 20, 650, 0.01);
    loadero("Loadero: EDGE", 200, 260, 650, 0.01);
    loadero("Loadero: Satellite phone", 1000, 256, 600, 0);
}

void TestPublishedNetworks::haveTheirPublishersFigures()
{
    QFETCH(double, down);
    QFETCH(double, up);
    QFETCH(double, rtt);
    QFETCH(double, delayDown);
    QFETCH(double, lossDown);
    QFETCH(double, lossUp);
    QFETCH(QString, source);
    const NetworkPreset *preset = find(QTest::currentDataTag());
    QVERIFY2(preset, "is not among the presets");
    QVERIFY2(preset->source.find(source.toStdString()) != std::string::npos, preset->source.c_str());
    const Scenario scenario = preset->scenario();
    const LinkSettings way = scenario.link;
    const LinkSettings back = scenario.uplink.over(scenario.link);
    const Scenario silent;
    const auto rate = [](double kilobits) { return BitRate::bitsPerSecond(std::llround(kilobits * 1000)); };
    QCOMPARE(way.rate, down == none ? silent.link.rate : rate(down));
    QCOMPARE(back.rate, up == none ? way.rate : rate(up));
    const double bothWays = milliseconds(way.delay) + milliseconds(back.delay);
    QCOMPARE(bothWays, rtt == none ? 2 * milliseconds(silent.link.delay) : rtt);
    QCOMPARE(milliseconds(way.delay), delayDown == none ? milliseconds(silent.link.delay) : delayDown);
    QCOMPARE(way.loss, lossDown);
    QCOMPARE(back.loss, lossUp);
    if (source == QLatin1String("Loadero") && lossDown > 0) {
        const bool uneven = preset->name == "Loadero: 4G";
        QVERIFY(way.jitter > SimDuration::zero());
        QCOMPARE(milliseconds(back.jitter), milliseconds(way.jitter) * (uneven ? 3 : 1)); // 5 and 15 ms
    } else {
        QCOMPARE(way.jitter, SimDuration::zero());
    }
}

void TestPublishedNetworks::thoseWithASourceAreAllHere()
{
    std::size_t published = 0;
    for (const NetworkPreset &preset : networkPresets()) {
        QCOMPARE(preset.source.empty(), preset.name.find(": ") == std::string::npos);
        published += preset.source.empty() ? 0u : 1u;
    }
    QCOMPARE(published, std::size_t{51}); // the rows above: one that is not among them would not be looked at
}

QTEST_APPLESS_MAIN(TestPublishedNetworks)
#include "test_published_networks.moc"
