// A button that Enter presses: the space bar belongs to play and pause everywhere in the window. It can stand
// for an action, whose words, sign and state it then shows.
#pragma once

#include <QPushButton>

class QAction;

namespace rebuffer {

class PressButton : public QPushButton {
    Q_OBJECT

public:
    explicit PressButton(QWidget *parent = nullptr);

    /// `action` must outlive the button.
    void setAction(QAction *action);
    /// Shows the action's sign alone; the tooltip still has the words.
    void setWordless(bool wordless);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void renew();

    QAction *m_action = nullptr;
    bool m_wordless = false;
};

/// Has Enter press a button of another kind, too: one answer of several, or a box to tick.
void pressByEnter(QAbstractButton *button);

} // namespace rebuffer
