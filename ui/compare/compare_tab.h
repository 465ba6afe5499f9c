// "A | B": the runs that are pinned beside the present one: which setting differs, what became of the waiting, the figures.
#pragma once

#include "ui/compare/compare_words.h"
#include "ui/compare/pinned_runs.h"
#include "ui/controls/reading_area.h"
#include "ui/theme/theme.h"

#include <vector>

class QGridLayout;
class QLabel;

namespace rebuffer {

class MultiplesView;
class PressButton;

class CompareTab : public ReadingArea {
    Q_OBJECT

public:
    /// `runs` must outlive it.
    explicit CompareTab(const PinnedRuns &runs, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// `present` is the run that goes on; the figures are those of the moment at which `runs` know all.
    void setRun(const Session &present);

    QLabel *difference() const { return m_difference; }
    QLabel *sentence() const { return m_sentence; }
    MultiplesView *multiples() const { return m_multiples; }
    /// What the table says at a row and column, headings at row 0 and names in column 0; empty if there is none.
    QString cell(int row, int column) const;
    PressButton *swapButton() const { return m_swap; }
    PressButton *addButton() const { return m_add; }
    PressButton *unpinButton() const { return m_unpin; }

signals:
    void swapRequested();
    void addRequested();
    void unpinRequested();

private:
    void showTable(const std::vector<CompareRow> &rows);
    double scaleFor(const std::vector<CompareRow> &rows) const;
    void fillTable(const std::vector<CompareRow> &rows);
    void clearTable();
    void setCell(int row, int column, const QString &text, const QColor &colour, bool strong);
    void showMultiples(const Session &present);
    void nameButtons();

    const PinnedRuns &m_runs;
    Theme m_theme;
    QLabel *m_title;
    QLabel *m_difference;
    QLabel *m_sentence;
    QGridLayout *m_table;
    std::vector<QLabel *> m_cells;
    int m_columns = 0;
    double m_scale = 1; ///< of the letters: smaller where figures have no room otherwise
    MultiplesView *m_multiples;
    PressButton *m_swap;
    PressButton *m_add;
    PressButton *m_unpin;
};

} // namespace rebuffer
