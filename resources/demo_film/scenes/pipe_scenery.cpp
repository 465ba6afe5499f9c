#include "resources/demo_film/scenes/pipe_scenery.h"

#include "resources/demo_film/drawing.h"

#include <QLinearGradient>
#include <QPainterPath>

#include <cmath>
#include <numbers>

namespace rebuffer::film::pipe {

namespace {

constexpr Light slate = light(0x24384C);

void paintHills(QPainter &painter, const QRectF &view, double played, int layer, const Light &paint)
{
    QPainterPath hill(view.bottomLeft());
    const double pace = 26 + 30 * layer;
    for (double x = view.left(); x <= view.right() + 3; x += 3) {
        const double along = x - view.left() + played * pace;
        const double top = 74 - 24 * layer + 13 * std::sin(along * 0.027 + layer * 2) + 7 * std::sin(along * 0.061);
        hill.lineTo(x, view.bottom() - top);
    }
    hill.lineTo(view.bottomRight());
    painter.fillPath(hill, color(paint));
}

void paintLittleFilm(QPainter &painter, const QRectF &view, double played)
{
    QLinearGradient sky(view.topLeft(), view.bottomLeft());
    sky.setColorAt(0, color(light(0x4FA6DE)));
    sky.setColorAt(1, color(light(0xFBE3BE)));
    painter.fillRect(view, sky);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(light(0xFFC94A)));
    painter.drawEllipse(QPointF(view.left() + 70 + played * 11, view.top() + 62 - played * 2), 24, 24);
    paintHills(painter, view, played, 0, light(0x5FB59A));
    paintHills(painter, view, played, 1, palette::green);
    paintHills(painter, view, played, 2, light(0x04684E));
}

void paintWaiting(QPainter &painter, const QRectF &view, double time)
{
    painter.fillRect(view, color(palette::ink, 0.62));
    const QRectF ring(view.center() - QPointF(36, 36), QSizeF(72, 72));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color(palette::white, 0.25), 11));
    painter.drawEllipse(ring);
    painter.setPen(QPen(color(palette::amber), 11, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(ring, static_cast<int>(-time * 320 * 16) % (360 * 16), 100 * 16);
}

Light paintOf(PacketMood mood)
{
    switch (mood) {
    case PacketMood::Lost: return palette::vermilion;
    case PacketMood::Resent: return palette::amber;
    case PacketMood::Data: break;
    }
    return palette::blue;
}

} // namespace

void paintServer(QPainter &painter, double time, double sendPulse)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(slate));
    painter.drawRoundedRect(server, 16, 16);
    for (int unit = 0; unit < 5; ++unit) {
        const QRectF bay(server.left() + 16, server.top() + 18 + unit * 58, server.width() - 32, 46);
        painter.setBrush(color(light(0x37516A)));
        painter.drawRoundedRect(bay, 8, 8);
        painter.setBrush(color(light(0x16242F)));
        painter.drawRoundedRect(QRectF(bay.left() + 46, bay.top() + 18, 72, 10), 5, 5);
        const bool lit = std::fmod(time * (0.7 + 0.23 * unit) + unit * 0.37, 1.0) < 0.6;
        const Light lamp = unit == 1 ? mix(palette::green, light(0xB9FFE2), sendPulse) : palette::green;
        painter.setBrush(color(lit || unit == 1 ? lamp : light(0x1C4A44)));
        painter.drawEllipse(QPointF(bay.left() + 23, bay.center().y()), 8, 8);
    }
}

void paintTubeBack(QPainter &painter)
{
    QLinearGradient inside(tube.topLeft(), tube.bottomLeft());
    inside.setColorAt(0, color(light(0xB4C8D8)));
    inside.setColorAt(0.5, color(light(0xE4EEF5)));
    inside.setColorAt(1, color(light(0xBBCEDC)));
    painter.fillRect(tube, inside);
}

