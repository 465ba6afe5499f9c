// The seven figures: what they say, and that they fit in a row.
#include <QTest>

#include "ui/figures/figures_row.h"

#include "core/media/synthetic_media.h"

using namespace rebuffer;

class TestFigures : public QObject {
    Q_OBJECT

private slots:
    void saysWhatTheRunSays();
    void hasDashesBeforeTheFirstPicture();
    void fitsWithNothingCutOff_data();
    void fitsWithNothingCutOff();
    void largeLettersTakeTwoLines();
};

namespace {

Summary stalledRun()
{
    Summary summary;
    summary.startupDelay = SimDuration::milliseconds(1420);
    summary.stallCount = 3;
    summary.stallTime = SimDuration::milliseconds(9800);
    summary.playTime = SimDuration::milliseconds(39200);
    summary.rebufferRatio = 0.2;
    summary.dataPacketsLost = 100;
    summary.dataPacketsDropped = 12;
    summary.retransmissions = 9571;
    summary.experience = 2.6;
    return summary;
}

} // namespace

void TestFigures::saysWhatTheRunSays()
{
    const MediaFile film = constantRateMedia(BitRate::megabitsPerSecond(2), SimDuration::wholeSeconds(60));
    Snapshot snapshot;
    snapshot.throughput = BitRate::kilobitsPerSecond(1710);
    snapshot.position = SimDuration::wholeSeconds(20);
    const Theme theme = Theme::make(ThemeKind::Light);
    const auto values = figureValues(stalledRun(), snapshot, film.timeline.get(), theme);
    const QStringList wanted{"1.42 s",  "3", "9.8 s · 20 %", "1.71 Mbit/s", "2.00 Mbit/s", QStringLiteral("112 · 9\u00a0571"),
                             "2.6 of 5"};
    for (std::size_t i = 0; i < figureCount; ++i)
        QCOMPARE(values[i].text, wanted[static_cast<qsizetype>(i)]);
    QCOMPARE(values[1].colour, theme.loss);
    QVERIFY(values[2].aside.isEmpty());
    Summary moved = stalledRun();
    moved.seekCount = 2;
    moved.seekTime = SimDuration::milliseconds(1300);
    const auto apart = figureValues(moved, snapshot, film.timeline.get(), theme);
    QCOMPARE(apart[1].text, values[1].text); // no stalls
    QCOMPARE(apart[2].aside, QString("seeks: 2, 1.3 s"));
}

void TestFigures::hasDashesBeforeTheFirstPicture()
{
    const auto values = figureValues({}, {}, nullptr, Theme::make(ThemeKind::Light));
    QCOMPARE(values[static_cast<std::size_t>(Figure::Startup)].text, QString("–"));
    QCOMPARE(values[static_cast<std::size_t>(Figure::Needs)].text, QString("–"));
    QCOMPARE(values[static_cast<std::size_t>(Figure::Experience)].text, QString("–"));
}

void TestFigures::fitsWithNothingCutOff_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("kind");
    QTest::newRow("1280, light") << 974 << static_cast<int>(ThemeKind::Light);
    QTest::newRow("1920, dark") << 1610 << static_cast<int>(ThemeKind::Dark);
    QTest::newRow("1280, projector") << 900 << static_cast<int>(ThemeKind::Projector);
}

void TestFigures::fitsWithNothingCutOff()
{
    QFETCH(int, width);
    QFETCH(int, kind);
    const Theme theme = Theme::make(static_cast<ThemeKind>(kind));
    FiguresRow row;
    row.setTheme(theme);
    row.resize(width, row.sizeHint().height());
    row.show();
    int before = -1;
    const auto names = figureNames();
    for (std::size_t i = 0; i < figureCount; ++i) {
        const FigureCard *card = row.card(static_cast<Figure>(i));
        QVERIFY2(card->geometry().left() > before, "cards stand side by side");
        QVERIFY(card->geometry().right() < width);
        QVERIFY2(card->isWhole(names[i].widest), qPrintable(names[i].name));
        before = card->geometry().right();
    }
    QCOMPARE(before, width - 1);
}

void TestFigures::largeLettersTakeTwoLines()
{
    Theme theme = Theme::make(ThemeKind::Light);
    theme.textScale = 2;
    FiguresRow row;
    row.setTheme(theme);
    row.resize(1280, row.sizeHint().height());
    row.show();
    row.resize(1280, row.sizeHint().height());
    const auto names = figureNames();
    for (std::size_t i = 0; i < figureCount; ++i) {
        const FigureCard *card = row.card(static_cast<Figure>(i));
        QVERIFY(row.rect().contains(card->geometry()));
        QVERIFY2(card->isWhole(names[i].widest), qPrintable(names[i].name));
    }
    QVERIFY(row.card(Figure{4})->y() > row.card(Figure{0})->geometry().bottom());
    QCOMPARE(row.card(Figure{3})->geometry().right(), 1279);
    QCOMPARE(row.card(Figure{6})->geometry().right(), 1279);
    row.resize(3000, row.height());
    QCOMPARE(row.card(Figure{6})->y(), 0);
}

QTEST_MAIN(TestFigures)
#include "test_figures.moc"
