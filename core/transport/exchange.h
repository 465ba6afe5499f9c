// What client and server say to each other before the first byte of the film: handshakes and requests, each a
// packet on the link.
#pragma once

#include "core/media/media_timeline.h"
#include "core/net/link.h"
#include "core/sim/event_queue.h"
#include "core/transport/rtp/rtp_settings.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rebuffer {

class ConnectionUser;

/// One question of the client and the server's answer. The last question is also answered by the stream; a step without a
/// question behind it is what the server says when the stream is over.
struct ExchangeStep {
    PacketKind kind = PacketKind::Handshake;
    std::string question;
    std::string answer;              ///< a packet of its own; empty: there is none
    std::string status;              ///< what the stream's first bytes say, where they answer
    std::string questionFields;      ///< header fields behind the line, each with its end: in captures, not in the log
    std::string answerFields;        ///< the same, with a body if there is one
    std::uint32_t questionBytes = 0; ///< payload on the wire
    std::uint32_t answerBytes = 0;   ///< sent in as many full packets as it takes
    std::uint32_t questionHeaders = 52;
    std::uint32_t answerHeaders = 52;
};

/// The bytes of a question or of its answer, as a capture shows them; none where they are not text (TLS).
std::string messageText(const ExchangeStep &step, bool question);

/// The first line of a response: of the whole file or of a part of it.
std::string httpStatus(bool isPart);

/// HTTP/1.1: TCP handshake (1 RTT), GET. HTTPS: TLS 1.3 in between (1 RTT, RFC 8446). FTP: the control dialogue
/// (RFC 959), a second connection, RETR and its two replies. Of a part of the file: a Range header (RFC 9110, 14.2), or REST
/// before RETR (RFC 3659), which cannot name an end. In a target a name is percent-encoded (RFC 3986, 2.1).
std::vector<ExchangeStep> httpExchange(const std::string &name, std::optional<ByteRange> part = {});
std::vector<ExchangeStep> httpsExchange(const std::string &name, std::optional<ByteRange> part = {});
std::vector<ExchangeStep> ftpExchange(const std::string &name, std::optional<ByteRange> part = {});
/// RTSP (RFC 2326) for RTP: describe, set up, play, from the beginning or from a position.
std::vector<ExchangeStep> rtspExchange(const std::string &name, const RtpSettings &settings = {}, SimDuration from = {});

/// Stop and wait: the client repeats a question that is not answered, after its retransmission timeout (RFC 6298: 1 s until
/// a round trip has been measured), then twice that, four times… at most 120 s. Where its question is a bare
/// acknowledgement it is the server that repeats what it said last, by the same rule. There is no selective repeat: where a
/// part of a long answer is lost, what follows it is sent again, too.
class Exchange {
public:
    Exchange(std::vector<ExchangeStep> steps, Link &uplink, Link &downlink, Alarm retry, ConnectionUser &user);

    void begin(SimTime now) { ask(now); }
    /// At the server. True if it was the last question: the stream is asked for.
    bool onQuestion(const Packet &packet, SimTime now);
    /// At the server: it begins the stream, and the first bytes of it say how the request went.
    void onStreamAskedFor(SimTime now);
    /// At the client.
    void onAnswer(const Packet &packet, SimTime now);
    /// The stream has begun to arrive: nothing needs to be repeated any more.
    void onStream();
    /// At the server: all of the stream has been acknowledged. Says so once, where the protocol does; not repeated if lost.
    void close(SimTime now);
    void onRetryAlarm(SimTime now);

    /// The server's view of the round trip, by the timestamps: its last answer to the next question. Zero if none came that
    /// was not a repeat.
    SimDuration serverRtt() const { return m_serverRtt; }
    /// On the connection of the stream, SYN, ACKs that were sent before the one that came.
    std::ptrdiff_t openingsLost() const { return m_openingsLost; }
    /// The client's: its last question to the answer.
    SimDuration clientRtt() const { return m_clientRtt; }
    /// At the server: when the client's last segment was sent on the connection that carries the stream.
    SimTime heardOnStream() const;

private:
    void ask(SimTime now);
    SimDuration timeout() const;
    SimTime serverRepeatsAt() const;
    /// From that part on: what is before it has been acknowledged.
    void answer(std::uint32_t step, std::int64_t from, SimTime now);
    void noteHeard(std::array<SimTime, 2> &heard, const Packet &packet) const;
    std::size_t connectionOf(std::uint32_t step) const { return step > 0 && step == m_lastOpened ? 1 : 0; }

    std::vector<ExchangeStep> m_steps;
    std::uint32_t m_streamStep; // whose question the stream answers
    std::uint32_t m_lastOpened; // the step that opens the connection of the stream
    Link &m_uplink;
    Link &m_downlink;
    Alarm m_retry;
    ConnectionUser &m_user;
    std::uint32_t m_step = 0;        // the client's
    int m_attempts = 0;              // at the present step
    int m_repeats = 0;               // by the server, of what it said last
    std::uint64_t m_answerParts = 0; // bit set of those arrived
    SimTime m_answeredAt;
    std::int64_t m_answered = -1; // the server's last step answered
    bool m_answeredTwice = false;
    std::vector<SimTime> m_openings; // when the SYN, ACKs of the stream's connection were sent
    std::ptrdiff_t m_openingsLost = 0;
    bool m_streamSeen = false;
    bool m_closed = false;
    SimDuration m_serverRtt;
    SimDuration m_clientRtt;
    // When the last segment heard was sent: what a timestamp echoes (RFC 7323). On the connection opened first, and on FTP's
    // other.
    std::array<SimTime, 2> m_heardByServer;
    std::array<SimTime, 2> m_heardByClient;
};

} // namespace rebuffer
