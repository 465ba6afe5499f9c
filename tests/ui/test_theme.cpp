// The looks: every colour there, letters readable on what they stand on, and a style sheet with nothing left out.
#include <QTest>

#include "ui/theme/style_sheet.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>

using namespace rebuffer;

class TestTheme : public QObject {
    Q_OBJECT

private slots:
    void themes_data();
    void lettersStandOut_data() { themes_data(); }
    void lettersStandOut();
    void colouredWordsAreReadable_data() { themes_data(); }
    void colouredWordsAreReadable();
    void styleSheetIsFilledIn_data() { themes_data(); }
    void styleSheetIsFilledIn();
    void digitsAreEquallyWide_data() { themes_data(); }
    void digitsAreEquallyWide();
    void namesComeBack();
    void projectorIsLargerWhereThereIsRoom();
};

namespace {

double luminance(const QColor &c)
{
    const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

/// WCAG's contrast ratio.
double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace

void TestTheme::themes_data()
{
    QTest::addColumn<int>("kind");
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Projector})
        QTest::newRow(qPrintable(Theme::nameOf(kind))) << static_cast<int>(kind);
}

void TestTheme::lettersStandOut()
{
    QFETCH(int, kind);
    const Theme t = Theme::make(static_cast<ThemeKind>(kind));
    QVERIFY(contrast(t.text, t.card) > 7);
    QVERIFY(contrast(t.text, t.button) > 7);
    QVERIFY(contrast(t.mutedText, t.card) > 4.5);
    QVERIFY(contrast(t.mutedText, t.window) > 4.5);
    for (const QColor &accent : {t.data, t.arriving, t.loss, t.need}) {
        QVERIFY2(contrast(accent, t.card) > 3, qPrintable(accent.name()));
        QVERIFY2(contrast(t.onAccent, accent) > 3, qPrintable(accent.name()));
    }
}

/// What is painted in a colour that means something is made as dark, or as light, as it takes; and no more.
void TestTheme::colouredWordsAreReadable()
{
    QFETCH(int, kind);
    const Theme t = Theme::make(static_cast<ThemeKind>(kind));
    for (const QColor &colour : {t.data, t.arriving, t.capacity, t.need, t.loss, t.rtt, t.mutedText, t.text}) {
        const QColor ink = readable(colour, t.card);
        QVERIFY2(contrast(ink, t.card) >= 4.5, qPrintable(colour.name()));
        QVERIFY2(contrast(colour, t.card) < 4.5 || ink == colour, qPrintable(colour.name()));
        QVERIFY2(contrast(readable(colour, t.onAccent), t.onAccent) >= 4.5, qPrintable(colour.name()));
    }
}

void TestTheme::styleSheetIsFilledIn()
{
    QFETCH(int, kind);
    const QString sheet = styleSheetOf(Theme::make(static_cast<ThemeKind>(kind)));
    QVERIFY(!sheet.contains('@'));
    QVERIFY(!sheet.contains("#000000") || kind == static_cast<int>(ThemeKind::Projector));
}

void TestTheme::digitsAreEquallyWide()
{
    QFETCH(int, kind);
    const QFontMetricsF metrics(Theme::make(static_cast<ThemeKind>(kind)).font(figurePoints, QFont::Bold));
    for (char digit = '1'; digit <= '9'; ++digit)
        QCOMPARE(metrics.horizontalAdvance(QLatin1Char(digit)), metrics.horizontalAdvance(QLatin1Char('0')));
}

void TestTheme::namesComeBack()
{
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Projector}) {
        ThemeKind found = ThemeKind::Light;
        QVERIFY(Theme::fromName(Theme::nameOf(kind), found));
        QCOMPARE(found, kind);
    }
    ThemeKind untouched = ThemeKind::Dark;
    QVERIFY(!Theme::fromName("pink", untouched));
    QCOMPARE(untouched, ThemeKind::Dark);
}

void TestTheme::projectorIsLargerWhereThereIsRoom()
{
    QCOMPARE(Theme::make(ThemeKind::Light, {1280, 720}).textScale, 1.0);
    QCOMPARE(Theme::make(ThemeKind::Projector, {1920, 1080}).textScale, 1.5);
    QCOMPARE(Theme::make(ThemeKind::Projector, {1280, 720}).textScale, 1.1);
    QCOMPARE(Theme::make(ThemeKind::Projector, {1024, 640}).textScale, 1.0);
    QCOMPARE(Theme::make(ThemeKind::Light, {1920, 1080}).textScale, 1.0);
    QCOMPARE(Theme::make(ThemeKind::Light, {3840, 2160}).textScale, 1.5);
    QCOMPARE(Theme::make(ThemeKind::Projector, {3840, 2160}).textScale, 2.25);
    QCOMPARE(Theme::make(ThemeKind::Dark, {1920, 1080}, 2).textScale, 2.0);
    QCOMPARE(Theme::make(ThemeKind::Dark, {3840, 2160}, 2).textScale, 3.0);
    QVERIFY(Theme::make(ThemeKind::Projector).space(2) > Theme::make(ThemeKind::Light).space(2));
}

QTEST_MAIN(TestTheme)
#include "test_theme.moc"
