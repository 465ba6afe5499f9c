#include "ui/main_window.h"

#include "core/media/file_check.h"
#include "core/session/scenario_keys.h"
#include "core/session/source_text.h"
#include "core/session/track_check.h"
#include "ui/compare/compare_tab.h"
#include "ui/controls/bytes_offer.h"
#include "ui/controls/controls_panel.h"
#include "ui/controls/export_line.h"
#include "ui/controls/notice_line.h"
#include "ui/controls/run_bar.h"
#include "ui/controls/setting_catalogue.h"
#include "ui/dialogs.h"
#include "ui/figures/figures_row.h"
#include "ui/inspector/inspector.h"
#include "ui/lesson_guide.h"
#include "ui/player/film_damage.h"
#include "ui/player/picture_worker.h"
#include "ui/player/waveform_worker.h"
#include "ui/run_status.h"
#include "ui/sound_desk.h"
#include "ui/stage/stage_view.h"
#include "ui/sweep/sweep_page.h"
#include "ui/theme/style_sheet.h"
#include "ui/timeline/timeline_view.h"
#include "ui/windows/page_window.h"
#include "ui/windows/timeline_table_window.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMenuBar>
#include <QMimeData>
#include <QUndoStack>

#include <algorithm>
#include <limits>
#include <memory>

