// The fixed pieces of the pipe scene and where they stand on the stage.
#pragma once

#include <QPainter>
#include <QRectF>

namespace rebuffer::film::pipe {

inline constexpr QRectF server{44, 128, 164, 320};
inline constexpr QRectF tube{208, 158, 452, 88};
inline constexpr QRectF tank{648, 128, 208, 320};
inline constexpr QRectF outlet{852, 392, 96, 30};
inline constexpr QRectF screen{930, 168, 306, 196};

void paintServer(QPainter &painter, double time, double sendPulse);
void paintTubeBack(QPainter &painter);
void paintTubeFront(QPainter &painter);
// The pipe from tank to player; something runs through it only while the film plays.
void paintOutlet(QPainter &painter, double played, bool playing);

enum class PacketMood { Data, Lost, Resent };
void paintPacket(QPainter &painter, const QPointF &centre, double tilt, PacketMood mood, double opacity);

// The player: a little film of sun and hills that has got `played` seconds far, frozen under a
// turning ring while it waits.
void paintScreen(QPainter &painter, double played, bool playing, double time);

// Two bars, one above the other, in packets a second: what arrives and what the player needs.
void paintRates(QPainter &painter, double arriving, double needed);

void paintLabel(QPainter &painter, const QRectF &under, const char *text);

} // namespace rebuffer::film::pipe
