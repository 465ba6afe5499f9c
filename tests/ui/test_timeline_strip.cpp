// Columns drawn as they come, and columns moved along, must be those that drawing everything again would give.
#include "tests/ui/recorded_run.h"

#include "ui/paint/limit_look.h"
#include "ui/timeline/curve_strip.h"
#include "ui/timeline/strip_painter.h"
#include "ui/timeline/timeline_canvas.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace rebuffer;
using rebuffer::test::RecordedRun;

namespace {

constexpr QSize size(690, 400);

QImage painted(const TimelineCanvas &canvas, double ratio)
{
    QImage image((QSizeF(size) * ratio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::white);
    QPainter painter(&image);
    canvas.paint(painter, QRectF(QPointF(0, 0), size));
    return image;
}

void show(TimelineCanvas &canvas, const RecordedRun &run)
{
    canvas.setData(run.series(), run.summary(), run.snapshot());
}

/// How many pixels of the curves differ.
int differing(const QImage &a, const QImage &b, const QRectF &strip, double ratio)
{
    int count = 0;
    for (int y = static_cast<int>(strip.top() * ratio); y < static_cast<int>(strip.bottom() * ratio); ++y)
        for (int x = static_cast<int>(strip.left() * ratio); x < static_cast<int>(strip.right() * ratio); ++x)
            count += a.pixel(x, y) != b.pixel(x, y) ? 1 : 0;
    return count;
}

} // namespace

class TestTimelineStrip : public QObject {
    Q_OBJECT

private slots:
    void growingIsTheSameAsDrawingAtOnce_data()
    {
        QTest::addColumn<double>("ratio");
        QTest::newRow("one pixel to a pixel") << 1.0;
        QTest::newRow("two") << 2.0;
    }

    void growingIsTheSameAsDrawingAtOnce()
    {
        QFETCH(double, ratio);
        RecordedRun run;
        TimelineCanvas grown;
        grown.setSize(size, ratio);
        for (double time = 0; time < 41; time += 0.21) {
            run.recordTo(time);
            show(grown, run);
        }
        TimelineCanvas once;
        once.setSize(size, ratio);
        show(once, run);
        QCOMPARE(differing(painted(grown, ratio), painted(once, ratio), once.geometry().strip, ratio), 0);
    }

    void theRibbonStacksWhatHeldTheSender()
    {
        RecordedRun run;
        run.recordTo(41);
        TimelineCanvas canvas;
        canvas.setSize(size, 1);
        show(canvas, run);
        const QImage image = painted(canvas, 1);
        const TimelineGeometry &geometry = canvas.geometry();
        QVERIFY(!geometry.limits.isEmpty());
        const auto colourAt = [&](double time) {
            return image.pixelColor(static_cast<int>(geometry.xOf(time)), static_cast<int>(geometry.limits.center().y()));
        };
        const auto isOf = [&](Limit limit, const QColor &colour) {
            return colour.rgb() == limitColour(canvas.theme(), limit).rgb() ||
                   colour.rgb() == limitGround(canvas.theme(), limit).rgb();
        };
        QVERIFY(isOf(Limit::Recovery, colourAt(8.5)));
        QVERIFY(isOf(Limit::Link, colourAt(10.5)));
        QCOMPARE(colourAt(45), canvas.theme().card); // not yet
    }

    void theRibbonGivesWayWhereThereIsNoRoom()
    {
        TimelineCanvas canvas;
        canvas.setSize({690, 280}, 1); // first its name and legend
        QVERIFY(!canvas.geometry().limits.isEmpty());
        QVERIFY(canvas.geometry().limitsTitle.isEmpty());
        canvas.setSize({690, 220}, 1);
        QVERIFY(canvas.geometry().limits.isEmpty());
        QVERIFY(canvas.geometry().limitsTitle.isEmpty());
    }

    void followingIsTheSameAsDrawingAtOnce()
    {
        RecordedRun run;
        run.recordTo(40);
        TimelineCanvas grown;
        grown.setSize(size, 1);
        show(grown, run);
        grown.window().zoom(6, 30);
        grown.window().goLive();
        grown.refresh();
        for (double time = 40; time < 52; time += 0.11) {
            run.recordTo(time);
            show(grown, run);
        }
        QCOMPARE(grown.window().mode(), TimeWindow::Mode::Following);
        const QImage followed = painted(grown, 1);
        grown.setSize(size, 1); // draws everything again
        QCOMPARE(differing(followed, painted(grown, 1), grown.geometry().strip, 1), 0);
    }

    void panningIsTheSameAsDrawingAtOnce()
    {
        RecordedRun run;
        run.recordTo(50);
        TimelineCanvas canvas;
        canvas.setSize(size, 1);
        show(canvas, run);
        canvas.window().zoom(5, 25);
        canvas.refresh();
        for (const double by : {3.0, -7.5, 0.4, -0.05, 11.0}) {
            canvas.window().pan(by);
            canvas.refresh();
        }
        const QImage panned = painted(canvas, 1);
        canvas.setSize(size, 1);
        QCOMPARE(differing(panned, painted(canvas, 1), canvas.geometry().strip, 1), 0);
    }

