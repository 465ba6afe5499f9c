#include "ui/sweep/sweep_axis.h"

#include "ui/controls/setting_catalogue.h"

#include <QCoreApplication>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SweepAxis)
};

struct Offer {
    const char *key;
    const char *from;
    const char *to;
    bool logarithmic;
};

constexpr Offer offers[] = {
    {"link.rate", "500kbit/s", "10Mbit/s", true}, {"link.delay", "5ms", "500ms", true},
    {"link.jitter", "0ms", "100ms", false},       {"link.loss", "0.1%", "10%", true},
    {"link.loss_burst", "1", "50", true},         {"link.queue", "8kB", "1MB", true},
    {"player.start", "0.5s", "15s", true},        {"player.resume", "0.5s", "15s", true},
    {"player.high_water", "4s", "60s", true},
};

} // namespace

std::vector<SweepSetting> sweepSettings()
{
    std::vector<SettingDescription> all = networkSettings();
    for (SettingDescription &player : playerSettings())
        all.push_back(std::move(player));
    std::vector<SweepSetting> settings;
    for (const SettingDescription &one : all) {
        for (const Offer &offer : offers) {
            if (one.key == QLatin1String(offer.key))
                settings.push_back({one, one.scale.display(QLatin1String(offer.from)), one.scale.display(QLatin1String(offer.to)),
                                    offer.logarithmic});
        }
    }
    return settings;
}

Result<SweepAxis> sweepAxis(const SweepSetting &setting, const QString &from, const QString &to, int steps, bool logarithmic)
{
    const SettingScale &scale = setting.is.scale;
    const std::string name = setting.is.label.toStdString();
    const auto low = scale.amountOf(scale.typed(from, setting.is.fallback));
    const auto high = scale.amountOf(scale.typed(to, setting.is.fallback));
    if (!low || !high)
        return Problem{Words::tr("%1: \"%2\" is no amount of it; give one such as %3.")
                           .arg(setting.is.label, low ? to : from, setting.from)
                           .toStdString()};
    if (*low >= *high)
        return Problem{
            Words::tr("%1: the axis must rise; give a larger amount on the right.").arg(setting.is.label).toStdString()};
    if (logarithmic && *low <= 0)
        return Problem{Words::tr("%1: even factors cannot begin at zero; begin above it, or take even steps.")
                           .arg(setting.is.label)
                           .toStdString()};
    SweepAxis axis{setting.is.key.toStdString(), {}};
    for (const double amount : evenAmounts(*low, *high, steps, logarithmic)) {
        if (const std::string value = scale.keyText(amount).toStdString(); axis.values.empty() || axis.values.back() != value)
            axis.values.push_back(value);
    }
    return axis;
}

std::optional<double> placeOnAxis(const std::vector<double> &amounts, double amount)
{
    if (amounts.empty())
        return std::nullopt;
    if (amounts.size() == 1)
        return amount == amounts.front() ? std::optional(0.0) : std::nullopt;
    std::size_t i = 0;
    while (i + 2 < amounts.size() && amount > amounts[i + 1])
        ++i;
    // Between two columns in proportion: on a map a tenth of a cell is not seen.
    const double place = static_cast<double>(i) + (amount - amounts[i]) / (amounts[i + 1] - amounts[i]);
    if (place < -0.5 || place > static_cast<double>(amounts.size()) - 0.5)
        return std::nullopt;
    return place;
}

} // namespace rebuffer
