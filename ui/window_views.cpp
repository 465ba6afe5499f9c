// What can be shown beside and larger: the timeline as a table, the pages to read, the size of the text, and what is
// said to a screen reader.
#include "ui/main_window.h"

#include "ui/controls/notice_line.h"
#include "ui/timeline/timeline_view.h"
#include "ui/windows/page_window.h"
#include "ui/windows/pages.h"
#include "ui/windows/timeline_table_window.h"

#include <QMenuBar>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace rebuffer {

namespace {

constexpr double textSizes[] = {1, 1.1, 1.25, 1.5, 1.75, 2};

} // namespace

void MainWindow::wireViews()
{
    m_live = new LiveRegion(centralWidget());
    connect(m_actions.largerText, &QAction::triggered, this, [this] { changeTextSize(1); });
    connect(m_actions.smallerText, &QAction::triggered, this, [this] { changeTextSize(-1); });
    connect(m_actions.usualText, &QAction::triggered, this, [this] { setTextSize(1); });
    connect(m_actions.why, &QAction::triggered, this, &MainWindow::explainStallBefore);
    connect(m_actions.table, &QAction::triggered, this, &MainWindow::showTable);
    connect(m_actions.about, &QAction::triggered, this, [this] { showPage(m_aboutWindow, m_actions.about, aboutPage); });
    connect(m_actions.keys, &QAction::triggered, this, [this] {
        showPage(m_keysWindow, m_actions.keys, [this](const Theme &theme) { return keysPage(*menuBar(), theme); });
    });
    connect(&m_driver, &SessionDriver::runningChanged, this, [this](bool running) {
        if (running)
            endHint();
    });
    connect(&m_driver, &SessionDriver::message, this, [this](NoticeKind, const QString &text) { m_live->say(text); });
}

void MainWindow::setTextSize(double size)
{
    m_textSize = std::clamp(size, 1.0, Theme::largestText);
    setTheme(m_theme.kind);
}

void MainWindow::changeTextSize(int steps)
{
    const auto here = std::min_element(std::begin(textSizes), std::end(textSizes), [this](double a, double b) {
        return std::abs(a - m_textSize) < std::abs(b - m_textSize);
    });
    const auto last = std::ssize(textSizes) - 1;
    setTextSize(textSizes[std::clamp<std::ptrdiff_t>(here - std::begin(textSizes) + steps, 0, last)]);
}

void MainWindow::showPage(QPointer<PageWindow> &window, const QAction *action, const std::function<QString(const Theme &)> &html)
{
    if (!window) {
        window = new PageWindow(action->text(), this);
        window->setAttribute(Qt::WA_DeleteOnClose);
    }
    window->setContents(html);
    window->setTheme(m_theme);
    window->show();
    window->raise();
    window->activateWindow();
}

TimelineTableWindow *MainWindow::table()
{
    if (m_table)
        return m_table;
    m_table = new TimelineTableWindow(this);
    m_table->setTheme(m_theme);
    connect(m_table, &TimelineTableWindow::lookRequested, m_timeline, &TimelineView::lookRequested);
    connect(m_table, &TimelineTableWindow::stallChosen, this, &MainWindow::explainStall);
    return m_table;
}

void MainWindow::showTable()
{
    table()->show();
    table()->raise();
    table()->activateWindow();
    if (const Session *run = m_driver.present())
        table()->setRun(run->series(), run->summary());
}

/// While it is looked back the table goes on showing all of the run.
void MainWindow::renewTable(const Summary &summary)
{
    if (m_table && m_table->isVisible() && !m_driver.isLookingBack())
        m_table->setRun(m_driver.session()->series(), summary);
}

void MainWindow::explainStallBefore()
{
    const Session *run = m_driver.session();
    if (!run)
        return;
    const int count = static_cast<int>(run->summary().stalls.size());
    if (count == 0)
        m_notice->tell(NoticeKind::Told, tr("It has not stalled so far. Pull Bandwidth below what the film needs, and it will."));
    else
        explainStall(m_explained > 0 && m_explained < count ? m_explained - 1 : count - 1);
}

} // namespace rebuffer
