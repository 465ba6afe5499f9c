// The window's comparing: the present run is pinned, and the next ones run beside it.
#include "ui/main_window.h"

#include "core/media/synthetic_media.h"
#include "ui/compare/compare_tab.h"
#include "ui/controls/notice_line.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/why_tab.h"
#include "ui/timeline/timeline_view.h"

#include <QTabWidget>

namespace rebuffer {

void MainWindow::wireCompare()
{
    connect(m_actions.compare, &QAction::triggered, this, [this] {
        if (m_pinned.isEmpty())
            pinRun();
        else
            m_inspector->tabs()->setCurrentWidget(m_compare);
    });
    connect(m_actions.swapRuns, &QAction::triggered, this, &MainWindow::swapRuns);
    connect(m_actions.addRun, &QAction::triggered, this, &MainWindow::pinRun);
    connect(m_actions.unpin, &QAction::triggered, this, &MainWindow::unpinRuns);
    connect(m_compare, &CompareTab::swapRequested, m_actions.swapRuns, &QAction::trigger);
    connect(m_compare, &CompareTab::addRequested, m_actions.addRun, &QAction::trigger);
    connect(m_compare, &CompareTab::unpinRequested, m_actions.unpin, &QAction::trigger);
    connect(&m_pinned, &PinnedRuns::changed, this, &MainWindow::onPinnedChanged);
    connect(&m_pinned, &PinnedRuns::recorded, this, [this](int index) {
        if (index == 0)
            m_timeline->setGhost(m_pinned.record(0), PinnedRuns::letter(m_pinned.size()));
        renewCompare();
    });
    // While it plays the figures come at their own pace; what stands still is to be told at once.
    connect(&m_pinned, &PinnedRuns::followed, this, [this] {
        if (!m_driver.isRunning())
            renewCompare();
    });
    connect(&m_driver, &SessionDriver::sessionReplaced, this, [this] { m_pinned.beginAnew(*m_driver.session()); });
    m_compare->hide(); // until there is a tab for it
}

void MainWindow::pinRun()
{
    if (!m_driver.present()) {
        m_notice->tell(NoticeKind::Problem, tr("There is no run to compare with yet: open a film first."));
        return;
    }
    m_driver.lookAhead();
    m_pinned.pin(*m_driver.present());
    m_driver.setAnew(true);
    m_inspector->putFirst(m_compare, tr("A | B"), tr("This run beside the one that is pinned"));
    m_inspector->tabs()->setCurrentWidget(m_compare);
    renewCompare();
}

/// B takes A's place, and A runs again up to where they stood.
void MainWindow::swapRuns()
{
    if (m_pinned.isEmpty() || !m_driver.present())
        return;
    m_driver.lookAhead();
    const Scenario script = m_pinned.script(0);
    const auto media = m_pinned.media(0);
    const SimTime until = m_driver.present()->now();
    const bool running = m_driver.isRunning();
    m_pinned.replace(0, *m_driver.present());
    m_driver.start(script, media);
    m_driver.advanceTo(until);
    if (running)
        m_driver.play();
}

void MainWindow::unpinRuns()
{
    m_driver.setAnew(false);
    m_pinned.clear();
}

/// The run that stalled is A; what would have prevented it runs as B. One step of undo gives A back, as it stood.
void MainWindow::tryPrevention()
{
    const Prevention choice = m_inspector->why()->choice();
    m_driver.lookAhead();
    const Scenario before = m_driver.present()->script();
    const auto film = m_driver.present()->media();
    const SimTime then = m_driver.present()->now();
    std::optional<MediaFile> media = film;
    if (choice.kind == Prevention::Kind::SlowerFilm)
        media = constantRateMedia(choice.rate, media->timeline->duration());
    const auto tryIt = [this, choice, media] {
        unpinRuns();
        pinRun();
        m_driver.start(choice.scenario, media);
        m_driver.play();
    };
    tryIt();
    m_history.noteStep(
        tr("Try as B"),
        [this, before, film, then] {
            unpinRuns();
            m_driver.pause();
            m_driver.start(before, film);
            m_driver.advanceTo(then);
        },
        tryIt);
}

void MainWindow::onPinnedChanged()
{
    const bool any = !m_pinned.isEmpty();
    m_timeline->setGhost(any ? m_pinned.record(0) : nullptr, PinnedRuns::letter(m_pinned.size()));
    for (QAction *action : {m_actions.swapRuns, m_actions.unpin})
        action->setEnabled(any);
    m_actions.addRun->setEnabled(any && !m_pinned.isFull());
    if (!any) {
        m_inspector->takeAway(m_compare);
        m_compare->setParent(this);
        m_compare->hide();
    }
}

void MainWindow::renewCompare()
{
    if (!m_pinned.isEmpty() && m_driver.session())
        m_compare->setRun(*m_driver.session());
}

} // namespace rebuffer
