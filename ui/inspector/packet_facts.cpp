#include "ui/inspector/packet_facts.h"

#include "ui/paint/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Packet)
};

QString nameFor(const PacketStory &story)
{
    const QString number = countText(story.packet.number);
    switch (story.packet.kind) {
    case PacketKind::Data:
        return story.packet.retransmission ? Words::tr("Retransmission %1").arg(number) : Words::tr("Packet %1").arg(number);
    case PacketKind::Ack: return Words::tr("Acknowledgement %1").arg(number);
    case PacketKind::Handshake: return Words::tr("Handshake %1").arg(number);
    case PacketKind::Request: return Words::tr("Request %1").arg(number);
    case PacketKind::Response: return Words::tr("Response %1").arg(number);
    case PacketKind::Probe: return Words::tr("Window probe %1").arg(number);
    case PacketKind::Feedback: return Words::tr("NACK %1").arg(number);
    case PacketKind::Parity: return Words::tr("Parity %1").arg(number);
    }
    return number;
}

PacketFate fateOf(const PacketStory &story)
{
    if (story.dropped)
        return PacketFate::Dropped;
    if (story.lost)
        return PacketFate::Lost;
    return story.delivered ? PacketFate::Delivered : PacketFate::OnItsWay;
}

QString fateText(PacketFate fate)
{
    switch (fate) {
    case PacketFate::OnItsWay: return Words::tr("ON ITS WAY");
    case PacketFate::Delivered: return Words::tr("DELIVERED");
    case PacketFate::Lost: return Words::tr("LOST");
    case PacketFate::Dropped: return Words::tr("DROPPED");
    }
    return {};
}

std::vector<PacketMoment> lifeOf(const PacketStory &story)
{
    std::vector<PacketMoment> life;
    SimTime before;
    const auto add = [&](const QString &name, const std::optional<SimTime> &at, PacketFate tone) {
        if (!at)
            return;
        life.push_back({name,
                        life.empty() ? QString::number(at->toSeconds(), 'f', 3) + Words::tr(" s")
                                     : QStringLiteral("+") + spanText(*at - before),
                        tone});
        before = *at;
    };
    const bool queued = story.serialised && *story.serialised > *story.sent;
    add(queued || story.dropped ? Words::tr("queued") : Words::tr("sent"), story.sent, PacketFate::OnItsWay);
    add(Words::tr("queue full"), story.dropped, PacketFate::Dropped);
    if (queued)
        add(Words::tr("its turn"), story.serialised, PacketFate::OnItsWay);
    if (!story.lost)
        add(Words::tr("departs"), story.departed, PacketFate::OnItsWay);
    add(Words::tr("lost"), story.lost, PacketFate::Lost);
    add(Words::tr("arrives"), story.delivered, PacketFate::Delivered);
    if (!story.resent || !story.acknowledged || *story.acknowledged <= *story.resent)
        add(Words::tr("ACKed"), story.acknowledged, PacketFate::Delivered);
    add(Words::tr("resent"), story.resent, PacketFate::OnItsWay);
    return life;
}

QStringList rowsOf(const QByteArray &bytes, std::int64_t offset)
{
    QStringList rows;
    for (int at = 0; at < bytes.size(); at += payloadPerRow) {
        const QByteArray row = bytes.mid(at, payloadPerRow);
        QString text;
        for (const char c : row)
            text += c >= 0x20 && c < 0x7f ? QLatin1Char(c) : QLatin1Char('.');
        rows << QStringLiteral("%1  %2  %3")
                    .arg(offset + at, 8, 16, QLatin1Char('0'))
                    .arg(QString::fromLatin1(row.toHex(' ')), -(3 * payloadPerRow - 1))
                    .arg(text);
    }
    return rows;
}

QString trackWord(TrackKind kind)
{
    switch (kind) {
    case TrackKind::Video: return Words::tr("video frame");
    case TrackKind::Audio: return Words::tr("audio frame");
    case TrackKind::Bytes:
    case TrackKind::Subtitle:
    case TrackKind::Data: break;
    }
    return Words::tr("unit");
}

QStringList carriedBy(const MediaTimeline &film, Bytes begin, Bytes end)
{
    const AccessUnit *unit = film.unitAt(begin);
    if (!unit) {
        const bool index = begin < film.index().end && end > film.index().begin;
        return {index ? Words::tr("carries part of the index, without which nothing plays")
                      : Words::tr("carries headers of the file, no media")};
    }
    const auto earlier = [&](const AccessUnit &other) { return other.track == unit->track && other.pts < unit->pts; };
    const auto number = std::count_if(film.units().begin(), film.units().end(), earlier);
    const QString what = trackWord(film.tracks()[unit->track].kind);
    const QString when = clockText(unit->pts, true);
    const auto own = [&](Bytes until) { return film.pieces().ownBefore(*unit, until); };
    const Bytes from = own(begin);
    const Bytes to = own(std::min(end, unit->end()));
    QStringList lines{unit->key && film.tracks()[unit->track].kind == TrackKind::Video
                          ? Words::tr("carries part of %1 %2 (key picture, at %3)").arg(what).arg(number).arg(when)
                          : Words::tr("carries part of %1 %2 (at %3)").arg(what).arg(number).arg(when)};
    lines << Words::tr("bytes %1 to %2 of its %3")
                 .arg(countText(static_cast<quint64>(from.count())), countText(static_cast<quint64>(to.count() - 1)),
                      countText(static_cast<quint64>(own(unit->end()).count())));
    return lines;
}

} // namespace

PacketFacts PacketFacts::of(const PacketStory &story, const MediaTimeline *film, const QByteArray &payload)
{
    PacketFacts facts;
    facts.title = nameFor(story);
    facts.fate = fateOf(story);
    facts.status = fateText(facts.fate);
    facts.headers = story.image.headers;
    facts.life = lifeOf(story);
    facts.payloadTitle =
        story.packet.payload > 0 ? Words::tr("Payload %1 B").arg(countText(story.packet.payload)) : Words::tr("No payload");
    const std::int64_t begin = story.fileOffset + story.headBytes;
    const std::int64_t count = story.packet.payload - story.headBytes;
    if (story.packet.kind != PacketKind::Data || count <= 0)
        return facts;
    facts.payloadPlace = Words::tr("file bytes %1 to %2")
                             .arg(countText(static_cast<quint64>(begin)), countText(static_cast<quint64>(begin + count - 1)));
    facts.payloadRows = rowsOf(payload.left(static_cast<qsizetype>(std::min<std::int64_t>(count, payloadShown))), begin);
    if (film)
        facts.carries = carriedBy(*film, Bytes(begin), Bytes(begin + count));
    if (story.headBytes > 0)
        facts.carries.prepend(Words::tr("begins with %1 B of the response's head").arg(story.headBytes));
    return facts;
}

QString PacketFacts::inWords() const
{
    QStringList parts{title, status};
    for (const Header &header : headers) {
        parts << QString::fromStdString(header.name);
        for (const HeaderField &field : header.fields)
            parts << QString::fromStdString(field.name + " " + field.value);
    }
    parts << payloadTitle << payloadPlace << carries;
    for (const PacketMoment &moment : life)
        parts << moment.name + QLatin1Char(' ') + moment.time;
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

} // namespace rebuffer
