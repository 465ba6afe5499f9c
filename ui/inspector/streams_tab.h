// "Streams": the four kinds in the order the data takes, live.
#pragma once

#include "ui/inspector/stream_card.h"

#include <QScrollArea>

#include <array>

namespace rebuffer {

class StreamsTab : public QScrollArea {
    Q_OBJECT

public:
    explicit StreamsTab(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setSnapshot(const Snapshot &snapshot);
    StreamCard *card(StreamKind kind) const { return m_cards[static_cast<std::size_t>(kind)]; }

private:
    std::array<StreamCard *, streamKinds> m_cards{};
};

} // namespace rebuffer
