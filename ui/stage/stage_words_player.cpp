// What is said at the playback buffer and the player.
#include "ui/stage/stage_words.h"

#include "ui/paint/words.h"

#include <QFontMetricsF>

#include <algorithm>

namespace rebuffer {

namespace {

constexpr Qt::Alignment centred = Qt::AlignHCenter | Qt::AlignTop;

/// In Mbit/s, but a trickle in kbit/s: it is not nothing.
QString flowText(BitRate rate)
{
    const bool trickle = !rate.isZero() && rate < BitRate::kilobitsPerSecond(100);
    return trickle ? rateText(rate) : StageWords::tr("%1 Mbit/s").arg(megabitsText(rate.toMegabitsPerSecond()));
}

/// Bits a second, and how many seconds of the film those are.
QStringList flowWords(const QString &words, BitRate rate, double pace)
{
    const QString bits = words.arg(flowText(rate));
    return {StageWords::tr("%1 · %2 s/s").arg(bits, QString::number(std::max(0.0, pace), 'f', 2)), bits};
}

/// Of what the player has not read yet: the tank is no fuller for it, but it is there when the link is not.
constexpr Bytes worthTelling(128 * 1024);

QStringList waitingWords(const Snapshot &snapshot)
{
    const QString bytes = bytesText(snapshot.streams.receiveBuffer);
    return {StageWords::tr("%1 more wait in TCP").arg(bytes), StageWords::tr("TCP holds %1").arg(bytes)};
}

bool isDamaged(const Snapshot &snapshot)
{
    return snapshot.damagedFrames + snapshot.lostFrames > 0;
}

QStringList damageWords(const Snapshot &snapshot)
{
    const QString damaged = QString::number(snapshot.damagedFrames);
    const QString lost = QString::number(snapshot.lostFrames);
    return {StageWords::tr("frames: %1 damaged, %2 missing").arg(damaged, lost),
            StageWords::tr("%1 damaged, %2 missing").arg(damaged, lost), StageWords::tr("%1 damaged").arg(damaged)};
}

/// While anything is waited for it is not nothing.
constexpr SimDuration leastTold = SimDuration::milliseconds(100);

/// `waitsForWhole`: it plays nothing before it has the whole file.
QStringList playerDoes(const Snapshot &snapshot, bool waitsForWhole)
{
    const auto missing = [&](SimDuration wanted) { return secondsText(std::max(leastTold, wanted - snapshot.level)); };
    if (snapshot.wanted)
        return {StageWords::tr("moves to %1 once the index has come").arg(clockText(*snapshot.wanted)),
                StageWords::tr("waits for the index")};
    switch (snapshot.state) {
    case PlayerState::Idle: return {QString()};
    case PlayerState::Connecting: return {StageWords::tr("asks the server for the film"), StageWords::tr("asks the server")};
    case PlayerState::Seeking:
    case PlayerState::Starting:
        if (waitsForWhole)
            return {StageWords::tr("needs %1 more to start")
                        .arg(bytesText(std::max(Bytes(0), snapshot.fileSize - snapshot.received))),
                    StageWords::tr("needs all of it")};
        return {StageWords::tr("needs %1 more to start").arg(missing(snapshot.player.start)),
                StageWords::tr("needs %1 more").arg(missing(snapshot.player.start))};
    case PlayerState::Stalled:
        return {StageWords::tr("needs %1 more to resume").arg(missing(snapshot.player.resume)),
                StageWords::tr("needs %1 more").arg(missing(snapshot.player.resume))};
    case PlayerState::Playing:
        if (isDamaged(snapshot))
            return damageWords(snapshot);
        return {isBufferLow(snapshot) ? StageWords::tr("playing, but nearly dry") : StageWords::tr("playing")};
    case PlayerState::Ended:
        return isDamaged(snapshot) ? damageWords(snapshot) : QStringList{StageWords::tr("has played it all")};
    }
    return {};
}

QStringList coverWords(const Snapshot &snapshot, const QStringList &invitation, bool hasVideo)
{
    const QString share = wholeShareText(snapshot.resumeProgress);
    switch (snapshot.state) {
    case PlayerState::Idle: return invitation.isEmpty() ? QStringList{StageWords::tr("Press play")} : invitation;
    case PlayerState::Connecting: return {StageWords::tr("Connecting…")};
    case PlayerState::Starting: return {StageWords::tr("Starting… %1").arg(share), share};
    case PlayerState::Seeking: return {StageWords::tr("Moving… %1").arg(share), share};
    case PlayerState::Stalled: return {StageWords::tr("Buffering… %1").arg(share), share};
    case PlayerState::Ended: return {StageWords::tr("The end")};
    case PlayerState::Playing: break;
    }
    return hasVideo ? QStringList{} : QStringList{StageWords::tr("No picture")};
}

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
    const bool roomy = layout.markLabels.width() >=
                       m_lines[MarkResume].label.widthOf(tr("resume %1").arg(thresholdText(snapshot.player.resume)));
    const auto mark = [&](Line line, TankMark which, const QString &words, const QString &shorter, const QColor &ink) {
        const TankGeometry::Mark &at = geometry.tank.marks[static_cast<std::size_t>(which)];
        say(line, {!at.isInForce ? QString() : roomy ? words : shorter}, at.label, ink, Qt::AlignLeft | Qt::AlignVCenter);
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
    if (snapshot.state == PlayerState::Idle || snapshot.state == PlayerState::Ended)
        return sayFlows({QString()}, {QString()}, layout);
    // A busy scene has more bits in a second of film: the level follows the seconds.
    const QStringList in = snapshot.streams.receiveBuffer >= worthTelling ? waitingWords(snapshot)
                                                                          : flowWords(tr("fill %1"), fill, snapshot.fillPace);
    sayFlows(in, flowWords(tr("drain %1"), drain, snapshot.drainPace), layout);
}

/// The two are compared: where one has to be short, both are.
void StageWords::sayFlows(const QStringList &in, const QStringList &out, const StageLayout &layout)
{
    say(BufferFill, in, layout.bufferWords[0], m_theme.arriving);
    say(BufferDrain, out, layout.bufferWords[1], m_theme.need);
    const bool inWhole = m_lines[BufferFill].label.text() == in.front();
    const bool outWhole = m_lines[BufferDrain].label.text() == out.front();
    if (inWhole != outWhole)
        sayFlows(in.mid(1), out.mid(1), layout);
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

    const bool alarm = isBufferLow(snapshot);
    const bool two = !layout.playerWords[1].isEmpty();
    // Where there is one line only, the film's name stands in it as long as there is nothing to say.
    const bool title = !two && snapshot.state == PlayerState::Playing && !isDamaged(snapshot) && !m_film.isEmpty();
    say(PlayerState1, playerDoes(snapshot, waitsForWhole()), title ? QRectF() : layout.playerWords[0],
        alarm ? m_theme.loss : m_theme.mutedText);
    say(PlayerTitle2, {m_film}, layout.playerWords[title ? 0 : 1], m_theme.mutedText);
}

void StageWords::tellReceiver(const Snapshot &snapshot, const StageLayout &layout, bool renew)
{
    for (Line line :
         {BufferTitle, BufferState, BufferFill, BufferDrain, MarkStart, MarkResume, MarkHigh, Clock, PlayerTitle2, Cover})
        hide(line);
    if (!renew)
        return;
    say(BufferState, {tr("%1 arrived").arg(bytesText(snapshot.received)), bytesText(snapshot.received)}, layout.player.first,
        m_theme.data);
    say(PlayerState1, {rateText(snapshot.throughput)}, layout.player.second, m_theme.arriving);
}

void StageWords::tellCover(const Snapshot &snapshot, const StageLayout &layout)
{
    const QStringList words = coverWords(snapshot, m_invitation, m_hasVideo || m_hasWave);
    const QRectF picture = layout.picture;
    const QRectF box = picture.adjusted(2 * layout.space, 0.62 * picture.height(), -2 * layout.space, 0);
    // In a small picture smaller letters rather than fewer words.
    TextLabel &label = m_lines[Cover].label;
    const QFont large = m_theme.font(titlePoints, QFont::DemiBold);
    const bool fits = words.isEmpty() || QFontMetricsF(large).horizontalAdvance(words.front()) <= box.width();
    if (fits != m_coverIsLarge) {
        m_coverIsLarge = fits;
        label.setFont(fits ? large : m_theme.font(captionPoints, QFont::DemiBold));
    }
    say(Cover, words, words.isEmpty() ? QRectF() : box, QColor(Qt::white), centred);
}

} // namespace rebuffer
