// The stall map with what it is made from: two settings and their ranges, what is measured, run and cancel. It runs beside
// the window, on every core, and fills in as runs are done.
#pragma once

#include "core/media/media_file.h"
#include "ui/controls/preset_box.h"
#include "ui/sweep/sweep_runner.h"
#include "ui/theme/theme.h"

#include <QFrame>

#include <functional>

class QLabel;
class QProgressBar;
class QScrollArea;

namespace rebuffer {

class AxisForm;
class MapView;
class PressButton;

class SweepPage : public QFrame {
    Q_OBJECT

public:
    /// What each run is like, but for the two settings of the map.
    struct Base {
        Scenario scenario;
        std::optional<MediaFile> media;
    };

    explicit SweepPage(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Its status may take another line: the map gives way, not the window.
    bool hasHeightForWidth() const override { return false; }
    /// Asked whenever a sweep begins.
    void setBase(std::function<Base()> base) { m_base = std::move(base); }
    /// The run in the window, for "you are here".
    void setScenario(const Scenario &scenario);

    AxisForm *xForm() const { return m_x; }
    AxisForm *yForm() const { return m_y; }
    PresetBox *measure() const { return m_measure; }
    MapView *map() const { return m_map; }
    QLabel *status() const { return m_status; }
    QProgressBar *progress() const { return m_progress; }
    PressButton *runButton() const { return m_run; }
    PressButton *closeButton() const { return m_close; }
    const SweepRunner &runner() const { return m_runner; }

public slots:
    /// Runs, or stops what runs.
    void toggle();

signals:
    /// That run is to be opened in the window.
    void runRequested(const rebuffer::Scenario &scenario, const QString &words);
    void closeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeAxes();
    void begin();
    void onProgress();
    void onFinished();
    void choose(int cell);
    void say(const QString &words, bool problem = false);
    void renewHere();

    std::function<Base()> m_base;
    SweepRunner m_runner;
    Theme m_theme;
    Scenario m_scenario;
    QLabel *m_title;
    AxisForm *m_x;
    AxisForm *m_y;
    PresetBox *m_measure;
    QScrollArea *m_axes = nullptr;
    PressButton *m_run;
    QProgressBar *m_progress;
    QLabel *m_status;
    PressButton *m_close;
    MapView *m_map;
};

} // namespace rebuffer
