// Everything the window can be told to do, once each: menus, tool bar and keys share these.
#pragma once

#include "ui/controls/run_icons.h"
#include "ui/speed.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QObject>

#include <vector>

class QActionGroup;
class QMenu;
class QMenuBar;

namespace rebuffer {

/// Owns the actions; wires none of them.
class Actions : public QObject {
    Q_OBJECT

public:
    struct SpeedAction {
        Speed speed;
        QAction *action;
    };
    struct ThemeAction {
        ThemeKind kind;
        QAction *action;
    };

    explicit Actions(QObject *parent = nullptr);

    QAction *open;
    QAction *openAsBytes;
    QAction *openScenario;
    QAction *saveScenario;
    QAction *saveScenarioAs;
    QAction *notes;    ///< the scenario's title and notes
    QAction *drawRate; ///< checkable: the bandwidth over time is shown
    QAction *openTrace;
    QAction *exportTrace;
    QAction *exportSeries;
    QAction *exportSummary;
    QAction *exportEvents;
    QAction *exportPackets;
    QAction *exportTimeline;
    QAction *exportReport;
    QAction *quit;
    QAction *playPause;
    QAction *restart;
    QAction *step;
    QAction *stepEvent;
    QAction *stepPacket;
    QAction *stepFrame;
    QAction *stepBack;
    QAction *present; ///< back from looking back
    QAction *reset;   ///< all settings
    QAction *back;    ///< in the film
    QAction *forward;
    QAction *mute;  ///< checkable
    QAction *why;   ///< the stall before the instant shown; again: the one before that
    QAction *table; ///< the timeline as one
    QAction *largerText;
    QAction *smallerText;
    QAction *usualText;
    QAction *compare; ///< pins the run as A
    QAction *swapRuns;
    QAction *addRun;
    QAction *unpin;
    QAction *stallMap; ///< checkable: it is shown
    QAction *fullScreen;
    QAction *about;
    QAction *keys;
    std::vector<QAction *> lessons;  ///< in their order
    std::vector<SpeedAction> speeds; ///< slowest first
    std::vector<ThemeAction> themes;

    void setTheme(const Theme &theme);
    /// Play/Pause says what a press would do.
    void setRunning(bool running);
    void setSpeed(Speed speed);
    /// `undo` and `redo` are the history's own.
    void addTo(QMenuBar *bar, QAction *undo, QAction *redo);
    QMenu *recent() const { return m_recent; }
    /// Of scenarios; the three below are its parts, filled by whoever knows them.
    QMenu *scenario() const { return m_scenario; }
    QMenu *recentScenarios() const { return m_recentScenarios; }
    QMenu *examples() const { return m_examples; }
    QMenu *networks() const { return m_networks; }

private:
    QAction *make(const QString &text, const QKeySequence &shortcut, const QString &tooltip);
    void makeSpeeds();
    void makeThemes();
    void makeLessons();
    void addScenarioTo(QMenuBar *bar);
    void renewIcons();

    QActionGroup *m_speedGroup; ///< one of each group is down
    QActionGroup *m_themeGroup;
    QMenu *m_recent = nullptr;
    QMenu *m_scenario = nullptr;
    QMenu *m_recentScenarios = nullptr;
    QMenu *m_examples = nullptr;
    QMenu *m_networks = nullptr;
    Theme m_theme;
    bool m_running = false;
};

} // namespace rebuffer
