// The window's scenarios: the examples and presets in the menu, the title and notes, and what is said when a scenario's film
// is another or gone.
#include "ui/main_window.h"

#include "core/session/network_presets.h"
#include "ui/controls/controls_panel.h"
#include "ui/controls/notice_line.h"
#include "ui/controls/run_bar.h"
#include "ui/dialogs.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/packet_tab.h"
#include "ui/notes_dialog.h"

#include <QFileInfo>
#include <QMenu>

#include <algorithm>

namespace rebuffer {

namespace {

QString forMenu(QString text)
{
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

/// The same source in another place.
SourceSpec movedTo(const QString &path, const SourceSpec &source)
{
    if (const auto *bytes = std::get_if<BytesSource>(&source))
        return BytesSource{path.toStdString(), bytes->rate};
    return FileSource{path.toStdString()};
}

} // namespace

void MainWindow::wireScenarios()
{
    m_bar->setScenarioMenu(m_actions.scenario());
    connect(m_actions.notes, &QAction::triggered, this, [this] {
        const Scenario &now = m_driver.scenario();
        auto *dialog = new NotesDialog(QString::fromStdString(now.title), QString::fromStdString(now.notes), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &NotesDialog::written, &m_driver, &SessionDriver::setWords);
        dialog->open();
    });
    connect(&m_driver, &SessionDriver::scenarioChanged, this, &MainWindow::showTitle);
    listExamples();
    listNetworks();
}

void MainWindow::setDesk(ScenarioDesk desk)
{
    m_desk = std::move(desk);
    m_inspector->packet()->setPayloads(m_desk.payloads);
    listExamples();
}

void MainWindow::listExamples()
{
    QMenu *menu = m_actions.examples();
    menu->clear();
    if (m_desk.examples) {
        for (const ScenarioDesk::Example &example : m_desk.examples()) {
            QAction *action = menu->addAction(forMenu(example.title));
            action->setToolTip(example.notes);
            connect(action, &QAction::triggered, this, [this, path = example.path] { openScenario(path); });
        }
    }
    menu->setEnabled(!menu->isEmpty());
}

bool MainWindow::isExample(const QString &path) const
{
    const auto examples = m_desk.examples ? m_desk.examples() : std::vector<ScenarioDesk::Example>();
    return std::ranges::any_of(examples, [&path](const ScenarioDesk::Example &one) {
        return QFileInfo(one.path).canonicalFilePath() == QFileInfo(path).canonicalFilePath();
    });
}

/// By whose figures they are.
void MainWindow::listNetworks()
{
    QMap<QString, QMenu *> bySource;
    const auto &presets = networkPresets();
    for (std::size_t i = 0; i < presets.size(); ++i) {
        const QString source = QString::fromStdString(presets[i].source);
        QMenu *&menu = bySource[source];
        if (!menu)
            menu = m_actions.networks()->addMenu(forMenu(source.isEmpty() ? tr("This program's own") : source));
        QAction *action = menu->addAction(forMenu(m_controls->presetName(i)));
        connect(action, &QAction::triggered, this, [this, i] { m_controls->choosePreset(i); });
    }
}

/// The scenario, the film, the program, as far as there are any.
void MainWindow::showTitle()
{
    QStringList parts;
    if (const std::string &title = m_driver.scenario().title; !title.empty())
        parts << QString::fromStdString(title);
    if (const Session *session = m_driver.session(); session && session->media())
        parts << QString::fromStdString(session->media()->name);
    parts << tr("Rebuffer");
    if (const QString title = parts.join(QStringLiteral(" – ")); title != windowTitle())
        setWindowTitle(title);
}

/// Its film may be another than it was made with; else what it is about.
void MainWindow::tellOfScenario(const Scenario &scenario)
{
    if (const auto different = m_desk.differs ? m_desk.differs(scenario) : std::nullopt) {
        m_notice->tellWithAction(QString::fromStdString(*different), tr("Find the film…"),
                                 [this, scenario, path = m_scenarioPath] { findFilm(scenario, path); });
        return;
    }
    const QString title = QString::fromStdString(scenario.title);
    const QString notes = QString::fromStdString(scenario.notes).simplified();
    if (!title.isEmpty())
        m_notice->tell(NoticeKind::Told, notes.isEmpty() ? title : tr("%1: %2").arg(title, notes));
}

void MainWindow::tellFilmIsMissing(const QString &problem)
{
    const QString what = problem.endsWith(QLatin1Char('.')) ? problem.chopped(1) : problem;
    m_notice->tellWithAction(
        tr("%1. Point to the scenario's film, or to another with Open media…, and it runs with that.").arg(what),
        tr("Find the film…"), [this, coming = *m_coming] { findFilm(coming.scenario, coming.path); });
}

/// Where it is found is where the scenario has it from then on.
void MainWindow::findFilm(const Scenario &scenario, const QString &path)
{
    askForMedia(this, [this, coming = Coming{scenario, path}](const QString &film) {
        m_coming = coming;
        m_asked = movedTo(film, coming.scenario.source);
        m_loader.open(m_asked);
        showOpening();
    });
}

} // namespace rebuffer
