// The stall map without a window: axes from what is typed, cells and labels as rectangles, colours that read alike in grey,
// and the view under mouse and keys.
#include "core/sim/quantity_text.h"
#include "ui/sweep/map_colours.h"
#include "ui/sweep/map_geometry.h"
#include "ui/sweep/map_view.h"
#include "ui/sweep/sweep_axis.h"
#include "ui/sweep/sweep_runner.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace rebuffer;

namespace {

SweepSetting setting(const char *key)
{
    const auto all = sweepSettings();
    return *std::find_if(all.begin(), all.end(), [key](const SweepSetting &one) { return one.is.key == QLatin1String(key); });
}

double luminance(const QColor &colour)
{
    return 0.2126 * std::pow(colour.redF(), 2.2) + 0.7152 * std::pow(colour.greenF(), 2.2) +
           0.0722 * std::pow(colour.blueF(), 2.2);
}

/// Three columns of bandwidth, two rows of loss; the last cell not run.
SweepGrid smallGrid()
{
    SweepGrid grid{setting("link.rate"),
                   setting("link.loss"),
                   {"link.rate", {"1Mbit/s", "2Mbit/s", "4Mbit/s"}},
                   {"link.loss", {"1%", "2%"}},
                   {}};
    grid.cells.resize(6);
    for (std::size_t i = 0; i < 5; ++i)
        grid.cells[i] =
            CellFigures{0.1 * static_cast<double>(i), 1.5, static_cast<std::int64_t>(i), 2.0 * static_cast<double>(i)};
    return grid;
}

} // namespace

class TestStallMap : public QObject {
    Q_OBJECT

private slots:
    void axesComeFromWhatIsTyped_data();
    void axesComeFromWhatIsTyped();
    void theCommandLineHasTheSameAxis();
    void anAxisHasNoValueTwice();
    void axesThatCannotBeAreRefused_data();
    void axesThatCannotBeAreRefused();
    void everyOfferIsAnAxis();
    void aPlaceOnAnAxis();
    void everyPixelBelongsToOneCell();
    void nothingIsOutsideTheWidget_data();
    void nothingIsOutsideTheWidget();
    void colourGoesOneWay_data();
    void colourGoesOneWay();
    void coarseCellsComeFirstAndAllOnce();
    void arrowKeysAndEnterOpenARun();
    void aClickOpensItsCell();
    void whatIsSaidOfACell();
};

void TestStallMap::axesComeFromWhatIsTyped_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<bool>("log");
    QTest::addColumn<QString>("values");
    QTest::newRow("even steps") << "player.start"
                                << "1 s"
                                << "5" << false << "1s 3s 5s";
    QTest::newRow("even factors") << "link.rate"
                                  << "1 Mbit/s"
                                  << "4Mbit/s" << true << "1Mbit/s 2Mbit/s 4Mbit/s";
    QTest::newRow("other units") << "link.rate"
                                 << "500 kbit/s"
                                 << "1.5 Mbit/s" << false << "500kbit/s 1Mbit/s 1.5Mbit/s";
    QTest::newRow("shares") << "link.loss"
                            << "0 %"
                            << "10%" << false << "0% 5% 10%";
}

void TestStallMap::axesComeFromWhatIsTyped()
{
    QFETCH(QString, key);
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(bool, log);
    QFETCH(QString, values);
    const auto axis = sweepAxis(setting(qPrintable(key)), from, to, 3, log);
    QVERIFY2(axis, axis ? "" : axis.problem().c_str());
    QStringList got;
    for (const std::string &value : axis->values)
        got << QString::fromStdString(value);
    QCOMPARE(got.join(' '), values);
}

/// What the map shows is what a sweep writes.
void TestStallMap::theCommandLineHasTheSameAxis()
{
    for (const char *form : {":40:log", ":37"}) {
        const auto typed = parseSweepAxis(std::string("link.rate=0.5Mbit/s..10Mbit/s") + form);
        QVERIFY2(typed, typed.problem().c_str());
        const auto map =
            sweepAxis(setting("link.rate"), "0.5 Mbit/s", "10 Mbit/s", static_cast<int>(typed->values.size()), form[3] == ':');
        QVERIFY2(map, map.problem().c_str());
        QCOMPARE(map->values.size(), typed->values.size());
        for (std::size_t i = 0; i < map->values.size(); ++i)
            QCOMPARE(*parseRate(map->values[i]), *parseRate(typed->values[i]));
    }
}

