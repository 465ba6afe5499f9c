// The window's stall map: takes the timeline's and the inspector's place while it is shown.
#include "ui/main_window.h"

#include "ui/controls/notice_line.h"
#include "ui/inspector/inspector.h"
#include "ui/sweep/map_view.h"
#include "ui/sweep/sweep_page.h"
#include "ui/timeline/timeline_view.h"

namespace rebuffer {

void MainWindow::wireSweep()
{
    m_sweep->hide();
    m_sweep->setBase([this] {
        const Session *session = m_driver.present();
        return SweepPage::Base{m_driver.fromTheBeginning(), session ? session->media() : std::nullopt};
    });
    connect(m_actions.stallMap, &QAction::toggled, this, &MainWindow::showSweep);
    connect(m_sweep, &SweepPage::closeRequested, this, [this] { m_actions.stallMap->setChecked(false); });
    connect(m_sweep, &SweepPage::runRequested, this, &MainWindow::openRunOfMap);
    connect(&m_driver, &SessionDriver::scenarioChanged, m_sweep, &SweepPage::setScenario);
}

void MainWindow::showSweep(bool shown)
{
    m_timeline->setVisible(!shown);
    m_inspector->setVisible(!shown);
    m_sweep->setVisible(shown);
    placeParts();
    if (shown)
        m_sweep->setScenario(m_driver.scenario());
}

/// Of the film that is open: the map is made of its runs, and gone with it.
void MainWindow::openRunOfMap(const Scenario &scenario, const QString &words)
{
    if (!m_driver.present())
        return;
    const auto media = m_driver.present()->media();
    if (scenario.source != m_driver.scenario().source) {
        m_notice->tell(NoticeKind::Problem, tr("That map is of another film; run it again for this one."));
        return;
    }
    m_history.clear();
    m_driver.start(scenario, media);
    m_actions.stallMap->setChecked(false);
    m_driver.play();
    m_notice->tell(NoticeKind::Told, tr("This is the run of the map with %1. Ctrl+M shows the map again.").arg(words));
}

} // namespace rebuffer
