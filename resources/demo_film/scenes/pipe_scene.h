// Packets go through a pipe into a tank, out of which a player drinks: streaming in one drawing.
// Quiet: flat colours, a few things moving.
#pragma once

#include "resources/demo_film/scenes/packet_story.h"

#include "resources/demo_film/scene.h"

#include <QPainter>

namespace rebuffer::film {

class PipeScene : public Scene {
public:
    void step(const Moment &moment) override;
    void paint(QImage &stage, const Moment &moment) const override;

private:
    void paintPackets(QPainter &painter, double time, bool inPipe) const;
    void paintTankWithMarks(QPainter &painter, double time) const;
    void paintCaption(QPainter &painter, double time) const;

    PacketStory m_story;
};

} // namespace rebuffer::film
