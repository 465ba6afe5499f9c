// Events in plain words: what a person reads of one, and which are worth a line when packets fly by thousands.
#pragma once

#include "core/session/event_log.h"
#include "ui/theme/theme.h"

#include <QColor>
#include <QString>

namespace rebuffer {

/// An event whose words outlive the log's.
struct NotedEvent {
    Event event;
    QString text;

    static NotedEvent of(const Event &event);
};

QString describe(const NotedEvent &noted);
/// Not the everyday life of a packet: losses, stalls, settings, backpressure.
bool isNotable(const Event &event);
/// The colour of the line's mark, by meaning.
QColor colourOf(const Event &event, const Theme &theme);

} // namespace rebuffer
