// Says aloud, through whatever screen reader listens, what everyone else sees happen: playback begins, stalls, goes on,
// ends. It says each once, when it happens, and nothing while it is looked back.
#pragma once

#include "core/session/snapshot.h"

#include <QString>
#include <QWidget>

namespace rebuffer {

/// A notification for screen readers alone: nothing of it is painted.
class LiveRegion : public QWidget {
    Q_OBJECT

public:
    explicit LiveRegion(QWidget *parent);
    /// Spoken at once.
    void say(const QString &words);
    /// What was said last.
    QString said() const { return accessibleName(); }

signals:
    void spoken(const QString &words);
};

class StallAnnouncer {
public:
    /// What there is to say of this instant; empty for nothing.
    QString tell(const Snapshot &snapshot);
    /// Another run, or another instant of it: what comes next is no news.
    void forget() { m_known = false; }

private:
    bool m_known = false;
    PlayerState m_state = PlayerState::Idle;
    SimDuration m_waited;
};

} // namespace rebuffer