namespace rebuffer {

namespace {

constexpr SimDuration shortSeek = SimDuration::wholeSeconds(5);

// Of sixty frames a second: figures that change faster than this cannot be read.
constexpr unsigned framesPerFigures = 6;
constexpr unsigned framesPerEvents = 12;

/// A problem begins with the key that it is of: here its name on the screen, too.
QString namedAsOnScreen(const QString &problem)
{
    for (const auto &settings : {networkSettings(), playerSettings()}) {
        for (const SettingDescription &setting : settings) {
            if (problem.startsWith(setting.key + QLatin1Char(':')))
                return setting.label + QStringLiteral(" (") + setting.key + QLatin1Char(')') + problem.mid(setting.key.size());
        }
    }
    return problem;
}

/// What was refused is told until a setting has been made.
void tellRefusals(SessionDriver &driver, NoticeLine &notice)
{
    const auto refusal = std::make_shared<QString>();
    QObject::connect(&driver, &SessionDriver::message, &notice, [&notice, refusal](NoticeKind kind, const QString &text) {
        *refusal = kind == NoticeKind::Problem ? namedAsOnScreen(text) : QString();
        notice.tell(kind, kind == NoticeKind::Problem ? *refusal : text);
    });
    QObject::connect(&driver, &SessionDriver::settingChanged, &notice, [&notice, refusal] {
        if (!refusal->isEmpty() && notice.text() == *refusal)
            notice.dismiss();
        refusal->clear();
    });
}

/// Tracks that the film does not have give way to those that a player takes by itself; the problem tells of them.
Result<bool> playTracksThatAre(Scenario &scenario, const std::optional<MediaFile> &media)
{
    const auto fits = checkTracks(scenario, media);
    if (!fits)
        scenario.tracks = {};
    return fits;
}

/// The file dropped, if it is one that can be opened.
QString droppedFile(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    return urls.isEmpty() || !urls.front().isLocalFile() ? QString() : urls.front().toLocalFile();
}

} // namespace

MainWindow::MainWindow(ThemeKind theme, Scenario scenario, SourceLoader::Opener opener, QWidget *parent)
    : QMainWindow(parent), m_driver(std::move(scenario)), m_loader(std::move(opener)), m_pictures(new PictureWorker(this)),
      m_waveforms(new WaveformWorker(this)), m_bar(new RunBar(m_actions)), m_notice(new NoticeLine),
      m_exportLine(new ExportLine(m_exporter)), m_controls(new ControlsPanel), m_stage(new StageView), m_figures(new FiguresRow),
      m_timeline(new TimelineView), m_inspector(new Inspector),
      m_sound(new SoundDesk(m_driver, m_bar->sound(), m_actions.mute, this)), m_compare(new CompareTab(m_pinned, this)),
      m_sweep(new SweepPage)
{
    setWindowTitle(tr("Rebuffer"));
    setAcceptDrops(true);
    QAction *undo = m_history.stack()->createUndoAction(this, tr("Undo"));
    undo->setShortcut(QKeySequence::Undo);
    undo->setToolTip(tr("Takes the last change of a setting back (%1)").arg(undo->shortcut().toString(QKeySequence::NativeText)));
    QAction *redo = m_history.stack()->createRedoAction(this, tr("Redo"));
    redo->setShortcut(QKeySequence::Redo);
    redo->setToolTip(tr("Makes it again (%1)").arg(redo->shortcut().toString(QKeySequence::NativeText)));
    m_actions.addTo(menuBar(), undo, redo);
    for (QAction *action : m_actions.findChildren<QAction *>())
        addAction(action); // keys work in full screen too, where the menu may be hidden
    assemble();
    setTheme(theme);
    wireActions();
    wireDriver();
    wireSource();
    wireSteps();
    wireFiles();
    wireExports();
    wireViews();
    wireLessons();
    wireCompare();
    wireSweep();
    wireRate();
    wireScenarios();
    m_controls->setScenario(m_driver.scenario());
    m_stage->setScenario(m_driver.scenario());
    m_bar->setSpeed(m_driver.speed());
    showOpening();
}

MainWindow::~MainWindow() = default;

void MainWindow::setSoundSink(std::unique_ptr<SoundSink> sink)
{
    m_sound->setSink(std::move(sink));
}

void MainWindow::setTheme(ThemeKind kind)
{
    m_theme = Theme::make(kind, size(), m_textSize);
    QApplication::setPalette(m_theme.palette());
    QApplication::setFont(m_theme.font(bodyPoints));
    setStyleSheet(styleSheetOf(m_theme));
    m_actions.setTheme(m_theme);
    m_bar->setTheme(m_theme);
    m_notice->setTheme(m_theme);
    m_exportLine->setTheme(m_theme);
    m_controls->setTheme(m_theme);
    m_stage->setTheme(m_theme);
    m_figures->setTheme(m_theme);
    m_timeline->setTheme(m_theme);
    m_inspector->setTheme(m_theme);
    if (m_table)
        m_table->setTheme(m_theme);
    for (const QPointer<PageWindow> &page : {m_keysWindow, m_aboutWindow}) {
        if (page)
            page->setTheme(m_theme);
    }
    m_compare->setTheme(m_theme);
    m_sweep->setTheme(m_theme);
    layOut();
    m_driver.repeatFrame();
}

void MainWindow::wireActions()
{
    connect(m_actions.open, &QAction::triggered, this,
            [this] { askForMedia(this, [this](const QString &path) { open(FileSource{path.toStdString()}); }); });
    connect(m_actions.openAsBytes, &QAction::triggered, this,
            [this] { askForBytes(this, [this](const QString &source) { openText(source); }); });
    connect(m_actions.quit, &QAction::triggered, this, &QWidget::close);
    connect(m_actions.playPause, &QAction::triggered, &m_driver, &SessionDriver::togglePlay);
    connect(m_actions.restart, &QAction::triggered, &m_driver, &SessionDriver::restart);
    connect(m_actions.step, &QAction::triggered, &m_driver, &SessionDriver::step);
    connect(m_actions.back, &QAction::triggered, this, [this] { m_driver.seekBy(-shortSeek); });
    connect(m_actions.forward, &QAction::triggered, this, [this] { m_driver.seekBy(shortSeek); });
    connect(m_stage, &StageView::packetClicked, this, &MainWindow::inspectPacket);
    connect(m_inspector->events(), &EventsTab::packetClicked, this, &MainWindow::inspectPacket);
    connect(m_timeline, &TimelineView::stallClicked, this, &MainWindow::explainStall);
    connect(m_inspector->why(), &WhyTab::tryRequested, this, &MainWindow::tryPrevention);
    connect(m_inspector->packet(), &PacketTab::packetWanted, this, &MainWindow::inspectPacket);
    connect(m_stage, &StageView::seekRequested, &m_driver, &SessionDriver::seek);
    connect(m_actions.fullScreen, &QAction::toggled, this,
            [this](bool on) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, on)); });
    for (const Actions::SpeedAction &choice : m_actions.speeds)
        connect(choice.action, &QAction::triggered, this, [this, speed = choice.speed] { m_driver.setSpeed(speed); });
    for (const Actions::ThemeAction &choice : m_actions.themes)
        connect(choice.action, &QAction::triggered, this, [this, kind = choice.kind] { setTheme(kind); });
}

