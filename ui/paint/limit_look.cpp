#include "ui/paint/limit_look.h"

#include <QCoreApplication>
#include <QImage>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Limits)
};

} // namespace

QString limitText(Limit limit)
{
    switch (limit) {
    case Limit::Connecting: return Words::tr("connecting");
    case Limit::Application: return Words::tr("nothing due");
    case Limit::CongestionWindow: return Words::tr("congestion window");
    case Limit::ReceiveWindow: return Words::tr("buffer said stop");
    case Limit::Link: return Words::tr("link full");
    case Limit::Recovery: return Words::tr("loss recovery");
    case Limit::Count: break;
    }
    return {};
}

QString limitBriefText(Limit limit)
{
    switch (limit) {
    case Limit::Connecting: return Words::tr("connecting");
    case Limit::Application: return Words::tr("idle");
    case Limit::CongestionWindow: return Words::tr("window");
    case Limit::ReceiveWindow: return Words::tr("stop");
    case Limit::Link: return Words::tr("link");
    case Limit::Recovery: return Words::tr("loss");
    case Limit::Count: break;
    }
    return {};
}

QString limitExplained(Limit limit)
{
    switch (limit) {
    case Limit::Connecting:
        return Words::tr("Client and server are still talking to each other; no byte of the film is on its way.");
    case Limit::Application:
        return Words::tr("All that the server has written is sent: the film's own pace, or its end, holds the sender.");
    case Limit::CongestionWindow:
        return Words::tr(
            "As many packets are on their way as congestion control allows, and no queue stands: it feels its way up.");
    case Limit::ReceiveWindow: return Words::tr("The playback buffer is full, so the receive window is shut: backpressure.");
    case Limit::Link: return Words::tr("A queue stands at the router: the link carries all it can.");
    case Limit::Recovery: return Words::tr("A packet was lost: the sender repairs the hole, or waits for its timeout.");
    case Limit::Count: break;
    }
    return {};
}

QColor limitColour(const Theme &theme, Limit limit)
{
    switch (limit) {
    case Limit::CongestionWindow: return theme.data;
    case Limit::ReceiveWindow: return theme.arriving;
    case Limit::Link: return theme.capacity;
    case Limit::Recovery: return theme.loss;
    case Limit::Connecting: return theme.mutedText;
    case Limit::Application:
    case Limit::Count: break;
    }
    return theme.grid;
}

QColor limitGround(const Theme &theme, Limit limit)
{
    return mixed(limitColour(theme, limit), theme.card, 0.6);
}

bool isLimitInked(Limit limit, int x, int y)
{
    const int column = (x % limitPatternSize + limitPatternSize) % limitPatternSize;
    const int row = (y % limitPatternSize + limitPatternSize) % limitPatternSize;
    switch (limit) {
    case Limit::CongestionWindow: return (column + row) % limitPatternSize < 3; // slanting stripes
    case Limit::Recovery: return (column < 3) == (row < 3);                     // a chessboard
    case Limit::ReceiveWindow: return row % 3 < 2;                              // lying stripes
    case Limit::Connecting: return column % 3 == 1;                             // standing stripes
    case Limit::Application: return column % 3 == 1 && row % 3 == 1;            // dots
    case Limit::Link:
    case Limit::Count: break;
    }
    return true;
}

QBrush limitBrush(const Theme &theme, Limit limit)
{
    QImage pattern(limitPatternSize, limitPatternSize, QImage::Format_RGB32);
    for (int y = 0; y < limitPatternSize; ++y)
        for (int x = 0; x < limitPatternSize; ++x)
            pattern.setPixelColor(x, y, isLimitInked(limit, x, y) ? limitColour(theme, limit) : limitGround(theme, limit));
    return QBrush(pattern);
}

} // namespace rebuffer
