// The window: puts the parts side by side and passes word between them and the driver. It knows no model.
#pragma once

#include "ui/access/accessibility.h"
#include "ui/access/announcer.h"
#include "ui/actions.h"
#include "ui/compare/pinned_runs.h"
#include "ui/exporter.h"
#include "ui/scenario_desk.h"
#include "ui/session_driver.h"
#include "ui/setting_history.h"
#include "ui/source_loader.h"
#include "ui/theme/theme.h"

#include <QMainWindow>
#include <QPointer>
#include <QSettings>

#include <optional>

class QGridLayout;

namespace rebuffer {

class CompareTab;
class ExportLine;
class ControlsPanel;
class FiguresRow;
class Inspector;
class LessonGuide;
class NoticeLine;
class PageWindow;
class PictureWorker;
class WaveformWorker;
struct FilmDamage;
class RunBar;
class SoundDesk;
class SoundSink;
class StageView;
class TimelineTableWindow;
class SweepPage;
class TimelineView;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// `scenario` is what the first run will be given; its source is not opened yet.
    MainWindow(ThemeKind theme, Scenario scenario, SourceLoader::Opener opener, QWidget *parent = nullptr);
    ~MainWindow() override;

    void setTheme(ThemeKind kind);
    /// Opens it in the background; what runs goes on untouched until then, and if it cannot be opened.
    void open(const SourceSpec &source);
    /// The same for a source in the scenario's words.
    void openText(const QString &source);
    /// The same with what has been opened already.
    void start(const SourceSpec &source, const std::optional<MediaFile> &media);
    /// Where its sound goes; until there is one, nowhere.
    void setSoundSink(std::unique_ptr<SoundSink> sink);
    /// Who reads and writes files for it; without one, those actions say that they cannot.
    void setDesk(ScenarioDesk desk);
    void openScenario(const QString &path);
    /// The same, already read from there.
    void openScenario(const Scenario &scenario, const QString &path);
    /// Where saving puts it without asking; empty: it asks.
    const QString &scenarioPath() const { return m_scenarioPath; }
    /// The run from its beginning with every change made to it. Its film's path is kept as seen from there.
    void saveScenario(const QString &path);
    /// The link follows the trace in that file from now on.
    void followTrace(const QString &path);
    void exportTrace(const QString &path);
    void exportSeries(const QString &path);
    void exportSummary(const QString &path);
    /// The stretch that is shown, with seed and version; PNG, SVG or PDF by the path's suffix.
    void exportTimeline(const QString &path);
    /// Of the run so far, made again beside the window, which goes on meanwhile.
    void exportEvents(const QString &path);
    void exportPackets(const QString &path);
    /// The same on one page; written when it is known why it stalled, which takes some runs of the same seed.
    void exportReport(const QString &path);
    /// Keeps theme, size and recent files there from now on, and takes what is there; nullptr: not any more.
    void rememberIn(QSettings *settings);
    /// Of the usual one, 1 to 2; on top of what the theme and the window's size give.
    void setTextSize(double size);
    double textSize() const { return m_textSize; }
    /// The timeline in numbers, in a window of its own; made when first asked for.
    TimelineTableWindow *table();
    /// What a screen reader is told as it happens.
    const LiveRegion *live() const { return m_live; }
    /// Waits for the decoder, so that the window shows just this instant.
    void settle();