void MainWindow::wireDriver()
{
    connect(m_controls, &ControlsPanel::changeRequested, &m_driver, &SessionDriver::apply);
    connect(&m_driver, &SessionDriver::settingChanged, &m_history, &SettingHistory::note);
    connect(&m_history, &SettingHistory::wanted, &m_driver, &SessionDriver::apply);
    connect(m_controls, &ControlsPanel::changesBegin, m_history.stack(), &QUndoStack::beginMacro);
    connect(m_controls, &ControlsPanel::changesEnd, m_history.stack(), &QUndoStack::endMacro);
    connect(&m_driver, &SessionDriver::frame, this, &MainWindow::onFrame);
    connect(&m_driver, &SessionDriver::sessionReplaced, this, &MainWindow::onSessionReplaced);
    connect(&m_driver, &SessionDriver::scenarioChanged, m_controls, &ControlsPanel::setScenario);
    connect(&m_driver, &SessionDriver::scenarioChanged, m_stage, &StageView::setScenario);
    connect(&m_driver, &SessionDriver::runningChanged, &m_actions, &Actions::setRunning);
    connect(&m_driver, &SessionDriver::runningChanged, m_stage, &StageView::setRunning);
    connect(&m_driver, &SessionDriver::speedChanged, &m_actions, &Actions::setSpeed);
    connect(&m_driver, &SessionDriver::speedChanged, m_stage,
            [this](Speed speed) { m_stage->setPace(speed.isMax() ? std::numeric_limits<double>::infinity() : speed.factor); });
    connect(&m_driver, &SessionDriver::speedChanged, m_bar, &RunBar::setSpeed);
    tellRefusals(m_driver, *m_notice);
    m_driver.setEventListener([events = m_inspector->events()->model()](const Event &event) { events->note(event); });
}

void MainWindow::wireSource()
{
    connect(&m_loader, &SourceLoader::opened, this, &MainWindow::onOpened);
    connect(&m_loader, &SourceLoader::failed, this, &MainWindow::onOpenFailed);
    connect(m_pictures, &PictureWorker::pictureReady, m_stage, &StageView::setPicture);
    connect(m_notice->offer(), &BytesOffer::accepted, this, &MainWindow::openText);
    connect(m_waveforms, &WaveformWorker::waveformReady, this,
            [this](const std::shared_ptr<const Waveform> &waveform) { m_stage->setWaveform(*waveform); });
    connect(m_sound, &SoundDesk::deviceMissing, this, [this](const QString &line) { m_notice->tell(NoticeKind::Told, line); });
}

void MainWindow::openText(const QString &text)
{
    const auto source = parseSource(text.toStdString());
    if (source)
        open(*source);
    else if (m_notice->offer()->isVisible()) // its rate makes no sense: another may
        offerAsBytes(QString::fromStdString(source.problem()));
    else
        m_notice->tell(NoticeKind::Problem, QString::fromStdString(source.problem()));
}

void MainWindow::open(const SourceSpec &source)
{
    m_asked = source;
    m_loader.open(source);
    showOpening();
}

