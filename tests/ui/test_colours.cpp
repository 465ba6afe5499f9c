// The colours that carry meaning, as people see them whose eyes lack one kind of cone: either two of them are still told
// apart, or something besides colour tells them. And letters are read on whatever they stand on.
#include <QTest>

#include "ui/paint/limit_look.h"
#include "ui/theme/eyes.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace rebuffer;

namespace {

/// CIELAB of linear sRGB, D65.
LinearColour lab(const LinearColour &rgb)
{
    const double x = (0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047;
    const double y = 0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2];
    const double z = (0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883;
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

double distance(Eyes eyes, const QColor &a, const QColor &b)
{
    const LinearColour p = lab(seenBy(eyes, a)), q = lab(seenBy(eyes, b));
    return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

double luminance(const QColor &c)
{
    const LinearColour l = linearOf(c);
    return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2];
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

/// Far more than the 2.3 that is just noticed: told apart as two thin lines at a glance.
constexpr double apart = 11;

struct Meaning {
    const char *name;
    QColor Theme::*colour;
};

/// What stands side by side: on the stage, in the rates pane, on the bars.
const Meaning meanings[] = {{"data", &Theme::data}, {"arriving", &Theme::arriving}, {"capacity", &Theme::capacity},
                            {"need", &Theme::need}, {"loss", &Theme::loss},         {"data's header", &Theme::dataDark}};

/// Pairs that some eyes take for one: what else tells them apart, and where that is drawn.
struct Besides {
    const char *a;
    const char *b;
    const char *sign;
};
const Besides besides[] = {
    {"data", "need", "buffer and rates are in panes of their own; the film's need is on no packet"},
    {"need", "data's header", "the film's need is a line of the timeline, a header the front of a packet on the stage"},
    {"data", "data's header", "a header is a part of its packet, and stands at its front"},
    {"capacity", "loss",
     "the link's capacity is a dashed line; a lost packet is hollow and has fallen out of the link, and is named"},
    {"arriving", "capacity", "the capacity is dashed; an acknowledgement is round and on a way of its own"},
    {"arriving", "loss", "an acknowledgement is round; losses are ticks in the pane of the round-trip time"},
    {"need", "arriving", "the film's need is a thin line with steps"},
};

bool hasAnotherSign(const char *a, const char *b)
{
    return std::any_of(std::begin(besides), std::end(besides), [&](const Besides &pair) {
        return (qstrcmp(pair.a, a) == 0 && qstrcmp(pair.b, b) == 0) || (qstrcmp(pair.a, b) == 0 && qstrcmp(pair.b, a) == 0);
    });
}

void addThemes()
{
    QTest::addColumn<int>("kind");
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Projector})
        QTest::newRow(qPrintable(Theme::nameOf(kind))) << static_cast<int>(kind);
}

} // namespace

class TestColours : public QObject {
    Q_OBJECT

private slots:
    void meaningsAreToldApartByAllEyes_data() { addThemes(); }
    void meaningsAreToldApartByAllEyes();
    void allButAFewPairsNeedNoOtherSign_data() { addThemes(); }
    void allButAFewPairsNeedNoOtherSign();
    void lettersAreReadOnTheirGrounds_data() { addThemes(); }
    void lettersAreReadOnTheirGrounds();
    void aPictureIsSeenAsItsColoursAre();
    void whatHoldsTheSenderHasAPatternOfItsOwn();
};

void TestColours::meaningsAreToldApartByAllEyes()
{
    QFETCH(int, kind);
    const Theme theme = Theme::make(static_cast<ThemeKind>(kind));
    QStringList alike;
    for (const Eyes eyes : {Eyes::Usual, Eyes::Deuteranopia, Eyes::Protanopia, Eyes::Tritanopia}) {
        for (const Meaning &a : meanings) {
            for (const Meaning &b : meanings) {
                const double far = distance(eyes, theme.*a.colour, theme.*b.colour);
                const bool usual = eyes == Eyes::Usual;
                if (&a < &b && far < apart && (usual || !hasAnotherSign(a.name, b.name)))
                    alike << QString("%1 and %2: %3").arg(a.name, b.name).arg(far, 0, 'f', 1);
            }
        }
    }
    QVERIFY2(alike.isEmpty(), qPrintable(alike.join('\n')));
}

/// The list of other signs is no way out: most pairs differ in colour alone already.
void TestColours::allButAFewPairsNeedNoOtherSign()
{
    QFETCH(int, kind);
    const Theme theme = Theme::make(static_cast<ThemeKind>(kind));
    for (const Eyes eyes : {Eyes::Deuteranopia, Eyes::Protanopia}) {
        int alike = 0;
        for (const Meaning &a : meanings) {
            for (const Meaning &b : meanings)
                alike += &a < &b && distance(eyes, theme.*a.colour, theme.*b.colour) < apart;
        }
        QVERIFY2(alike <= 3, qPrintable(QString::number(alike)));
    }
}

void TestColours::lettersAreReadOnTheirGrounds()
{
    QFETCH(int, kind);
    const Theme t = Theme::make(static_cast<ThemeKind>(kind));
    const struct {
        const char *what;
        QColor letters;
        QColor ground;
        double least; ///< 4.5; 3 for large and bold ones
    } all[] = {
        {"text on the window", t.text, t.window, 4.5},
        {"text on a card", t.text, t.card, 4.5},
        {"text on a button", t.text, t.button, 4.5},
        {"text on a button under the mouse", t.text, t.hover, 4.5},
        {"text on a pressed button", t.text, t.sunken, 4.5},
        {"captions on a card", t.mutedText, t.card, 4.5},
        {"captions on the window", t.mutedText, t.window, 4.5},
        {"captions on a button", t.mutedText, t.button, 4.5},
        {"captions on a problem", t.text, t.lossSoft, 4.5},
        {"a chosen segment", t.onAccent, t.data, 4.5},
        {"a link, a chosen tab", t.data, t.card, 4.5},
        {"a chosen menu item", t.onAccent, t.data, 4.5},
        {"the pill, playing", t.onAccent, t.arriving, 3},
        {"the pill, buffering", t.onAccent, t.loss, 3},
        {"a figure of loss", t.loss, t.card, 3},
        {"a figure of what arrives", t.arriving, t.card, 3},
        {"a figure of need", t.need, t.card, 3},
    };
    for (const auto &one : all) {
        const double found = contrast(one.letters, one.ground);
        QVERIFY2(found >= one.least, qPrintable(QString("%1: %2").arg(one.what).arg(found, 0, 'f', 2)));
    }
}

/// Turned by ninety degrees or moved along, no pattern is another: each can be told from the rest without any colour.
void TestColours::whatHoldsTheSenderHasAPatternOfItsOwn()
{
    constexpr int size = limitPatternSize;
    const auto differs = [](Limit a, Limit b, int dx, int dy) {
        int different = 0;
        for (int y = 0; y < size; ++y)
            for (int x = 0; x < size; ++x)
                different += isLimitInked(a, x, y) != isLimitInked(b, x + dx, y + dy) ? 1 : 0;
        return different >= size;
    };
    for (const Limit a : limitsInOrder) {
        for (const Limit b : limitsInOrder) {
            for (int shift = 0; a != b && shift < size * size; ++shift)
                QVERIFY2(differs(a, b, shift % size, shift / size), qPrintable(limitText(a) + " and " + limitText(b)));
        }
    }
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Projector}) {
        const Theme theme = Theme::make(kind);
        for (const Limit limit : limitsInOrder)
            QVERIFY(limitGround(theme, limit) != limitColour(theme, limit));
    }
}

void TestColours::aPictureIsSeenAsItsColoursAre()
{
    QImage picture(3, 1, QImage::Format_RGB32);
    const QColor colours[] = {QColor(0xD55E00), QColor(0x009E73), QColor(Qt::white)};
    for (int x = 0; x < 3; ++x)
        picture.setPixelColor(x, 0, colours[x]);
    QCOMPARE(seenBy(Eyes::Usual, picture), picture);
    const QImage seen = seenBy(Eyes::Protanopia, picture);
    for (int x = 0; x < 3; ++x) {
        const LinearColour expected = seenBy(Eyes::Protanopia, colours[x]), found = linearOf(seen.pixelColor(x, 0));
        for (std::size_t part = 0; part < 3; ++part)
            QVERIFY2(std::abs(expected[part] - found[part]) < 0.005, qPrintable(colours[x].name()));
    }
    QVERIFY2(seen.pixelColor(0, 0) != colours[0], "vermilion is another to them");
    QCOMPARE(seen.pixelColor(2, 0), QColor(Qt::white));
}

QTEST_MAIN(TestColours)
#include "test_colours.moc"
