#include "core/io/series_csv.h"

#include <algorithm>

namespace rebuffer {

namespace {

void appendField(QByteArray &line, double value)
{
    line.append(',').append(QByteArray::number(value, 'g', 10));
}

/// Of bits in so many seconds; what happened at the last instant of a run is no rate.
double megabitsOver(double seconds)
{
    return seconds > 0 ? 1e-6 / seconds : 0;
}

} // namespace

QByteArray seriesToCsv(const Series &series, SimTime until, const RunMark *mark)
{
    QByteArray csv("time_s,buffer_s,buffer_low_s,capacity_mbps,throughput_mbps,goodput_mbps,need_mbps,rtt_ms,cwnd_packets,"
                   "queue_bytes,sent,lost,dropped,retransmitted,limited_connecting_s,limited_application_s,"
                   "limited_congestion_window_s,limited_receive_window_s,limited_link_s,limited_recovery_s");
    csv.append(mark ? ",seed,rebuffer_version\n" : "\n");
    const QByteArray end =
        mark ? ',' + QByteArray::number(static_cast<qulonglong>(mark->scenario.seed)) + ',' + mark->version.toUtf8() + '\n'
             : QByteArray("\n");
    const double width = series.width().toSeconds();
    for (std::size_t i = 0; i < series.buckets().size(); ++i) {
        const SeriesBucket &b = series.buckets()[i];
        const double begin = static_cast<double>(i) * width;
        const double megabits = megabitsOver(std::min(width, until.sinceStart().toSeconds() - begin));
        csv.append(QByteArray::number(begin, 'f', 3));
        for (const double value :
             {b.bufferLast, b.bufferLow, b.capacityBits * megabits, static_cast<double>(b.wireBytes) * 8 * megabits,
              static_cast<double>(b.goodputBytes) * 8 * megabits, b.neededBits * megabits, b.rttLast, b.cwndLast, b.queueHigh})
            appendField(csv, value);
        for (const std::uint32_t value : {b.sent, b.lost, b.dropped, b.retransmitted})
            appendField(csv, value);
        for (const SimDuration time : b.limitTimes)
            appendField(csv, time.toSeconds());
        csv.append(end);
    }
    return csv;
}

} // namespace rebuffer