void MainWindow::showOpening()
{
    if (m_driver.session())
        return;
    m_bar->pill()->setStatus(m_loader.isBusy() ? openingStatus() : emptyStatus());
    const bool busy = m_loader.isBusy();
    m_controls->source()->setMedia(std::nullopt, busy ? tr("Opening…") : tr("Nothing open"));
    m_stage->setInvitation(busy ? QStringList{tr("Opening…")}
                                : QStringList{tr("Open a film, or drop one here"), tr("Open a film")});
    m_timeline->setInvitation(busy ? tr("Opening…") : tr("Open a film: its run is drawn here"));
}

void MainWindow::onOpened(const SourceSpec &source, const std::optional<MediaFile> &media)
{
    if (!m_coming) {
        start(source, media);
        return;
    }
    Coming coming = *std::exchange(m_coming, std::nullopt);
    Scenario &scenario = coming.scenario;
    scenario.source = source;
    // Only now is it the one in the window. What comes with the program is nobody's to write over.
    m_scenarioPath = isExample(coming.path) ? QString() : coming.path;
    m_history.clear();
    m_notice->dismiss();
    const auto fits = playTracksThatAre(scenario, media);
    m_driver.start(scenario, media);
    showPlannedRate();
    tellOfScenario(scenario);
    if (!fits)
        m_notice->tell(NoticeKind::Problem, QString::fromStdString(fits.problem()));
}

/// Any file that is there can be streamed, be it a film or not.
void MainWindow::offerAsBytes(const QString &problem)
{
    const auto *file = std::get_if<FileSource>(&m_asked);
    const auto size = file ? sizeOfReadableFile(file->path) : Result<Bytes>(Problem{});
    if (size)
        m_notice->tellWithOffer(problem, QString::fromStdString(file->path), *size);
    else
        m_notice->tell(NoticeKind::Problem, problem);
}

void MainWindow::onOpenFailed(const QString &problem)
{
    if (m_coming)
        tellFilmIsMissing(problem);
    else
        offerAsBytes(problem);
    showOpening();
}

void MainWindow::start(const SourceSpec &source, const std::optional<MediaFile> &media)
{
    const bool goOn = m_driver.isRunning();
    Scenario scenario = m_driver.scenario();
    if (m_driver.session()) {
        scenario.changes.clear(); // what was done to the film before; but what the link does by plan, it goes on doing
        scenario.tracks = {};
        RateScript::of(m_driver.fromTheBeginning()).writeInto(scenario);
    }
    scenario.source = source;
    m_notice->dismiss();
    const auto fits = playTracksThatAre(scenario, media);
    m_coming.reset();
    m_scenarioPath.clear(); // another film: no longer what was saved there
    m_history.clear();
    m_driver.start(std::move(scenario), media);
    showPlannedRate();
    if (const auto *film = std::get_if<FileSource>(&source))
        noteRecent(QString::fromStdString(film->path));
    giveHint();
    if (!fits)
        m_notice->tell(NoticeKind::Problem, QString::fromStdString(fits.problem()));
    if (goOn)
        m_driver.play();
}

void MainWindow::onSessionReplaced()
{
    const auto &media = m_driver.session()->media();
    m_inspector->events()->model()->clear();
    m_inspector->packet()->clear();
    m_inspector->why()->clear();
    m_stage->clear();
    m_stage->setInvitation({});
    m_timeline->clear();
    m_timeline->setInvitation(tr("Press play: the run is drawn here"));
    m_announcer.forget();
    m_explained = -1;
    if (m_table)
        m_table->clear();
    m_controls->source()->setMedia(media, tr("Endless bytes"));
    const auto pictures = media ? media->timeline->pictureTrack() : std::nullopt;
    m_stage->setFilm(media ? QString::fromStdString(media->name) : QString(), pictures.has_value());
    m_pictures->open(pictures ? QString::fromStdString(media->path) : QString(), pictures,
                     pictures && media->timeline->isSpliced());
    openWaveform(media);
    showTitle();
}

