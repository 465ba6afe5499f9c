#include "core/session/published_networks.h"

#include "core/sim/quantity_text.h"

#include <cmath>
#include <initializer_list>
#include <optional>

namespace rebuffer {

namespace {

using Number = std::optional<double>; ///< nothing: not limited, or not named
constexpr std::nullopt_t open = std::nullopt;

/// As published: rates in kbit/s, times in milliseconds each way, loss as a share of the packets.
struct Profile {
    const char *name;
    Number down, up;
    Number delayDown, delayUp;
    Number lossDown, lossUp;
    Number jitterDown, jitterUp;
};

std::string rateText(double kilobits)
{
    return toText(BitRate::bitsPerSecond(std::llround(kilobits * 1000)));
}

std::string timeText(double milliseconds)
{
    return toText(SimDuration::nanoseconds(std::llround(milliseconds * 1e6)));
}

NetworkPreset toPreset(const std::string &publisher, const std::string &source, const Profile &profile)
{
    NetworkPreset preset{publisher + ": " + profile.name, source, {}};
    if (!profile.down)
        preset.source += "; it names no rate, so the link has this program's " + toText(LinkSettings().rate);
    const auto say = [&preset](const char *key, const Number &number, std::string (*text)(double)) {
        if (number)
            preset.named.emplace_back(key, text(*number));
    };
    // The way back has the link's delay and jitter unless it has its own, but never the link's loss.
    const auto ownWay = [](const Number &up, const Number &down) { return up == down ? Number() : up; };
    say("link.rate", profile.down, rateText);
    say("link.delay", profile.delayDown, timeText);
    say("link.jitter", profile.jitterDown, timeText);
    say("link.loss", profile.lossDown, shareToText);
    say("uplink.rate", profile.up, rateText);
    say("uplink.delay", ownWay(profile.delayUp, profile.delayDown), timeText);
    say("uplink.jitter", ownWay(profile.jitterUp, profile.jitterDown), timeText);
    say("uplink.loss", profile.lossUp, shareToText);
    return preset;
}

void add(std::vector<NetworkPreset> &all, const char *publisher, const char *source, std::initializer_list<Profile> profiles)
{
    for (const Profile &profile : profiles)
        all.push_back(toPreset(publisher, source, profile));
}

/// Both ways of a round trip.
Profile roundTrip(const char *name, Number down, Number up, double rtt, Number loss = open)
{
    return {name, down, up, rtt / 2, rtt / 2, loss, loss, open, open};
}

Profile eachWay(const char *name, Number down, Number up, double delayDown, double delayUp, Number loss = open,
                Number jitterDown = open, Number jitterUp = open)
{
    return {name, down, up, delayDown, delayUp, loss, loss, jitterDown, jitterUp};
}

Profile oneWay(const char *name, Number down, Number up, double delayDown, double delayUp, Number lossDown = open)
{
    return {name, down, up, delayDown, delayUp, lossDown, open, open, open};
}

} // namespace

std::vector<NetworkPreset> publishedNetworks()
{
    std::vector<NetworkPreset> all;
    add(all, "WebPageTest", "WebPageTest's connectivity profiles",
        {roundTrip("Cable", 5000, 1000, 28), roundTrip("DSL", 1500, 384, 50), roundTrip("FIOS", 20000, 5000, 4),
         roundTrip("56K Dial-Up", 49, 30, 120), roundTrip("3G", 1600, 768, 300), roundTrip("3GFast", 1600, 768, 150),
         roundTrip("3GSlow", 780, 330, 200), roundTrip("Edge", 240, 200, 840), roundTrip("2G", 35, 32, 1300)});
    add(all, "WebPageTest", "WebPageTest's connectivity profiles, as quoted by others",
        {roundTrip("4G", 9000, open, 170), roundTrip("LTE", 12000, open, 70)});
    add(all, "Apple", "Apple's Network Link Conditioner",
        {eachWay("3G", 780, 330, 100, 100), eachWay("DSL", 2000, 256, 5, 5), eachWay("EDGE", 240, 200, 400, 440),
         eachWay("LTE", 50000, 10000, 50, 65), eachWay("Very Bad Network", 1000, 1000, 500, 500, 0.1),
         eachWay("100% Loss", open, open, 0, 0, 1.0)});
    add(all, "Apple", "Apple's Network Link Conditioner, figures not verified",
        {eachWay("Wi-Fi", 40000, 33000, 1, 1), eachWay("Wi-Fi 802.11ac", 250000, 100000, 1, 1)});
    // Named with a loss in one direction only, and that is the link's.
    add(all, "Apple 2011", "Apple's Network Link Conditioner of 2011",
        {oneWay("3G, Good", 850, 420, 100, 100), oneWay("3G, Average", 780, 330, 100, 100),
         oneWay("3G, Lossy", 780, 330, 100, 100, 0.01), oneWay("Edge, Good", 250, 200, 350, 370),
         oneWay("Edge, Average", 240, 200, 400, 440), oneWay("Edge, Lossy", 240, 200, 400, 440, 0.01)});
    add(all, "Chrome", "Chrome DevTools' throttling, as its targets say",
        {roundTrip("3G", 500, 500, 400), roundTrip("Slow 4G", 1600, 750, 150), roundTrip("Fast 4G", 9000, 1500, 60),
         Profile{"Offline", 0, 0, open, open, open, open, open, open}});
    add(all, "Firefox", "Firefox's network throttling; its latency taken as the round trip",
        {roundTrip("GPRS", 50, 20, 500), roundTrip("Regular 2G", 250, 50, 300), roundTrip("Good 2G", 450, 150, 150),
         roundTrip("Regular 3G", 750, 250, 100), roundTrip("Good 3G", 1500, 750, 40), roundTrip("Regular 4G/LTE", 4000, 3000, 20),
         roundTrip("DSL", 2000, 1000, 5), roundTrip("Wi-Fi", 30000, 15000, 2)});
    add(all, "Comcast", "the README of tylertreat/comcast; its latency taken as the round trip, its loss each way",
        {roundTrip("GPRS (good)", 50, open, 500, 0.02), roundTrip("EDGE (good)", 250, open, 300, 0.015),
         roundTrip("3G/HSDPA (good)", 750, open, 250, 0.015), roundTrip("DIAL-UP (good)", 40, open, 185, 0.02),
         roundTrip("DSL (poor)", 2000, open, 70, 0.02), roundTrip("DSL (good)", 8000, open, 40, 0.005),
         roundTrip("WIFI (good)", 30000, open, 40, 0.002), roundTrip("Satellite", open, open, 1500, 0.002)});
    add(all, "Loadero", "Loadero's network conditions, its latency and loss each way",
        {eachWay("4G", 100000, 50000, 45, 45, 0.002, 5, 15), eachWay("3.5G/HSPDA", 20000, 10000, 150, 150, 0.005, 10, 10),
         eachWay("3G", 1200, 1200, 250, 250, 0.005, 50, 50), eachWay("GPRS", 80, 20, 650, 650, 0.01, 100, 100),
         eachWay("EDGE", 200, 260, 650, 650, 0.01, 100, 100), eachWay("Satellite phone", 1000, 256, 600, 600)});
    return all;
}

} // namespace rebuffer
