// What the window writes of the run: curves, figures, events, packets, the timeline as a picture, a report.
#include "ui/main_window.h"

#include "ui/controls/notice_line.h"
#include "ui/report/report_page.h"
#include "ui/report/timeline_picture.h"
#include "ui/timeline/timeline_view.h"

#include <QBuffer>
#include <QCoreApplication>

#include <algorithm>
#include <memory>

namespace rebuffer {

namespace {

/// Where most of the time goes: the run is made again for each of its stalls.
Result<bool> findReasons(RecordedRun &run, const QString &path, Exporter::Talk &talk)
{
    const std::size_t count = std::min(ReportFacts::mostStalls, run.summary.stalls.size());
    bool learns = true;
    for (std::size_t known = 0; known < count && learns; ++known) {
        talk.share = static_cast<double>(known) / static_cast<double>(count + 1);
        if (!run.findReasons(known + 1, &talk.stop) || talk.stop)
            return Problem{path.toStdString() + ": stopped; it was not written"};
        learns = run.reasons.size() > known;
    }
    return true;
}

Result<bool> saveReport(RecordedRun &run, const QString &path, const decltype(ScenarioDesk::saveBytes) &save,
                        Exporter::Talk &talk)
{
    if (const auto found = findReasons(run, path, talk); !found)
        return found;
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    if (!writeReport(out, run, QCoreApplication::applicationVersion()))
        return Problem{path.toStdString() + ": the report cannot be drawn"};
    return save(path, out.data());
}

} // namespace

void MainWindow::wireExports()
{
    const auto offer = [this](QAction *action, auto save, const QString &title, const QStringList &filters,
                              const QString &suffix) {
        connect(action, &QAction::triggered, this, [=, this] { askToSave(save, title, filters, suffix); });
    };
    offer(m_actions.exportSeries, &MainWindow::exportSeries, tr("Curves as CSV"), {tr("Tables (*.csv)")}, QStringLiteral("csv"));
    offer(m_actions.exportSummary, &MainWindow::exportSummary, tr("Figures as JSON"), {tr("JSON (*.json)")},
          QStringLiteral("json"));
    offer(m_actions.exportEvents, &MainWindow::exportEvents, tr("Events as JSON Lines"), {tr("JSON Lines (*.jsonl)")},
          QStringLiteral("jsonl"));
    offer(m_actions.exportPackets, &MainWindow::exportPackets, tr("Packets as pcapng"), {tr("Packet captures (*.pcapng)")},
          QStringLiteral("pcapng"));
    offer(m_actions.exportTimeline, &MainWindow::exportTimeline, tr("Timeline as a picture"),
          {tr("Pictures (*.png *.svg)"), tr("PDF (*.pdf)")}, QStringLiteral("png"));
    offer(m_actions.exportReport, &MainWindow::exportReport, tr("Report as PDF"), {tr("PDF (*.pdf)")}, QStringLiteral("pdf"));
    connect(&m_exporter, &Exporter::saved, this, [this](const QString &path) { tell(true, path); });
    connect(&m_exporter, &Exporter::failed, this,
            [this](const QString &problem) { m_notice->tell(NoticeKind::Problem, problem); });
    connect(&m_exporter, &Exporter::cancelled, this,
            [this](const QString &path) { m_notice->tell(NoticeKind::Told, tr("Cancelled: %1 was not written").arg(path)); });
}

void MainWindow::exportSeries(const QString &path)
{
    if (m_driver.present() && m_desk.saveSeries)
        tell(m_desk.saveSeries(path, *m_driver.present()), path);
}

void MainWindow::exportSummary(const QString &path)
{
    if (m_driver.present() && m_desk.saveSummary)
        tell(m_desk.saveSummary(path, *m_driver.present()), path);
}

void MainWindow::exportTimeline(const QString &path)
{
    if (!m_driver.present() || !m_desk.saveBytes)
        return;
    const auto format = pictureFormatOf(path);
    if (!format) {
        m_notice->tell(NoticeKind::Problem, tr("%1: give a name that ends in .png, .svg or .pdf").arg(path));
        return;
    }
    const bool compares = !m_pinned.isEmpty();
    const TimelineLook look{m_timeline->window(), compares ? m_pinned.record(0) : nullptr,
                            compares ? PinnedRuns::letter(m_pinned.size()) : QString()};
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    const bool drawn =
        writeTimeline(out, *format, RecordedRun::of(*m_driver.present()), QCoreApplication::applicationVersion(), look);
    tell(drawn ? m_desk.saveBytes(path, out.data()) : Problem{tr("%1: the timeline cannot be drawn").arg(path).toStdString()},
         path);
}

/// Beside the window, of a run that goes on.
void MainWindow::makeFile(const QString &path, Exporter::Work work)
{
    if (!m_exporter.begin(path, std::move(work)))
        m_notice->tell(
            NoticeKind::Problem,
            tr("%1 is still being written: wait for it, or cancel it, and then write %2").arg(m_exporter.path(), path));
}

void MainWindow::exportReport(const QString &path)
{
    if (!m_driver.present() || !m_desk.saveBytes)
        return;
    const auto run = std::make_shared<RecordedRun>(RecordedRun::of(*m_driver.present()));
    makeFile(path, [run, path, save = m_desk.saveBytes](Exporter::Talk &talk) { return saveReport(*run, path, save, talk); });
}

/// What was not kept while it ran: it is run again.
void MainWindow::exportRun(const QString &path, const ScenarioDesk::SaveRun &save)
{
    const Session *run = m_driver.present();
    if (!run || !save)
        return;
    makeFile(path, [path, save, script = run->script(), media = run->media(), until = run->now()](Exporter::Talk &talk) {
        const double whole = std::max(until.sinceStart().toSeconds(), 1e-9);
        return save(path, script, media, until, [&talk, whole](SimTime now) {
            talk.share = now.sinceStart().toSeconds() / whole;
            return !talk.stop;
        });
    });
}

void MainWindow::exportEvents(const QString &path)
{
    exportRun(path, m_desk.saveEvents);
}

void MainWindow::exportPackets(const QString &path)
{
    exportRun(path, m_desk.savePackets);
}

} // namespace rebuffer