/// A film without pictures is shown by how loud it is; the same film once more as before.
void MainWindow::openWaveform(const std::optional<MediaFile> &media)
{
    const bool wanted = media && !media->path.empty() && media->timeline->soundOnly();
    const auto film = wanted ? media->timeline : nullptr;
    if (film == m_waveformOf)
        return;
    m_waveformOf = film;
    m_stage->setWaveform({});
    m_waveforms->open(film ? QString::fromStdString(media->path) : QString(), film ? film->duration() : SimDuration::zero(),
                      film ? film->soundTrack() : std::nullopt, film && film->isSpliced());
}

void MainWindow::onFrame(const Snapshot &snapshot, const Summary &summary)
{
    m_stage->setSummary(summary);
    m_stage->setSnapshot(snapshot);
    const bool past = m_driver.isLookingBack();
    if (!past) // else it goes on showing all of the run
        m_timeline->setData(m_driver.session()->series(), summary, snapshot);
    m_timeline->setMark(past ? std::optional(snapshot.now.toSeconds()) : std::nullopt);
    m_actions.present->setEnabled(past);
    m_bar->pill()->setStatus(past ? pastStatus(snapshot.now) : runStatus(snapshot, m_driver.isRunning(), m_driver.hasEnded()));
    if (snapshot.hasPlayer && snapshot.pictureFrom)
        m_pictures->request(*snapshot.pictureFrom, m_stage->pictureSize(), damage());
    if (past)
        m_announcer.forget();
    else
        m_live->say(m_announcer.tell(snapshot));
    m_pinned.follow(*m_driver.session());
    renewSlowParts(snapshot, summary);
}

void MainWindow::wireSteps()
{
    connect(m_actions.stepEvent, &QAction::triggered, &m_driver, &SessionDriver::stepEvent);
    connect(m_actions.stepPacket, &QAction::triggered, &m_driver, &SessionDriver::stepPacket);
    connect(m_actions.stepFrame, &QAction::triggered, &m_driver, &SessionDriver::stepFrame);
    connect(m_actions.stepBack, &QAction::triggered, &m_driver, &SessionDriver::stepBack);
    connect(m_actions.present, &QAction::triggered, &m_driver, &SessionDriver::lookAhead);
    connect(m_actions.reset, &QAction::triggered, this, &MainWindow::resetSettings);
    connect(m_timeline, &TimelineView::presentRequested, &m_driver, &SessionDriver::lookAhead);
    connect(m_timeline, &TimelineView::lookRequested, this,
            [this](double time) { m_driver.lookAt(SimTime::fromStart(SimDuration::seconds(time))); });
    EventModel *events = m_inspector->events()->model();
    connect(&m_driver, &SessionDriver::pastBegins, events, &EventModel::beginPast);
    connect(&m_driver, &SessionDriver::pastEnded, this, [this, events](bool goesOn) {
        events->endPast(goesOn);
        m_timeline->setMark(std::nullopt);
    });
}

void MainWindow::wireLessons()
{
    m_lessons = new LessonGuide(m_driver, *m_inspector->lesson(), this);
    connect(m_lessons, &LessonGuide::aboutToRun, m_notice, &NoticeLine::dismiss);
    for (int i = 0; i < static_cast<int>(m_actions.lessons.size()); ++i) {
        connect(m_actions.lessons[static_cast<std::size_t>(i)], &QAction::triggered, this, [this, i] {
            m_inspector->tabs()->setCurrentWidget(m_inspector->lesson());
            m_lessons->turnTo(i);
        });
    }
}

