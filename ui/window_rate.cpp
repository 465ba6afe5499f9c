// The window's bandwidth over time: drawn in the control panel, changed by hand, taken from a trace's file or written to one.
#include "ui/main_window.h"

#include "ui/controls/controls_panel.h"
#include "ui/controls/notice_line.h"
#include "ui/dialogs.h"
#include "ui/rate/rate_card.h"

#include <QFileInfo>

#include <memory>

namespace rebuffer {

namespace {

/// What the chart was last made of.
struct ShownRates {
    RateScript rates;
    SimTime until;
};

} // namespace

void MainWindow::wireRate()
{
    RateCard *card = m_controls->rate();
    connect(m_actions.drawRate, &QAction::toggled, m_controls, &ControlsPanel::foldRate);
    connect(m_controls, &ControlsPanel::rateFolded, m_actions.drawRate, &QAction::setChecked);
    const auto shown = std::make_shared<ShownRates>();
    const auto renew = [this, shown] {
        ShownRates now{m_driver.rateScript(), m_driver.planEnd()};
        if (now.rates == shown->rates && m_driver.present() && m_driver.present()->now() < shown->until)
            return; // unrolling a fine trace takes its time
        *shown = std::move(now);
        renewRate();
    };
    connect(&m_driver, &SessionDriver::sessionReplaced, this, [shown] { *shown = {}; });
    connect(&m_driver, &SessionDriver::scenarioChanged, this, renew);
    connect(&m_driver, &SessionDriver::frame, this, [card, renew, shown](const Snapshot &snapshot) {
        card->setNow(snapshot.now);
        if (snapshot.now >= shown->until)
            renew();
    });
    connect(card, &RateCard::edited, this, &MainWindow::editRate);
    connect(card, &RateCard::traceRequested, m_actions.openTrace, &QAction::trigger);
    connect(m_actions.openTrace, &QAction::triggered, this,
            [this] { askForTrace(this, [this](const QString &path) { followTrace(path); }); });
    connect(m_actions.exportTrace, &QAction::triggered, this, [this] {
        askToSave(&MainWindow::exportTrace, tr("Bandwidth as a trace"), {tr("Traces (*.txt)")}, QStringLiteral("txt"));
    });
    connect(&m_driver, &SessionDriver::ratesChanged, this, [this](const RateScript &before, const RateScript &after) {
        m_history.noteStep(
            tr("Bandwidth over time"), [this, before] { m_driver.setRateScript(before); },
            [this, after] { m_driver.setRateScript(after); });
    });
    renewRate();
}

void MainWindow::renewRate()
{
    const Session *session = m_driver.present();
    const double film = session && session->media() ? session->media()->timeline->duration().toSeconds() : 60;
    m_controls->rate()->setPlan(m_driver.ratePlan(), film);
}

void MainWindow::editRate(const RatePlan &plan)
{
    bool averaged = false;
    (void)m_driver.ratePlan(&averaged);
    m_driver.setRateScript(plan.script());
    if (averaged)
        m_notice->tell(
            NoticeKind::Told,
            tr("The trace has more steps than can be moved by hand: now they are the means of %1 spans.").arg(RatePlan::most));
}

/// A bandwidth that changes by plan is shown as what it is.
void MainWindow::showPlannedRate()
{
    const RateScript rates = m_driver.rateScript();
    if (!rates.changes.empty() || rates.start.starts_with("trace:"))
        m_actions.drawRate->setChecked(true);
}

void MainWindow::followTrace(const QString &path)
{
    if (!m_desk.readTrace)
        return;
    auto trace = m_desk.readTrace(path);
    if (!trace) {
        m_notice->tell(NoticeKind::Problem, QString::fromStdString(trace.problem()));
        return;
    }
    m_driver.followTrace(QFileInfo(path).absoluteFilePath(), trace->trace);
    m_actions.drawRate->setChecked(true);
    QStringList notes;
    for (const std::string &note : trace->notes)
        notes << QString::fromStdString(note);
    const QString how = notes.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(notes.join(QLatin1String("; ")));
    m_notice->tell(
        NoticeKind::Told,
        tr("The bandwidth follows %1 from now on%2. Drag its points to change it.").arg(QFileInfo(path).fileName(), how));
}

void MainWindow::exportTrace(const QString &path)
{
    if (m_desk.saveTrace && m_driver.present())
        tell(m_desk.saveTrace(path, m_driver.ratePlan(), m_driver.planEnd()), path);
}

} // namespace rebuffer
