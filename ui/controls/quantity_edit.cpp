#include "ui/controls/quantity_edit.h"

#include <QKeyEvent>
#include <QTimer>

namespace rebuffer {

QuantityEdit::QuantityEdit(QWidget *parent) : QLineEdit(parent)
{
    setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setProperty("quantity", true);
    setContextMenuPolicy(Qt::NoContextMenu);
    connect(this, &QLineEdit::returnPressed, this, [this] {
        commit();
        selectAll();
    });
}

void QuantityEdit::setShown(const QString &text)
{
    const bool typing = hasFocus() && isModified();
    if (m_shown == text && this->text() == text)
        return;
    m_shown = text;
    if (!typing)
        takeBack();
}

/// A value chosen whole stays so when it changes: the next key replaces it, not its first figure.
void QuantityEdit::takeBack()
{
    const bool wasChosen = hasSelectedText() && selectedText() == text();
    setText(m_shown);
    setModified(false);
    setCursorPosition(0);
    if (wasChosen)
        selectAll();
}

void QuantityEdit::commit()
{
    const QString typed = text();
    const bool changed = isModified() && typed != m_shown && !typed.trimmed().isEmpty();
    takeBack();
    if (changed)
        emit committed(typed);
}

/// Until a quantity is being typed, the space bar, the letters and the keys of undoing do what they do everywhere in the
/// window; and none begins with one of them, but for words whose letters do nothing else.
bool QuantityEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && !isModified()) {
        const auto *pressed = static_cast<QKeyEvent *>(event);
        const int key = pressed->key();
        const bool isPlain = (pressed->modifiers() & ~Qt::ShiftModifier) == Qt::NoModifier;
        const bool undoes = pressed->matches(QKeySequence::Undo) || pressed->matches(QKeySequence::Redo);
        if (undoes || (isPlain && (key == Qt::Key_Space || (key >= Qt::Key_A && key <= Qt::Key_Z)))) {
            event->ignore();
            return true;
        }
    }
    return QLineEdit::event(event);
}

void QuantityEdit::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up: emit stepRequested(1); return;
    case Qt::Key_Down: emit stepRequested(-1); return;
    case Qt::Key_PageUp: emit stepRequested(10); return;
    case Qt::Key_PageDown: emit stepRequested(-10); return;
    case Qt::Key_Escape:
        takeBack();
        selectAll();
        return;
    default: QLineEdit::keyPressEvent(event);
    }
}

void QuantityEdit::mouseDoubleClickEvent(QMouseEvent *)
{
    selectAll(); // number and unit are one word here
}

void QuantityEdit::focusInEvent(QFocusEvent *event)
{
    QLineEdit::focusInEvent(event);
    // After the mouse press that gave the focus has placed its cursor.
    if (event->reason() == Qt::MouseFocusReason)
        QTimer::singleShot(0, this, &QLineEdit::selectAll);
}

void QuantityEdit::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        commit();
}

} // namespace rebuffer
