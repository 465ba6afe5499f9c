#include "core/io/summary_json.h"

#include "core/session/event_log.h"

#include "core/media/track_choice.h"

#include <QJsonArray>
#include <QJsonValue>

#include <algorithm>

namespace rebuffer {

namespace {

QJsonValue seconds(const std::optional<SimDuration> &duration)
{
    return duration ? QJsonValue(duration->toSeconds()) : QJsonValue();
}

QJsonValue count(std::uint64_t n)
{
    return QJsonValue(static_cast<qint64>(n));
}

QJsonArray stallsOf(const Summary &summary)
{
    QJsonArray stalls;
    for (const Stall &stall : summary.stalls) {
        stalls.append(QJsonObject{
            {"at_s", stall.at.toSeconds()}, {"media_s", stall.position.toSeconds()}, {"duration_s", stall.duration.toSeconds()}});
    }
    return stalls;
}

/// Which of its kind is played, counted from 1; null for none.
QJsonValue playedOf(const std::optional<std::size_t> &track, const MediaTimeline &timeline, TrackKind kind)
{
    if (!track)
        return QJsonValue();
    const auto all = tracksOfKind(timeline, kind);
    return static_cast<qint64>(std::find(all.begin(), all.end(), *track) - all.begin()) + 1;
}

QJsonValue mediaOf(const std::optional<MediaFile> &media)
{
    if (!media)
        return QJsonValue();
    const MediaTimeline &timeline = *media->timeline;
    return QJsonObject{{"name", QString::fromStdString(media->name)},
                       {"container", QString::fromStdString(timeline.container())},
                       {"duration_s", timeline.announced().toSeconds()},
                       {"playable_s", timeline.duration().toSeconds()},
                       {"bytes", static_cast<qint64>(timeline.size().count())},
                       {"tracks", static_cast<qint64>(timeline.tracks().size())},
                       {"picture_track", playedOf(timeline.pictureTrack(), timeline, TrackKind::Video)},
                       {"sound_track", playedOf(timeline.soundTrack(), timeline, TrackKind::Audio)},
                       {"access_units", static_cast<qint64>(timeline.units().size())},
                       {"mean_rate_mbps", timeline.meanRate().toMegabitsPerSecond()},
                       {"peak_rate_mbps", timeline.peakRate().toMegabitsPerSecond()}};
}

QJsonObject limitsOf(const Summary &summary)
{
    QJsonObject limits;
    for (std::size_t i = 0; i < summary.limitTimes.size(); ++i) {
        const QString name = QString::fromLatin1(nameOf(static_cast<Limit>(i))).replace(u' ', u'_') + QLatin1String("_s");
        limits.insert(name, summary.limitTimes[i].toSeconds());
    }
    return limits;
}

QJsonObject engineOf(const Summary &summary, const EngineCost &cost)
{
    const double perSecond = cost.cpuSeconds > 0 ? static_cast<double>(summary.dataPacketsEver) / cost.cpuSeconds : 0;
    return {{"cpu_s", cost.cpuSeconds},
            {"events", count(summary.events)},
            {"data_packets_per_cpu_s", perSecond},
            {"peak_rss_mb", cost.peakRssMegabytes}};
}

} // namespace

QJsonObject summaryToJson(const Summary &summary, const std::optional<MediaFile> &media, const EngineCost &cost)
{
    return {{"seed", count(summary.seed)},
            {"sim_time_s", summary.now.toSeconds()},
            {"state", nameOf(summary.state)},
            {"startup_delay_s", seconds(summary.startupDelay)},
            {"first_byte_s", seconds(summary.firstByte)},
            {"stall_count", static_cast<qint64>(summary.stallCount)},
            {"stall_time_s", summary.stallTime.toSeconds()},
            {"seek_count", static_cast<qint64>(summary.seekCount)},
            {"seek_time_s", summary.seekTime.toSeconds()},
            {"play_time_s", summary.playTime.toSeconds()},
            {"rebuffer_ratio", summary.rebufferRatio},
            {"stalls", stallsOf(summary)},
            {"experience", summary.startupDelay ? QJsonValue(summary.experience) : QJsonValue()}, // nobody has seen anything
            {"bytes_delivered", static_cast<qint64>(summary.bytesDelivered.count())},
            {"goodput_mbps", summary.goodput.toMegabitsPerSecond()},
            {"throughput_mbps", summary.throughput.toMegabitsPerSecond()},
            {"mean_rtt_ms", summary.meanRttMs},
            {"data_packets_sent", count(summary.dataPacketsSent)},
            {"data_packets_lost", count(summary.dataPacketsLost)},
            {"data_packets_dropped", count(summary.dataPacketsDropped)},
            {"retransmissions", count(summary.retransmissions)},
            {"timeouts", count(summary.timeouts)},
            {"late_packets", count(summary.latePackets)},
            {"damaged_frames", static_cast<qint64>(summary.damagedFrames)},
            {"missing_frames", static_cast<qint64>(summary.lostFrames)},
            {"playout_delay_s", summary.playoutDelay.toSeconds()},
            {"jitter_ms", summary.jitter.toMilliseconds()},
            {"timestamp_jitter_ms", summary.timestampJitter.toMilliseconds()},
            {"mean_queue_bytes", summary.meanQueueBytes},
            {"max_queue_bytes", static_cast<qint64>(summary.maxQueueBytes)},
            {"limited_by", limitsOf(summary)},
            {"event_log_hash", QString::fromStdString(hashText(summary.eventLogHash))},
            {"media", mediaOf(media)},
            {"engine", engineOf(summary, cost)}};
}

} // namespace rebuffer
