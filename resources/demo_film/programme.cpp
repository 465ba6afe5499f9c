#include "resources/demo_film/programme.h"

#include "resources/demo_film/scenes/aurora_scene.h"
#include "resources/demo_film/scenes/confetti_scene.h"
#include "resources/demo_film/scenes/fireworks_scene.h"
#include "resources/demo_film/scenes/fractal_scene.h"
#include "resources/demo_film/scenes/harbour_scene.h"
#include "resources/demo_film/scenes/pipe_scene.h"
#include "resources/demo_film/scenes/sparks_scene.h"
#include "resources/demo_film/scenes/title_scene.h"

#include <algorithm>
#include <array>

namespace rebuffer::film {

namespace {

constexpr int mixFrames = 12;

template <class Kind> std::unique_ptr<Scene> make()
{
    return std::make_unique<Kind>();
}

constexpr std::array<SceneSlot, 8> schedule{{
    {"A calm opening", 0, 11, false, 2, 2, make<TitleScene>},
    {"Five thousand sparks", 11, 23, true, 2, 2, make<SparksScene>},
    {"Harbour at dusk", 23, 37, false, 3.5, 3.5, make<HarbourScene>},
    {"Confetti storm", 37, 49, true, 0, 4, make<ConfettiScene>},
    {"Packets, pipe, tank", 49, 63, false, 0, 0, make<PipeScene>},
    {"Into the fractal", 63, 75, true, 4, 7, make<FractalScene>},
    {"Northern lights", 75, 88, false, -0.5, -0.5, make<AuroraScene>},
    {"Fireworks", 88, 100, true, 0, 0, make<FireworksScene>},
}};

static_assert(schedule.front().fromSecond == 0 && schedule.back().toSecond == filmSeconds);

} // namespace

int SceneSlot::firstShownFrame() const
{
    return std::max(0, firstFrame() - mixFrames);
}

std::span<const SceneSlot> programme()
{
    return schedule;
}

} // namespace rebuffer::film
