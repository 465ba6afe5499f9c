#include "ui/controls/setting_catalogue.h"

#include "core/session/scenario_keys.h"
#include "core/session/source_text.h"
#include "ui/paint/words.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <map>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SettingCatalogue)
};

using Curve = SettingScale::Curve;

constexpr double kilo = 1e3;
constexpr double mega = 1e6;
constexpr double giga = 1e9;
constexpr double milliseconds = 1e6;
constexpr double seconds = 1e9;

/// What a scenario has that says nothing.
QString fallbackOf(const QString &key)
{
    const ScenarioKey *known = findScenarioKey(key.toStdString());
    return known ? QString::fromStdString(known->get(Scenario())) : QString();
}

SettingDescription row(const char *key, const QString &label, const QString &tooltip, const SettingScale &scale,
                       QColor Theme::*colour)
{
    const QString name = QString::fromLatin1(key);
    return {name, label, tooltip, fallbackOf(name), scale, colour};
}

constexpr std::string_view ofUplink = "uplink.";

const SettingDescription *describe(const std::string &key)
{
    static const auto all = [] {
        auto settings = networkSettings();
        for (SettingDescription &setting : playerSettings())
            settings.push_back(std::move(setting));
        return settings;
    }();
    const auto found = std::find_if(all.begin(), all.end(), [&key](const auto &one) { return one.key.toStdString() == key; });
    return found == all.end() ? nullptr : &*found;
}

/// What is set by a choice, or not in the window at all.
QString nameWithoutRow(const std::string &key)
{
    static const std::map<std::string, QString> names{
        {"changes", Words::tr("what is changed on the way")},
        {"source", Words::tr("the film")},
        {"transport", Words::tr("Transport")},
        {"protocol", Words::tr("Protocol")},
        {"delivery", Words::tr("Delivery")},
        {"rtp.nack", Words::tr("Repeats on request (NACK)")},
        {"rtp.fec", Words::tr("Packets a parity (FEC)")},
        {"rtp.playout", Words::tr("Playout delay")},
        {"link.jitter_distribution", Words::tr("Kind of jitter")},
        {"link.reorder", Words::tr("Jitter reorders")},
        {"link.queue_discipline", Words::tr("Queue discipline")},
        {"link.overhead", Words::tr("Overhead of each packet")},
    };
    const auto found = names.find(key);
    return found == names.end() ? QString() : found->second;
}

} // namespace

std::vector<SettingDescription> networkSettings()
{
    return {
        row("link.rate", Words::tr("Bandwidth"),
            Words::tr("How many bits the link carries in a second, at most; below what the film needs, the buffer drains."),
            {Quantity::Rate, Curve::Logarithmic, 50 * kilo, giga}, &Theme::data),
        row("link.delay", Words::tr("Latency (one way)"),
            Words::tr("How long each packet is under way, even on an empty link; an answer takes twice that."),
            {Quantity::Delay, Curve::Square, 0, 1000 * milliseconds}, &Theme::data),
        row("link.jitter", Words::tr("Jitter"), Words::tr("How unevenly packets arrive: the standard deviation of the latency."),
            {Quantity::Delay, Curve::Square, 0, 200 * milliseconds}, &Theme::data),
        row("link.loss", Words::tr("Packet loss"),
            Words::tr("The share of packets that are damaged on the link and never arrive."),
            {Quantity::Share, Curve::Square, 0, 0.2}, &Theme::loss),
        row("link.loss_burst", Words::tr("Loss burst length"),
            Words::tr("How many packets are lost in a row, on average; \"random\" loses each by itself. "
                      "Above 50 % loss bursts are longer than 1, whatever is set."),
            {Quantity::Burst, Curve::Square, 0, 100}, &Theme::loss),
        row("link.queue", Words::tr("Router queue"),
            Words::tr("How much may wait in front of the link; a short one drops packets, a long one delays them."),
            {Quantity::Queue, Curve::Logarithmic, 2 * kilo, 10 * mega}, &Theme::data),
    };
}

std::vector<SettingDescription> playerSettings()
{
    const SettingScale scale{Quantity::Media, Curve::Square, 0.1 * seconds, 60 * seconds};
    return {
        row("player.start", Words::tr("Start playing at"),
            Words::tr("Playback begins when this many seconds of film have arrived: more means a longer wait, and fewer stalls."),
            scale, &Theme::arriving),
        row("player.resume", Words::tr("Resume after stall at"),
            Words::tr("After a stall playback goes on when this many seconds of film are there."), scale, &Theme::arriving),
        row("player.high_water", Words::tr("High-water mark"),
            Words::tr("With more than this the buffer says \"stop\": the player reads no more until some of it has been played."),
            scale, &Theme::arriving),
    };
}

QString settingName(const std::string &key)
{
    if (const SettingDescription *setting = describe(key))
        return setting->label;
    if (key.starts_with(ofUplink))
        return Words::tr("Uplink: %1").arg(settingName("link." + key.substr(ofUplink.size())));
    const QString other = nameWithoutRow(key);
    return other.isEmpty() ? QString::fromStdString(key) : other;
}

namespace {

QString nameOfFile(const std::string &path)
{
    return QFileInfo(QString::fromStdString(path)).fileName();
}

struct SourceWords {
    QString operator()(const FileSource &film) const { return nameOfFile(film.path); }
    QString operator()(const BytesSource &bytes) const
    {
        return Words::tr("%1 as bytes, %2").arg(nameOfFile(bytes.path), rateText(bytes.rate));
    }
    QString operator()(const ConstantRateSource &steady) const
    {
        return Words::tr("a steady film of %1, %2 long").arg(rateText(steady.rate), clockText(steady.duration));
    }
    QString operator()(const BulkSource &) const { return Words::tr("endless bytes"); }
};

} // namespace

QString settingValue(const std::string &key, const std::string &text)
{
    if (key == "source") {
        const auto source = parseSource(text);
        return source ? std::visit(SourceWords(), *source) : QString::fromStdString(text);
    }
    const SettingDescription *setting = describe(key);
    const QString value = QString::fromStdString(text);
    return setting && setting->scale.amountOf(value) ? setting->scale.display(value) : value;
}

} // namespace rebuffer
