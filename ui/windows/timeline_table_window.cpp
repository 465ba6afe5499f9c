#include "ui/windows/timeline_table_window.h"

#include "ui/controls/press_button.h"
#include "ui/controls/segmented_bar.h"
#include "ui/paint/limit_look.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include <iterator>

namespace rebuffer {

namespace {

constexpr double stepSeconds[] = {0.1, 1, 10};

PressButton *makeButton(const QString &text, const QString &tooltip, QWidget *parent)
{
    auto *button = new PressButton(parent);
    button->setText(text);
    button->setToolTip(tooltip);
    button->setAutoDefault(false);
    return button;
}

} // namespace

TimelineTableWindow::TimelineTableWindow(QWidget *parent)
    : QDialog(parent), m_model(new TimelineTableModel(this)), m_view(new QTableView(this)), m_steps(new SegmentedBar(this)),
      m_look(makeButton(tr("Show this instant"), tr("Shows the whole window as it was then (Enter)"), this)),
      m_why(makeButton(tr("Why did it stall?"), tr("Explains the stall of the chosen row"), this)),
      m_copy(makeButton(tr("Copy"), tr("All rows, for a spreadsheet (Ctrl+C)"), this))
{
    setWindowTitle(tr("Timeline as a table"));
    setAccessibleName(windowTitle());
    m_steps->setAccessibleName(tr("Time from row to row"));
    for (const double seconds : stepSeconds)
        m_steps->addSegment(tr("%1 s").arg(seconds), tr("A row every %1 s").arg(seconds));
    m_steps->setCurrent(1);
    auto *column = new QVBoxLayout(this);
    auto *row = new QHBoxLayout;
    row->addWidget(m_steps);
    row->addStretch(1);
    for (PressButton *button : {m_look, m_why, m_copy})
        row->addWidget(button);
    column->addLayout(row);
    column->addWidget(m_view, 1);

    m_view->setModel(m_model);
    m_view->setAccessibleName(windowTitle());
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setTabKeyNavigation(false);
    m_view->setShowGrid(false);
    m_view->setAlternatingRowColors(true);
    m_view->setWordWrap(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setHighlightSections(false);
    connect(m_view, &QTableView::activated, this, &TimelineTableWindow::look);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TimelineTableWindow::renewButtons);
    connect(m_model, &QAbstractItemModel::modelReset, this, &TimelineTableWindow::renewButtons);
    connect(m_steps, &SegmentedBar::chosen, this, &TimelineTableWindow::chooseStep);
    connect(m_look, &QPushButton::clicked, this, &TimelineTableWindow::look);
    connect(m_why, &QPushButton::clicked, this, [this] { emit stallChosen(m_model->stallAt(m_view->currentIndex().row())); });
    connect(m_copy, &QPushButton::clicked, this, &TimelineTableWindow::copy);
    renewButtons();
    m_view->setFocus();
}

void TimelineTableWindow::setTheme(const Theme &theme)
{
    const QFontMetrics metrics(theme.font(captionPoints));
    const QFontMetrics bold(theme.font(captionPoints, QFont::Bold));
    m_view->verticalHeader()->setDefaultSectionSize(metrics.height() + theme.space(1));
    int longest = 0; // of what may stand in the last column
    for (const Limit limit : limitsInOrder)
        longest = std::max(longest, metrics.horizontalAdvance(limitText(limit)));
    int all = 0;
    for (int column = 0; column < TimelineTableModel::Columns; ++column) {
        const QString head = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const int words = std::max(bold.horizontalAdvance(head), column == TimelineTableModel::HeldBy ? longest : 0);
        m_view->setColumnWidth(column, words + theme.space(5));
        all += m_view->columnWidth(column);
    }
    layout()->setContentsMargins(theme.space(3), theme.space(3), theme.space(3), theme.space(3));
    if (!testAttribute(Qt::WA_Resized)) // later it is as large as somebody made it
        resize(all + m_view->verticalScrollBar()->sizeHint().width() + theme.space(8), theme.space(130));
}

void TimelineTableWindow::setRun(const Series &series, const Summary &summary)
{
    const QScrollBar *bar = m_view->verticalScrollBar();
    const bool follows = bar->value() >= bar->maximum() - 1;
    m_model->setRun(series, summary);
    if (follows)
        m_view->scrollToBottom();
    renewButtons();
}

void TimelineTableWindow::renewButtons()
{
    const int row = m_view->currentIndex().row();
    m_look->setEnabled(row >= 0);
    m_why->setEnabled(row >= 0 && m_model->stallAt(row) >= 0);
    m_copy->setEnabled(m_model->rowCount() > 0);
}

void TimelineTableWindow::look()
{
    if (const int row = m_view->currentIndex().row(); row >= 0)
        emit lookRequested(m_model->timeAt(row));
}

/// The row chosen stays the one of its instant.
void TimelineTableWindow::chooseStep(int index)
{
    const int row = m_view->currentIndex().row();
    const double time = row < 0 ? -1 : m_model->timeAt(row);
    m_steps->setCurrent(index);
    m_model->setStep(stepSeconds[index]);
    if (time >= 0)
        m_view->selectRow(std::min(m_model->rowCount() - 1, static_cast<int>(time / m_model->step() + 0.5)));
    else
        m_view->scrollToBottom();
}

void TimelineTableWindow::copy() const
{
    QString all;
    const auto add = [&all](const QString &cell, int column) {
        all += cell + QLatin1Char(column + 1 < TimelineTableModel::Columns ? '\t' : '\n');
    };
    for (int column = 0; column < TimelineTableModel::Columns; ++column)
        add(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), column);
    for (int row = 0; row < m_model->rowCount(); ++row) {
        for (int column = 0; column < TimelineTableModel::Columns; ++column)
            add(m_model->index(row, column).data().toString(), column);
    }
    QGuiApplication::clipboard()->setText(all);
}

void TimelineTableWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else
        QDialog::keyPressEvent(event);
}

} // namespace rebuffer
