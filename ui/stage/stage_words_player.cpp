// What is said at the playback buffer and the player.
#include "ui/stage/stage_words.h"

#include "ui/paint/words.h"

#include <algorithm>

namespace rebuffer
{

namespace
{

constexpr Qt::Alignment centred = Qt::AlignHCenter | Qt::AlignTop;

QString megabitsLine(const QString &pattern, BitRate rate) { return pattern.arg(megabitsText(rate.toMegabitsPerSecond())); }

} // namespace

void StageWords::tellBuffer(const Snapshot &snapshot, const StageGeometry &geometry, bool renew)
{
    const StageLayout &layout = geometry.layout;
    const bool full = snapshot.streams.playbackBufferFull;
    const QColor colour = geometry.tank.low ? m_theme.loss : full ? m_theme.arriving : m_theme.data;
    if (renew || m_lines[BufferState].colour != colour) {
        const QString held = secondsText(snapshot.level);
        say(BufferState,
            full                                  ? QStringList{tr("%1 · full: stop").arg(held), tr("full: stop")}
            : snapshot.state == PlayerState::Idle ? QStringList{tr("empty")}
                                                  : QStringList{tr("%1 of media").arg(held), held},
            layout.buffer.first, colour);
    }
    const bool roomy =
        layout.markLabels.width() >= m_lines[MarkResume].label.widthOf(tr("resume %1").arg(thresholdText(snapshot.player.resume)));
    const auto mark = [&](Line line, TankMark which, const QString &words, const QString &shorter, const QColor &ink) {
        say(line, {roomy ? words : shorter}, geometry.tank.marks[static_cast<std::size_t>(which)].label, ink,
            Qt::AlignLeft | Qt::AlignVCenter);
    };
    const QString high = thresholdText(snapshot.player.highWater);
    const QString resume = thresholdText(snapshot.player.resume);
    const QString start = thresholdText(snapshot.player.start);
    mark(MarkHigh, TankMark::HighWater, tr("high %1").arg(high), high, m_theme.arriving);
    mark(MarkResume, TankMark::Resume, tr("resume %1").arg(resume), resume, m_theme.arriving);
    mark(MarkStart, TankMark::Start, tr("start %1").arg(start), start, m_theme.mutedText);
    if (!renew)
        return;
    const BitRate fill = snapshot.fill;
    const BitRate drain = snapshot.drain;
    const bool idle = snapshot.state == PlayerState::Idle;
    say(BufferFill, {idle ? QString() : megabitsLine(tr("fill %1 Mbit/s"), fill), megabitsLine(tr("fill %1"), fill)}, layout.bufferWords[0],
        m_theme.arriving);
    say(BufferDrain, {idle ? QString() : megabitsLine(tr("drain %1 Mbit/s"), drain), megabitsLine(tr("drain %1"), drain)},
        layout.bufferWords[1], m_theme.need);
}

void StageWords::tellPlayer(const Snapshot &snapshot, const StageLayout &layout)
{
    const bool known = snapshot.duration > SimDuration::zero();
    const QString now = clockText(snapshot.position, true);
    const QString pattern = tr("%1 / %2");
    const QString whole = clockText(snapshot.duration);
    say(Clock,
        known ? QStringList{pattern.arg(now, whole), pattern.arg(clockText(snapshot.position), whole), now, QString()}
              : QStringList{now, QString()},
        layout.clock, m_theme.mutedText, Qt::AlignRight | Qt::AlignVCenter);

    QString state;
    QColor colour = m_theme.mutedText;
    const auto missing = [&](SimDuration wanted) { return secondsText(std::max(SimDuration::zero(), wanted - snapshot.level)); };
    switch (snapshot.state) {
    case PlayerState::Idle:
        break;
    case PlayerState::Connecting:
        state = tr("asks the server for the film");
        break;
    case PlayerState::Starting:
        state = tr("needs %1 more to start").arg(missing(snapshot.player.start));
        break;
    case PlayerState::Playing:
        state = tr("playing");
        break;
    case PlayerState::Stalled:
        state = tr("needs %1 more to resume").arg(missing(snapshot.player.resume));
        colour = m_theme.loss;
        break;
    case PlayerState::Ended:
        state = tr("has played it all");
        break;
    }
    if (snapshot.state == PlayerState::Playing && !snapshot.drain.isZero() && isBufferLow(snapshot)) {
        state = tr("plays, but nearly dry");
        colour = m_theme.loss;
    }
    const bool two = !layout.playerWords[1].isEmpty();
    const bool title = !two && snapshot.state == PlayerState::Playing && !m_film.isEmpty();
    say(PlayerState1, {title ? m_film : state}, layout.playerWords[0], colour);
    say(PlayerTitle2, {m_film}, layout.playerWords[1], m_theme.mutedText);
}

void StageWords::tellReceiver(const Snapshot &snapshot, const StageLayout &layout, bool renew)
{
    for (Line line : {BufferTitle, BufferState, BufferFill, BufferDrain, MarkStart, MarkResume, MarkHigh, Clock, PlayerTitle2, Cover})
        hide(line);
    if (!renew)
        return;
    say(BufferState, {tr("%1 arrived").arg(bytesText(snapshot.received)), bytesText(snapshot.received)}, layout.player.first, m_theme.data);
    say(PlayerState1, {rateText(snapshot.throughput)}, layout.player.second, m_theme.arriving);
}

void StageWords::tellCover(const Snapshot &snapshot, const StageLayout &layout)
{
    const QString share = wholeShareText(snapshot.resumeProgress);
    QStringList words;
    switch (snapshot.state) {
    case PlayerState::Idle:
        words = QStringList{m_invitation.isEmpty() ? tr("Press play") : m_invitation};
        break;
    case PlayerState::Connecting:
        words = QStringList{tr("Connecting…")};
        break;
    case PlayerState::Starting:
        words = QStringList{tr("Starting… %1").arg(share), share};
        break;
    case PlayerState::Stalled:
        words = QStringList{tr("Buffering… %1").arg(share), share};
        break;
    case PlayerState::Ended:
        words = QStringList{tr("The end")};
        break;
    case PlayerState::Playing:
        if (!m_hasVideo)
            words = QStringList{tr("Sound only")};
        break;
    }
    const QRectF picture = layout.picture;
    const QRectF box = picture.adjusted(2 * layout.space, 0.62 * picture.height(), -2 * layout.space, 0);
    say(Cover, words, words.isEmpty() ? QRectF() : box, QColor(Qt::white), centred);
}

} // namespace rebuffer
