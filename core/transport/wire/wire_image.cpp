#include "core/transport/wire/wire_image.h"

#include "core/transport/rtp/rtp_sizes.h"
#include "core/transport/tcp/tcp_sizes.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace rebuffer {

namespace {

using Bytes8 = std::vector<std::uint8_t>;

constexpr std::array<std::uint8_t, 4> server{198, 51, 100, 7};
constexpr std::array<std::uint8_t, 4> client{203, 0, 113, 20};
constexpr int windowShift = 7;              // RFC 7323's window scale, in the SYN
constexpr std::uint32_t ssrc = 0x5265'6275; // "Rebu"

std::string hexText(std::uint32_t value, int digits)
{
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "0x%0*x", digits, value);
    return text.data();
}

/// Writes one header: bytes in network order, and beside each its field.
class HeaderWriter {
public:
    HeaderWriter(WireImage &image, const char *name) : m_image(image), m_begin(image.bytes.size())
    {
        m_image.headers.push_back({name, 0, {}});
    }
    ~HeaderWriter() { m_image.headers.back().bytes = m_image.bytes.size() - m_begin; }
    HeaderWriter(const HeaderWriter &) = delete;
    HeaderWriter &operator=(const HeaderWriter &) = delete;

    void field(const char *name, int bits, std::uint32_t value) { field(name, bits, value, std::to_string(value)); }
    void field(const char *name, int bits, std::uint32_t value, std::string text)
    {
        m_image.headers.back().fields.push_back({name, bits, std::move(text)});
        for (int i = bits - 1; i >= 0; --i)
            bit(value >> i & 1u);
    }
    /// Where the next byte goes.
    std::size_t at() const { return m_image.bytes.size(); }
    /// The value of a field already written whole, once it is known.
    void set16(std::size_t at, std::uint16_t value, std::size_t fieldIndex)
    {
        m_image.bytes[at] = static_cast<std::uint8_t>(value >> 8);
        m_image.bytes[at + 1] = static_cast<std::uint8_t>(value & 0xff);
        m_image.headers.back().fields[fieldIndex].value = hexText(value, 4);
    }
    std::size_t fields() const { return m_image.headers.back().fields.size(); }
    std::size_t begin() const { return m_begin; }

private:
    void bit(std::uint32_t value)
    {
        m_byte = static_cast<std::uint8_t>((std::uint32_t{m_byte} << 1) | value);
        if (++m_bits == 8) {
            m_image.bytes.push_back(m_byte);
            m_bits = 0;
        }
    }

    WireImage &m_image;
    std::size_t m_begin;
    std::uint8_t m_byte = 0;
    int m_bits = 0;
};

/// The Internet checksum (RFC 1071).
class Checksum {
public:
    void add(std::span<const std::uint8_t> bytes)
    {
        for (std::size_t i = 0; i < bytes.size(); ++i)
            m_sum += i % 2 == 0 ? std::uint32_t{bytes[i]} << 8 : std::uint32_t{bytes[i]};
    }
    void add(std::uint32_t word) { m_sum += word; }
    std::uint16_t value() const
    {
        std::uint64_t sum = m_sum;
        while (sum >> 16)
            sum = (sum & 0xffff) + (sum >> 16);
        return static_cast<std::uint16_t>(~sum & 0xffff);
    }

private:
    std::uint64_t m_sum = 0;
};

std::uint32_t asWord(const std::array<std::uint8_t, 4> &address)
{
    return std::uint32_t{address[0]} << 24 | std::uint32_t{address[1]} << 16 | std::uint32_t{address[2]} << 8 | address[3];
}

std::string asText(const std::array<std::uint8_t, 4> &address)
{
    return std::to_string(address[0]) + "." + std::to_string(address[1]) + "." + std::to_string(address[2]) + "." +
           std::to_string(address[3]);
}

void writeIp(WireImage &image, const Packet &packet, bool uplink, std::uint8_t protocol, std::size_t inside)
{
    const auto &from = uplink ? client : server;
    const auto &to = uplink ? server : client;
    HeaderWriter ip(image, "IPv4");
    ip.field("Ver", 4, 4);
    ip.field("IHL", 4, 5);
    ip.field("DSCP/ECN", 8, 0);
    ip.field("Total length", 16, static_cast<std::uint32_t>(20 + inside));
    ip.field("Identification", 16, static_cast<std::uint32_t>(packet.number & 0xffff),
             hexText(static_cast<std::uint32_t>(packet.number & 0xffff), 4));
    ip.field("Flg", 3, 2, "DF");
    ip.field("Fragment offset", 13, 0);
    ip.field("TTL", 8, 61); // three routers on the way
    ip.field("Protocol", 8, protocol, protocol == 6 ? "6 TCP" : "17 UDP");
    const std::size_t checksumAt = ip.at();
    const std::size_t checksumField = ip.fields();
    ip.field("Checksum", 16, 0);
    ip.field("Source", 32, asWord(from), asText(from));
    ip.field("Destination", 32, asWord(to), asText(to));
    Checksum sum;
    sum.add(std::span(image.bytes).subspan(ip.begin()));
    ip.set16(checksumAt, sum.value(), checksumField);
}