/// Between two neighbours the setting may know none: then there is no place between them either.
void TestStallMap::anAxisHasNoValueTwice()
{
    const auto axis = sweepAxis(setting("link.queue"), "0.001 kB", "0.003 kB", 10, false);
    QVERIFY2(axis, axis.problem().c_str());
    QCOMPARE(axis->values, (std::vector<std::string>{"1B", "2B", "3B"}));
}

void TestStallMap::axesThatCannotBeAreRefused_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("says");
    QTest::newRow("no amount") << "slow"
                               << "4 Mbit/s"
                               << "\"slow\"";
    QTest::newRow("falls") << "4 Mbit/s"
                           << "1 Mbit/s"
                           << "must rise";
    QTest::newRow("factors of zero") << "0"
                                     << "1 Mbit/s"
                                     << "cannot begin at zero";
}

void TestStallMap::axesThatCannotBeAreRefused()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, says);
    const auto axis = sweepAxis(setting("link.rate"), from, to, 3, true);
    QVERIFY(!axis);
    QVERIFY2(QString::fromStdString(axis.problem()).contains(says), axis.problem().c_str());
    QVERIFY(QString::fromStdString(axis.problem()).startsWith("Bandwidth"));
}

void TestStallMap::everyOfferIsAnAxis()
{
    for (const SweepSetting &one : sweepSettings()) {
        const auto axis = sweepAxis(one, one.from, one.to, 40, one.logarithmic);
        QVERIFY2(axis, qPrintable(one.is.key));
        QCOMPARE(axis->values.size(), std::size_t{40});
    }
}

void TestStallMap::aPlaceOnAnAxis()
{
    const std::vector<double> axis{1, 2, 4};
    QCOMPARE(placeOnAxis(axis, 1).value(), 0.0);
    QCOMPARE(placeOnAxis(axis, 3).value(), 1.5);
    QCOMPARE(placeOnAxis(axis, 4).value(), 2.0);
    QVERIFY(!placeOnAxis(axis, 9));
    QVERIFY(!placeOnAxis(axis, 0.1));
}

void TestStallMap::everyPixelBelongsToOneCell()
{
    StallMapGeometry geometry;
    geometry.layOut({500, 300}, 37, 23, {50, 14}, 4);
    std::set<int> seen;
    for (double x = geometry.plot.left(); x < geometry.plot.right(); x += 1) {
        for (double y = geometry.plot.top(); y < geometry.plot.bottom(); y += 1) {
            const int cell = geometry.cellAt({x + 0.5, y + 0.5});
            QVERIFY(cell >= 0 && cell < 37 * 23);
            const QRectF rect = geometry.cell(cell % 37, cell / 37);
            QVERIFY2(rect.contains(QPointF(x + 0.5, y + 0.5)), qPrintable(QStringLiteral("%1 at %2,%3").arg(cell).arg(x).arg(y)));
            seen.insert(cell);
        }
    }
    QCOMPARE(seen.size(), std::size_t{37 * 23});
    QCOMPARE(geometry.cellAt(geometry.plot.bottomLeft() + QPointF(1, -1)), 0); // the lowest of both
    QCOMPARE(geometry.cellAt({0, 0}), -1);
}

void TestStallMap::nothingIsOutsideTheWidget_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("small") << QSize(300, 160);
    QTest::newRow("usual") << QSize(640, 310);
    QTest::newRow("large") << QSize(1300, 600);
}

void TestStallMap::nothingIsOutsideTheWidget()
{
    QFETCH(QSize, size);
    StallMapGeometry geometry;
    geometry.layOut(size, 40, 40, {58, 14}, 4);
    const QRectF whole(QPointF(0, 0), QSizeF(size));
    for (const QRectF &part :
         {geometry.plot, geometry.legend, geometry.legendTop, geometry.legendBottom, geometry.xTitle, geometry.yTitle})
        QVERIFY(whole.contains(part));
    for (const auto *labels : {&geometry.xLabels, &geometry.yLabels}) {
        QVERIFY(!labels->empty());
        QCOMPARE(labels->front().index, 0);
        QRectF before;
        for (const StallMapGeometry::Label &label : *labels) {
            QVERIFY(whole.contains(label.box));
            QVERIFY(!label.box.intersects(before));
            QVERIFY(!label.box.intersects(geometry.plot));
            before = label.box;
        }
    }
}

