// "Packet": the one that was clicked. Its story is told by running the scenario again, on a thread of its own.
#pragma once

#include "ui/inspector/packet_sheet.h"

#include <QWidget>

#include <memory>

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
    /// Tells of packet `number` of the run so far; what was asked for before is forgotten. Returns at once.
    void ask(quint64 number, const Scenario &scenario, const std::optional<MediaFile> &media, SimTime until);
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
    void show(const std::optional<PacketStory> &story, quint64 number, const std::shared_ptr<const MediaTimeline> &film,
              const QByteArray &payload);
    void stop();

    QLabel *m_links;
    QScrollArea *m_area;
    PacketSheet *m_sheet;
    std::shared_ptr<Telling> m_telling;
};

} // namespace rebuffer