/// Of a TCP or UDP header and what follows, with the pseudo header (RFC 9293, 3.1).
std::uint16_t segmentChecksum(const WireImage &image, std::size_t begin, std::uint8_t protocol,
                              std::span<const std::uint8_t> payload)
{
    const auto header = std::span(image.bytes).subspan(begin);
    Checksum sum;
    sum.add(server);
    sum.add(client); // the order of the two does not matter to a sum
    sum.add(protocol);
    sum.add(static_cast<std::uint32_t>(header.size() + payload.size()));
    sum.add(header);
    sum.add(payload);
    return sum.value();
}

std::uint32_t milliseconds(SimTime time)
{
    return static_cast<std::uint32_t>(time.toNanoseconds() / 1'000'000);
}

/// What a segment says, beside its ports.
struct Segment {
    std::uint32_t sequence = 0;
    std::uint32_t acknowledgement = 0;
    bool syn = false, ack = true, push = false, fin = false;
    std::uint32_t window = 65'535; // unscaled
};

std::string flagsText(const Segment &segment)
{
    std::string text;
    const auto add = [&](bool on, const char *name) {
        if (on)
            text += text.empty() ? name : std::string(" ") + name;
    };
    add(segment.ack, "ACK");
    add(segment.push, "PSH");
    add(segment.syn, "SYN");
    add(segment.fin, "FIN");
    return text;
}

void writeTimestamps(HeaderWriter &tcp, const Packet &packet)
{
    tcp.field("Option: timestamps", 16, 8u << 8 | 10u, "8, 10 bytes");
    tcp.field("Value", 32, milliseconds(packet.sentAt), std::to_string(milliseconds(packet.sentAt)) + " ms");
    tcp.field("Echo reply", 32, milliseconds(packet.echo), std::to_string(milliseconds(packet.echo)) + " ms");
}

void writeOptions(HeaderWriter &tcp, const Packet &packet, const Segment &segment)
{
    if (segment.syn) {
        tcp.field("Option: largest segment", 32, 2u << 24 | 4u << 16 | (tcp::maxSegment + 12),
                  std::to_string(tcp::maxSegment + 12));
        tcp.field("Option: SACK permitted", 16, 4u << 8 | 2u, "yes");
        writeTimestamps(tcp, packet);
        tcp.field("No operation", 8, 1, "");
        tcp.field("Option: window scale", 24, 3u << 16 | 3u << 8 | windowShift, "x 128");
        return;
    }
    tcp.field("No operation, twice", 16, 0x0101, "");
    writeTimestamps(tcp, packet);
    if (packet.sackCount == 0)
        return;
    tcp.field("No operation, twice", 16, 0x0101, "");
    tcp.field("Option: SACK", 16, 5u << 8 | static_cast<std::uint32_t>(2 + 8 * packet.sackCount),
              std::to_string(packet.sackCount) + " blocks");
    for (std::size_t i = 0; i < packet.sackCount; ++i) {
        tcp.field("From", 32, segment.acknowledgement + packet.sack[i].begin);
        tcp.field("To", 32, segment.acknowledgement + packet.sack[i].end);
    }
}

std::uint32_t optionBytes(const Packet &packet, bool syn)
{
    return syn ? 20 : 12 + tcp::sackHeaders(packet.sackCount);
}

