#include "core/session/pipeline_parts.h"

#include "core/transport/exchange.h"
#include "core/transport/ideal/ideal_connection.h"
#include "core/transport/rtp/rtp_connection.h"
#include "core/transport/tcp/tcp_connection.h"

#include <limits>
#include <string>

namespace rebuffer {

namespace {

bool isPart(const std::optional<MediaFile> &media, const Fetch &fetch)
{
    return media && fetch.bytes != ByteRange{Bytes(0), media->timeline->size()};
}

/// Players look at so much of a file to learn what it is.
constexpr Bytes headBytes = Bytes(64 * 1024);

void addUnlessEmpty(std::vector<Fetch> &fetches, Bytes begin, Bytes end)
{
    if (begin < end)
        fetches.push_back({{begin, end}, SimDuration::zero()});
}

} // namespace

std::unique_ptr<CongestionControl> makeControl(const Scenario &scenario)
{
    switch (scenario.transport) {
    case TransportKind::TcpReno: return makeReno();
    case TransportKind::TcpBbr: return makeBbr(RandomStream(scenario.seed, "bbr"));
    default: return makeCubic();
    }
}

std::vector<ExchangeStep> exchangeFor(const Scenario &scenario, const std::optional<MediaFile> &media, const Fetch &fetch)
{
    const std::string name = media ? media->name : "bulk";
    const std::optional<ByteRange> part = isPart(media, fetch) ? std::optional(fetch.bytes) : std::nullopt;
    if (scenario.transport == TransportKind::Rtp)
        return rtspExchange(name, scenario.rtp, fetch.position);
    switch (scenario.protocol) {
    case Protocol::Http: break;
    case Protocol::Https: return httpsExchange(name, part);
    case Protocol::Ftp: return ftpExchange(name, part);
    }
    return httpExchange(name, part);
}

std::string responseHeadOf(const Scenario &scenario, const std::optional<MediaFile> &media, const Fetch &fetch)
{
    if (scenario.protocol == Protocol::Ftp)
        return {};
    const bool inParts = isPart(media, fetch);
    std::string head = httpStatus(inParts) + "\r\n";
    head += "Content-Type: application/octet-stream\r\n"; // whatever it is, and of a part nothing else is true
    if (media)
        head += "Content-Length: " + std::to_string(fetch.bytes.size().count()) + "\r\n";
    if (inParts) {
        head += "Content-Range: bytes " + std::to_string(fetch.bytes.begin.count()) + "-" +
                std::to_string(fetch.bytes.end.count() - 1) + "/" + std::to_string(media->timeline->size().count()) + "\r\n";
    }
    return head + "\r\n";
}

std::vector<Fetch> fetchesFor(const MediaTimeline &film, const Scenario &scenario)
{
    const bool inParts = scenario.delivery == DeliveryMode::Ranges && scenario.transport != TransportKind::Rtp;
    if (!inParts || !film.hasLateIndex())
        return {{{Bytes(0), film.size()}, SimDuration::zero()}};
    const ByteRange index = film.index();
    const Bytes head = std::min(headBytes, index.begin);
    std::vector<Fetch> fetches;
    addUnlessEmpty(fetches, Bytes(0), head);
    addUnlessEmpty(fetches, index.begin, index.end);
    addUnlessEmpty(fetches, head, index.begin);
    addUnlessEmpty(fetches, index.end, film.size());
    return fetches;
}

std::vector<Fetch> fetchesFrom(const MediaTimeline &film, SimDuration position)
{
    const Bytes begin = film.startFor(position);
    const ByteRange index = film.index();
    std::vector<Fetch> fetches;
    if (index.begin > begin && index.begin < index.end) {
        addUnlessEmpty(fetches, begin, index.begin);
        addUnlessEmpty(fetches, index.end, film.size());
    } else {
        addUnlessEmpty(fetches, begin, film.size());
    }
    for (Fetch &fetch : fetches)
        fetch.position = position;
    return fetches;
}

std::unique_ptr<Connection> makeConnection(const Scenario &scenario, const std::optional<MediaFile> &media, const Fetch &fetch,
                                           Link &down, Link &up, ConnectionAlarms alarms, ConnectionUser &user)
{
    std::vector<ExchangeStep> exchange = exchangeFor(scenario, media, fetch);
    switch (scenario.transport) {
    case TransportKind::Ideal: return std::make_unique<IdealConnection>(down, user);
    case TransportKind::Rtp:
        return std::make_unique<RtpConnection>(std::move(exchange), media->timeline, scenario.rtp, down, up, alarms, user,
                                               fetch.bytes.begin);
    case TransportKind::TcpCubic:
    case TransportKind::TcpReno:
    case TransportKind::TcpBbr: break;
    }
    return std::make_unique<TcpConnection>(std::move(exchange),
                                           Bytes(static_cast<std::int64_t>(responseHeadOf(scenario, media, fetch).size())),
                                           makeControl(scenario), down, up, alarms, user, fetch.bytes.begin);
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
