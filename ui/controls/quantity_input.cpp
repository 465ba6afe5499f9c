#include "ui/controls/quantity_input.h"

#include <QRegularExpression>

#include <array>
#include <span>

namespace rebuffer {

namespace {

struct Spelling {
    const char *pattern; ///< of the whole unit, lower case
    double factor;
};

constexpr std::array rateUnits{Spelling{"b(it)?s?(/s|ps)?", 1}, Spelling{"k(b(it)?s?(/s|ps)?)?", 1e3},
                               Spelling{"m(b(it)?s?(/s|ps)?)?", 1e6}, Spelling{"g(b(it)?s?(/s|ps)?)?", 1e9}};
constexpr std::array timeUnits{Spelling{"[uµ]s?", 1e3}, Spelling{"ms|msec", 1e6}, Spelling{"s|sec", 1e9},
                               Spelling{"m|min", 60e9}};
constexpr std::array shareUnits{Spelling{"%|percent", 0.01}};
constexpr std::array packetUnits{Spelling{"p|pkts?|packets?", 1}};
constexpr std::array sizeUnits{Spelling{"b|bytes?", 1}, Spelling{"kb?", 1e3}, Spelling{"mb?", 1e6}, Spelling{"kib", 1024.0},
                               Spelling{"mib", 1048576.0}};

std::span<const Spelling> unitsOf(Quantity quantity)
{
    switch (quantity) {
    case Quantity::Rate: return rateUnits;
    case Quantity::Delay:
    case Quantity::Media: return timeUnits;
    case Quantity::Share: return shareUnits;
    case Quantity::Burst: return packetUnits;
    case Quantity::Queue: return sizeUnits;
    }
    return {};
}

std::optional<double> factorOf(std::span<const Spelling> units, const QString &unit)
{
    for (const Spelling &spelling : units) {
        const QRegularExpression pattern(QRegularExpression::anchoredPattern(QString::fromUtf8(spelling.pattern)));
        if (pattern.match(unit).hasMatch())
            return spelling.factor;
    }
    return std::nullopt;
}

} // namespace

std::optional<TypedQuantity> readTyped(Quantity quantity, const QString &text, const QString &presentUnit)
{
    static const QRegularExpression shape(QStringLiteral(R"(^\s*([0-9]*[.,]?[0-9]+|[0-9]+[.,])\s*(\S*)\s*$)"));
    const auto match = shape.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const double number = match.captured(1).replace(QLatin1Char(','), QLatin1Char('.')).toDouble();
    const QString given = match.captured(2).isEmpty() ? presentUnit : match.captured(2);
    const QString unit = given.toLower();
    if (const auto factor = factorOf(unitsOf(quantity), unit))
        return TypedQuantity{number * *factor, false};
    if (quantity == Quantity::Queue && factorOf(packetUnits, unit))
        return TypedQuantity{number, true};
    return std::nullopt;
}

} // namespace rebuffer
