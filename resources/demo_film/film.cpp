#include "resources/demo_film/film.h"

#include "resources/demo_film/burn_in.h"

#include <QPainter>

#include <cmath>

namespace rebuffer::film {

namespace {

Moment momentAt(const SceneSlot &slot, int step)
{
    const int length = slot.endFrame() - slot.firstShownFrame();
    return {step, static_cast<double>(step) / framesPerSecond, static_cast<double>(length) / framesPerSecond};
}

// How much of the scene is mixed in: all of it once its slot has begun.
double opacityAt(const SceneSlot &slot, int frame)
{
    if (frame >= slot.firstFrame())
        return 1;
    return (frame - slot.firstShownFrame() + 1.0) / (slot.firstFrame() - slot.firstShownFrame() + 1.0);
}

const SceneSlot &slotAt(int frame)
{
    const auto all = programme();
    for (const SceneSlot &slot : all)
        if (frame < slot.endFrame())
            return slot;
    return all.back();
}

} // namespace

Film::Film() : m_playing(programme().size()) {}

QImage Film::picture(int frame)
{
    QImage picture(pictureWidth, pictureHeight, QImage::Format_RGB32);
    QPainter painter(&picture);
    painter.drawImage(0, 0, stage(frame));
    paintBurnIn(painter, frame, slotAt(frame));
    return picture;
}

double Film::quantOffset(int frame)
{
    const SceneSlot &slot = slotAt(frame);
    const double share = static_cast<double>(frame - slot.firstFrame()) / (slot.endFrame() - slot.firstFrame());
    return std::lerp(slot.quantAtStart, slot.quantAtEnd, share);
}

QImage Film::stage(int frame)
{
    QImage stage(pictureWidth, stageHeight, QImage::Format_RGB32);
    QPainter painter(&stage);
    for (std::size_t index = 0; index < m_playing.size(); ++index) {
        const SceneSlot &slot = programme()[index];
        if (frame < slot.firstShownFrame() || frame >= slot.endFrame()) {
            m_playing[index] = {};
            continue;
        }
        painter.setOpacity(opacityAt(slot, frame));
        painter.drawImage(0, 0, sceneImage(index, frame));
    }
    return stage;
}

QImage Film::sceneImage(std::size_t index, int frame)
{
    const SceneSlot &slot = programme()[index];
    Playing &playing = m_playing[index];
    const int wanted = frame - slot.firstShownFrame();
    if (!playing.scene || playing.nextStep > wanted)
        playing = {slot.make(), 0};
    for (; playing.nextStep <= wanted; ++playing.nextStep)
        playing.scene->step(momentAt(slot, playing.nextStep));

    QImage image(pictureWidth, stageHeight, QImage::Format_RGB32);
    playing.scene->paint(image, momentAt(slot, wanted));
    return image;
}

} // namespace rebuffer::film
