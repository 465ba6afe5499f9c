#include "ui/controls/transport_choice.h"

#include "core/session/scenario_keys.h"

#include <QCoreApplication>

#include <algorithm>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TransportChoice)
};

} // namespace

std::vector<Choice> transportChoices()
{
    return {
        {QStringLiteral("tcp-cubic"), Words::tr("CUBIC"),
         Words::tr(
             "TCP CUBIC: what most servers use. Speeds up until a packet is lost, then backs off and comes back along a curve.")},
        {QStringLiteral("tcp-bbr"), Words::tr("BBR"),
         Words::tr("TCP BBR: measures the link's rate and delay and sends at just that pace, whatever is lost.")},
        {QStringLiteral("tcp-reno"), Words::tr("Reno"),
         Words::tr("TCP Reno: one packet more each round trip, half as many after a loss. The classic.")},
        {QStringLiteral("rtp"), Words::tr("UDP"),
         Words::tr(
             "RTP over UDP: sent in the film's own pace, nothing is repeated; what is lost or late is missing in the picture.")},
        {QStringLiteral("ideal"), Words::tr("Ideal"),
         Words::tr("An ideal pipe: the link's rate and delay alone, with no protocol in the way. What the formulas say.")},
    };
}

std::vector<Choice> deliveryChoices()
{
    return {
        {QStringLiteral("stream"), Words::tr("Stream"),
         Words::tr("Play as soon as a little of the film is there, while the rest arrives.")},
        {QStringLiteral("download"), Words::tr("Download"), Words::tr("Fetch the whole file, and play only then.")},
        {QStringLiteral("ranges"), Words::tr("Ranges"),
         Words::tr("Ask for the film in parts: its index first, wherever the file keeps it, then the rest. "
                   "A file whose index is at its end starts at once.")},
    };
}

std::vector<Choice> accepted(const QString &key, std::vector<Choice> choices)
{
    const auto refused = [&](const Choice &choice) {
        Scenario scratch;
        return !setScenarioKey(scratch, key.toStdString(), choice.value.toStdString());
    };
    choices.erase(std::remove_if(choices.begin(), choices.end(), refused), choices.end());
    return choices;
}

int currentChoice(const QString &key, const std::vector<Choice> &choices, const Scenario &scenario)
{
    const ScenarioKey *known = findScenarioKey(key.toStdString());
    if (!known)
        return -1;
    const std::string value = known->get(scenario);
    const auto found =
        std::find_if(choices.begin(), choices.end(), [&](const Choice &choice) { return choice.value.toStdString() == value; });
    return found == choices.end() ? -1 : static_cast<int>(found - choices.begin());
}

} // namespace rebuffer
