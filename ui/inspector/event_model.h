// The newest events as rows, oldest first, at a bounded cost: note() is called for every event and only copies
// it into a ring; refresh(), a few times a second, shows what has gathered.
#pragma once

#include "ui/inspector/event_words.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

#include <optional>
#include <utility>
#include <vector>

namespace rebuffer {

class EventModel : public QAbstractTableModel {
    Q_OBJECT

public:
    /// No more rows than this are ever shown.
    static constexpr std::size_t mostRows = 500;
    enum Column { Time, What, Columns };

    explicit EventModel(QObject *parent = nullptr);

    /// A slider that is being dragged gives one line, not a hundred.
    void note(const Event &event);
    void refresh();
    void clear();
    /// Events of an earlier instant follow; those of the present are kept aside (once, however often it is said).
    void beginPast();
    /// Shows the present's again, or forgets them.
    void endPast(bool pastStays);
    /// Every packet, or only what is notable (the default).
    void setShowsPackets(bool all);
    void setTheme(const Theme &theme);

    /// The packet that a row tells of; 0 for none.
    quint64 packetAt(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    /// Overwrites its oldest.
    struct Kept {
        std::vector<NotedEvent> events;
        std::size_t next = 0;
        std::size_t fresh = 0; ///< not shown yet

        void add(const Event &event);
        void restart();
        NotedEvent *newest();
        void copyTo(std::vector<NotedEvent> &out) const;
    };

    bool continuesDrag(const Event &event);
    Kept &shownRing() { return m_showsPackets ? m_all : m_notable; }

    Kept m_all;
    Kept m_notable;
    std::optional<std::pair<Kept, Kept>> m_present; ///< all and the notable, while the past is shown
    std::vector<NotedEvent> m_rows;
    Theme m_theme;
    bool m_showsPackets = false;
};

} // namespace rebuffer