    void nothingIsRepaintedWithoutANewColumn()
    {
        RecordedRun run;
        run.recordTo(25);
        TimelineCanvas canvas;
        canvas.setSize(size, 1);
        show(canvas, run);
        const double column = 60 / canvas.geometry().strip.width();
        run.recordTo(25 + 3 * column);
        const QRectF changed = canvas.setData(run.series(), run.summary(), run.snapshot());
        QVERIFY(!changed.isEmpty());
        QVERIFY(changed.width() < 40); // some columns, not the card
        QVERIFY(canvas.setData(run.series(), run.summary(), run.snapshot()).isEmpty());
    }

    void theCurveIsWhereItsValuesAre()
    {
        RecordedRun run;
        run.recordTo(50);
        TimelineCanvas canvas;
        canvas.setSize(size, 1);
        show(canvas, run);
        const QImage image = painted(canvas, 1);
        const TimelineGeometry &geometry = canvas.geometry();
        const TimelinePane &buffer = geometry.pane(TimelinePaneKind::Buffer);
        const QColor ink = canvas.theme().data;
        for (double time = 3; time < 28; time += 2.5) {
            const int x = static_cast<int>(geometry.xOf(time));
            const int y = static_cast<int>(buffer.yOf(RecordedRun::bufferAt(time)));
            int best = 1000; // how far the nearest pixels are from the curve's colour
            for (int dy = -1; dy <= 1; ++dy) {
                const QColor pixel = image.pixelColor(x, y + dy);
                best = std::min(best, std::abs(pixel.red() - ink.red()) + std::abs(pixel.green() - ink.green()) +
                                          std::abs(pixel.blue() - ink.blue()));
            }
            QVERIFY2(best < 60, qPrintable(QStringLiteral("at %1 s").arg(time)));
        }
    }

    void aStallIsABandThroughAllPanes()
    {
        RecordedRun run;
        run.recordTo(50);
        TimelineCanvas canvas;
        canvas.setSize(size, 1);
        show(canvas, run);
        const QImage image = painted(canvas, 1);
        const TimelineGeometry &geometry = canvas.geometry();
        const int inStall = static_cast<int>(geometry.xOf(33));
        const int before = static_cast<int>(geometry.xOf(28));
        for (const TimelinePane &pane : geometry.panes) {
            const int y = static_cast<int>(pane.plot.top() + 0.35 * pane.plot.height()); // above every curve
            QCOMPARE(image.pixelColor(inStall, y), canvas.theme().lossSoft);
            QCOMPARE(image.pixelColor(before, y), canvas.theme().card);
        }
    }

    void aStepIsDrawnFromTopToBottom()
    {
        CurveStrip strip;
        strip.resize(20, 40, 1);
        strip.fill(0, 20, 0, 40, Qt::white);
        CurveSamples samples;
        samples.begin(0, 20, 4);
        for (int column = 0; column < 20; ++column)
            for (int k = 0; k < CurveSamples::perColumn; ++k) {
                const bool atStep = column == 10 && k == 0;
                samples.set(column, k, column < 10 ? 30.0F : 10.0F, atStep ? 30.0F : column < 10 ? 30.0F : 10.0F);
            }
        for (int column = 0; column < 20; ++column)
            strip.stroke(column, samples, {Qt::black, 2, 0, 0}, 0, 40);
        QCOMPARE(strip.image().pixelColor(3, 30), QColor(Qt::black));
        QCOMPARE(strip.image().pixelColor(16, 10), QColor(Qt::black));
        QVERIFY(strip.image().pixelColor(10, 20).lightness() < 140);
        QCOMPARE(strip.image().pixelColor(5, 20), QColor(Qt::white));
    }

    void dashesKeepTheirPlaceInTheRun()
    {
        CurveStrip strip;
        strip.resize(30, 10, 1);
        CurveSamples samples;
        samples.begin(0, 60, 4);
        for (int column = 0; column < 60; ++column)
            for (int k = 0; k < CurveSamples::perColumn; ++k)
                samples.set(column, k, 5, 5);
        const auto row = [&](qint64 origin) {
            strip.scrollTo(origin);
            strip.fill(origin, origin + 30, 0, 10, Qt::white);
            for (qint64 column = origin; column < origin + 30; ++column)
                strip.stroke(column, samples, {Qt::black, 2, 6, 4}, 0, 10);
            return strip.image().copy();
        };
        const QImage first = row(0);
        const QImage moved = row(13);
        for (int x = 13; x < 30; ++x)
            QCOMPARE(moved.pixelColor(x - 13, 5), first.pixelColor(x, 5));
        QCOMPARE(first.pixelColor(7, 5), QColor(Qt::white));
        QCOMPARE(first.pixelColor(3, 5), QColor(Qt::black));
    }
};

QTEST_MAIN(TestTimelineStrip)
#include "test_timeline_strip.moc"
