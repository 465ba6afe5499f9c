// The seven figures under the stage, side by side in one size of type that fits them all.
#pragma once

#include "ui/figures/figure_card.h"
#include "ui/figures/figure_values.h"

#include <QWidget>

#include <array>

namespace rebuffer {

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
    int widthFor(double scale) const;

    Theme m_theme;
    std::array<FigureCard *, figureCount> m_cards{};
};

} // namespace rebuffer
