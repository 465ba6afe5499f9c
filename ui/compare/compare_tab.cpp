#include "ui/compare/compare_tab.h"

#include "ui/compare/multiples_view.h"
#include "ui/controls/press_button.h"
#include "ui/paint/words.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rebuffer {

namespace {

constexpr std::size_t chartPoints = 300;
/// Of the letters' size where the table is wider than its page: one step, and what nobody could read.
constexpr double dense = 0.87;
constexpr double densest = 0.6;

QLabel *label(QWidget *parent, const char *role)
{
    auto *made = new QLabel(parent);
    made->setWordWrap(true);
    made->setProperty("role", QString::fromLatin1(role));
    return made;
}

std::vector<QPointF> bufferOf(const Series &series)
{
    const auto &buckets = series.buckets();
    const std::size_t step = std::max<std::size_t>(1, buckets.size() / chartPoints);
    const double width = series.width().toSeconds();
    std::vector<QPointF> points;
    for (std::size_t i = 0; i < buckets.size(); i += step)
        points.emplace_back(static_cast<double>(i + 1) * width, buckets[i].bufferLast);
    return points;
}

MultiplesView::Run chartOf(const QString &title, const Series &series, const Summary &summary)
{
    MultiplesView::Run run{title, bufferOf(series), {}, false};
    for (const Stall &stall : summary.stalls) {
        const double at = stall.at.toSeconds();
        run.stalls.emplace_back(at, stall.open ? summary.now.toSeconds() : at + stall.duration.toSeconds());
    }
    return run;
}

QColor colourOf(CompareRow::Verdict verdict, const Theme &theme)
{
    switch (verdict) {
    case CompareRow::Verdict::Better: return theme.arriving;
    case CompareRow::Verdict::Worse: return theme.loss;
    case CompareRow::Verdict::Same:
    case CompareRow::Verdict::Other: break;
    }
    return theme.mutedText;
}

} // namespace

CompareTab::CompareTab(const PinnedRuns &runs, QWidget *parent)
    : ReadingArea(parent), m_runs(runs), m_title(label(this, "title")), m_difference(label(this, "caption")),
      m_sentence(label(this, "strong")), m_table(new QGridLayout), m_multiples(new MultiplesView), m_swap(new PressButton),
      m_add(new PressButton), m_unpin(new PressButton)
{
    setAccessibleName(tr("Compared runs"));
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    for (QLabel *part : {m_title, m_difference, m_sentence})
        column->addWidget(part);
    auto *table = new QWidget; // whose layout hears of new letters, as one inside another would not
    table->setLayout(m_table);
    m_table->setContentsMargins(0, 0, 0, 0);
    column->addWidget(table);
    column->addWidget(m_multiples);
    auto *row = new QWidget;
    auto *buttons = new QHBoxLayout(row);
    buttons->setContentsMargins(0, 0, 0, 0);
    for (PressButton *button : {m_swap, m_add, m_unpin})
        buttons->addWidget(button);
    buttons->addStretch(1);
    column->addWidget(row);
    column->addStretch(1);
    setPage(content);
    m_unpin->setText(tr("Unpin"));
    m_unpin->setToolTip(tr("Ends comparing; the present run goes on"));
    connect(m_swap, &PressButton::clicked, this, &CompareTab::swapRequested);
    connect(m_add, &PressButton::clicked, this, &CompareTab::addRequested);
    connect(m_unpin, &PressButton::clicked, this, &CompareTab::unpinRequested);
}

void CompareTab::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_multiples->setTheme(theme);
    widget()->layout()->setContentsMargins(theme.space(3), theme.space(2), theme.space(3), theme.space(2));
    widget()->layout()->setSpacing(theme.space(2));
    m_table->setVerticalSpacing(theme.space(1) / 2);
    m_scale = 1;
    clearTable(); // made anew in letters of this size
}

void CompareTab::clearTable()
{
    qDeleteAll(m_cells);
    m_cells.clear();
    m_table->setHorizontalSpacing(m_theme.space(m_scale < 1 ? 1 : 2));
}

void CompareTab::nameButtons()
{
    const QString present = PinnedRuns::letter(m_runs.size());
    const QString next = PinnedRuns::letter(m_runs.size() + 1);
    m_swap->setText(tr("Swap A, %1").arg(present));
    m_swap->setToolTip(tr("%1 is pinned as A, and A is run again as %1").arg(present));
    m_add->setText(tr("Add %1").arg(next));
    m_add->setToolTip(tr("Pins %1 too; the next change runs as %2").arg(present, next));
    m_add->setEnabled(!m_runs.isFull());
    QStringList all;
    for (std::size_t i = 0; i <= m_runs.size(); ++i)
        all << PinnedRuns::letter(i);
    m_title->setText(all.join(QStringLiteral(" | ")));
}

void CompareTab::setRun(const Session &present)
{
    if (m_runs.isEmpty())
        return;
    nameButtons();
    const QString letter = PinnedRuns::letter(m_runs.size());
    const Scenario script = present.script();
    const bool same = differingSettings(m_runs.script(0), script).empty();
    m_difference->setText(
        same ? tr("A is pinned. Change one setting, and %1 runs with it from the beginning, with the same seed.").arg(letter)
             : keptTogether(differenceText(m_runs.script(0), script, QStringLiteral("A"), letter)));
    m_sentence->setVisible(!same);
    // Just after another was pinned nothing is known of them all.
    const PinnedRuns::Moment &moment = m_runs.moment();
    if (moment.pinned.size() == m_runs.size()) {
        std::vector<Summary> all = moment.pinned;
        all.push_back(moment.present);
        m_sentence->setText(keptTogether(whatChanged(all.front(), all.back(), QStringLiteral("A"), letter, moment.presentEnded)));
        showTable(compareRows(all));
    }
    showMultiples(present);
}

