// One scene of the film. It is stepped once for every frame, in order, from its first; painting
// changes nothing, so a frame can be painted or left out.
#pragma once

#include <QImage>

namespace rebuffer::film {

// Where in its scene a frame lies. Times are seconds since the scene's first frame.
struct Moment {
    int frame = 0;
    double time = 0;
    double length = 1;

    double share() const { return time / length; }
    double left() const { return length - time; }
};

class Scene {
public:
    Scene() = default;
    Scene(const Scene &) = delete;
    Scene &operator=(const Scene &) = delete;
    virtual ~Scene() = default;

    virtual void step(const Moment &) {}
    // Covers the whole stage.
    virtual void paint(QImage &stage, const Moment &moment) const = 0;
};

} // namespace rebuffer::film
