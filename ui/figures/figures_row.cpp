#include "ui/figures/figures_row.h"

#include <algorithm>
#include <numeric>

namespace rebuffer {

namespace {

constexpr double smallestScale = 0.4;
/// From this text size on, and with values of less than this share of their size, a second line is worth its room.
constexpr double largeLetters = 1.7;
constexpr double readableScale = 0.85;

} // namespace

FiguresRow::FiguresRow(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Figures"));
    const auto names = figureNames();
    for (std::size_t i = 0; i < figureCount; ++i)
        m_cards[i] = new FigureCard(names[i].name, names[i].widest, names[i].definition, this);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FiguresRow::setTheme(const Theme &theme)
{
    m_theme = theme;
    for (FigureCard *card : m_cards)
        card->setTheme(theme);
    updateGeometry();
    place();
}

void FiguresRow::setFigures(const Summary &summary, const Snapshot &snapshot, const MediaTimeline *film)
{
    const auto values = figureValues(summary, snapshot, film, m_theme);
    for (std::size_t i = 0; i < figureCount; ++i)
        m_cards[i]->setValue(values[i].text, values[i].colour, values[i].aside);
}

QSize FiguresRow::sizeHint() const
{
    const int line = m_cards[0]->sizeHint().height();
    const bool oneLine = m_perLine == figureCount;
    return {widthFor(0, m_perLine, 1), oneLine ? line : 2 * line + m_theme.space(2)};
}

void FiguresRow::resizeEvent(QResizeEvent *)
{
    place();
}

int FiguresRow::widthFor(std::size_t first, std::size_t count, double scale) const
{
    const auto begin = m_cards.begin() + static_cast<std::ptrdiff_t>(first);
    const int cards = std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(count), 0,
                                      [&](int sum, const FigureCard *card) { return sum + card->widthFor(scale); });
    return cards + (static_cast<int>(count) - 1) * m_theme.space(2);
}

double FiguresRow::scaleFor(std::size_t perLine) const
{
    double scale = 1;
    while (scale > smallestScale &&
           std::max(widthFor(0, perLine, scale), widthFor(perLine, figureCount - perLine, scale)) > width())
        scale -= 0.02;
    return scale;
}

void FiguresRow::place()
{
    const bool oneLine = m_theme.textScale < largeLetters || scaleFor(figureCount) >= readableScale;
    const std::size_t perLine = oneLine ? figureCount : (figureCount + 1) / 2;
    if (perLine != m_perLine) {
        m_perLine = perLine;
        updateGeometry();
    }
    const double scale = scaleFor(perLine);
    placeLine(0, perLine, 0, scale);
    placeLine(perLine, figureCount - perLine, m_cards[0]->sizeHint().height() + m_theme.space(2), scale);
}

void FiguresRow::placeLine(std::size_t first, std::size_t count, int top, double scale)
{
    const int spare = width() - widthFor(first, count, scale);
    const int high = m_perLine == figureCount ? height() : m_cards[0]->sizeHint().height();
    int x = 0;
    for (std::size_t i = first; i < first + count; ++i) {
        // What is left over is shared out; the last card ends at the edge whatever was rounded.
        const bool isLast = i + 1 == first + count;
        const int until = isLast ? width() : x + m_cards[i]->widthFor(scale) + spare / static_cast<int>(count);
        m_cards[i]->setScale(scale);
        m_cards[i]->setGeometry(x, top, until - x, high);
        x = until + m_theme.space(2);
    }
}

} // namespace rebuffer
