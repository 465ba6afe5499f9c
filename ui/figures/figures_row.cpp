#include "ui/figures/figures_row.h"

#include <algorithm>
#include <numeric>

namespace rebuffer {

namespace {

constexpr double smallestScale = 0.4;

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
    return {widthFor(1), m_cards[0]->sizeHint().height()};
}

void FiguresRow::resizeEvent(QResizeEvent *)
{
    place();
}

int FiguresRow::widthFor(double scale) const
{
    const int cards = std::accumulate(m_cards.begin(), m_cards.end(), 0,
                                      [&](int sum, const FigureCard *card) { return sum + card->widthFor(scale); });
    return cards + (static_cast<int>(figureCount) - 1) * m_theme.space(2);
}

void FiguresRow::place()
{
    double scale = 1;
    while (scale > smallestScale && widthFor(scale) > width())
        scale -= 0.02;
    const int spare = width() - widthFor(scale);
    int x = 0;
    for (std::size_t i = 0; i < figureCount; ++i) {
        const int left = static_cast<int>(figureCount - i);
        // What is left over is shared out; the last card ends at the edge whatever was rounded.
        const int until = left == 1 ? width() : x + m_cards[i]->widthFor(scale) + spare / static_cast<int>(figureCount);
        m_cards[i]->setScale(scale);
        m_cards[i]->setGeometry(x, 0, until - x, height());
        x = until + m_theme.space(2);
    }
}

} // namespace rebuffer
