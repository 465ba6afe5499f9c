// Where the window's parts stand: side by side, or below each other where letters are so large that they would not fit.
#include "ui/main_window.h"

#include "ui/controls/controls_panel.h"
#include "ui/controls/export_line.h"
#include "ui/controls/notice_line.h"
#include "ui/controls/run_bar.h"
#include "ui/figures/figures_row.h"
#include "ui/inspector/inspector.h"
#include "ui/stage/stage_view.h"
#include "ui/sweep/sweep_page.h"
#include "ui/timeline/timeline_view.h"

#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>

namespace rebuffer {

namespace {

/// Less than this, in pixels at letters of the usual size, is no room for a stage beside the settings.
constexpr double leastWidth = 860;

} // namespace

void MainWindow::assemble()
{
    auto *whole = new QWidget(this);
    whole->setObjectName(QStringLiteral("whole"));
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_exportLine);
    column->addWidget(m_notice); // both above what scrolls, so that they are always seen
    // With large letters in a small window it scrolls, rather than that anything is squashed.
    auto *scroll = new QScrollArea;
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("scrolled"));
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    column->addWidget(scroll, 1);
    m_parts = new QGridLayout(content);
    // In the order of the tab key.
    for (QWidget *part : std::initializer_list<QWidget *>{m_controls, m_stage, m_figures, m_timeline, m_inspector})
        part->setParent(content);
    m_sweep->setParent(whole); // has a place in the grid while it is shown
    setCentralWidget(whole);
    // A click beside everything ends typing; and no button looks chosen before anyone chose.
    whole->setFocusPolicy(Qt::ClickFocus);
    whole->setFocus();
}

void MainWindow::layOut()
{
    const int margin = m_theme.space(3);
    m_parts->setContentsMargins(margin, margin - 2, margin, margin);
    m_parts->setSpacing(m_theme.space(2) + 1);
    m_arrangement = Arrangement::None;
    placeParts();
}

void MainWindow::placeParts()
{
    const bool narrow = width() / m_theme.textScale < leastWidth;
    const Arrangement wanted = narrow ? (m_sweep->isHidden() ? Arrangement::Stacked : Arrangement::StackedMap)
                                      : (m_sweep->isHidden() ? Arrangement::Beside : Arrangement::BesideMap);
    if (wanted == m_arrangement)
        return;
    m_arrangement = wanted;
    for (QWidget *part : std::initializer_list<QWidget *>{m_controls, m_stage, m_figures, m_timeline, m_inspector, m_sweep})
        m_parts->removeWidget(part);
    for (int row = 0; row < m_parts->rowCount(); ++row)
        m_parts->setRowStretch(row, 0);
    narrow ? placeStacked() : placeBeside();
}

/// Not hidden in its cells: a grid leaves no space beside a part that is hidden and spans two of them.
void MainWindow::placeBeside()
{
    m_parts->addWidget(m_controls, 0, 0, 3, 1);
    m_parts->addWidget(m_stage, 0, 1, 1, 2);
    m_parts->addWidget(m_figures, 1, 1, 1, 2);
    if (m_arrangement == Arrangement::BesideMap) {
        m_parts->addWidget(m_sweep, 2, 1, 1, 2);
    } else {
        m_parts->addWidget(m_timeline, 2, 1);
        m_parts->addWidget(m_inspector, 2, 2);
    }
    m_parts->setColumnStretch(1, 65);
    m_parts->setColumnStretch(2, 35);
    m_parts->setColumnMinimumWidth(2, m_theme.space(68));
    m_parts->setRowStretch(0, 42);
    m_parts->setRowStretch(2, 58);
    // What large letters need to be read; less than that is scrolled through.
    const double larger = m_theme.textScale - 1;
    m_parts->parentWidget()->setMinimumSize((QSizeF(960 + 576 * larger, 480 + 690 * larger)).toSize());
}

/// What flows first, then what came of it, then what can be changed.
void MainWindow::placeStacked()
{
    const bool map = m_arrangement == Arrangement::StackedMap;
    m_parts->addWidget(m_stage, 0, 0, 1, 2);
    m_parts->addWidget(m_figures, 1, 0, 1, 2);
    m_parts->addWidget(map ? static_cast<QWidget *>(m_sweep) : m_timeline, 2, 0, 1, 2);
    m_parts->addWidget(m_controls, 3, 0, 1, map ? 2 : 1);
    if (!map)
        m_parts->addWidget(m_inspector, 3, 1);
    m_parts->setColumnStretch(1, 1);
    m_parts->setColumnStretch(2, 0);
    m_parts->setColumnMinimumWidth(2, 0);
    m_parts->setRowStretch(0, 26);
    m_parts->setRowStretch(2, 30);
    m_parts->setRowStretch(3, 44);
    m_parts->parentWidget()->setMinimumSize((QSizeF(440, 1050) * m_theme.textScale).toSize());
}

} // namespace rebuffer
