#include "app/cli/compare_command.h"

#include "app/cli/arguments.h"
#include "app/cli/interrupt.h"
#include "app/cli/outputs.h"
#include "app/cli/run_command.h"
#include "app/cli/scenario_options.h"
#include "core/io/series_csv.h"
#include "core/session/comparison.h"
#include "core/session/session.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace rebuffer::cli {

namespace {

struct Side {
    Scenario scenario;
    Summary summary;
};

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString numberText(const std::optional<double> &value)
{
    return value ? QString::number(*value, 'g', 6) : QStringLiteral("-");
}

Result<Side> runOne(const QString &file, const QCommandLineParser &parser)
{
    const auto scenario = readScenarioFrom(file, parser);
    if (!scenario)
        return Problem{scenario.problem()};
    if (std::holds_alternative<BulkSource>(scenario->source))
        return Problem{file.toStdString() +
                       ": source: bulk never ends, so its runs cannot be compared; give a film or cbr:1Mbit/s:60s"};
    auto media = openSourceOf(*scenario, parser);
    if (!media)
        return Problem{media.problem()};
    Session session(*scenario, std::move(media).value());
    if (!runOut(session))
        return Problem{file.toStdString() + ": interrupted"};
    return Side{session.script(), session.summary()};
}

void printTable(const QStringList &files, const Side &a, const Side &b)
{
    std::printf("A: %s\nB: %s\n\n", qPrintable(files[0]), qPrintable(files[1]));
    const auto settings = differingSettings(a.scenario, b.scenario);
    for (const SettingDifference &setting : settings)
        std::printf("%s: %s in A, %s in B\n", setting.key.c_str(), setting.a.c_str(), setting.b.c_str());
    if (settings.empty())
        std::printf("no setting differs\n");
    std::printf("\n%-22s %14s %14s %14s\n", "", "A", "B", "B - A");
    const auto inA = comparedFigures(a.summary);
    const auto inB = comparedFigures(b.summary);
    for (std::size_t i = 0; i < inA.size(); ++i) {
        const bool both = inA[i].value && inB[i].value;
        const auto difference = both ? std::optional(*inB[i].value - *inA[i].value) : std::nullopt;
        std::printf("%-22s %14s %14s %14s %s\n", qPrintable(textOf(inA[i].name)), qPrintable(numberText(inA[i].value)),
                    qPrintable(numberText(inB[i].value)), qPrintable(numberText(difference)), qPrintable(textOf(inA[i].unit)));
    }
}

QJsonObject toJson(const QStringList &files, const Side &a, const Side &b)
{
    QJsonArray settings;
    for (const SettingDifference &setting : differingSettings(a.scenario, b.scenario)) {
        settings.append(QJsonObject{{"key", QString::fromStdString(setting.key)},
                                    {"a", QString::fromStdString(setting.a)},
                                    {"b", QString::fromStdString(setting.b)}});
    }
    const auto figuresOf = [](const Summary &summary) {
        QJsonObject figures;
        for (const ComparedFigure &figure : comparedFigures(summary))
            figures.insert(textOf(figure.name), figure.value ? QJsonValue(*figure.value) : QJsonValue());
        return figures;
    };
    return QJsonObject{
        {"a", QJsonObject{{"file", files[0]}, {"seed", static_cast<qint64>(a.scenario.seed)}, {"figures", figuresOf(a.summary)}}},
        {"b", QJsonObject{{"file", files[1]}, {"seed", static_cast<qint64>(b.scenario.seed)}, {"figures", figuresOf(b.summary)}}},
        {"settings", settings}};
}

} // namespace

int compare(const QStringList &arguments)
{
    QCommandLineParser parser;
    describeScenarioOptions(parser);
    parser.addOption({QStringLiteral("out"), QStringLiteral("Write the comparison as JSON."), QStringLiteral("FILE|-")});
    if (const auto read = readArguments(parser, QStringLiteral("compare"), arguments); !read)
        return refuse(read.problem());
    const QStringList files = parser.positionalArguments();
    if (files.size() != 2 || parser.isSet(QStringLiteral("scenario")))
        return refuse("compare takes two scenario files: rebuffer-cli compare A.json B.json");
    const auto turnDown = [](const std::string &problem) { return watchForInterrupt() ? fail(problem) : refuse(problem); };
    const auto a = runOne(files[0], parser);
    if (!a)
        return turnDown(a.problem());
    const auto b = runOne(files[1], parser);
    if (!b)
        return turnDown(b.problem());
    for (const Scenario *scenario : {&a->scenario, &b->scenario}) {
        if (const auto apart = checkOutputs(parser, {QStringLiteral("out")}, *scenario, files); !apart)
            return refuse(apart.problem());
    }
    const QString out = parser.value(QStringLiteral("out"));
    if (out.isEmpty()) {
        printTable(files, *a, *b);
        return success;
    }
    if (const auto written = writeJson(out, toJson(files, *a, *b)); !written)
        return fail(written.problem());
    return success;
}

} // namespace rebuffer::cli
