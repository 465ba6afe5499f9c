#include "ui/setting_history.h"

#include "ui/controls/setting_catalogue.h"

#include <QScopedValueRollback>
#include <QUndoCommand>
#include <QUndoStack>

namespace rebuffer {

namespace {

constexpr int changeId = 1;
constexpr qint64 oneMoveMs = 1000;
constexpr int mostSteps = 200;

QString nameOf(const QString &key, const QString &value)
{
    return SettingHistory::tr("%1 = %2").arg(settingName(key.toStdString()),
                                             settingValue(key.toStdString(), value.toStdString()));
}

} // namespace

class SettingHistory::Change : public QUndoCommand {
public:
    Change(SettingHistory &history, QString key, QString before, QString after, bool goesOn)
        : QUndoCommand(nameOf(key, after)), m_history(history), m_key(std::move(key)), m_before(std::move(before)),
          m_after(std::move(after)), m_goesOn(goesOn)
    {
    }

    int id() const override { return changeId; }
    void undo() override { m_history.want(m_key, m_before); }
    void redo() override
    {
        // The stack redoes what is pushed; that has been done already.
        if (!std::exchange(m_isNew, false))
            m_history.want(m_key, m_after);
    }
    bool mergeWith(const QUndoCommand *other) override
    {
        const auto *next = static_cast<const Change *>(other);
        if (!next->m_goesOn || next->m_key != m_key)
            return false;
        m_after = next->m_after;
        setText(next->text());
        setObsolete(m_after == m_before);
        return true;
    }

private:
    SettingHistory &m_history;
    QString m_key;
    QString m_before;
    QString m_after;
    bool m_goesOn;
    bool m_isNew = true;
};

class SettingHistory::Step : public QUndoCommand {
public:
    Step(SettingHistory &history, const QString &words, std::function<void()> undo, std::function<void()> redo)
        : QUndoCommand(words), m_history(history), m_undo(std::move(undo)), m_redo(std::move(redo))
    {
    }

    void undo() override { m_history.replay(m_undo); }
    void redo() override
    {
        if (!std::exchange(m_isNew, false))
            m_history.replay(m_redo);
    }

private:
    SettingHistory &m_history;
    std::function<void()> m_undo;
    std::function<void()> m_redo;
    bool m_isNew = true;
};

SettingHistory::SettingHistory(QObject *parent) : QObject(parent), m_stack(new QUndoStack(this))
{
    m_stack->setUndoLimit(mostSteps);
}

void SettingHistory::note(const QString &key, const QString &before, const QString &after)
{
    if (m_replaying)
        return;
    const bool goesOn = m_sinceLast.isValid() && m_sinceLast.elapsed() < oneMoveMs;
    m_sinceLast.start();
    m_stack->push(new Change(*this, key, before, after, goesOn));
}

void SettingHistory::noteStep(const QString &words, std::function<void()> undo, std::function<void()> redo)
{
    if (m_replaying)
        return;
    m_sinceLast.invalidate();
    m_stack->push(new Step(*this, words, std::move(undo), std::move(redo)));
}

void SettingHistory::replay(const std::function<void()> &what)
{
    const QScopedValueRollback replaying(m_replaying, true);
    m_sinceLast.invalidate();
    what();
}

void SettingHistory::clear()
{
    m_stack->clear();
}

void SettingHistory::want(const QString &key, const QString &value)
{
    const QScopedValueRollback replaying(m_replaying, true);
    m_sinceLast.invalidate(); // the next move is a step of its own
    emit wanted(key, value);
}

} // namespace rebuffer
