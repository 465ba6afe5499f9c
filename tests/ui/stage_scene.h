// Snapshots made by hand, so that a test says exactly what is to be seen on the stage.
#pragma once

#include "core/session/snapshot.h"

namespace rebuffer::test {

inline PacketView dataPacket(std::uint64_t number, double progress = 0)
{
    PacketView packet;
    packet.number = number;
    packet.payload = 1448;
    packet.wire = 1500;
    packet.progress = progress;
    return packet;
}

inline PacketView ackPacket(std::uint64_t number, double progress)
{
    PacketView packet;
    packet.number = number;
    packet.wire = 52;
    packet.kind = PacketKind::Ack;
    packet.progress = progress;
    return packet;
}

/// `count` packets evenly along the link, first to arrive first, numbered from 1 in the order of sending.
inline void putInFlight(Snapshot &snapshot, int count)
{
    snapshot.down.inFlight.clear();
    for (int i = 0; i < count; ++i)
        snapshot.down.inFlight.push_back(dataPacket(static_cast<std::uint64_t>(i + 1), (count - i - 0.5) / count));
    snapshot.down.packetsInFlight = count;
}

inline void putInQueue(Snapshot &snapshot, int count)
{
    snapshot.down.queue.clear();
    for (int i = 0; i < count; ++i)
        snapshot.down.queue.push_back(dataPacket(static_cast<std::uint64_t>(1000 + i)));
    snapshot.down.queuedPackets = count;
    snapshot.down.queuedBytes = Bytes(count * 1500);
    snapshot.down.queueFill = count * 1500.0 / static_cast<double>(snapshot.down.queueLimit.amount);
}

/// A film of 100 s and 40 MB half a minute in: a quarter played, half received, a little more sent.
inline Snapshot playingScene()
{
    Snapshot snapshot;
    snapshot.now = SimTime::fromStart(SimDuration::wholeSeconds(30));
    snapshot.hasPlayer = true;
    snapshot.marks = Thresholds::of(snapshot.player);
    snapshot.state = PlayerState::Playing;
    snapshot.position = SimDuration::wholeSeconds(25);
    snapshot.pictureFrom = snapshot.position;
    snapshot.duration = SimDuration::wholeSeconds(100);
    snapshot.level = SimDuration::wholeSeconds(9);
    snapshot.playableUntil = snapshot.position + snapshot.level;
    snapshot.fill = BitRate::megabitsPerSecond(1.71);
    snapshot.fillPace = 0.75;
    snapshot.drain = BitRate::megabitsPerSecond(2.28);
    snapshot.drainPace = 1;
    snapshot.fileSize = Bytes(40'000'000);
    snapshot.indexEnd = Bytes(50'000);
    snapshot.played = Bytes(10'000'000);
    snapshot.received = Bytes(20'000'000);
    snapshot.sent = Bytes(21'000'000);
    snapshot.down.rate = BitRate::megabitsPerSecond(2);
    snapshot.down.delay = SimDuration::milliseconds(50);
    snapshot.down.queueLimit.amount = 60'000;
    snapshot.up.rate = snapshot.down.rate;
    snapshot.up.delay = snapshot.down.delay;
    snapshot.up.inFlight = {ackPacket(5001, 0.7), ackPacket(5002, 0.4)};
    snapshot.up.packetsInFlight = 2;
    snapshot.sender.cwnd = 21;
    snapshot.sender.smoothedRtt = SimDuration::milliseconds(284);
    putInFlight(snapshot, 8);
    putInQueue(snapshot, 20);
    return snapshot;
}

inline Snapshot stalledScene()
{
    Snapshot snapshot = playingScene();
    snapshot.state = PlayerState::Stalled;
    snapshot.level = SimDuration::milliseconds(1300);
    snapshot.playableUntil = snapshot.position + snapshot.level;
    snapshot.resumeProgress = 0.33;
    snapshot.drain = BitRate();
    snapshot.drainPace = 0;
    return snapshot;
}

/// As if everything of the film behind the playback buffer had come to a halt because that is full.
inline Snapshot stoppedScene()
{
    Snapshot snapshot = playingScene();
    snapshot.level = SimDuration::milliseconds(15'200);
    snapshot.playableUntil = snapshot.position + snapshot.level;
    snapshot.streams.playbackBufferFull = true;
    snapshot.streams.sendBufferFull = true;
    snapshot.sender.blockedByReceiver = true;
    return snapshot;
}

inline LostView lostPacket(std::uint64_t number, SimTime at, bool atQueue = false)
{
    LostView lost;
    lost.packet = dataPacket(number);
    lost.at = at;
    lost.atQueue = atQueue;
    return lost;
}

} // namespace rebuffer::test