void MainWindow::resetSettings()
{
    const Scenario silent;
    m_history.stack()->beginMacro(m_actions.reset->text());
    for (const ScenarioKey &key : scenarioKeys()) {
        const std::string value = key.get(silent);
        if (key.name != "source" && key.name != "seed" && key.get(m_driver.scenario()) != value)
            m_driver.apply(QString::fromUtf8(key.name.data(), static_cast<qsizetype>(key.name.size())),
                           QString::fromStdString(value));
    }
    resetPlans();
    m_history.stack()->endMacro();
}

/// What would change by itself later is no default either.
void MainWindow::resetPlans()
{
    const std::vector<TimedChange> planned = m_driver.plannedChanges();
    if (planned.empty())
        return;
    const auto forget = [this] { m_driver.setPlannedChanges({}); };
    forget();
    m_history.noteStep(
        tr("No changes to come"), [this, planned] { m_driver.setPlannedChanges(planned); }, forget);
}

void MainWindow::inspectPacket(quint64 number)
{
    const Session *session = m_driver.session();
    if (!session)
        return;
    m_inspector->packet()->ask(number, session->script(), session->media(), session->now());
    m_stage->setInspected(number);
    m_inspector->tabs()->setCurrentWidget(m_inspector->packet());
}

void MainWindow::explainStall(int index)
{
    const Session *session = m_driver.session();
    if (!session || !session->media() || index < 0)
        return;
    m_explained = index;
    m_inspector->why()->ask(static_cast<std::size_t>(index), session->script(), *session->media());
    m_inspector->tabs()->setCurrentWidget(m_inspector->why());
}

std::shared_ptr<const FilmDamage> MainWindow::damage() const
{
    if (m_driver.session()->scenario().transport != TransportKind::Rtp)
        return {};
    auto damage = std::make_shared<FilmDamage>();
    m_driver.session()->damagedUnits(damage->units);
    return damage;
}

void MainWindow::renewSlowParts(const Snapshot &snapshot, const Summary &summary)
{
    const bool still = !m_driver.isRunning();
    ++m_frames;
    if (still || m_frames % framesPerEvents == 0)
        m_inspector->events()->refresh();
    // Half a beat apart from the events, so that no frame pays for both.
    if (!still && m_frames % framesPerFigures != framesPerFigures / 2)
        return;
    renewFigures(snapshot, summary);
    renewTable(summary);
}

void MainWindow::renewFigures(const Snapshot &snapshot, const Summary &summary)
{
    const auto &media = m_driver.session()->media();
    m_figures->setFigures(summary, snapshot, media ? media->timeline.get() : nullptr);
    m_inspector->streams()->setSnapshot(snapshot);
    m_controls->source()->setSnapshot(snapshot);
    if (PacketTab *packet = m_inspector->packet(); m_inspector->tabs()->currentWidget() == packet)
        packet->moveTo(*m_driver.session(), m_driver.present()->now());
    renewCompare();
}

void MainWindow::settle()
{
    if (!m_driver.session())
        return;
    Snapshot snapshot;
    m_driver.session()->snapshot(snapshot);
    if (snapshot.pictureFrom)
        m_stage->setPicture(m_pictures->pictureNow(*snapshot.pictureFrom, m_stage->pictureSize(), damage()));
    m_waveforms->finish();
    m_pinned.finish();
    m_lessons->finish();
    renewFigures(snapshot, m_driver.session()->summary());
    m_stage->renewWords();
    m_inspector->events()->refresh();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    if (Theme::textScaleOf(m_theme.kind, size(), m_textSize) != m_theme.textScale)
        setTheme(m_theme.kind);
    else
        placeParts();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        m_actions.fullScreen->setChecked(isFullScreen()); // the window manager may have done it
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && isFullScreen())
        m_actions.fullScreen->setChecked(false);
    else
        QMainWindow::keyPressEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    // A file's name is just that, even if it reads like "bulk".
    const QString file = droppedFile(event->mimeData());
    if (isScenario(file))
        openScenario(file);
    else
        open(FileSource{file.toStdString()});
}

} // namespace rebuffer
