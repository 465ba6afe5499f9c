// "Events": what happens, in plain words, the newest at the bottom. It follows until it is scrolled up, and again
// when it is scrolled down to the end.
#pragma once

#include "ui/inspector/event_model.h"

#include <QWidget>

class QTableView;

namespace rebuffer {

class SegmentedBar;

class EventsTab : public QWidget {
    Q_OBJECT

public:
    explicit EventsTab(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Shows what has happened since, unless it is being read or not in sight. Call it a few times a second.
    void refresh();
    EventModel *model() const { return m_model; }
    QTableView *view() const { return m_view; }
    /// What matters, or every packet.
    SegmentedBar *choice() const { return m_choice; }

signals:
    /// A line was clicked that tells of a packet.
    void packetClicked(quint64 number);

protected:
    void showEvent(QShowEvent *event) override;

private:
    bool follows() const;
    void choose(int index);
    void choosePacket(const QModelIndex &index);

    EventModel *m_model;
    QTableView *m_view;
    SegmentedBar *m_choice;
};

} // namespace rebuffer
