#include "ui/inspector/stream_facts.h"

#include "ui/paint/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Streams)
};

double shareOf(double part, double whole)
{
    return whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 0;
}

double shareOf(Bytes part, Bytes whole)
{
    return shareOf(static_cast<double>(part.count()), static_cast<double>(whole.count()));
}

QString stateOf(const StreamFacts &facts)
{
    return facts.saidStop ? Words::tr("said stop") : facts.waits ? Words::tr("waits") : Words::tr("go on");
}

StreamFacts readable(const Snapshot &snapshot)
{
    StreamFacts facts{Words::tr("Readable"), Words::tr("the server reads the file"), {}, 0, false, false, {}};
    const Bytes read = snapshot.streams.readBySource;
    facts.fill = shareOf(read, snapshot.fileSize);
    facts.waits = snapshot.streams.sendBufferFull;
    facts.holds = snapshot.fileSize > Bytes(0) ? Words::tr("%1 read").arg(bytesOfText(read, snapshot.fileSize))
                                               : Words::tr("%1 read").arg(bytesText(read));
    return facts;
}

/// A live film (RTP), of which nobody tells the sender to stop: its packets are handed on as they come.
bool keepsOrder(const Snapshot &snapshot)
{
    return !snapshot.marks.start || snapshot.marks.highWater;
}

StreamFacts transform(const Snapshot &snapshot)
{
    StreamFacts facts{Words::tr("Transform"), Words::tr("bytes to packets, and back"), {}, 0, false, false, {}};
    const Bytes waiting = snapshot.streams.reassembly;
    facts.fill = shareOf(waiting, std::max(snapshot.sender.receiveWindow, waiting));
    facts.holds = waiting > Bytes(0)     ? Words::tr("%1 wait behind a gap").arg(bytesText(waiting))
                  : keepsOrder(snapshot) ? Words::tr("all in order, nothing waits")
                                         : Words::tr("as they come: a gap stays a gap");
    facts.waits = waiting > Bytes(0);
    return facts;
}

StreamFacts duplex(const Snapshot &snapshot)
{
    StreamFacts facts{Words::tr("Duplex"), Words::tr("the connection: data out, ACKs in"), {}, 0, false, false, {}};
    if (!keepsOrder(snapshot))
        facts.role = Words::tr("the connection: data out, requests in");
    const StreamView &streams = snapshot.streams;
    facts.fill = shareOf(streams.sendBuffer, streams.sendBufferLimit);
    facts.saidStop = streams.sendBufferFull;
    facts.waits = snapshot.sender.blockedByReceiver;
    facts.holds = Words::tr("%1 to send").arg(bytesOfText(streams.sendBuffer, streams.sendBufferLimit));
    if (streams.receiveBuffer > Bytes(0))
        facts.holds = Words::tr("%1; %2 to be read").arg(facts.holds, bytesText(streams.receiveBuffer));
    return facts;
}

StreamFacts writable(const Snapshot &snapshot)
{
    StreamFacts facts{Words::tr("Writable"), Words::tr("the playback buffer"), {}, 0, false, false, {}};
    if (!snapshot.hasPlayer) {
        facts.holds = Words::tr("nobody plays this");
        return facts;
    }
    if (!snapshot.marks.highWater) {
        facts.fill = shareOf(snapshot.level.toSeconds(), (snapshot.duration - snapshot.position).toSeconds());
        facts.holds = Words::tr("%1 of film").arg(secondsText(snapshot.level));
        return facts;
    }
    facts.fill = shareOf(snapshot.level.toSeconds(), snapshot.player.highWater.toSeconds());
    facts.saidStop = snapshot.streams.playbackBufferFull;
    facts.holds = Words::tr("%1 of %2 of film").arg(secondsText(snapshot.level), thresholdText(snapshot.player.highWater));
    return facts;
}

} // namespace

std::array<StreamFacts, streamKinds> streamFacts(const Snapshot &snapshot)
{
    std::array<StreamFacts, streamKinds> all{readable(snapshot), transform(snapshot), duplex(snapshot), writable(snapshot)};
    for (StreamFacts &facts : all)
        facts.state = stateOf(facts);
    return all;
}

} // namespace rebuffer
