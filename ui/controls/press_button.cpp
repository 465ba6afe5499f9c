#include "ui/controls/press_button.h"

#include <QAction>
#include <QKeyEvent>

namespace rebuffer {

PressButton::PressButton(QWidget *parent) : QPushButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
}

void PressButton::setAction(QAction *action)
{
    m_action = action;
    renew();
    connect(action, &QAction::changed, this, &PressButton::renew);
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
}

void PressButton::setWordless(bool wordless)
{
    m_wordless = wordless;
    renew();
}

void PressButton::renew()
{
    // Qt leaves next to nothing between the sign and the words.
    const QString gap = m_action->icon().isNull() ? QString() : QStringLiteral(" ");
    setText(m_wordless ? QString() : gap + m_action->text());
    setIcon(m_action->icon());
    setToolTip(m_action->toolTip());
    setAccessibleName(m_action->text());
    setEnabled(m_action->isEnabled());
}

void PressButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QPushButton::keyPressEvent(event);
}

namespace {

class EnterPresses : public QObject {
public:
    explicit EnterPresses(QAbstractButton *button) : QObject(button) { button->installEventFilter(this); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::KeyPress)
            return false;
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key != Qt::Key_Return && key != Qt::Key_Enter)
            return false;
        static_cast<QAbstractButton *>(watched)->click();
        return true;
    }
};

} // namespace

void pressByEnter(QAbstractButton *button)
{
    new EnterPresses(button);
}

} // namespace rebuffer
