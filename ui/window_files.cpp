// The window's files: scenarios in and out, and what it remembers from one day to the next.
#include "ui/main_window.h"

#include "ui/controls/notice_line.h"
#include "ui/dialogs.h"
#include "ui/remembered_settings.h"

#include <QCloseEvent>
#include <QFileInfo>
#include <QMenu>

namespace rebuffer {

namespace {

constexpr qsizetype mostRecent = 8;
const QString recentKey = QStringLiteral("recent");
const QString themeKey = QStringLiteral("theme");
const QString textSizeKey = QStringLiteral("textSize");
const QString hintKey = QStringLiteral("hintSeen");
const QString geometryKey = QStringLiteral("geometry");

} // namespace

void MainWindow::wireFiles()
{
    connect(m_actions.openScenario, &QAction::triggered, this,
            [this] { askForScenario(this, [this](const QString &path) { openScenario(path); }); });
    connect(m_actions.saveScenario, &QAction::triggered, this, [this] {
        if (m_scenarioPath.isEmpty())
            m_actions.saveScenarioAs->trigger();
        else
            saveScenario(m_scenarioPath);
    });
    connect(m_actions.saveScenarioAs, &QAction::triggered, this, [this] {
        askToSave(&MainWindow::saveScenario, tr("Save scenario"), {tr("Scenarios (*.json)")}, QStringLiteral("json"));
    });
}

QString MainWindow::suggestedName(const QString &suffix) const
{
    const auto &media = m_driver.session()->media();
    const QString name = media ? QFileInfo(QString::fromStdString(media->name)).completeBaseName() : QStringLiteral("run");
    return name + QLatin1Char('.') + suffix;
}

void MainWindow::askToSave(void (MainWindow::*save)(const QString &), const QString &title, const QStringList &filters,
                           const QString &suffix)
{
    if (m_driver.session())
        askWhereToSave(this, title, filters, suggestedName(suffix), [this, save](const QString &path) { (this->*save)(path); });
    else
        m_notice->tell(NoticeKind::Problem, tr("There is no run to save yet: open a film first."));
}

void MainWindow::openScenario(const QString &path)
{
    if (!m_desk.read)
        return;
    auto scenario = m_desk.read(path);
    if (!scenario) {
        m_notice->tell(NoticeKind::Problem, QString::fromStdString(scenario.problem()));
        return;
    }
    openScenario(*scenario, path);
}

void MainWindow::openScenario(const Scenario &scenario, const QString &path)
{
    m_coming = Coming{scenario, path};
    noteRecent(path);
    m_asked = scenario.source;
    m_loader.open(m_asked);
    showOpening();
}

void MainWindow::tell(const Result<bool> &done, const QString &path)
{
    if (done)
        m_notice->tell(NoticeKind::Told, tr("Saved: %1").arg(path));
    else
        m_notice->tell(NoticeKind::Problem, QString::fromStdString(done.problem()));
}

void MainWindow::saveScenario(const QString &path)
{
    if (!m_driver.session() || !m_desk.save)
        return;
    const auto saved = m_desk.save(path, m_driver.present()->script());
    if (saved) {
        m_scenarioPath = path;
        noteRecent(path);
    }
    tell(saved, path);
}

void MainWindow::rememberIn(QSettings *settings)
{
    m_settings = settings;
    if (!settings)
        return;
    restoreGeometry(settings->value(geometryKey).toByteArray());
    const int kind = settings->value(themeKey, static_cast<int>(m_theme.kind)).toInt();
    const double textSize = settings->value(textSizeKey, m_textSize).toDouble();
    m_textSize = textSize >= 1 && textSize <= Theme::largestText ? textSize : 1;
    m_hintIsDue = !settings->value(hintKey).toBool();
    if (kind >= 0 && kind <= static_cast<int>(ThemeKind::Projector))
        setTheme(static_cast<ThemeKind>(kind));
    showRecent();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_settings) {
        m_settings->setValue(geometryKey, saveGeometry());
        m_settings->setValue(textSizeKey, m_textSize);
        m_settings->setValue(themeKey, static_cast<int>(m_theme.kind));
        if (m_driver.session())
            rememberSettings(*m_settings, m_driver.scenario());
    }
    QMainWindow::closeEvent(event);
}

/// One line for whoever is here for the first time, once a film is there; gone for good when it plays.
void MainWindow::giveHint()
{
    if (m_hintIsDue && m_notice->isHidden())
        m_notice->tell(NoticeKind::Told, tr("Press Play or the space bar, then pull Bandwidth down and watch the buffer drain. "
                                            "F1 lists every key."));
}

void MainWindow::endHint()
{
    if (!m_hintIsDue)
        return;
    m_hintIsDue = false;
    m_notice->dismiss();
    if (m_settings)
        m_settings->setValue(hintKey, true);
}

void MainWindow::noteRecent(const QString &path)
{
    if (!m_settings)
        return;
    QStringList recent = m_settings->value(recentKey).toStringList();
    recent.removeAll(path);
    recent.prepend(path);
    m_settings->setValue(recentKey, recent.mid(0, mostRecent));
    showRecent();
}

/// Films and scenarios together, and the scenarios once more by themselves.
void MainWindow::showRecent()
{
    for (QMenu *menu : {m_actions.recent(), m_actions.recentScenarios()}) {
        menu->clear();
        for (const QString &path : m_settings->value(recentKey).toStringList()) {
            if (!isScenario(path) && menu == m_actions.recentScenarios())
                continue;
            QAction *action = menu->addAction(QFileInfo(path).fileName().replace(QLatin1Char('&'), QLatin1String("&&")));
            action->setToolTip(path);
            connect(action, &QAction::triggered, this, [this, path] {
                if (isScenario(path))
                    openScenario(path);
                else
                    open(FileSource{path.toStdString()});
            });
        }
        menu->setEnabled(!menu->isEmpty());
    }
}

} // namespace rebuffer
