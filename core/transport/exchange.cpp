#include "core/transport/exchange.h"

#include "core/sim/quantity_text.h"
#include "core/transport/connection.h"
#include "core/transport/rtp/rtp_sizes.h"
#include "core/transport/tcp/rtt_estimator.h"
#include "core/transport/tcp/tcp_sizes.h"

#include <algorithm>
#include <bit>
#include <string_view>

namespace rebuffer {

namespace {

constexpr SimDuration firstWait = SimDuration::wholeSeconds(1);
constexpr std::string_view httpFields = "Host: media.example\r\nAccept: */*\r\n";

ExchangeStep tcpHandshake(const std::string &port)
{
    return {PacketKind::Handshake, "SYN to port " + port, "SYN, ACK", {}, {}, {}, 0, 0, tcp::synHeaders, tcp::synHeaders};
}

ExchangeStep spoken(PacketKind kind, const std::string &question, const std::string &answer)
{
    const auto length = [](const std::string &line) { return line.empty() ? 0 : static_cast<std::uint32_t>(line.size() + 2); };
    return {kind, question, answer, {}, {}, {}, length(question), length(answer), tcp::headers, tcp::headers};
}

/// As a segment of a path: what is not unreserved in two hexadecimal digits a byte.
std::string percentEncoded(const std::string &name)
{
    constexpr std::string_view digits = "0123456789ABCDEF", marks = "-._~";
    std::string encoded;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.find(c) != std::string_view::npos;
        if (isPlain)
            encoded += c;
        else
            encoded.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
    return encoded;
}

/// An empty line ends them.
ExchangeStep withFields(ExchangeStep step, const std::string &question, const std::string &answer)
{
    step.questionFields = question + "\r\n";
    step.questionBytes += static_cast<std::uint32_t>(step.questionFields.size());
    if (!step.answer.empty()) {
        step.answerFields = answer + "\r\n";
        step.answerBytes += static_cast<std::uint32_t>(step.answerFields.size());
    }
    return step;
}

std::string rangeHeader(const ByteRange &part)
{
    return "Range: bytes=" + std::to_string(part.begin.count()) + "-" + std::to_string(part.end.count() - 1);
}

ExchangeStep httpGet(const std::string &name, const std::optional<ByteRange> &part)
{
    const std::string line = "GET /" + percentEncoded(name) + " HTTP/1.1";
    ExchangeStep get = spoken(PacketKind::Request, part ? line + ", " + rangeHeader(*part) : line, "");
    get.status = httpStatus(part.has_value());
    return withFields(std::move(get), std::string(httpFields), {});
}

// Sizes of a usual handshake with one certificate chain of two.
ExchangeStep tlsHandshake()
{
    ExchangeStep hello;
    hello.question = "TLS 1.3 ClientHello";
    hello.answer = "TLS 1.3 ServerHello, Certificate, Finished";
    hello.questionBytes = 517;
    hello.answerBytes = 2900;
    return hello;
}

/// RFC 3551; with feedback to ask for repeats, RFC 4585.
std::string profileOf(const RtpSettings &settings)
{
    return settings.nack ? "RTP/AVPF" : "RTP/AVP";
}

std::string rtpFormat(std::uint32_t type, const std::string &name)
{
    return "a=rtpmap:" + std::to_string(type) + ' ' + name + "/90000\r\n";
}

/// RFC 8866: what will be sent, and how it may be asked for again (a NACK may be a packet by itself, RFC 5506).
std::string descriptionOf(const std::string &name, const RtpSettings &settings)
{
    std::string types = std::to_string(rtp::mediaType), formats = rtpFormat(rtp::mediaType, "x-access-units");
    if (settings.fecGroup > 0) {
        types += ' ' + std::to_string(rtp::parityType);
        formats += rtpFormat(rtp::parityType, "ulpfec");
    }
    if (settings.nack) {
        types += ' ' + std::to_string(rtp::repeatType);
        formats += rtpFormat(rtp::repeatType, "rtx") + "a=fmtp:" + std::to_string(rtp::repeatType) +
                   " apt=" + std::to_string(rtp::mediaType) + "\r\na=rtcp-fb:" + std::to_string(rtp::mediaType) +
                   " nack\r\na=rtcp-rsize\r\n";
    }
    return "v=0\r\no=- 1 1 IN IP4 198.51.100.7\r\ns=" + percentEncoded(name) + "\r\nt=0 0\r\nm=video 0 " + profileOf(settings) +
           ' ' + types + "\r\n" + formats;
}

std::string described(const std::string &body)
{
    return "CSeq: 1\r\nContent-Type: application/sdp\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// A port for RTP, and the next for RTCP.
std::string portsFrom(std::uint16_t first)
{
    return std::to_string(first) + '-' + std::to_string(first + 1);
}

std::uint32_t streamStepOf(const std::vector<ExchangeStep> &steps)
{
    const auto last = std::find_if(steps.rbegin(), steps.rend(), [](const ExchangeStep &step) { return !step.question.empty(); });
    return static_cast<std::uint32_t>(steps.rend() - last) - 1;
}

bool opensConnection(const ExchangeStep &step)
{
    return step.questionHeaders == tcp::synHeaders;
}

/// With this the client has nothing to repeat: an acknowledgement that is lost is not missed by the one who sent it.
bool isBareAck(const ExchangeStep &step)
{
    return step.kind == PacketKind::Request && step.questionBytes == 0 && !step.question.empty();
}

/// As RttEstimator has it after its first sample.
SimDuration timeoutAfter(SimDuration rtt)
{
    return rtt + std::max(RttEstimator::varianceFloor, rtt * 2);
}

SimDuration backedOff(SimDuration wait, int times)
{
    return std::min(wait * (std::int64_t{1} << std::min(times, 10)), RttEstimator::longest);
}

std::uint32_t lastOpeningIn(const std::vector<ExchangeStep> &steps)
{
    const auto last = std::find_if(steps.rbegin(), steps.rend(), opensConnection);
    return static_cast<std::uint32_t>(std::max<std::ptrdiff_t>(1, steps.rend() - last)) - 1;
}

} // namespace

std::string httpStatus(bool isPart)
{
    return isPart ? "HTTP/1.1 206 Partial Content" : "HTTP/1.1 200 OK";
}

std::string messageText(const ExchangeStep &step, bool question)
{
    if (step.kind != PacketKind::Request)
        return {};
    std::string text = question ? step.question : step.answer;
    // In the log a header stands behind its line, after a comma.
    if (const std::size_t comma = text.find(", Range: "); comma != std::string::npos)
        text.replace(comma, 2, "\r\n");
    if (const std::size_t body = text.find(", SDP"); body != std::string::npos)
        text.erase(body);
    if (text.empty() || (question && step.questionBytes == 0))
        return {};
    return text + "\r\n" + (question ? step.questionFields : step.answerFields);
}

std::vector<ExchangeStep> httpExchange(const std::string &name, std::optional<ByteRange> part)
{
    return {tcpHandshake("80"), httpGet(name, part)};
}

std::vector<ExchangeStep> httpsExchange(const std::string &name, std::optional<ByteRange> part)
{
    ExchangeStep get = httpGet(name, part);
    get.questionBytes += 58 + 22; // the client's Finished, and the record that wraps the request
    return {tcpHandshake("443"), tlsHandshake(), get};
}

std::vector<ExchangeStep> ftpExchange(const std::string &name, std::optional<ByteRange> part)
{
    ExchangeStep greeting = spoken(PacketKind::Request, "ACK", "220 Service ready");
    greeting.questionBytes = 0;
    std::vector<ExchangeStep> steps{tcpHandshake("21"),
                                    greeting,
                                    spoken(PacketKind::Request, "USER anonymous", "331 User name okay, need password"),
                                    spoken(PacketKind::Request, "PASS guest@", "230 User logged in, proceed"),
                                    spoken(PacketKind::Request, "TYPE I", "200 Command okay"),
                                    spoken(PacketKind::Request, "PASV", "227 Entering Passive Mode (198,51,100,7,195,149)"),
                                    tcpHandshake("50069")};
    if (part && part->begin > Bytes(0)) {
        steps.push_back(spoken(PacketKind::Request, "REST " + std::to_string(part->begin.count()),
                               "350 Restarting at " + std::to_string(part->begin.count())));
    }
    std::string path = name; // RFC 959 knows no line ends in one
    std::ranges::replace_if(
        path, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, '_');
    steps.push_back(spoken(PacketKind::Request, "RETR " + path, "150 File status okay; about to open data connection"));
    steps.push_back(spoken(PacketKind::Request, "", "226 Closing data connection"));
    return steps;
}

std::vector<ExchangeStep> rtspExchange(const std::string &name, const RtpSettings &settings, SimDuration from)
{
    const std::string url = " rtsp://media.example/" + percentEncoded(name) + " RTSP/1.0";
    const std::string whereTo = "Transport: " + profileOf(settings) + ";unicast;client_port=" + portsFrom(rtp::clientPort);
    const std::string session = "Session: 26081114\r\n", ok = "RTSP/1.0 200 OK";
    const std::string play = "PLAY" + url + (from > SimDuration::zero() ? ", Range: npt=" + toText(from) + "-" : std::string());
    ExchangeStep describe =
        withFields(spoken(PacketKind::Request, "DESCRIBE" + url, ok + ", SDP"), "CSeq: 1\r\nAccept: application/sdp\r\n", {});
    describe.answerFields = described(descriptionOf(name, settings));
    describe.answerBytes = static_cast<std::uint32_t>(ok.size() + 2 + describe.answerFields.size());
    return {tcpHandshake("554"), describe,
            withFields(spoken(PacketKind::Request, "SETUP" + url, ok), "CSeq: 2\r\n" + whereTo + "\r\n",
                       "CSeq: 2\r\n" + session + whereTo + ";server_port=" + portsFrom(rtp::serverPort) + "\r\n"),
            withFields(spoken(PacketKind::Request, play, ok), "CSeq: 3\r\n" + session, "CSeq: 3\r\n" + session)};
}

Exchange::Exchange(std::vector<ExchangeStep> steps, Link &uplink, Link &downlink, Alarm retry, ConnectionUser &user)
    : m_steps(std::move(steps)), m_streamStep(streamStepOf(m_steps)), m_lastOpened(lastOpeningIn(m_steps)), m_uplink(uplink),
      m_downlink(downlink), m_retry(retry), m_user(user)
{
}

/// The answer stands for the acknowledgement that would come at once: the time its bytes need on the wire is therefore
/// allowed for.
SimDuration Exchange::timeout() const
{
    const ExchangeStep &step = m_steps[m_step];
    // Another connection knows nothing yet.
    if (opensConnection(step) || m_clientRtt == SimDuration::zero() || m_downlink.rate().isZero())
        return firstWait;
    const std::uint32_t answer = std::max(step.answerBytes, tcp::maxSegment) + step.answerHeaders;
    return timeoutAfter(m_clientRtt) + transmissionTime(Bytes(answer), m_downlink.rate());
}

/// From when the server last spoke; its SYN, ACK has not been timed.
SimTime Exchange::serverRepeatsAt() const
{
    const bool isTimed = m_answered == std::int64_t{m_step} && m_serverRtt > SimDuration::zero();
    return m_answeredAt + backedOff(isTimed ? timeoutAfter(m_serverRtt) : firstWait, m_repeats);
}

void Exchange::ask(SimTime now)
{
    const ExchangeStep &step = m_steps[m_step];
    m_retry.arm(isBareAck(step) ? std::max(now, serverRepeatsAt()) : now + backedOff(timeout(), m_attempts));
    Packet packet;
    packet.kind = step.kind;
    packet.sequence = m_step;
    packet.payload = step.questionBytes;
    packet.wire = step.questionBytes + step.questionHeaders;
    packet.sentAt = now;
    packet.echo = opensConnection(step) ? SimTime::start() : m_heardByClient[connectionOf(m_step)];
    packet.retransmission = m_attempts > 0;
    packet.ack = std::countr_one(m_answerParts); // of the answer that has come in order
    ++m_attempts;
    m_user.onMessage(step.question.c_str(), true, now);
    m_uplink.send(packet, now);
}

void Exchange::onRetryAlarm(SimTime now)
{
    if (m_streamSeen)
        return;
    if (!isBareAck(m_steps[m_step]))
        return ask(now);
    ++m_repeats;
    answer(static_cast<std::uint32_t>(m_answered), 0, now);
    m_retry.arm(serverRepeatsAt());
}

bool Exchange::onQuestion(const Packet &packet, SimTime now)
{
    const std::uint32_t step = packet.sequence;
    if (step > m_streamStep)
        return false;
    noteHeard(m_heardByServer, packet);
    const bool isNew = static_cast<std::int64_t>(step) > m_answered;
    if (isNew && m_answered >= 0 && !packet.retransmission && !opensConnection(m_steps[step]))
        m_serverRtt = now - packet.echo; // of the copy that was answered, if there were several
    const bool isAck = isBareAck(m_steps[step]);
    if (!m_steps[step].answer.empty() && (isNew || !isAck))
        answer(step, packet.ack, now);
    if (isNew && isAck) {
        m_repeats = 0;
        m_retry.arm(serverRepeatsAt());
    }
    return step == m_streamStep;
}

void Exchange::onStreamAskedFor(SimTime now)
{
    if (const std::string &status = m_steps[m_streamStep].status; !status.empty())
        m_user.onMessage(status.c_str(), false, now);
}

void Exchange::close(SimTime now)
{
    if (m_closed || m_streamStep + 1 == m_steps.size())
        return;
    m_closed = true;
    answer(m_streamStep + 1, 0, now);
}

void Exchange::answer(std::uint32_t step, std::int64_t from, SimTime now)
{
    const ExchangeStep &said = m_steps[step];
    m_answeredTwice = static_cast<std::int64_t>(step) <= m_answered;
    m_answered = std::max<std::int64_t>(m_answered, step);
    m_answeredAt = now;
    if (step == m_lastOpened)
        m_openings.push_back(now);
    m_user.onMessage(said.answer.c_str(), false, now);
    std::uint32_t left = said.answerBytes - static_cast<std::uint32_t>(from) * tcp::maxSegment;
    std::int64_t part = from;
    do {
        Packet packet;
        packet.kind = said.kind == PacketKind::Handshake ? PacketKind::Handshake : PacketKind::Response;
        packet.sequence = step;
        packet.position = part++;
        packet.payload = std::min(left, tcp::maxSegment);
        packet.wire = packet.payload + said.answerHeaders;
        packet.sentAt = now;
        packet.echo = m_heardByServer[connectionOf(step)];
        packet.retransmission = m_answeredTwice;
        left -= packet.payload;
        m_downlink.send(packet, now);
    } while (left > 0);
}

void Exchange::onAnswer(const Packet &packet, SimTime now)
{
    if (packet.sequence + 1 == m_step && isBareAck(m_steps[m_step]))
        return ask(now); // the server has not heard it
    if (packet.sequence != m_step || packet.position < 0 || packet.position >= 64)
        return;
    noteHeard(m_heardByClient, packet);
    const std::uint32_t parts = std::max(1u, (m_steps[m_step].answerBytes + tcp::maxSegment - 1) / tcp::maxSegment);
    m_answerParts |= std::uint64_t{1} << packet.position;
    if (m_answerParts != (std::uint64_t{1} << parts) - 1)
        return;
    if (m_step == m_lastOpened)
        m_openingsLost = std::ranges::count_if(m_openings, [&packet](SimTime sent) { return sent < packet.sentAt; });
    m_clientRtt = now - packet.echo; // of the copy that was answered, if there were several
    if (m_step == m_streamStep) {
        onStream();
        return;
    }
    m_answerParts = 0;
    m_attempts = 0;
    ++m_step;
    ask(now);
}

void Exchange::noteHeard(std::array<SimTime, 2> &heard, const Packet &packet) const
{
    SimTime &last = heard[connectionOf(packet.sequence)];
    last = std::max(last, packet.sentAt);
}

SimTime Exchange::heardOnStream() const
{
    return m_heardByServer[connectionOf(m_lastOpened)];
}

void Exchange::onStream()
{
    m_streamSeen = true;
    m_retry.disarm();
}

} // namespace rebuffer
