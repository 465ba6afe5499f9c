// A packet's story as it is shown: words and numbers, ready to be painted.
#pragma once

#include "core/media/media_timeline.h"
#include "core/session/packet_story.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace rebuffer {

enum class PacketFate { OnItsWay, Delivered, Lost, Dropped };

struct PacketMoment {
    QString name; ///< "queued"
    QString time; ///< "0:38.004" for the first, "+182 ms" for the others
    PacketFate tone = PacketFate::OnItsWay;
};

struct PacketFacts {
    QString title;  ///< "Packet 9 571"
    QString status; ///< "LOST"
    PacketFate fate = PacketFate::OnItsWay;
    std::vector<Header> headers;
    QString payloadTitle;    ///< "Payload 1 448 B"
    QString payloadPlace;    ///< "file bytes 13 858 397 to 13 859 844"
    QStringList payloadRows; ///< "00d3765d  79 42 …  yB.."
    QStringList carries;     ///< which unit of which frame; may be empty
    std::vector<PacketMoment> life;

    /// `payload` holds the bytes of the file that it carries; `film` may be null.
    static PacketFacts of(const PacketStory &story, const MediaTimeline *film, const QByteArray &payload);
    /// Everything in words, for those who do not see it.
    QString inWords() const;
};

/// How many payload bytes are shown at most, all that a packet can carry; and how many stand in a row.
inline constexpr int payloadShown = 1460;
inline constexpr int payloadPerRow = 8;

} // namespace rebuffer