void writeTcp(WireImage &image, const Packet &packet, bool uplink, const Flow &flow, const Segment &segment,
              std::span<const std::uint8_t> payload)
{
    HeaderWriter tcp(image, "TCP");
    tcp.field("Source port", 16, uplink ? flow.clientPort : flow.serverPort);
    tcp.field("Destination port", 16, uplink ? flow.serverPort : flow.clientPort);
    tcp.field("Sequence number", 32, segment.sequence);
    tcp.field("Acknowledgement", 32, segment.acknowledgement);
    tcp.field("Off", 4, (20 + optionBytes(packet, segment.syn)) / 4);
    const std::uint32_t flags =
        (segment.ack ? 0x10u : 0) | (segment.push ? 0x08u : 0) | (segment.syn ? 0x02u : 0) | (segment.fin ? 0x01u : 0);
    tcp.field("Rsv", 4, 0);
    tcp.field("Flags", 8, flags, flagsText(segment));
    const std::uint32_t scaled = segment.syn ? segment.window : segment.window >> windowShift;
    const std::string window = std::to_string(std::min(scaled, 65'535u));
    tcp.field("Window", 16, std::min(scaled, 65'535u),
              segment.syn ? window + " B" : window + " × " + std::to_string(1u << windowShift) + " B"); // the handshake's scale
    const std::size_t checksumAt = tcp.at();
    const std::size_t checksumField = tcp.fields();
    tcp.field("Checksum", 16, 0);
    tcp.field("Urgent pointer", 16, 0);
    writeOptions(tcp, packet, segment);
    tcp.set16(checksumAt, segmentChecksum(image, tcp.begin(), 6, payload), checksumField);
}

/// What a packet of the exchange says.
Segment messageSegment(const Packet &packet, bool uplink, const Flow &flow, const Place &place, const ExchangeStep &step)
{
    Segment segment;
    const bool syn = step.question.starts_with("SYN");
    segment.syn = syn;
    segment.ack = !syn || !uplink;
    segment.push = packet.payload > 0;
    const std::uint32_t answered = uplink ? 0 : step.questionBytes;
    const std::uint32_t after = syn ? 0 : 1; // the SYN takes a number
    const std::uint32_t part = uplink ? 0 : static_cast<std::uint32_t>(packet.position) * tcp::maxSegment;
    segment.sequence = uplink ? flow.clientFirst + place.clientSaid + after : flow.serverFirst + place.serverSaid + after + part;
    segment.acknowledgement =
        uplink ? flow.serverFirst + place.serverSaid + after + static_cast<std::uint32_t>(packet.ack) * tcp::maxSegment
               : flow.clientFirst + place.clientSaid + answered + 1;
    if (!segment.ack)
        segment.acknowledgement = 0;
    return segment;
}

Segment streamSegment(const Packet &packet, bool uplink, const Flow &flow, const Place &place)
{
    Segment segment;
    if (uplink) {
        segment.sequence = flow.clientFirst + 1 + place.clientSaid;
        segment.acknowledgement = flow.serverFirst + 1 + place.serverSaid + static_cast<std::uint32_t>(packet.ack);
        segment.window = packet.window;
    } else {
        segment.sequence = flow.serverFirst + 1 + place.serverSaid + static_cast<std::uint32_t>(packet.position);
        segment.acknowledgement = flow.clientFirst + 1 + place.clientSaid;
        segment.push = segment.fin = packet.last;
    }
    return segment;
}

bool isOfExchange(PacketKind kind)
{
    return kind == PacketKind::Handshake || kind == PacketKind::Request || kind == PacketKind::Response;
}

void writeUdp(WireImage &image, bool uplink, const Flow &flow, std::size_t inside)
{
    HeaderWriter udp(image, "UDP");
    udp.field("Source port", 16, uplink ? flow.clientPort : flow.serverPort);
    udp.field("Destination port", 16, uplink ? flow.serverPort : flow.clientPort);
    udp.field("Length", 16, static_cast<std::uint32_t>(8 + inside));
    udp.field("Checksum", 16, 0, "none"); // until all that it covers is there
}

constexpr std::size_t udpBegin = 20;
constexpr std::size_t udpHeader = 1; // of the image's
constexpr std::size_t udpChecksumField = 3;

/// Zero says that none was made (RFC 768): so of what is not at hand, parity in the inspector.
void sumUdp(WireImage &image, const Packet &packet, std::span<const std::uint8_t> payload)
{
    if (payload.size() != packet.payload)
        return;
    const std::uint16_t sum = segmentChecksum(image, udpBegin, 17, payload);
    const std::uint16_t sent = sum == 0 ? 0xffff : sum;
    image.bytes[udpBegin + 6] = static_cast<std::uint8_t>(sent >> 8);
    image.bytes[udpBegin + 7] = static_cast<std::uint8_t>(sent & 0xff);
    image.headers[udpHeader].fields[udpChecksumField].value = hexText(sent, 4);
}

/// Media, its repetitions and its parity are streams of their own, each numbered by itself (RFC 4588, 5; RFC 5109, 6).
struct RtpStream {
    std::uint32_t payloadType;
    std::uint32_t ssrc;
    std::int64_t number;
    std::uint32_t timestamp;
};

RtpStream streamOf(const Packet &packet, std::uint32_t request)
{
    const std::uint32_t source = ssrc + 4 * request;
    const std::uint32_t at = rtp::timestamp(packet.mediaTime);
    if (packet.kind == PacketKind::Parity)
        return {rtp::parityType, source + 2, packet.sequence, at};
    if (packet.retransmission)
        return {rtp::repeatType, source + 3, packet.ack, at};
    return {rtp::mediaType, source, packet.sequence, at};
}

/// RFC 5109, section 7: what is recovered is the XOR of what is protected. Padding, extensions, sources and payload types are
/// the same in all of them.
void writeParity(HeaderWriter &writer, const Packet &packet)
{
    const bool isLong = packet.window > rtp::shortMask;
    writer.field("E", 1, 0);
    writer.field("L", 1, isLong ? 1 : 0);
    writer.field("P, X, CC", 6, 0);
    writer.field("M", 1, packet.sack[1].begin);
    writer.field("PT recovery", 7, packet.window % 2 == 1 ? rtp::mediaType : 0u);
    writer.field("SN base", 16, static_cast<std::uint32_t>(packet.ack) & 0xffff);
    writer.field("TS recovery", 32, packet.sack[0].end);
    writer.field("Length recovery", 16, packet.sack[0].begin);
    writer.field("Protection length", 16, packet.payload);
    const std::uint32_t first = std::min(packet.window, rtp::shortMask);
    writer.field("Mask", 16, (0xffffu << (rtp::shortMask - first)) & 0xffffu, std::to_string(packet.window) + " packets");
    if (!isLong)
        return;
    const std::uint32_t more = packet.window - rtp::shortMask; // of 32
    writer.field("Mask, more", 32, more == 0 ? 0 : ~0u << (32 - more));
}

void writeRtp(WireImage &image, const Packet &packet, std::uint32_t request)
{
    const RtpStream stream = streamOf(packet, request);
    HeaderWriter writer(image, "RTP");
    writer.field("V", 2, 2);
    writer.field("P", 1, 0);
    writer.field("X", 1, 0);
    writer.field("CC", 4, 0);
    writer.field("M", 1, packet.last ? 1 : 0);
    writer.field("Payload type", 7, stream.payloadType);
    writer.field("Sequence number", 16, static_cast<std::uint32_t>(stream.number) & 0xffff);
    writer.field("Timestamp", 32, stream.timestamp);
    writer.field("SSRC", 32, stream.ssrc, hexText(stream.ssrc, 8));
    if (packet.kind == PacketKind::Parity)
        writeParity(writer, packet);
    else if (packet.retransmission)
        writer.field("Original number", 16, packet.sequence & 0xffff);
}

/// A generic NACK (RFC 4585, 6.2.1) for one packet.
void writeNack(WireImage &image, const Packet &packet, std::uint32_t request)
{
    const std::uint32_t media = ssrc + 4 * request;
    HeaderWriter rtcp(image, "RTCP");
    rtcp.field("V", 2, 2);
    rtcp.field("P", 1, 0);
    rtcp.field("FMT", 5, 1, "1 generic NACK");
    rtcp.field("Packet type", 8, 205, "205 RTPFB");
    rtcp.field("Length", 16, 3);
    rtcp.field("SSRC of sender", 32, media + 1, hexText(media + 1, 8));
    rtcp.field("SSRC of media", 32, media, hexText(media, 8));
    rtcp.field("Lost packet", 16, static_cast<std::uint32_t>(packet.ack) & 0xffff);
    rtcp.field("Others", 16, 0);
}

/// RTCP has the ports beside RTP's (RFC 3550, section 11).
Flow flowOf(const Packet &packet, const Conversation &conversation)
{
    Flow flow = conversation.flows().back();
    if (packet.kind == PacketKind::Feedback) {
        ++flow.clientPort;
        ++flow.serverPort;
    }
    return flow;
}

std::size_t rtpBytes(const Packet &packet)
{
    if (packet.kind == PacketKind::Feedback)
        return 16;
    const std::uint32_t more = packet.kind == PacketKind::Parity ? rtp::parityHeader(packet.window)
                               : packet.retransmission           ? rtp::repeatHeader
                                                                 : 0;
    return 12 + more;
}

} // namespace

WireImage wireImage(const Packet &packet, bool uplink, const Conversation &conversation, std::span<const std::uint8_t> payload)
{
    WireImage image;
    const bool exchange = isOfExchange(packet.kind) && packet.sequence < conversation.steps();
    if (conversation.isRtp() && !exchange) {
        const std::size_t inside = rtpBytes(packet) + packet.payload;
        writeIp(image, packet, uplink, 17, 8 + inside);
        writeUdp(image, uplink, flowOf(packet, conversation), inside);
        if (packet.kind == PacketKind::Feedback)
            writeNack(image, packet, conversation.request());
        else
            writeRtp(image, packet, conversation.request());
        sumUdp(image, packet, payload);
        return image;
    }
    const Place &place = exchange ? conversation.step(packet.sequence) : conversation.stream();
    const Flow &flow = conversation.flows()[place.flow];
    const Segment segment = exchange ? messageSegment(packet, uplink, flow, place, conversation.said(packet.sequence))
                                     : streamSegment(packet, uplink, flow, place);
    writeIp(image, packet, uplink, 6, 20 + optionBytes(packet, segment.syn) + packet.payload);
    writeTcp(image, packet, uplink, flow, segment, payload);
    return image;
}

} // namespace rebuffer