void paintTubeFront(QPainter &painter)
{
    QLinearGradient glass(tube.topLeft(), tube.bottomLeft());
    glass.setColorAt(0, color(palette::white, 0.05));
    glass.setColorAt(0.14, color(palette::white, 0.65));
    glass.setColorAt(0.30, color(palette::white, 0.05));
    glass.setColorAt(1, color(palette::blue, 0.12));
    painter.fillRect(tube, glass);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(slate));
    painter.drawRect(QRectF(tube.left(), tube.top() - 7, tube.width(), 7));
    painter.drawRect(QRectF(tube.left(), tube.bottom(), tube.width(), 7));
    for (const double x : {tube.left() - 2, tube.center().x() - 9, tube.right() - 22})
        painter.drawRoundedRect(QRectF(x, tube.top() - 14, 18, tube.height() + 28), 6, 6);
}

void paintOutlet(QPainter &painter, double played, bool playing)
{
    const QPointF into(screen.center().x(), screen.bottom());
    QPainterPath way(QPointF(tank.right() + 2, outlet.top() + 15));
    way.lineTo(into.x() - 24, outlet.top() + 15);
    way.quadTo(into.x(), outlet.top() + 15, into.x(), into.y());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color(slate), 34, Qt::SolidLine, Qt::FlatCap));
    painter.drawPath(way);
    painter.setPen(QPen(color(light(0xCFE3F1)), 22, Qt::SolidLine, Qt::FlatCap));
    painter.drawPath(way);
    if (!playing)
        return;
    QPen flow(color(palette::blue), 13, Qt::CustomDashLine, Qt::RoundCap);
    flow.setDashPattern({1.2, 1.8});
    flow.setDashOffset(-played * 6);
    painter.setPen(flow);
    painter.drawPath(way);
}

void paintPacket(QPainter &painter, const QPointF &centre, double tilt, PacketMood mood, double opacity)
{
    const Light paint = paintOf(mood);
    painter.save();
    painter.setOpacity(opacity);
    painter.translate(centre);
    painter.rotate(tilt);
    const QRectF box(-33, -25, 66, 50);
    QPainterPath outline;
    outline.addRoundedRect(box, 8, 8);
    painter.fillPath(outline, color(paint));
    painter.setClipPath(outline);
    painter.fillRect(QRectF(box.right() - 19, box.top(), 19, box.height()), color(mix(paint, palette::ink, 0.5)));
    painter.setClipping(false);
    painter.setPen(QPen(color(palette::white, 0.85), 4, Qt::SolidLine, Qt::RoundCap));
    for (const double y : {-10.0, 0.0, 10.0})
        painter.drawLine(QPointF(-23, y), QPointF(y > 5 ? -6 : 4, y));
    painter.restore();
}

void paintScreen(QPainter &painter, double played, bool playing, double time)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(slate));
    painter.drawRoundedRect(screen, 18, 18);
    const QRectF view = screen.adjusted(13, 13, -13, -13);
    painter.save();
    painter.setClipRect(view);
    paintLittleFilm(painter, view, played);
    if (!playing)
        paintWaiting(painter, view, time);
    painter.restore();
}

void paintRates(QPainter &painter, double arriving, double needed)
{
    const auto bar = [&](double y, double rate, const Light &paint, const char *text) {
        constexpr double scale = 36; // pixels for one packet a second
        drawText(painter, QRectF(232, y - 4, 150, 40), Qt::AlignRight | Qt::AlignVCenter, sansFont(27), color(slate),
                 QString::fromUtf8(text));
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(slate, 0.12));
        painter.drawRoundedRect(QRectF(396, y, 214, 32), 8, 8);
        painter.setBrush(color(paint));
        painter.drawRoundedRect(QRectF(396, y, std::max(8.0, scale * rate), 32), 8, 8);
    };
    bar(340, arriving, palette::green, "arriving");
    bar(388, needed, light(0x9A5A8C), "needed");
}

void paintLabel(QPainter &painter, const QRectF &under, const char *text)
{
    drawText(painter, QRectF(under.center().x() - 150, 460, 300, 40), Qt::AlignCenter, sansFont(30, true), color(slate),
             QString::fromUtf8(text));
}

} // namespace rebuffer::film::pipe