void TestStallMap::colourGoesOneWay_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("light") << static_cast<int>(ThemeKind::Light);
    QTest::newRow("dark") << static_cast<int>(ThemeKind::Dark);
    QTest::newRow("projector") << static_cast<int>(ThemeKind::Projector);
}

/// The order is in the luminance, which every kind of eye and a grey printer keeps.
void TestStallMap::colourGoesOneWay()
{
    QFETCH(int, kind);
    const Theme theme = Theme::make(static_cast<ThemeKind>(kind));
    const double sign = theme.kind == ThemeKind::Dark ? 1 : -1;
    double before = luminance(mapColour(theme, 0));
    for (int i = 1; i <= 40; ++i) {
        const double now = luminance(mapColour(theme, i / 40.0));
        QVERIFY2(sign * (now - before) > 0, qPrintable(QString::number(i)));
        before = now;
    }
    QVERIFY(std::abs(luminance(mapColour(theme, 1)) - luminance(mapColour(theme, 0))) > 0.5);
}

void TestStallMap::coarseCellsComeFirstAndAllOnce()
{
    const auto order = SweepRunner::coarseFirst(40, 40);
    QCOMPARE(std::set<std::size_t>(order.begin(), order.end()).size(), std::size_t{1600});
    for (std::size_t i = 0; i < 25; ++i)
        QVERIFY(order[i] % 40 % 8 == 0 && order[i] / 40 % 8 == 0);
}

void TestStallMap::arrowKeysAndEnterOpenARun()
{
    MapView map;
    map.setTheme(Theme::make(ThemeKind::Light));
    map.setGrid(smallGrid());
    map.resize(400, 300);
    QSignalSpy chosen(&map, &MapView::cellChosen);
    QTest::keyClick(&map, Qt::Key_Right);
    QTest::keyClick(&map, Qt::Key_Up);
    QCOMPARE(map.current(), 4);
    QVERIFY2(map.accessibleDescription().contains("Bandwidth 2.00 Mbit/s, Packet loss 2.0 %"),
             qPrintable(map.accessibleDescription()));
    QVERIFY(map.accessibleDescription().contains("stalled 40 % of the time"));
    QTest::keyClick(&map, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toInt(), 4);
    QTest::keyClick(&map, Qt::Key_End);
    QTest::keyClick(&map, Qt::Key_Right); // no further
    QCOMPARE(map.current(), 5);
    QVERIFY(map.accessibleDescription().contains("not run yet"));
}

void TestStallMap::aClickOpensItsCell()
{
    MapView map;
    map.setTheme(Theme::make(ThemeKind::Dark));
    map.setGrid(smallGrid());
    map.resize(400, 300);
    map.show();
    QSignalSpy chosen(&map, &MapView::cellChosen);
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.geometry().cell(2, 0).center().toPoint());
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toInt(), 2);
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.geometry().legend.center().toPoint());
    QCOMPARE(chosen.count(), 1);
    const QImage picture = map.grab().toImage();
    QCOMPARE(picture.pixelColor((map.geometry().cell(1, 0).topLeft() + QPointF(4, 4)).toPoint()),
             mapColour(Theme::make(ThemeKind::Dark), 0.1));
}

void TestStallMap::whatIsSaidOfACell()
{
    SweepGrid grid = smallGrid();
    QCOMPARE(grid.most(SweepMeasure::RebufferRatio), 1.0);
    QCOMPARE(grid.most(SweepMeasure::StallCount), 4.0);
    QVERIFY(!grid.value(5, SweepMeasure::StallCount));
    grid.cells[5] = CellFigures();
    QVERIFY(grid.lines(5).last().contains("no picture"));
    QVERIFY(!grid.value(5, SweepMeasure::RebufferRatio)); // never played: not "never stalled"
    QCOMPARE(measureText(SweepMeasure::RebufferRatio, 0.2), QString("20 %"));
}

QTEST_MAIN(TestStallMap)
#include "test_stall_map.moc"
