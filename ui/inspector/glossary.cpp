#include "ui/inspector/glossary.h"

#include "ui/paint/limit_look.h"

#include <QCoreApplication>

#include <algorithm>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Glossary)
};

std::vector<GlossaryEntry> ofTheConversation()
{
    return {
        {Words::tr("Client"), Words::tr("The program that asks: here, the player.")},
        {Words::tr("Server"), Words::tr("The program that answers: here, the one that has the film's file.")},
        {Words::tr("Socket"), Words::tr("One end of a connection between two programs; each is an address and a port number.")},
        {Words::tr("Protocol"), Words::tr("The rules both ends keep to: who speaks when, and what the bytes mean.")},
        {Words::tr("HTTP"), Words::tr("The web's protocol: one request for a file, one answer with its bytes, over TCP.")},
        {Words::tr("FTP"), Words::tr("An older protocol for files: commands on one connection, the file on a second.")},
        {Words::tr("TCP"), Words::tr("Delivers every byte, in order: what is lost is sent again. That takes time.")},
        {Words::tr("UDP"), Words::tr("Sends packets and leaves it at that: nothing is repeated, nothing waits.")},
        {Words::tr("RTP"),
         Words::tr("Numbers and times packets of sound and picture sent over UDP, so that a player can put them in place.")},
    };
}

std::vector<GlossaryEntry> ofTheNetwork()
{
    return {
        {Words::tr("Packet"), Words::tr("A small piece of the data that travels by itself: a header and a payload.")},
        {Words::tr("Header"), Words::tr("The part of a packet that says where from, where to, and which piece it is.")},
        {Words::tr("Payload"), Words::tr("The part of a packet that is the data itself: here, a piece of the film.")},
        {Words::tr("Bandwidth"), Words::tr("How many bits a link can carry in a second, at most.")},
        {Words::tr("Throughput"), Words::tr("How many bits really came through in a second, headers and repeats included.")},
        {Words::tr("Goodput"), Words::tr("The part of the throughput that is of use: the film's own bytes, once and in order.")},
        {Words::tr("Latency"), Words::tr("How long a packet is under way from one end to the other.")},
        {Words::tr("RTT"),
         Words::tr(
             "Round-trip time: from sending a packet to hearing that it arrived. Twice the latency, and the wait in queues.")},
        {Words::tr("Jitter"), Words::tr("How much the latency varies from packet to packet.")},
        {Words::tr("Packet loss"),
         Words::tr("The share of packets that never arrive, damaged on the way or dropped at a full queue.")},
        {Words::tr("Router queue"),
         Words::tr("Where packets wait for a link that is busy. Full, it drops what comes; long, it delays everything.")},
        {Words::tr("ACK"), Words::tr("Acknowledgement: the receiver's word that everything up to here has arrived.")},
        {Words::tr("Playout delay"),
         Words::tr("How far behind the sender an RTP player plays: what arrives later than that is late, and as good as lost.")},
        {Words::tr("cwnd"), Words::tr("Congestion window: how many packets TCP dares to have under way before an ACK comes.")},
    };
}

std::vector<GlossaryEntry> ofTheStream()
{
    return {
        {Words::tr("Stream"),
         Words::tr("A flow of data from one point to another, worked on as it comes and never all at once.")},
        {Words::tr("Buffer"),
         Words::tr("A small store between one who writes and one who reads, so that neither waits for every byte of the other.")},
        {Words::tr("Readable, Writable"), Words::tr("The two ends of a stream: one gives bytes, the other takes them.")},
        {Words::tr("Duplex, Transform"),
         Words::tr("Both ends in one: a connection, data each way; or a converter, one form in, another out.")},
        {Words::tr("High-water mark"), Words::tr("How much a stream holds before it says \"stop\".")},
        {Words::tr("Backpressure"),
         Words::tr("That \"stop\" on its way back: player, connection, server, until whoever is too fast waits.")},
    };
}

std::vector<GlossaryEntry> ofTheFilm()
{
    return {
        {Words::tr("Streaming"), Words::tr("Playing the beginning while the rest is still arriving.")},
        {Words::tr("Download first"), Words::tr("Fetching the whole file, and playing only then: a long wait, and no stall.")},
        {Words::tr("Bit rate"),
         Words::tr("How many bits of the file one second of film takes: more in busy scenes, less in quiet ones.")},
        {Words::tr("Fill and drain"),
         Words::tr("What comes into the buffer and what the player takes out, in bits a second and in seconds of film a second "
                   "(s/s): the level follows the latter, for a busy scene has more bits in a second of film.")},
        {Words::tr("Startup delay"), Words::tr("From asking for the film to its first picture.")},
        {Words::tr("Stall"), Words::tr("The buffer is empty and the picture freezes: \"Buffering…\". Also: rebuffering event.")},
        {Words::tr("Rebuffer ratio"), Words::tr("The share of the viewing time spent in stalls: stalled ÷ (stalled + played).")},
        {Words::tr("Experience"),
         Words::tr("What a viewer would give it, from 1 to 5; stalls weigh more than a longer wait at the start.")},
    };
}

/// As the timeline's ribbon names them.
std::vector<GlossaryEntry> ofTheSender()
{
    std::vector<GlossaryEntry> entries;
    for (const Limit limit : limitsInOrder)
        entries.push_back({Words::tr("Sender held by: %1").arg(limitText(limit)), limitExplained(limit)});
    return entries;
}

} // namespace

std::vector<GlossaryEntry> glossary()
{
    std::vector<GlossaryEntry> all;
    for (auto &&part : {ofTheConversation(), ofTheNetwork(), ofTheSender(), ofTheStream(), ofTheFilm()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

std::vector<GlossaryEntry> findInGlossary(const QString &words)
{
    const QString wanted = words.trimmed();
    std::vector<GlossaryEntry> found = glossary();
    const auto lacks = [&](const GlossaryEntry &entry) {
        return !entry.term.contains(wanted, Qt::CaseInsensitive) && !entry.meaning.contains(wanted, Qt::CaseInsensitive);
    };
    found.erase(std::remove_if(found.begin(), found.end(), lacks), found.end());
    return found;
}

} // namespace rebuffer
