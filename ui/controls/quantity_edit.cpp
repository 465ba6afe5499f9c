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

void QuantityEdit::takeBack()
{
    setText(m_shown);
    setModified(false);
    setCursorPosition(0);
}

void QuantityEdit::commit()
{
    const QString typed = text();
    const bool changed = isModified() && typed != m_shown;
    takeBack();
    if (changed)
        emit committed(typed);
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