QString CompareTab::cell(int row, int column) const
{
    const auto index = static_cast<std::size_t>(row * m_columns + column);
    return column < m_columns && index < m_cells.size() ? m_cells[index]->text() : QString();
}

void CompareTab::setCell(int row, int column, const QString &text, const QColor &colour, bool strong)
{
    const auto index = static_cast<std::size_t>(row * m_columns + column);
    if (index >= m_cells.size()) {
        m_cells.push_back(new QLabel);
        m_cells.back()->setAlignment(column == 0 ? Qt::AlignLeft : Qt::AlignRight);
        m_cells.back()->setWordWrap(column == 0); // rather than that the figures are pushed out of sight
        m_table->addWidget(m_cells.back(), row, column);
    }
    QLabel *cell = m_cells[index];
    const double points = captionPoints * m_scale;
    QFont font = m_theme.font(points, strong ? QFont::DemiBold : QFont::Normal);
    if (cell->text() == text && cell->palette().color(QPalette::WindowText) == colour && cell->font().weight() == font.weight())
        return;
    cell->setText(text);
    cell->setStyleSheet(QStringLiteral("color: %1; font-size: %2pt; font-weight: %3;")
                            .arg(colour.name())
                            .arg(points * m_theme.textScale)
                            .arg(strong ? 600 : 400));
}

void CompareTab::showTable(const std::vector<CompareRow> &rows)
{
    if (const double scale = scaleFor(rows); scale != m_scale) {
        m_scale = scale;
        clearTable();
    }
    fillTable(rows);
}

/// Of the usual letters: 1 where the columns fit beside each other, smaller in steps where they do not. At the smaller sizes
/// names are broken between their words.
double CompareTab::scaleFor(const std::vector<CompareRow> &rows) const
{
    const QFontMetrics metrics(m_theme.font(captionPoints, QFont::DemiBold));
    const auto widthOf = [&](const QString &text) { return metrics.horizontalAdvance(text); };
    std::vector<int> widths(rows.empty() ? 0 : rows.front().values.size() + 1, widthOf(tr("B − A")));
    int names = 0, words = 0;
    for (const CompareRow &row : rows) {
        names = std::max(names, widthOf(row.name));
        for (const QString &word : row.name.split(QLatin1Char(' ')))
            words = std::max(words, widthOf(word));
        for (std::size_t i = 0; i < row.values.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(row.values[i]));
        widths.back() = std::max(widths.back(), widthOf(row.difference));
    }
    const int figures = std::accumulate(widths.begin(), widths.end(), 0);
    const auto columns = static_cast<int>(widths.size());
    const int room = viewport()->width() - 2 * m_theme.space(3);
    if (names + figures + columns * m_theme.space(2) <= room)
        return 1;
    const double most = (room - columns * m_theme.space(1)) / static_cast<double>(std::max(1, words + figures));
    constexpr double steps = 20;
    return std::clamp(std::floor(most * steps) / steps, densest, dense);
}

void CompareTab::fillTable(const std::vector<CompareRow> &rows)
{
    const bool two = m_runs.size() == 1;
    const int columns = static_cast<int>(m_runs.size()) + 2 + (two ? 1 : 0);
    const auto cells = static_cast<std::size_t>(columns) * (rows.size() + 1);
    if (columns != m_columns || m_cells.size() > cells) {
        clearTable();
        m_columns = columns;
    }
    setCell(0, 0, QString(), m_theme.mutedText, false);
    for (std::size_t i = 0; i <= m_runs.size(); ++i)
        setCell(0, static_cast<int>(i) + 1, PinnedRuns::letter(i), i == m_runs.size() ? m_theme.data : m_theme.text, true);
    if (two)
        setCell(0, 3, tr("B − A"), m_theme.mutedText, false);
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const CompareRow &row = rows[r];
        const int at = static_cast<int>(r) + 1;
        setCell(at, 0, row.name, m_theme.mutedText, false);
        for (std::size_t i = 0; i < row.values.size(); ++i)
            setCell(at, static_cast<int>(i) + 1, row.values[i], i == m_runs.size() ? m_theme.data : m_theme.text, true);
        if (two)
            setCell(at, 3, row.difference, colourOf(row.verdict, m_theme), row.verdict != CompareRow::Verdict::Same);
    }
    for (int c = 0; c < columns; ++c)
        m_table->setColumnStretch(c, c == 0 ? 1 : 0);
}

/// Two are on the timeline; more than two have a chart each.
void CompareTab::showMultiples(const Session &present)
{
    m_multiples->setVisible(m_runs.size() > 1);
    if (m_runs.size() < 2)
        return;
    std::vector<MultiplesView::Run> runs;
    const auto titled = [](std::size_t i, const Summary &summary) {
        return tr("%1 · %2").arg(PinnedRuns::letter(i), freezesText(summary.stallCount));
    };
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        if (const RunRecord *record = m_runs.record(i))
            runs.push_back(chartOf(titled(i, record->summary), record->series, record->summary));
        else
            runs.push_back({PinnedRuns::letter(i), {}, {}, false}); // still being run
    }
    const Summary summary = present.summary();
    runs.push_back(chartOf(titled(m_runs.size(), summary), present.series(), summary));
    runs.back().present = true;
    m_multiples->setRuns(std::move(runs));
}

} // namespace rebuffer
