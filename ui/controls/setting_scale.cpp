#include "ui/controls/setting_scale.h"

#include "core/sim/quantity_text.h"
#include "ui/controls/quantity_input.h"

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

/// Two or three figures that people would say: 1.8 Mbit/s and not 1.7963.
double rounded(double amount, double figures, double finest)
{
    if (amount <= 0)
        return 0;
    const double step = std::max(std::pow(10, std::floor(std::log10(amount)) - figures + 1), finest);
    return std::round(amount / step) * step;
}

double finestOf(Quantity quantity)
{
    switch (quantity) {
    case Quantity::Rate: return 1e3;
    case Quantity::Delay: return 1e6;
    case Quantity::Media: return 1e8;
    case Quantity::Share: return 1e-4;
    case Quantity::Burst: return 1;
    case Quantity::Queue: return 1e3;
    }
    return 1;
}

QString number(double value, int decimals)
{
    return QString::number(value, 'f', decimals);
}

/// Three figures: "1.80", "18.0", "180".
QString threeFigures(double value)
{
    return number(value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
}

QString displayRate(double bits)
{
    if (bits == 0)
        return SettingScale::tr("no signal");
    if (bits < 999'500)
        return SettingScale::tr("%1 kbit/s").arg(number(bits / 1e3, bits < 99'950 ? 1 : 0));
    return bits < 999.5e6 ? SettingScale::tr("%1 Mbit/s").arg(threeFigures(bits / 1e6))
                          : SettingScale::tr("%1 Gbit/s").arg(threeFigures(bits / 1e9));
}

QString displayDelay(double ns)
{
    const bool whole = std::fabs(ns - std::round(ns / 1e6) * 1e6) < 5e4;
    return ns < 999.5e6 ? SettingScale::tr("%1 ms").arg(number(ns / 1e6, whole ? 0 : 1))
                        : SettingScale::tr("%1 s").arg(number(ns / 1e9, 2));
}

QString displayShare(double share)
{
    const double percent = share * 100;
    return SettingScale::tr("%1 %").arg(number(percent, percent > 0 && percent < 0.995 ? 2 : 1));
}

QString displayBurst(double packets)
{
    return packets == 0 ? SettingScale::tr("random")
                        : SettingScale::tr("%1 pkts").arg(number(packets, packets == std::round(packets) ? 0 : 1));
}

QString displayQueue(double bytes)
{
    if (bytes < 999.5e3)
        return SettingScale::tr("%1 kB").arg(number(bytes / 1e3, bytes < 9.95e3 ? 1 : 0));
    return SettingScale::tr("%1 MB").arg(threeFigures(bytes / 1e6));
}

QString displayAmount(Quantity quantity, double amount)
{
    switch (quantity) {
    case Quantity::Rate: return displayRate(amount);
    case Quantity::Delay: return displayDelay(amount);
    case Quantity::Media: return SettingScale::tr("%1 s").arg(number(amount / 1e9, 1));
    case Quantity::Share: return displayShare(amount);
    case Quantity::Burst: return displayBurst(amount);
    case Quantity::Queue: return displayQueue(amount);
    }
    return {};
}

QString defaultUnit(Quantity quantity)
{
    switch (quantity) {
    case Quantity::Rate: return QStringLiteral("Mbit/s");
    case Quantity::Delay: return QStringLiteral("ms");
    case Quantity::Media: return QStringLiteral("s");
    case Quantity::Share: return QStringLiteral("%");
    case Quantity::Burst: return QStringLiteral("pkts");
    case Quantity::Queue: return QStringLiteral("kB");
    }
    return {};
}

/// A queue that is limited in packets, if the value says so.
std::optional<double> packetsIn(const QString &keyText)
{
    const QString suffix = QStringLiteral("packets");
    if (!keyText.endsWith(suffix))
        return std::nullopt;
    return keyText.chopped(suffix.size()).toDouble();
}

template <typename T, typename F> std::optional<double> amountIn(const Result<T> &result, F read)
{
    return result ? std::optional<double>(read(*result)) : std::nullopt;
}

std::optional<double> parsedNumber(const std::string &text)
{
    return amountIn(parseNumber(text), [](double value) { return value; });
}

/// The scenario's word for losses that do not come in bursts.
QString independent()
{
    return QStringLiteral("independent");
}

constexpr double packetBytes = 1500; // for a queue in packets to have a place on a scale in bytes

} // namespace

double SettingScale::amountAt(int position) const
{
    const double share = std::clamp(position, 0, positions) / double(positions);
    const double exact = curve == Curve::Logarithmic ? low * std::pow(high / low, share) : low + (high - low) * share * share;
    const double figures = quantity == Quantity::Rate ? 3 : 2;
    return std::clamp(rounded(exact, figures, finestOf(quantity)), low, high);
}

int SettingScale::positionOf(double amount) const
{
    const double inside = std::clamp(amount, low, high);
    const double share =
        curve == Curve::Logarithmic ? std::log(inside / low) / std::log(high / low) : std::sqrt((inside - low) / (high - low));
    return static_cast<int>(std::lround(share * positions));
}

QString SettingScale::keyText(double amount) const
{
    switch (quantity) {
    case Quantity::Rate: return QString::fromStdString(toText(BitRate::bitsPerSecond(std::llround(amount))));
    case Quantity::Delay:
    case Quantity::Media: return QString::fromStdString(toText(SimDuration::nanoseconds(std::llround(amount))));
    case Quantity::Share: return QString::fromStdString(shareToText(std::round(amount * 1e9) / 1e9));
    case Quantity::Burst: return amount == 0 ? independent() : QString::fromStdString(numberToText(amount));
    case Quantity::Queue: return QString::fromStdString(toText(Bytes(std::llround(amount))));
    }
    return {};
}

std::optional<double> SettingScale::amountOf(const QString &keyText) const
{
    const std::string text = keyText.toStdString();
    switch (quantity) {
    case Quantity::Rate: return amountIn(parseRate(text), [](BitRate r) { return static_cast<double>(r.toBitsPerSecond()); });
    case Quantity::Delay:
    case Quantity::Media:
        return amountIn(parseDuration(text), [](SimDuration d) { return static_cast<double>(d.toNanoseconds()); });
    case Quantity::Share: return amountIn(parseShare(text), [](double share) { return share; });
    case Quantity::Burst: return keyText == independent() ? 0.0 : parsedNumber(text);
    case Quantity::Queue:
        if (const auto packets = packetsIn(keyText))
            return *packets * packetBytes;
        return amountIn(parseBytes(text), [](Bytes b) { return static_cast<double>(b.count()); });
    }
    return std::nullopt;
}

QString SettingScale::display(const QString &keyText) const
{
    if (quantity == Quantity::Queue) {
        if (const auto packets = packetsIn(keyText))
            return SettingScale::tr("%1 pkts").arg(number(*packets, 0));
    }
    if (const auto amount = amountOf(keyText))
        return displayAmount(quantity, *amount);
    return keyText.section(QLatin1Char(':'), 0, 0);
}

QString SettingScale::typed(const QString &text, const QString &presentKeyText) const
{
    if (quantity == Quantity::Burst && text.trimmed().compare(displayBurst(0), Qt::CaseInsensitive) == 0)
        return independent();
    const QString shownUnit = display(presentKeyText).section(QLatin1Char(' '), 1);
    auto read = readTyped(quantity, text, shownUnit);
    if (!read)
        read = readTyped(quantity, text, defaultUnit(quantity));
    if (!read)
        return text.trimmed();
    return read->inPackets ? number(read->amount, 0) + QStringLiteral("packets") : keyText(read->amount);
}

double SettingScale::stepped(double amount, int steps) const
{
    const int direction = steps < 0 ? -1 : 1;
    double value = std::clamp(amount, low, high);
    for (int left = std::abs(steps); left > 0; --left) {
        int position = positionOf(value);
        double next = value;
        while (next == value && position + direction >= 0 && position + direction <= positions) {
            position += direction;
            next = amountAt(position);
        }
        // A value typed in between may round the other way: never step backwards.
        value = (next - value) * direction > 0 ? next : value;
    }
    return value;
}

} // namespace rebuffer
