// The bar at the top: open, play, restart, step, speed, and the state for the whole room.
#pragma once

#include "ui/actions.h"
#include "ui/controls/status_pill.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QMenu;

namespace rebuffer {

class PressButton;
class SegmentedBar;
class SoundControl;

class RunBar : public QFrame {
    Q_OBJECT

public:
    /// `actions` must outlive it.
    explicit RunBar(const Actions &actions, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setSpeed(Speed speed);
    StatusPill *pill() const { return m_pill; }
    PressButton *openButton() const { return m_open; }
    PressButton *playButton() const { return m_play; }
    PressButton *restartButton() const { return m_restart; }
    PressButton *scenarioButton() const { return m_scenario; }
    /// What the scenario button opens.
    void setScenarioMenu(QMenu *menu);
    PressButton *compareButton() const { return m_compare; }
    PressButton *stepButton() const { return m_step; }
    SegmentedBar *speeds() const { return m_speeds; }
    SoundControl *sound() const { return m_sound; }

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /// With fewer words, then on two rows, then without what the menu bar has as well, where the letters are large and the
    /// window is narrow.
    enum class Room { Wide, Narrow, TwoRows, Least };

    void setRoom(Room room);
    void fit();
    void forgetSizes();
    PressButton *addButton(QAction *action);
    void orderTabs();
    void addSpeeds(const Actions &actions);
    void fixWidths(const Theme &theme);

    PressButton *m_open;
    PressButton *m_scenario;
    PressButton *m_play;
    PressButton *m_restart;
    PressButton *m_step;
    PressButton *m_slow = nullptr;
    SegmentedBar *m_speeds;
    SoundControl *m_sound;
    StatusPill *m_pill;
    PressButton *m_compare;
    QLabel *m_speedWord;
    QHBoxLayout *m_first; ///< rows
    QHBoxLayout *m_second;
    int m_speedsAt = 0; ///< where in the first row the speeds stand
    int m_leastWidth = 0;
};

} // namespace rebuffer
