#include "ui/access/announcer.h"

#include "ui/paint/words.h"

#include <QAccessible>
#include <QCoreApplication>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Announcer)
};

} // namespace

LiveRegion::LiveRegion(QWidget *parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setGeometry(0, 0, 1, 1);
}

void LiveRegion::say(const QString &words)
{
    if (words.isEmpty())
        return;
    setAccessibleName(words);
    emit spoken(words);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(this, words);
    event.setPoliteness(QAccessible::AnnouncementPoliteness::Assertive);
    QAccessible::updateAccessibility(&event);
#else
    // Before 6.8 a notification that comes into sight is what screen readers speak of their own accord.
    for (const QAccessible::Event kind : {QAccessible::Alert, QAccessible::ObjectShow}) {
        QAccessibleEvent event(this, kind);
        QAccessible::updateAccessibility(&event);
    }
#endif
}

QString StallAnnouncer::tell(const Snapshot &snapshot)
{
    const PlayerState before = m_state;
    const SimDuration waited = m_waited;
    const bool known = m_known && snapshot.hasPlayer;
    m_known = true;
    m_state = snapshot.state;
    m_waited = snapshot.waited;
    if (!known || m_state == before)
        return {};
    switch (m_state) {
    case PlayerState::Stalled: return Words::tr("Stalled at %1: the buffer is empty").arg(clockText(snapshot.position));
    case PlayerState::Playing:
        if (before == PlayerState::Stalled)
            return Words::tr("Playing again after %1").arg(spanText(waited));
        return Words::tr("Playing");
    case PlayerState::Seeking: return Words::tr("Moved to %1, waiting for data").arg(clockText(snapshot.position));
    case PlayerState::Ended: return Words::tr("The film has ended");
    default: return {};
    }
}

} // namespace rebuffer
