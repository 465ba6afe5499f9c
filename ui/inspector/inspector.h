// The panel on the right: what flows, what happened, what the words mean.
#pragma once

#include "ui/inspector/events_tab.h"
#include "ui/inspector/lesson_tab.h"
#include "ui/inspector/packet_tab.h"
#include "ui/inspector/streams_tab.h"
#include "ui/inspector/why_tab.h"
#include "ui/inspector/words_tab.h"

#include <QFrame>

class QTabWidget;

namespace rebuffer {

class FittingTabs;

class Inspector : public QFrame {
    Q_OBJECT

public:
    explicit Inspector(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    LessonTab *lesson() const { return m_lesson; }
    StreamsTab *streams() const { return m_streams; }
    EventsTab *events() const { return m_events; }
    PacketTab *packet() const { return m_packet; }
    WhyTab *why() const { return m_why; }
    WordsTab *words() const { return m_words; }
    /// A tab that is not always there comes first, or goes; it is not owned. The present one stays the present one.
    void putFirst(QWidget *tab, const QString &title, const QString &tooltip);
    void takeAway(QWidget *tab);
    QTabWidget *tabs() const;

    QSize sizeHint() const override { return m_usual; }
    /// What does not fit scrolls inside: no page makes the window higher.
    bool hasHeightForWidth() const override { return false; }

private:
    FittingTabs *m_tabs;
    LessonTab *m_lesson;
    StreamsTab *m_streams;
    EventsTab *m_events;
    PacketTab *m_packet;
    WhyTab *m_why;
    WordsTab *m_words;
    QSize m_usual;
};

} // namespace rebuffer
