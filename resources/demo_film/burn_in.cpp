#include "resources/demo_film/burn_in.h"

#include "resources/demo_film/drawing.h"
#include "resources/demo_film/frame_code.h"

#include <QFontMetricsF>

namespace rebuffer::film {

namespace {

constexpr Light bandPaint = light(0x080C12);
constexpr Light quietPaint = light(0x3FA7E3);
constexpr Light busyPaint = palette::amber;
constexpr int stripHeight = 16;

const Light &paintOf(const SceneSlot &scene)
{
    return scene.busy ? busyPaint : quietPaint;
}

double stripX(int frame)
{
    return static_cast<double>(frame) * pictureWidth / frameCount;
}

// One segment for each scene, its colour telling quiet from busy, its brightness past from to come.
void paintProgress(QPainter &painter, int frame)
{
    const double played = stripX(frame + 1);
    for (const SceneSlot &slot : programme()) {
        const double left = stripX(slot.firstFrame());
        const double right = stripX(slot.endFrame()) - 4;
        const QRectF segment(left, stageHeight + 3, right - left, stripHeight - 5);
        painter.fillRect(segment, color(mix(bandPaint, paintOf(slot), 0.32)));
        if (played > left)
            painter.fillRect(segment & QRectF(left, stageHeight, played - left, stripHeight), color(paintOf(slot)));
    }
    painter.fillRect(QRectF(played - 4, stageHeight, 8, stripHeight), color(palette::white));
}

void paintNumbers(QPainter &painter, int frame)
{
    drawText(painter, QRectF(24, 610, 540, 108), Qt::AlignLeft | Qt::AlignVCenter, monoFont(107, true), color(palette::white),
             clockText(frame));
    drawText(painter, QRectF(604, 606, 652, 62), Qt::AlignLeft | Qt::AlignVCenter, monoFont(60, true), color(light(0xFFD65C)),
             QStringLiteral("frame %1").arg(frame, 5, 10, QLatin1Char('0')));
}

QRect pixels(const CodeRect &rect)
{
    return QRectF(rect.left, rect.top, rect.width, rect.height).toRect();
}

void paintFrameCode(QPainter &painter, int frame)
{
    const auto level = [](int grey) { return QColor(grey, grey, grey); };
    painter.fillRect(pixels(frame_code::plate), level(frame_code::grey));
    for (int place = 0; place < frame_code::bitCount; ++place)
        painter.fillRect(pixels(frame_code::square(place)),
                         level(frame_code::bitAt(frame, place) ? frame_code::white : frame_code::black));
}

void paintCaption(QPainter &painter, const SceneSlot &scene)
{
    const QFont font = sansFont(29, true);
    const QString text = QString::fromUtf8(scene.name);
    const double width = QFontMetricsF(font).horizontalAdvance(text) + 98;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(bandPaint, 0.70));
    painter.drawRoundedRect(QRectF(22, 20, width, 52), 26, 26);
    // Three bars as on a signal meter: one for few bits, three for many.
    for (int bar = 0; bar < 3; ++bar) {
        const double height = 12 + 8 * bar;
        painter.setBrush(color(paintOf(scene), scene.busy || bar == 0 ? 1 : 0.28));
        painter.drawRect(QRectF(44 + 12 * bar, 60 - height, 9, height));
    }
    drawText(painter, QRectF(92, 20, width, 52), Qt::AlignLeft | Qt::AlignVCenter, font, color(palette::white), text);
}

} // namespace

QString clockText(int frame)
{
    const int seconds = frame / framesPerSecond;
    const int hundredths = frame % framesPerSecond * 100 / framesPerSecond;
    const auto two = [](int value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
    return two(seconds / 60) + QLatin1Char(':') + two(seconds % 60) + QLatin1Char('.') + two(hundredths);
}

void paintBurnIn(QPainter &painter, int frame, const SceneSlot &scene)
{
    painter.fillRect(0, stageHeight, pictureWidth, bandHeight, color(bandPaint));
    painter.setRenderHint(QPainter::Antialiasing);
    paintCaption(painter, scene);
    paintNumbers(painter, frame);
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintProgress(painter, frame);
    paintFrameCode(painter, frame);
}

} // namespace rebuffer::film
