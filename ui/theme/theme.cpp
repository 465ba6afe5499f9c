#include "ui/theme/theme.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QPair>

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

/// Qt 6.4 cannot ask a font for its tabular figures, so a family counts only if they are its usual ones.
bool hasTabularFigures(const QString &family)
{
    QFont font(family);
    font.setPixelSize(100);
    const QFontMetricsF metrics(font);
    const QString digits = QStringLiteral("0123456789");
    return std::all_of(digits.begin(), digits.end(), [&](QChar digit) {
        return qFuzzyCompare(metrics.horizontalAdvance(digit), metrics.horizontalAdvance(QLatin1Char('0')));
    });
}

QString chooseFamily()
{
    const QStringList installed = QFontDatabase::families();
    for (const char *name : {"Inter", "DejaVu Sans", "Noto Sans", "Liberation Sans"}) {
        const QString family = QString::fromLatin1(name);
        if (installed.contains(family) && hasTabularFigures(family))
            return family;
    }
    return QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
}

// The accents are Okabe and Ito's, which people with any colour vision tell apart.
Theme lightTheme()
{
    Theme t;
    t.kind = ThemeKind::Light;
    t.window = QColor(0xF4F6F8);
    t.card = QColor(0xFFFFFF);
    t.cardBorder = QColor(0xDCE2E8);
    t.sunken = QColor(0xE3E8ED);
    t.button = QColor(0xEEF3F7);
    t.hover = QColor(0xE1EAF1);
    t.text = QColor(0x17212B);
    t.mutedText = QColor(0x566370);
    t.onAccent = QColor(0xFFFFFF);
    t.data = QColor(0x0072B2);
    t.dataSoft = QColor(0x56B4E9);
    t.dataDark = QColor(0x00507D);
    t.arriving = QColor(0x009E73);
    t.capacity = QColor(0xE69F00);
    t.need = QColor(0xA83E97);
    t.loss = QColor(0xD55E00);
    t.lossSoft = QColor(0xF8E7D9);
    t.rtt = QColor(0x56B4E9);
    t.grid = QColor(0xE3E8ED);
    return t;
}

Theme darkTheme()
{
    Theme t;
    t.kind = ThemeKind::Dark;
    t.window = QColor(0x12171D);
    t.card = QColor(0x1B222A);
    t.cardBorder = QColor(0x2F3944);
    t.sunken = QColor(0x2B353F);
    t.button = QColor(0x202932);
    t.hover = QColor(0x2A3540);
    t.text = QColor(0xEAF0F5);
    t.mutedText = QColor(0x9DAAB7);
    t.onAccent = QColor(0x0E141A); // white on these lighter accents would be hard to read
    t.data = QColor(0x4FA8E0);
    t.dataSoft = QColor(0x7CC8F5);
    t.dataDark = QColor(0x9AD2F6);
    t.arriving = QColor(0x2EC49A);
    t.capacity = QColor(0xF2B134);
    t.need = QColor(0xDC8ED2);
    t.loss = QColor(0xFF7A3D);
    t.lossSoft = QColor(0x4D322A);
    t.rtt = QColor(0x7CC8F5);
    t.grid = QColor(0x2B353F);
    return t;
}

/// Light, for a washed-out wall: darker greys, larger letters, thicker lines.
Theme projectorTheme()
{
    Theme t = lightTheme();
    t.kind = ThemeKind::Projector;
    t.text = QColor(0, 0, 0);
    t.mutedText = QColor(0x37424D);
    t.cardBorder = QColor(0xB4BFC9);
    t.sunken = QColor(0xD3DBE2);
    t.grid = QColor(0xC6D0D9);
    t.lineWidth = 2;
    return t;
}

const QPair<ThemeKind, const char *> themeNames[] = {
    {ThemeKind::Light, "light"}, {ThemeKind::Dark, "dark"}, {ThemeKind::Projector, "projector"}};

} // namespace

QFont Theme::font(double points, QFont::Weight weight) const
{
    QFont font(family);
    font.setPointSizeF(points * textScale);
    font.setWeight(weight);
    return font;
}

QPalette Theme::palette() const
{
    QPalette p(text, button, card, cardBorder, sunken, text, text, card, window);
    p.setColor(QPalette::AlternateBase, window);
    p.setColor(QPalette::ToolTipBase, card);
    p.setColor(QPalette::ToolTipText, text);
    p.setColor(QPalette::PlaceholderText, mutedText);
    p.setColor(QPalette::Highlight, data);
    p.setColor(QPalette::HighlightedText, onAccent);
    p.setColor(QPalette::Link, data);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, mutedText);
    return p;
}

namespace {

/// Whole steps, so that dragging a window's corner does not build a new look for every pixel.
double inSteps(double scale)
{
    return std::floor(scale * 20 + 1e-9) / 20;
}

/// In a window larger than most, half of what it has more goes to the letters, the rest to what is drawn.
double scaleOfLargeWindow(QSize window)
{
    const double room =
        std::min(window.width() / double(Theme::largeWindow.width()), window.height() / double(Theme::largeWindow.height()));
    return inSteps(std::clamp(1 + (room - 1) / 2, 1.0, 1.5));
}

} // namespace

double Theme::textScaleOf(ThemeKind kind, QSize window, double textSize)
{
    const double large = scaleOfLargeWindow(window);
    if (kind != ThemeKind::Projector)
        return std::clamp(large * textSize, 1.0, large * largestText);
    const double room = std::min(window.width() / 1280.0, window.height() / 720.0) * 1.1;
    const double usual = std::clamp(inSteps(room), 1.0, 1.5 * large);
    return std::clamp(usual * textSize, 1.0, std::max(usual, large * largestText));
}

Theme Theme::make(ThemeKind kind, QSize window, double textSize)
{
    Theme theme = kind == ThemeKind::Dark ? darkTheme() : kind == ThemeKind::Projector ? projectorTheme() : lightTheme();
    theme.family = chooseFamily();
    theme.textScale = textScaleOf(kind, window, textSize);
    return theme;
}

QString Theme::nameOf(ThemeKind kind)
{
    for (const auto &[known, name] : themeNames) {
        if (known == kind)
            return QString::fromLatin1(name);
    }
    return {};
}

bool Theme::fromName(const QString &name, ThemeKind &kind)
{
    for (const auto &[known, text] : themeNames) {
        if (name != QLatin1String(text))
            continue;
        kind = known;
        return true;
    }
    return false;
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto channel = [share](int from, int to) { return static_cast<int>(std::lround(from + (to - from) * share)); };
    return {channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue())};
}

namespace {

double luminance(const QColor &colour)
{
    const auto linear = [](double part) { return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(double a, double b)
{
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace

double contrastOf(const QColor &a, const QColor &b)
{
    return contrast(luminance(a), luminance(b));
}

QColor readable(const QColor &colour, const QColor &ground, double least)
{
    constexpr int steps = 20;
    const double below = luminance(ground);
    const QColor away = below > 0.18 ? Qt::black : Qt::white;
    for (int i = 0; i < steps; ++i) {
        const QColor tried = mixed(colour, away, i / static_cast<double>(steps));
        if (contrast(luminance(tried), below) >= least)
            return tried;
    }
    return away;
}

} // namespace rebuffer
