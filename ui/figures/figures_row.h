// The seven figures under the stage, side by side in one size of type that fits them all.
#pragma once

#include "ui/figures/figure_card.h"
#include "ui/figures/figure_values.h"

#include <QWidget>

#include <array>

namespace rebuffer {

/// In one line; with large letters in two, where one would make them small again.
class FiguresRow : public QWidget {
    Q_OBJECT

public:
    explicit FiguresRow(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setFigures(const Summary &summary, const Snapshot &snapshot, const MediaTimeline *film);
    FigureCard *card(Figure figure) const { return m_cards[static_cast<std::size_t>(figure)]; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();
    void placeLine(std::size_t first, std::size_t count, int top, double scale);
    /// Of so many cards in a line, from this one on.
    int widthFor(std::size_t first, std::size_t count, double scale) const;
    /// The largest letters with which all lines fit.
    double scaleFor(std::size_t perLine) const;

    Theme m_theme;
    std::size_t m_perLine = figureCount;
    std::array<FigureCard *, figureCount> m_cards{};
};

} // namespace rebuffer
