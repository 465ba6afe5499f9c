// What a packet of a run really carries: the film's bytes behind the response's head, or the words of the exchange.
#pragma once

#include "core/session/pipeline.h"

#include <QByteArray>
#include <QFile>

#include <optional>

namespace rebuffer {

class PayloadBytes {
public:
    /// Opens the film's file, if there is one; it is read as packets are asked for.
    explicit PayloadBytes(const std::optional<MediaFile> &media);

    /// False: there is a file, and it cannot be read. Its bytes are zeros then, as those of a film that is none.
    bool hasFilm() const { return m_filmIsThere || !m_named; }
    QString filmError() const { return m_film.errorString(); }

    /// packet.payload bytes of one that the run's present request sends; none of parity, which depends on those before it.
    /// Of HTTPS they are TLS records.
    QByteArray of(const Pipeline &run, const Conversation &conversation, bool uplink, const Packet &packet);
    /// The same of data, not encrypted.
    QByteArray ofStream(const Pipeline &run, const Packet &packet);

private:
    QFile m_film;
    bool m_named = false;
    bool m_filmIsThere = false;
};

} // namespace rebuffer
