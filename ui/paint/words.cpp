#include "ui/paint/words.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>

namespace rebuffer {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("rebuffer::words", text);
}

/// Three digits that count: 1.71, 12.3, 940.
int decimalsFor(double value)
{
    const double size = std::abs(value);
    return size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
}

struct Unit {
    const char *pattern;
    double size;
};

constexpr std::array byteUnits = {
    Unit{QT_TRANSLATE_NOOP("rebuffer::words", "%1 B"), 1},
    Unit{QT_TRANSLATE_NOOP("rebuffer::words", "%1 kB"), 1e3},
    Unit{QT_TRANSLATE_NOOP("rebuffer::words", "%1 MB"), 1e6},
    Unit{QT_TRANSLATE_NOOP("rebuffer::words", "%1 GB"), 1e9},
};

const Unit &byteUnitOf(double bytes)
{
    const Unit *best = &byteUnits.front();
    for (const Unit &unit : byteUnits)
        if (bytes >= unit.size)
            best = &unit;
    return *best;
}

/// Kilobytes and bytes are told whole; from megabytes on, in three digits at most.
QString inUnit(double bytes, const Unit &unit)
{
    const double value = bytes / unit.size;
    const int decimals = unit.size < 1e6 ? 0 : unit.size < 1e9 ? std::min(decimalsFor(value), 1) : decimalsFor(value);
    return QString::number(value, 'f', decimals);
}

} // namespace

QString clockText(SimDuration time, bool tenths)
{
    const std::int64_t all = std::max<std::int64_t>(0, time.toNanoseconds()) / 100'000'000;
    const std::int64_t seconds = all / 10;
    const QChar zero = QLatin1Char('0');
    QString text = QStringLiteral("%1").arg(seconds % 60, 2, 10, zero);
    if (seconds < 3600)
        text = QStringLiteral("%1:%2").arg(seconds / 60).arg(text);
    else
        text = QStringLiteral("%1:%2:%3").arg(seconds / 3600).arg(seconds / 60 % 60, 2, 10, zero).arg(text);
    return tenths ? QStringLiteral("%1.%2").arg(text).arg(all % 10) : text;
}

QString rateText(BitRate rate)
{
    const double bits = static_cast<double>(rate.toBitsPerSecond());
    if (bits > 0 && bits < 999'500)
        return translated(QT_TRANSLATE_NOOP("rebuffer::words", "%1 kbit/s")).arg(QString::number(bits / 1e3, 'f', 0));
    if (bits < 999.5e6)
        return translated(QT_TRANSLATE_NOOP("rebuffer::words", "%1 Mbit/s")).arg(megabitsText(bits / 1e6));
    return translated(QT_TRANSLATE_NOOP("rebuffer::words", "%1 Gbit/s")).arg(megabitsText(bits / 1e9));
}

QString megabitsText(double megabits)
{
    return megabits <= 0 ? QStringLiteral("0") : QString::number(megabits, 'f', decimalsFor(megabits));
}

QString bytesText(Bytes bytes)
{
    const double count = static_cast<double>(bytes.count());
    const Unit &unit = byteUnitOf(count);
    return translated(unit.pattern).arg(inUnit(count, unit));
}

QString bytesOfText(Bytes part, Bytes whole)
{
    const Unit &unit = byteUnitOf(static_cast<double>(whole.count()));
    const QString both =
        translated(QT_TRANSLATE_NOOP("rebuffer::words", "%1 of %2"))
            .arg(inUnit(static_cast<double>(part.count()), unit), inUnit(static_cast<double>(whole.count()), unit));
    return translated(unit.pattern).arg(both);
}

QString spanText(SimDuration span)
{
    const double ms = span.toMilliseconds();
    if (ms >= 999.5)
        return translated(QT_TRANSLATE_NOOP("rebuffer::words", "%1 s"))
            .arg(QString::number(ms / 1e3, 'f', decimalsFor(ms / 1e3)));
    const int decimals = ms > 0 && ms < 9.95 && ms != std::floor(ms) ? 1 : 0;
    return translated(QT_TRANSLATE_NOOP("rebuffer::words", "%1 ms")).arg(QString::number(ms, 'f', decimals));
}

QString secondsText(SimDuration span)
{
    const double seconds = std::max(0.0, span.toSeconds());
    return translated(QT_TRANSLATE_NOOP("rebuffer::words", "%1 s")).arg(QString::number(seconds, 'f', seconds < 99.95 ? 1 : 0));
}

QString thresholdText(SimDuration span)
{
    return translated(QT_TRANSLATE_NOOP("rebuffer::words", "%1 s"))
        .arg(QString::number(std::round(span.toSeconds() * 100) / 100));
}

QString shareText(double share)
{
    const double percent = share * 100;
    const int decimals = percent > 0 && percent < 0.0995 ? 2 : percent < 9.95 ? 1 : 0;
    return translated(QT_TRANSLATE_NOOP("rebuffer::words", "%1 %")).arg(QString::number(percent, 'f', decimals));
}

QString wholeShareText(double share)
{
    const double percent = std::floor(std::clamp(share, 0.0, 1.0) * 100 + 1e-9);
    return translated(QT_TRANSLATE_NOOP("rebuffer::words", "%1 %")).arg(QString::number(percent, 'f', 0));
}

QString partText(double share)
{
    const double percent = std::clamp(share, 0.0, 1.0) * 100;
    if (percent > 0 && percent < 0.5)
        return translated(QT_TRANSLATE_NOOP("rebuffer::words", "<1 %"));
    if (percent < 100 && percent >= 99.5)
        return translated(QT_TRANSLATE_NOOP("rebuffer::words", ">99 %"));
    return translated(QT_TRANSLATE_NOOP("rebuffer::words", "%1 %")).arg(QString::number(percent, 'f', 0));
}

QString countText(quint64 count)
{
    QString text = QString::number(count);
    for (qsizetype at = text.size() - 3; at > 0; at -= 3)
        text.insert(at, QChar(0x00a0));
    return text;
}

QString keptTogether(QString words)
{
    static const QRegularExpression gap(QStringLiteral("(?<=\\d) (?=[\\p{L}%])"));
    static const QRegularExpression slash(QStringLiteral("(?<=bit)/(?=s)"));
    static const QString wholeSlash = QLatin1Char('/') + QString(QChar(0x2060)); // a word joiner: no line ends behind it
    return words.replace(gap, QString(QChar::Nbsp)).replace(slash, wholeSlash);
}

QString inLines(const QString &words, const QFontMetrics &metrics, int width)
{
    QStringList lines;
    for (const QString &word : keptTogether(words).split(QLatin1Char(' '))) {
        const QString longer = lines.isEmpty() ? word : lines.back() + QLatin1Char(' ') + word;
        if (lines.isEmpty())
            lines << word;
        else if (metrics.horizontalAdvance(longer) <= width)
            lines.back() = longer;
        else
            lines << word;
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace rebuffer
