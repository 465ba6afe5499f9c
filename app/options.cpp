#include "app/options.h"

#include "core/session/scenario_keys.h"
#include "core/sim/quantity_text.h"
#include "ui/scenario_desk.h"

#include <QCommandLineParser>
#include <QRegularExpression>

#include <functional>

namespace rebuffer {

namespace {

using Answer = Result<bool>;

QString quoted(const QString &text)
{
    return QStringLiteral("\"%1\"").arg(text);
}

Problem problem(const QString &text)
{
    return Problem{text.toStdString()};
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral("Streams a media file over a simulated network and shows why it stalls."));
    parser.addPositionalArgument(QStringLiteral("FILE"),
                                 QStringLiteral("The film to stream, or a scenario (.json); without one, the demo film."),
                                 QStringLiteral("[FILE]"));
    parser.addOptions({
        {QStringLiteral("media"), QStringLiteral("The same: a path, bytes:PATH:1Mbit/s, cbr:1Mbit/s:60s or bulk."),
         QStringLiteral("FILE")},
        {QStringLiteral("scenario"), QStringLiteral("The scenario to run; --media and --set change it."),
         QStringLiteral("FILE.json")},
        {QStringLiteral("set"), QStringLiteral("Sets a key of the scenario, such as link.rate=2Mbit/s. May be repeated."),
         QStringLiteral("KEY=VALUE")},
        {QStringLiteral("seed"), QStringLiteral("Of all that is random; the same seed gives the same run."), QStringLiteral("N")},
        {QStringLiteral("theme"), QStringLiteral("light, dark or projector."), QStringLiteral("NAME")},
        {QStringLiteral("size"), QStringLiteral("Of the window, such as 1440x900."), QStringLiteral("WxH")},
        {QStringLiteral("screenshot"), QStringLiteral("Runs to --at, saves the window as it is then, and ends."),
         QStringLiteral("FILE.png")},
        {QStringLiteral("at"), QStringLiteral("When, in simulated time, such as 12.5s; 0 is before anything runs."),
         QStringLiteral("DURATION")},
        {QStringLiteral("show"),
         QStringLiteral("In the picture, besides the run: packet:N, stall:N, lesson:N, past:DURATION, compare:KEY=VALUE, map, "
                        "whole, events, streams, words, table, keys, about or empty."),
         QStringLiteral("WHAT")},
        {QStringLiteral("eyes"),
         QStringLiteral("The picture as eyes see it that lack a kind of cone: deuteranopia, protanopia or tritanopia."),
         QStringLiteral("NAME")},
        {QStringLiteral("text"), QStringLiteral("How large letters are, from 100% to 200%."), QStringLiteral("PERCENT")},
        {QStringLiteral("speed"), QStringLiteral("A factor of the wall clock's, such as 0.001 or 4, or max."),
         QStringLiteral("FACTOR")},
        {QStringLiteral("measure-frames"), QStringLiteral("Plays N frames, from --at on, and prints what one costs, and memory."),
         QStringLiteral("N")},
        {QStringLiteral("measure-start"),
         QStringLiteral("Starts N times, and prints how long the first painted frame takes, beside an empty window's."),
         QStringLiteral("N")},
    });
    parser.addHelpOption();
    parser.addVersionOption();
}

Answer set(Scenario &scenario, const QString &key, const QString &value)
{
    return setScenarioKey(scenario, key.toStdString(), value.toStdString());
}

/// A file that is given without a word is a film, but for scenarios.
QStringList filmsIn(const QCommandLineParser &parser)
{
    QStringList films = parser.positionalArguments();
    films.removeIf(isScenario);
    return films + parser.values(QStringLiteral("media"));
}

QStringList scenariosIn(const QCommandLineParser &parser)
{
    QStringList scenarios = parser.positionalArguments();
    scenarios.removeIf(std::not_fn(isScenario));
    return scenarios + parser.values(QStringLiteral("scenario"));
}

/// `what` is said of one: "scenario can be run".
Answer onlyOne(const QStringList &named, const QString &what)
{
    if (named.size() <= 1)
        return true;
    return problem(
        QStringLiteral("only one %1, and %2 were given: %3").arg(what).arg(named.size()).arg(named.join(QStringLiteral(", "))));
}

Answer readScenario(const QCommandLineParser &parser, const ScenarioReader &reader, Options &options)
{
    const QStringList named = scenariosIn(parser);
    const Answer one = onlyOne(named, QStringLiteral("scenario can be run"));
    if (!one || named.isEmpty() || !reader)
        return one;
    auto scenario = reader(named.front());
    if (!scenario)
        return Problem{scenario.problem()};
    options.scenario = std::move(scenario).value();
    options.scenarioFile = named.front();
    options.namesSource = options.namesSettings = true;
    return true;
}

Answer readSettings(const QCommandLineParser &parser, Options &options)
{
    for (const QString &given : parser.values(QStringLiteral("set"))) {
        const qsizetype equals = given.indexOf(QLatin1Char('='));
        if (equals < 1)
            return problem(QStringLiteral("--set: %1 is not KEY=VALUE; give one such as link.rate=2Mbit/s").arg(quoted(given)));
        const QString key = given.left(equals);
        if (const Answer done = set(options.scenario, key, given.mid(equals + 1)); !done)
            return done;
        (key == QLatin1String("source") ? options.namesSource : options.namesSettings) = true;
    }
    if (parser.isSet(QStringLiteral("seed")))
        return set(options.scenario, QStringLiteral("seed"), parser.value(QStringLiteral("seed")));
    return true;
}

Answer readSource(const QCommandLineParser &parser, Options &options)
{
    const QStringList named = filmsIn(parser);
    const Answer one = onlyOne(named, QStringLiteral("file can be streamed"));
    if (!one || named.isEmpty())
        return one;
    options.namesSource = true;
    return set(options.scenario, QStringLiteral("source"), named.front());
}

Answer readTheme(const QCommandLineParser &parser, Options &options)
{
    const QString name = parser.value(QStringLiteral("theme"));
    if (!parser.isSet(QStringLiteral("theme")) || Theme::fromName(name, options.theme))
        return true;
    return problem(QStringLiteral("--theme: %1 is not known; give light, dark or projector").arg(quoted(name)));
}

Answer readSize(const QCommandLineParser &parser, Options &options)
{
    if (!parser.isSet(QStringLiteral("size")))
        return true;
    static const QRegularExpression shape(QStringLiteral("^([1-9][0-9]{2,3})x([1-9][0-9]{2,3})$"));
    const auto match = shape.match(parser.value(QStringLiteral("size")));
    if (!match.hasMatch())
        return problem(QStringLiteral("--size: %1 is not a size; give one such as 1440x900")
                           .arg(quoted(parser.value(QStringLiteral("size")))));
    options.size = QSize(match.captured(1).toInt(), match.captured(2).toInt());
    options.namesSize = true;
    return true;
}

Answer readText(const QCommandLineParser &parser, Options &options)
{
    if (!parser.isSet(QStringLiteral("text")))
        return true;
    static const QRegularExpression shape(QStringLiteral("^([1-9][0-9]{2})%$"));
    const QString given = parser.value(QStringLiteral("text"));
    options.textSize = shape.match(given).captured(1).toInt() / 100.0;
    if (options.textSize >= 1 && options.textSize <= Theme::largestText)
        return true;
    return problem(QStringLiteral("--text: %1 is not a size of letters; give one from 100% to 200%").arg(quoted(given)));
}

Answer readSpeed(const QCommandLineParser &parser, Options &options)
{
    if (!parser.isSet(QStringLiteral("speed")))
        return true;
    const QString given = parser.value(QStringLiteral("speed"));
    if (given == QLatin1String("max")) {
        options.speed = {0};
        return true;
    }
    bool isNumber = false;
    options.speed = {given.toDouble(&isNumber)};
    if (isNumber && options.speed.factor >= 1e-6 && options.speed.factor <= 1e6)
        return true;
    return problem(QStringLiteral("--speed: %1 is not a speed; give a factor such as 0.001 or 4, or max").arg(quoted(given)));
}

Answer readTime(const QCommandLineParser &parser, Options &options)
{
    if (!parser.isSet(QStringLiteral("at")))
        return true;
    const auto at = parseDuration(parser.value(QStringLiteral("at")).toStdString());
    if (!at)
        return Problem{"--at: " + at.problem()};
    options.at = SimTime::fromStart(*at);
    if (parser.isSet(QStringLiteral("screenshot")) || parser.isSet(QStringLiteral("measure-frames")))
        return true;
    return problem(
        QStringLiteral("--at says when to take a --screenshot, or where to begin to --measure-frames; give one of them, too"));
}

Answer readEyes(const QCommandLineParser &parser, ScreenshotOptions &picture)
{
    const QString name = parser.value(QStringLiteral("eyes"));
    if (!parser.isSet(QStringLiteral("eyes")) || eyesFromName(name, picture.eyes))
        return true;
    return problem(
        QStringLiteral("--eyes: %1 are not known; give usual, deuteranopia, protanopia or tritanopia").arg(quoted(name)));
}

Answer readScreenshot(const QCommandLineParser &parser, Options &options)
{
    if (parser.isSet(QStringLiteral("screenshot"))) {
        ScreenshotOptions picture{parser.value(QStringLiteral("screenshot")), {}, Eyes::Usual};
        if (const Answer done = readEyes(parser, picture); !done)
            return done;
        options.screenshot = picture;
    }
    for (const QString &of : {QStringLiteral("show"), QStringLiteral("eyes")}) {
        if (parser.isSet(of) && !options.screenshot)
            return problem(QStringLiteral("--%1 is about a picture; give --screenshot FILE.png, too").arg(of));
    }
    return true;
}

Answer readShow(const QCommandLineParser &parser, Options &options)
{
    if (!parser.isSet(QStringLiteral("show")))
        return true;
    const auto shown = readShownPart(parser.value(QStringLiteral("show")));
    if (!shown)
        return Problem{shown.problem()};
    options.screenshot->shown = *shown;
    if (shown->kind != ShownPart::Kind::Compare)
        return true;
    Scenario other = options.scenario;
    return set(other, shown->key, shown->value);
}

Answer readStarts(const QCommandLineParser &parser, Options &options)
{
    if (!parser.isSet(QStringLiteral("measure-start")))
        return true;
    bool isNumber = false;
    options.measureStarts = parser.value(QStringLiteral("measure-start")).toInt(&isNumber);
    if (isNumber && options.measureStarts >= 1 && options.measureStarts <= 1000)
        return true;
    return problem(QStringLiteral("--measure-start: %1 is not a number of starts; give one from 1 to 1000, such as 15")
                       .arg(quoted(parser.value(QStringLiteral("measure-start")))));
}

Answer readMeasurement(const QCommandLineParser &parser, Options &options)
{
    if (!parser.isSet(QStringLiteral("measure-frames")))
        return true;
    bool isNumber = false;
    options.measureFrames = parser.value(QStringLiteral("measure-frames")).toInt(&isNumber);
    if (isNumber && options.measureFrames >= 1 && options.measureFrames <= 1'000'000)
        return true;
    return problem(QStringLiteral("--measure-frames: %1 is not a number of frames; give one such as 600")
                       .arg(quoted(parser.value(QStringLiteral("measure-frames")))));
}

} // namespace

Result<Options> readOptions(const QStringList &arguments, const ScenarioReader &reader)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments)) {
        QString said = parser.errorText();
        said.remove(QRegularExpression(QStringLiteral("\\.$")));
        return problem(said + QStringLiteral("; see --help"));
    }
    Options options;
    if (parser.isSet(QStringLiteral("help")))
        options.answer = parser.helpText();
    else if (parser.isSet(QStringLiteral("version")))
        options.answer = QStringLiteral("rebuffer %1\n").arg(QCoreApplication::applicationVersion());
    if (const Answer done = readScenario(parser, reader, options); !done)
        return Problem{done.problem()};
    for (const auto read : {readSettings, readSource, readTheme, readSize, readText, readSpeed, readTime, readScreenshot,
                            readShow, readMeasurement, readStarts}) {
        if (const Answer done = read(parser, options); !done)
            return Problem{done.problem()};
    }
    Scenario asWillBe = options.scenario;
    if (!options.namesSource)
        asWillBe.source = FileSource{}; // the demo film
    if (const Answer fits = checkScenario(asWillBe); !fits)
        return Problem{fits.problem()};
    return options;
}

} // namespace rebuffer
