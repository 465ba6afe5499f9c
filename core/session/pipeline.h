// The whole way from the file to the picture, put together: source -> connection over two links -> buffer -> player.
#pragma once

#include "core/media/media_file.h"
#include "core/media/media_source.h"
#include "core/net/link.h"
#include "core/playback/playback_buffer.h"
#include "core/playback/player.h"
#include "core/session/pipeline_parts.h"
#include "core/session/recorder.h"
#include "core/session/scenario.h"
#include "core/sim/event_queue.h"
#include "core/stream/pipe.h"
#include "core/transport/connection.h"
#include "core/transport/rtp/playout_delay.h"
#include "core/transport/wire/conversation.h"

#include <memory>
#include <optional>

namespace rebuffer {

/// Takes endless bytes and keeps none: the client of a bulk source.
class BulkSink final : public Writable {
protected:
    void accept(Chunk, SimTime) override {}
    bool isFull() const override { return false; }
};

/// Owns every part and the queue of their alarms, hands events to whom they belong, and does nothing else itself.
/// Pinned in memory: the parts hold references to each other.
class Pipeline final : public ConnectionUser, public PlayerObserver {
public:
    Pipeline(Scenario scenario, std::optional<MediaFile> media);
    Pipeline(const Pipeline &) = delete;
    Pipeline &operator=(const Pipeline &) = delete;

    const Scenario &scenario() const { return m_scenario; }
    Scenario script() const;
    const std::optional<MediaFile> &media() const { return m_media; }
    const Recorder &recorder() const { return m_recorder; }

    SimTime now() const { return m_now; }
    bool ended() const { return m_player && m_player->state() == PlayerState::Ended; }
    SimTime nextEventTime() const { return m_queue.nextTime(); }
    void advanceTo(SimTime t);

    Result<bool> apply(const std::string &key, const std::string &value);
    void setWords(const std::string &title, const std::string &notes);
    void shelve(const std::string &name, std::shared_ptr<const RateTrace> trace) { m_scenario.traces[name] = std::move(trace); }
    void setPlayerPaused(bool paused);
    bool isPlayerPaused() const { return m_player && m_player->isPaused(); }

    void snapshot(Snapshot &out) const;
    Summary summary() const;
    Series seriesToNow() const { return m_recorder.seriesUntil(sampleNow(), m_now); }
    void damagedUnits(std::vector<DamagedUnit> &out) const;
    void missingSound(std::vector<MissingSound> &out) const;
    void measureFrom(SimTime t);
    void setEventListener(std::function<void(const Event &)> listener) { m_recorder.log().setListener(std::move(listener)); }

    /// For those who look after every event: without the trouble of a summary.
    std::int64_t stallCount() const { return m_recorder.stallCount(); }

    /// Called for everything that happens to any packet; takes the event listener's place, and the other way round.
    using PacketTap = std::function<void(bool uplink, LinkEvent event, const Packet &packet, SimTime now)>;
    void setPacketTap(PacketTap tap);
    /// Which request of the run is under way, from 0, the bytes of the file that it is for, and how its packets number
    /// themselves. No conversation under ideal.
    std::size_t request() const { return m_requests - 1; }
    ByteRange requested() const { return m_fetches[m_nextFetch - 1].bytes; }
    Conversation conversation() const;
    /// What the server says before the file's bytes of the present request.
    std::string responseHead() const { return responseHeadOf(m_scenario, m_media, m_fetches[m_nextFetch - 1]); }
    /// Packets up to this number belong to connections that are no more.
    std::uint64_t retired() const { return m_retired; }
    /// The byte of the file that a packet of the present request starts with; less than its begin if with the head.
    std::int64_t fileOffsetOf(const Packet &packet) const { return m_connection->fileOffsetOf(packet); }

    /// For tests of conservation.
    const Link &downlink() const { return m_down; }
    const Link &uplink() const { return m_up; }
    /// How long what is put on the way back now waits before it sets out, at its present rate; an hour where that is zero.
    SimDuration uplinkWait() const;

private:
    enum class Slot : std::size_t {
        DownTransmitted, // the quick ones of EventQueue
        DownArrival,
        UpTransmitted,
        UpArrival,
        Pacing,
        Begin, // and the others
        DownRate,
        UpRate,
        Exchange,
        Retransmission,
        DelayedAck,
        Player,
        Sample,
        Change,
        Measure,
        Fetch,
    };

    /// The end of a link: writes down what happens on it and hands what arrives to the connection.
    class LinkEnd final : public LinkObserver, public PacketSink {
    public:
        LinkEnd(Pipeline &pipeline, bool uplink) : m_pipeline(pipeline), m_uplink(uplink) {}
        [[gnu::flatten]] void onLinkEvent(LinkEvent event, const Packet &packet, SimTime now) override;
        [[gnu::noinline]] void onLoss(LinkEvent event, const Packet &packet, SimTime now); // seldom
        void onPacket(const Packet &packet, SimTime now) override;

