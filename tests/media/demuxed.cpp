#include "tests/media/demuxed.h"

extern "C" {
#include <libavformat/avformat.h>
}

#include <QFile>

#include <algorithm>
#include <limits>

namespace rebuffer::test {

namespace {

constexpr std::int64_t untold = std::numeric_limits<std::int64_t>::min();

Reported reportedBy(const AVPacket &packet, AVRational base)
{
    const long double tick = static_cast<long double>(base.num) / base.den;
    Reported reported;
    reported.track = packet.stream_index;
    reported.dtsTold = packet.dts != untold;
    reported.dts = static_cast<long double>(packet.dts) * tick;
    reported.pts = packet.pts != untold ? static_cast<long double>(packet.pts) * tick : reported.dts;
    reported.duration = static_cast<long double>(packet.duration) * tick;
    reported.key = (packet.flags & AV_PKT_FLAG_KEY) != 0;
    reported.discarded = (packet.flags & AV_PKT_FLAG_DISCARD) != 0;
    reported.position = packet.pos;
    reported.data = QByteArray(reinterpret_cast<const char *>(packet.data), packet.size);
    return reported;
}

} // namespace

Demuxed demux(const std::string &path)
{
    Demuxed demuxed;
    AVFormatContext *format = nullptr;
    if (avformat_open_input(&format, ("file:" + path).c_str(), nullptr, nullptr) < 0)
        return demuxed;
    avformat_find_stream_info(format, nullptr);
    demuxed.duration = static_cast<double>(format->duration) * 1e-6;
    AVPacket *packet = av_packet_alloc();
    while (av_read_frame(format, packet) >= 0) {
        demuxed.packets.push_back(reportedBy(*packet, format->streams[packet->stream_index]->time_base));
        av_packet_unref(packet);
    }
    av_packet_free(&packet);
    avformat_close_input(&format);
    return demuxed;
}

std::vector<Pair> paired(const MediaTimeline &timeline, const Demuxed &demuxed)
{
    std::vector<Pair> pairs;
    for (std::size_t track = 0; track < timeline.tracks().size(); ++track) {
        std::vector<AccessUnit> units;
        std::copy_if(timeline.units().begin(), timeline.units().end(), std::back_inserter(units),
                     [track](const AccessUnit &unit) { return unit.track == track; });
        auto unit = units.begin();
        for (const Reported &packet : demuxed.packets) {
            if (packet.track == static_cast<int>(track) && unit != units.end())
                pairs.push_back({*unit++, packet});
        }
    }
    return pairs;
}

QByteArray contentOf(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeTo(const std::string &path, const QByteArray &content)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace rebuffer::test
