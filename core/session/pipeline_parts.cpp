#include "core/session/pipeline_parts.h"

#include "core/transport/exchange.h"
#include "core/transport/ideal/ideal_connection.h"
#include "core/transport/rtp/rtp_connection.h"
#include "core/transport/tcp/tcp_connection.h"

#include <limits>
#include <string>

namespace rebuffer {

namespace {

std::vector<ExchangeStep> exchangeFor(const Scenario &scenario, const std::string &name)
{
    if (scenario.transport == TransportKind::Rtp)
        return rtspExchange(name);
    switch (scenario.protocol) {
    case Protocol::Http:
        break;
    case Protocol::Https:
        return httpsExchange(name);
    case Protocol::Ftp:
        return ftpExchange(name);
    }
    return httpExchange(name);
}

/// The server's words before the file's first byte; FTP's data connection has none.
Bytes responseHead(const Scenario &scenario, const std::optional<MediaFile> &media)
{
    if (scenario.protocol == Protocol::Ftp)
        return Bytes(0);
    std::string head = "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n";
    if (media)
        head += "Content-Length: " + std::to_string(media->timeline->size().count()) + "\r\n";
    head += "\r\n";
    return Bytes(static_cast<std::int64_t>(head.size()));
}

} // namespace

std::unique_ptr<CongestionControl> makeControl(const Scenario &scenario)
{
    switch (scenario.transport) {
    case TransportKind::TcpReno:
        return makeReno();
    case TransportKind::TcpBbr:
        return makeBbr(RandomStream(scenario.seed, "bbr"));
    default:
        return makeCubic();
    }
}

std::unique_ptr<Connection> makeConnection(const Scenario &scenario, const std::optional<MediaFile> &media, Link &down, Link &up,
                                           ConnectionAlarms alarms, ConnectionUser &user)
{
    const std::string name = media ? media->name : "bulk";
    switch (scenario.transport) {
    case TransportKind::Ideal:
        return std::make_unique<IdealConnection>(down, user);
    case TransportKind::Rtp:
        return std::make_unique<RtpConnection>(exchangeFor(scenario, name), media->timeline, scenario.rtp, down, up, alarms, user);
    case TransportKind::TcpCubic:
    case TransportKind::TcpReno:
    case TransportKind::TcpBbr:
        break;
    }
    return std::make_unique<TcpConnection>(exchangeFor(scenario, name), responseHead(scenario, media), makeControl(scenario),
                                           down, up, alarms, user);
}

PlayoutMode playoutMode(const Scenario &scenario)
{
    if (scenario.transport == TransportKind::Rtp)
        return PlayoutMode::Live;
    return scenario.delivery == DeliveryMode::Download ? PlayoutMode::Download : PlayoutMode::Stream;
}

LinkSettings withTrace(LinkSettings link, const TraceShelf &shelf)
{
    const auto found = shelf.find(link.traceFile);
    link.trace = found == shelf.end() ? nullptr : found->second;
    return link;
}

Result<bool> checkTraces(const Scenario &scenario)
{
    for (const std::string &file : {scenario.link.traceFile, scenario.uplink.traceFile.value_or(std::string())}) {
        if (!file.empty() && !scenario.traces.contains(file))
            return Problem{"link.rate: the trace " + file + " has not been read"};
    }
    return true;
}

LinkSettings idealised(LinkSettings link)
{
    link.jitter = SimDuration::zero();
    link.loss = 0;
    link.overhead = Bytes(0);
    link.queue = {QueueLimit::Unit::Bytes, std::numeric_limits<std::int64_t>::max()};
    return link;
}

} // namespace rebuffer