    private:
        Pipeline &m_pipeline;
        bool m_uplink;
    };

    Alarm alarm(Slot slot) { return m_queue.alarm(static_cast<std::size_t>(slot)); }
    Link::Alarms linkAlarms(Slot transmitted, Slot arrival, Slot rate)
    {
        return {alarm(transmitted), alarm(arrival), alarm(rate)};
    }
    void makePlayer();
    void connect(const Fetch &fetch);
    void disconnect();
    void considerNextFetch();
    bool isNextFetchDue() const { return m_nextFetch < m_fetches.size() && m_connection->atEnd(); }
    void fetchNext();
    Result<bool> seek(SimDuration position);
    void considerWanted();
    bool mayMove() const;
    void moveToWanted();
    bool isBuffered(SimDuration position) const;
    void fetchFrom(SimDuration position);
    LinkSettings downSettings() const;
    LinkSettings upSettings() const;

    void dispatch(Slot slot);
    void begin();
    void takeSample();
    Recorder::Sample sampleNow() const;
    void applyDueChanges();
    Result<bool> change(const std::string &key, const std::string &value);
    void putIntoEffect(const Scenario &changed);
    void noteBackpressure();
    void afterReading();
    void onDownlinkArrival(const Packet &packet);
    bool notePlayout(const Packet &packet);
    SimTime undisturbedArrival(const Packet &packet) const;

    void onRequested(SimTime now) override { m_serverPipe->pump(now); }
    void onReadable(SimTime now) override;
    void onMessage(const char *text, bool uplink, SimTime now) override { m_recorder.onMessage(text, uplink, now); }
    void onWindowCut(std::uint32_t packets, SimTime now) override { m_recorder.onWindowCut(packets, now); }
    void onWindowRestored(std::uint32_t packets, SimTime now) override { m_recorder.onWindowRestored(packets, now); }
    void onTimeout(SimDuration next, SimTime now) override { m_recorder.onTimeout(next, now); }
    void onRttSample(SimDuration rtt, SimTime now) override { m_recorder.onRtt(rtt, now); }
    void onStateChanged(PlayerState before, PlayerState after, SimTime now) override;

    /// Of the film, and in time.
    Bytes bytesInOrder(const ConnectionStatus &status) const { return m_deliveredBefore + status.fileBytesDelivered - m_late; }
    LimitTimes limitTimes(const ConnectionStatus &status) const;
    Bytes bytesOnWire() const { return m_down.account().delivered; }
    SimDuration position() const;
    std::optional<SimDuration> pictureFrom() const;
    void describePlayer(Snapshot &out) const;
    void describeDamage(Snapshot &out) const;
    void describeRun(Snapshot &out, const ConnectionStatus &status) const;
    void describeFile(Snapshot &out, const ConnectionStatus &status) const;
    void describeStreams(Snapshot &out, const ConnectionStatus &status) const;

    Scenario m_scenario;
    std::optional<MediaFile> m_media;
    SimTime m_now;
    SimTime m_until; ///< of the present advanceTo()
    EventQueue m_queue;
    std::uint64_t m_packets = 0;
    std::uint64_t m_events = 0;
    Recorder m_recorder;
    LinkEnd m_downEnd;
    LinkEnd m_upEnd;
    Link m_down;
    Link m_up;
    MediaSource m_source;
    std::vector<Fetch> m_fetches; // the last one begun is that of m_connection
    std::size_t m_nextFetch = 0;
    std::size_t m_requests = 0;          // begun
    std::optional<SimDuration> m_leftAt; // where the picture was from when another part was asked for
    std::optional<SimDuration> m_wanted; // where the viewer wants to be as soon as the index says where that is
    std::uint64_t m_retired = 0;         // packets up to this number belong to connections that are no more
    SimTime m_connectedAt;
    Bytes m_deliveredBefore; // by those
    Bytes m_takenBefore;     // and read from them by the player
    Bytes m_late;            // came after their playing time (RTP)
    LimitTimes m_limitsBefore{};
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<PlaybackBuffer> m_buffer; // none for a bulk source
    std::unique_ptr<Player> m_player;
    BulkSink m_sink;
    std::unique_ptr<Pipe> m_serverPipe;
    std::unique_ptr<Pipe> m_clientPipe;
    std::size_t m_nextChange = 0;
    bool m_begun = false;
    Scenario m_asBegun; ///< the settings when the run began; its changes are in m_scenario
    bool m_backpressure = false;
    std::optional<SimTime> m_liveAnchor; // when the film's first instant would have arrived on an undisturbed path
    PlayoutDelay m_playoutDelay;
};

} // namespace rebuffer
