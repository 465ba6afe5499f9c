#include "ui/sound_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Sound)
};

constexpr int reasons = static_cast<int>(Silence::NoDevice) + 1;

} // namespace

QString briefSilence(Silence why)
{
    switch (why) {
    case Silence::None: return {};
    case Silence::NoTrack: return Words::tr("no sound");
    case Silence::Past: return Words::tr("looking back");
    case Silence::Paused: return Words::tr("paused");
    case Silence::Waiting: return Words::tr("waiting");
    case Silence::Ended: return Words::tr("ended");
    case Silence::OtherSpeed: return Words::tr("only at 1×");
    case Silence::Muted: return Words::tr("muted");
    case Silence::NoDevice: return Words::tr("no device");
    }
    return {};
}

QString fullSilence(Silence why)
{
    switch (why) {
    case Silence::None: return {};
    case Silence::NoTrack: return Words::tr("Silent: the film has no sound that can be played.");
    case Silence::Past: return Words::tr("Silent: an earlier instant is shown.");
    case Silence::Paused: return Words::tr("Silent: time stands still. Press play.");
    case Silence::Waiting: return Words::tr("Silent: the player waits for data, and the sound stops with the picture.");
    case Silence::Ended: return Words::tr("Silent: the film is over.");
    case Silence::OtherSpeed: return Words::tr("Silent: sound is heard at a speed of 1× alone.");
    case Silence::Muted: return Words::tr("Silent: it was turned off here. M turns it on.");
    case Silence::NoDevice: return Words::tr("Silent: this machine has no sound device that can be used.");
    }
    return {};
}

int widestSilence(const QFontMetrics &metrics)
{
    int widest = 0;
    for (int i = 0; i < reasons; ++i)
        widest = std::max(widest, metrics.horizontalAdvance(briefSilence(static_cast<Silence>(i))));
    return widest + 2;
}

} // namespace rebuffer
