#include "ui/inspector/streams_tab.h"

#include <QVBoxLayout>

namespace rebuffer {

StreamsTab::StreamsTab(QWidget *parent) : QScrollArea(parent)
{
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("scrolled"));
    auto *column = new QVBoxLayout(content);
    const QString definitions[streamKinds] = {
        tr("Gives bytes when it is asked."),
        tr("One form in, another form out."),
        tr("Both ways at once."),
        tr("Says stop at its high-water mark."),
    };
    const QString tooltips[streamKinds] = {
        tr("A readable stream gives bytes when asked. Here: the media file, read in chunks."),
        tr("A transform stream takes one thing and gives another. Here: bytes become packets at the server, and packets "
           "become bytes again at the client; what comes after a gap waits until the gap is filled."),
        tr("A duplex stream goes both ways. Here: the connection, data one way and acknowledgements the other. When its "
           "send buffer is full the server stops reading."),
        tr("A writable stream takes bytes and says \"stop\" at its high-water mark and \"drained, go on\" below it. Here: "
           "the playback buffer. That answer travels all the way back: backpressure."),
    };
    for (std::size_t i = 0; i < streamKinds; ++i) {
        m_cards[i] = new StreamCard(definitions[i], tooltips[i], this);
        column->addWidget(m_cards[i]);
    }
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSnapshot({});
}

void StreamsTab::setTheme(const Theme &theme)
{
    for (StreamCard *card : m_cards)
        card->setTheme(theme);
    QLayout *column = widget()->layout();
    column->setContentsMargins(theme.space(3), theme.space(2), theme.space(3), theme.space(2));
    column->setSpacing(theme.space(1) + 1);
}

void StreamsTab::setSnapshot(const Snapshot &snapshot)
{
    const auto all = streamFacts(snapshot);
    for (std::size_t i = 0; i < streamKinds; ++i)
        m_cards[i]->setFacts(all[i]);
}

} // namespace rebuffer
