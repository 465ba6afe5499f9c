// "Packet": the one that was clicked. Its story is told by running the scenario again, on a thread of its own.
#pragma once

#include "core/session/packet_story.h"
#include "core/session/session.h"
#include "ui/inspector/packet_sheet.h"

#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QScrollArea;

namespace rebuffer {

class PacketTab : public QWidget {
    Q_OBJECT

public:
    explicit PacketTab(QWidget *parent = nullptr);
    /// Stops the telling, if any, and waits for its end.
    ~PacketTab() override;

    void setTheme(const Theme &theme);
    /// Of whom to ask what packets carry; without it checksums leave that out.
    void setPayloads(std::function<PayloadReader(const std::optional<MediaFile> &media)> payloads)
    {
        m_payloads = std::move(payloads);
    }
    /// Tells of packet `number` of the run so far; what was asked for before is forgotten. Returns at once.
    void ask(quint64 number, const Scenario &scenario, const std::optional<MediaFile> &media, SimTime until);
    /// Time is at `session`'s instant, of a run that has come to `present`: the packet is told of as of then, asking again
    /// if it is not known what has become of it.
    void moveTo(const Session &session, SimTime present);
    void clear();
    PacketSheet *sheet() const { return m_sheet; }
    /// "resent as 9 603", with links.
    QLabel *links() const { return m_links; }
    bool isTelling() const;

signals:
    /// Another packet was chosen here: the one that repeats this one, or that this one repeats.
    void packetWanted(quint64 number);
    void told();

private:
    struct Telling;
    void tell(quint64 number, const Scenario &scenario, const std::optional<MediaFile> &media, SimTime until);
    void take(const std::optional<PacketStory> &story, const std::shared_ptr<const MediaTimeline> &film,
              const QByteArray &payload, SimTime until);
    void show(SimTime now);
    void stop();

    QLabel *m_links;
    QScrollArea *m_area;
    PacketSheet *m_sheet;
    std::shared_ptr<Telling> m_telling;
    quint64 m_number = 0; // 0: nothing was asked for
    std::optional<PacketStory> m_story;
    std::shared_ptr<const MediaTimeline> m_film;
    QByteArray m_payload;
    std::function<PayloadReader(const std::optional<MediaFile> &media)> m_payloads;
    SimTime m_toldUntil;
    SimTime m_shownAt;
};

} // namespace rebuffer
