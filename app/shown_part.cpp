#include "app/shown_part.h"

#include "core/sim/quantity_text.h"
#include "ui/lesson/lesson.h"

#include <algorithm>
#include <iterator>

namespace rebuffer {

namespace {

using Kind = ShownPart::Kind;

/// What follows the colon.
enum class Takes { Nothing, Number, Time, Setting };

struct Name {
    const char *name;
    Kind kind;
    Takes takes;
};

constexpr Name names[] = {
    {"empty", Kind::Empty, Takes::Nothing},   {"packet", Kind::Packet, Takes::Number},
    {"stall", Kind::Stall, Takes::Number},    {"lesson", Kind::Lesson, Takes::Number},
    {"past", Kind::Past, Takes::Time},        {"compare", Kind::Compare, Takes::Setting},
    {"map", Kind::Map, Takes::Nothing},       {"whole", Kind::Whole, Takes::Nothing},
    {"events", Kind::Events, Takes::Nothing}, {"streams", Kind::Streams, Takes::Nothing},
    {"words", Kind::Words, Takes::Nothing},   {"table", Kind::Table, Takes::Nothing},
    {"keys", Kind::Keys, Takes::Nothing},     {"about", Kind::About, Takes::Nothing},
};

bool readNumber(const QString &text, ShownPart &part)
{
    bool isNumber = false;
    part.number = text.toInt(&isNumber);
    return isNumber && part.number >= 1 && (part.kind != Kind::Lesson || part.number <= lessonCount);
}

bool readTime(const QString &text, ShownPart &part)
{
    const auto time = parseDuration(text.toStdString());
    if (time)
        part.time = SimTime::fromStart(*time);
    return static_cast<bool>(time);
}

bool readSetting(const QString &text, ShownPart &part)
{
    part.key = text.section(QLatin1Char('='), 0, 0);
    part.value = text.section(QLatin1Char('='), 1);
    return !part.key.isEmpty() && !part.value.isEmpty();
}

bool readRest(Takes takes, const QString &text, ShownPart &part)
{
    switch (takes) {
    case Takes::Nothing: return text.isEmpty();
    case Takes::Number: return readNumber(text, part);
    case Takes::Time: return readTime(text, part);
    case Takes::Setting: return readSetting(text, part);
    }
    return false;
}

} // namespace

Result<ShownPart> readShownPart(const QString &given)
{
    const QString name = given.section(QLatin1Char(':'), 0, 0);
    const auto *known =
        std::find_if(std::begin(names), std::end(names), [&](const Name &one) { return name == QLatin1String(one.name); });
    ShownPart part;
    if (known != std::end(names)) {
        part.kind = known->kind;
        if (readRest(known->takes, given.section(QLatin1Char(':'), 1), part))
            return part;
    }
    return Problem{QStringLiteral("--show: \"%1\" cannot be shown; give packet:N, stall:N, lesson:1 to lesson:%2, past:DURATION, "
                                  "compare:KEY=VALUE, map, whole, events, streams, words, table, keys, about or empty")
                       .arg(given)
                       .arg(lessonCount)
                       .toStdString()};
}

} // namespace rebuffer
