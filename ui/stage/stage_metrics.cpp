#include "ui/stage/stage_metrics.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <cmath>

namespace rebuffer {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("rebuffer::stage", text);
}

} // namespace

QString legendWord(LegendKind kind)
{
    switch (kind) {
    case LegendKind::Played: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "played"));
    case LegendKind::Received: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "received"));
    case LegendKind::Damaged: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "damaged"));
    case LegendKind::OnItsWay: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "on its way"));
    case LegendKind::Index: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "index"));
    case LegendKind::Data: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "data"));
    case LegendKind::Retransmission: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "retransmission"));
    case LegendKind::Lost: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "lost"));
    case LegendKind::Dropped: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "dropped"));
    case LegendKind::Ack: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "ACK"));
    case LegendKind::Flow: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "flow"));
    case LegendKind::Duplicate: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "duplicate"));
    case LegendKind::Parity: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "parity"));
    case LegendKind::Gap: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "duplicate ACK"));
    case LegendKind::Stop: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "stop"));
    case LegendKind::Go: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "go on"));
    case LegendKind::Nack: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "NACK"));
    case LegendKind::Handshake: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "handshake"));
    case LegendKind::Request: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "request"));
    case LegendKind::Probe: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "window probe"));
    case LegendKind::Count: break;
    }
    return {};
}

QString streamWord(StreamStop stop)
{
    switch (stop) {
    case StreamStop::Readable: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "Readable"));
    case StreamStop::Packetiser:
    case StreamStop::Reassembler: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "Transform"));
    case StreamStop::Duplex: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "Duplex"));
    case StreamStop::Writable: return translated(QT_TRANSLATE_NOOP("rebuffer::stage", "Writable"));
    case StreamStop::Count: break;
    }
    return {};
}

StageMetrics StageMetrics::of(const Theme &theme)
{
    const QFontMetricsF title(theme.font(titlePoints, QFont::DemiBold));
    const QFontMetricsF caption(theme.font(captionPoints));
    const QFontMetricsF strong(theme.font(captionPoints, QFont::DemiBold));
    StageMetrics metrics;
    metrics.title = std::ceil(title.height());
    metrics.caption = std::ceil(caption.height());
    metrics.em = caption.horizontalAdvance(QStringLiteral("acknowledged 0.12 Mbit/s")) / 24;
    metrics.space = theme.space(1);
    metrics.line = theme.lineWidth;
    metrics.markLabel = std::ceil(
        strong.horizontalAdvance(translated(QT_TRANSLATE_NOOP("rebuffer::stage", "resume %1")).arg(QStringLiteral("15 s"))));
    metrics.playerTitle = std::ceil(title.horizontalAdvance(translated(QT_TRANSLATE_NOOP("rebuffer::stage", "Player"))));
    metrics.filePart = std::ceil(caption.horizontalAdvance(QStringLiteral("38.2 of 38.2 MB")));
    for (int i = 0; i < legendKinds; ++i)
        metrics.legend[static_cast<std::size_t>(i)] =
            std::ceil(caption.horizontalAdvance(legendWord(static_cast<LegendKind>(i))));
    for (int i = 0; i < streamStops; ++i)
        metrics.stream[static_cast<std::size_t>(i)] =
            std::ceil(caption.horizontalAdvance(streamWord(static_cast<StreamStop>(i))));
    return metrics;
}

} // namespace rebuffer