    SessionDriver &driver() { return m_driver; }
    SettingHistory &history() { return m_history; }
    const Actions &actions() const { return m_actions; }
    ControlsPanel *controls() const { return m_controls; }
    ExportLine *exportLine() const { return m_exportLine; }
    Exporter &exporter() { return m_exporter; }
    FiguresRow *figures() const { return m_figures; }
    LessonGuide *lessons() const { return m_lessons; }
    Inspector *inspector() const { return m_inspector; }
    NoticeLine *notice() const { return m_notice; }
    SoundDesk *sound() const { return m_sound; }
    RunBar *bar() const { return m_bar; }
    StageView *stage() const { return m_stage; }
    TimelineView *timeline() const { return m_timeline; }
    const PinnedRuns &pinned() const { return m_pinned; }
    CompareTab *compare() const { return m_compare; }
    SweepPage *sweep() const { return m_sweep; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    /// A scenario that was read and whose film is being opened.
    struct Coming {
        Scenario scenario;
        QString path;
    };

    void assemble();
    void layOut();
    void placeParts();
    void placeBeside();
    void placeStacked();
    void wireActions();
    void wireDriver();
    void wireSource();
    void wireSteps();
    void wireLessons();
    void wireFiles();
    void wireExports();
    void wireViews();
    void changeTextSize(int steps);
    void showPage(QPointer<PageWindow> &window, const QAction *action, const std::function<QString(const Theme &)> &html);
    void showTable();
    void renewTable(const Summary &summary);
    void explainStallBefore();
    void giveHint();
    void endHint();
    void onOpened(const SourceSpec &source, const std::optional<MediaFile> &media);
    void onOpenFailed(const QString &problem);
    void offerAsBytes(const QString &problem);
    void tell(const Result<bool> &done, const QString &path);
    void askToSave(void (MainWindow::*save)(const QString &), const QString &title, const QStringList &filters,
                   const QString &suffix);
    void makeFile(const QString &path, Exporter::Work work);
    void exportRun(const QString &path, const ScenarioDesk::SaveRun &save);
    QString suggestedName(const QString &suffix) const;
    void resetSettings();
    void resetPlans();
    void noteRecent(const QString &path);
    void showRecent();
    void onFrame(const Snapshot &snapshot, const Summary &summary);
    void onSessionReplaced();
    void openWaveform(const std::optional<MediaFile> &media);
    void inspectPacket(quint64 number);
    void explainStall(int index);
    void wireCompare();
    void wireSweep();
    void wireRate();
    void wireScenarios();
    void listExamples();
    void listNetworks();
    void showTitle();
    void tellOfScenario(const Scenario &scenario);
    bool isExample(const QString &path) const;
    void tellFilmIsMissing(const QString &problem);
    void findFilm(const Scenario &scenario, const QString &path);
    void renewRate();
    void editRate(const RatePlan &plan);
    void showPlannedRate();
    void showSweep(bool shown);
    void openRunOfMap(const Scenario &scenario, const QString &words);
    void pinRun();
    void swapRuns();
    void unpinRuns();
    void onPinnedChanged();
    void renewCompare();
    void tryPrevention();
    /// What the network left of the film; null for all of it.
    std::shared_ptr<const FilmDamage> damage() const;
    void renewFigures(const Snapshot &snapshot, const Summary &summary);
    void renewSlowParts(const Snapshot &snapshot, const Summary &summary);
    void showOpening();

    Accessibility m_accessibility; ///< before the widgets
    SessionDriver m_driver;
    SourceLoader m_loader;
    SettingHistory m_history;
    ScenarioDesk m_desk;
    Exporter m_exporter;
    SourceSpec m_asked;                                ///< what was opened last
    std::optional<Coming> m_coming;                    ///< its film is not opened yet
    std::shared_ptr<const MediaTimeline> m_waveformOf; ///< the film whose waveform is shown or being found
    QString m_scenarioPath;                            ///< where the present one was read from or saved to; empty: nowhere
    QPointer<QSettings> m_settings;
    Actions m_actions;
    Theme m_theme;
    PictureWorker *m_pictures;
    WaveformWorker *m_waveforms;
    RunBar *m_bar;
    NoticeLine *m_notice;
    ExportLine *m_exportLine;
    ControlsPanel *m_controls;
    StageView *m_stage;
    FiguresRow *m_figures;
    TimelineView *m_timeline;
    Inspector *m_inspector;
    SoundDesk *m_sound;
    LiveRegion *m_live = nullptr;
    StallAnnouncer m_announcer;
    QPointer<TimelineTableWindow> m_table;
    QPointer<PageWindow> m_keysWindow;
    QPointer<PageWindow> m_aboutWindow;
    double m_textSize = 1;
    int m_explained = -1; ///< the stall that was explained last
    bool m_hintIsDue = false;
    LessonGuide *m_lessons = nullptr;
    PinnedRuns m_pinned;
    CompareTab *m_compare;
    SweepPage *m_sweep;
    unsigned m_frames = 0;
    /// How the parts stand: settings beside the rest, or all below each other; with the stall map or without.
    enum class Arrangement { None, Beside, BesideMap, Stacked, StackedMap };
    Arrangement m_arrangement = Arrangement::None;
    QGridLayout *m_parts = nullptr;
};

} // namespace rebuffer
