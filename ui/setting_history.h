// Undo and redo of what was set by hand. A slider that is dragged is one step.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <functional>

class QAction;
class QUndoStack;

namespace rebuffer {

class SettingHistory : public QObject {
    Q_OBJECT

public:
    explicit SettingHistory(QObject *parent = nullptr);

    /// A setting was changed; moves of the same one within a second of each other are one. Ignored while undoing.
    void note(const QString &key, const QString &before, const QString &after);
    /// Any other step; `undo` and `redo` are called later.
    void noteStep(const QString &words, std::function<void()> undo, std::function<void()> redo);
    void clear();
    QUndoStack *stack() const { return m_stack; }
    bool isReplaying() const { return m_replaying; }

signals:
    /// Undo or redo: to be set to this.
    void wanted(const QString &key, const QString &value);

private:
    class Change;
    class Step;

    void replay(const std::function<void()> &what);
    void want(const QString &key, const QString &value);

    QUndoStack *m_stack;
    QElapsedTimer m_sinceLast;
    bool m_replaying = false;
};

} // namespace rebuffer
