#include "core/transport/wire/conversation.h"

#include "core/transport/rtp/rtp_sizes.h"

#include <algorithm>
#include <cstdlib>

namespace rebuffer {

namespace {

constexpr std::uint16_t firstClientPort = 49152; // of the dynamic ports (RFC 6335)

bool isSyn(const ExchangeStep &step)
{
    return step.question.starts_with("SYN to port ");
}

Flow flowTo(const ExchangeStep &syn, std::uint32_t number)
{
    Flow flow;
    flow.serverPort = static_cast<std::uint16_t>(std::atoi(syn.question.c_str() + std::string("SYN to port ").size()));
    flow.clientPort = static_cast<std::uint16_t>(firstClientPort + number % 16'000);
    // Any number will do (RFC 9293, 3.4.1); these are told apart at a glance.
    flow.serverFirst = 1'000'000'000u + number * 100'000u;
    flow.clientFirst = 2'000'000'000u + number * 100'000u;
    return flow;
}

} // namespace

Conversation::Conversation(const std::vector<ExchangeStep> &steps, bool rtp, std::uint32_t request)
    : m_steps(steps), m_rtp(rtp), m_request(request)
{
    std::vector<Place> said; // so far, by flow
    for (const ExchangeStep &step : m_steps) {
        if (isSyn(step)) {
            m_flows.push_back(flowTo(step, 4 * request + static_cast<std::uint32_t>(m_flows.size())));
            said.push_back({m_flows.size() - 1, 0, 0});
            m_places.push_back(said.back());
            continue;
        }
        Place &control = said.front();
        m_places.push_back(control);
        control.clientSaid += step.questionBytes;
        control.serverSaid += step.answer.empty() ? 0 : step.answerBytes;
    }
    if (rtp) {
        m_flows.push_back({rtp::serverPort, rtp::clientPort, 0, 0});
        said.push_back({m_flows.size() - 1, 0, 0});
    }
    if (m_flows.empty()) {
        m_flows.emplace_back();
        said.emplace_back();
    }
    m_stream = said.back();
}

} // namespace rebuffer
