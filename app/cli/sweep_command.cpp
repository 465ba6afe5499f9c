#include "app/cli/sweep_command.h"

#include "app/cli/arguments.h"
#include "app/cli/interrupt.h"
#include "app/cli/outputs.h"
#include "app/cli/progress.h"
#include "app/cli/run_command.h"
#include "app/cli/scenario_options.h"
#include "app/cli/sweep_table.h"
#include "core/io/atomic_file.h"
#include "core/io/series_csv.h"
#include "core/io/trace_reader.h"
#include "core/session/scenario_keys.h"
#include "core/sim/quantity_text.h"

#include <QFile>

#include <cmath>
#include <cstdio>
#include <string>
#include <thread>

namespace rebuffer::cli {

namespace {

struct Shard {
    std::size_t number = 1;
    std::size_t of = 1;
};

Result<Shard> parseShard(const QString &text)
{
    const QStringList parts = text.split(u'/');
    bool numberGood = false, ofGood = false;
    Shard shard;
    if (parts.size() == 2) {
        shard.number = parts[0].toULongLong(&numberGood);
        shard.of = parts[1].toULongLong(&ofGood);
    }
    if (!numberGood || !ofGood || shard.number < 1 || shard.number > shard.of)
        return Problem{"--shard: \"" + text.toStdString() + "\" is no shard; give one such as 2/7, the second of seven"};
    return shard;
}

Result<unsigned> parseThreads(const QCommandLineParser &parser)
{
    if (!parser.isSet(QStringLiteral("threads")))
        return std::max(1u, std::thread::hardware_concurrency());
    bool good = false;
    const unsigned threads = parser.value(QStringLiteral("threads")).toUInt(&good);
    if (!good || threads < 1 || threads > 1024)
        return Problem{"--threads: \"" + parser.value(QStringLiteral("threads")).toStdString() +
                       "\" is not how many; give a whole number from 1 to 1024"};
    return threads;
}

void tell(Progress &progress, std::size_t done, std::size_t all)
{
    if (!progress.isDue() && done < all)
        return;
    const double left = progress.seconds() / static_cast<double>(done) * static_cast<double>(all - done);
    progress.say(std::to_string(done) + " of " + std::to_string(all) + " runs, " + std::to_string(std::lround(std::ceil(left))) +
                 " s left");
}

void describeOptions(QCommandLineParser &parser)
{
    describeScenarioOptions(parser);
    const QString axis = QStringLiteral("KEY=FROM..TO:COUNT[:log]");
    parser.addOption(
        {QStringLiteral("x"), QStringLiteral("One setting and the values it takes; also KEY=VALUE,VALUE,..."), axis});
    parser.addOption({QStringLiteral("y"), QStringLiteral("Another."), axis});
    parser.addOption({QStringLiteral("out"), QStringLiteral("Write the table to FILE; one that is there is gone on with."),
                      QStringLiteral("FILE.csv")});
    parser.addOption(
        {QStringLiteral("shard"), QStringLiteral("Run only every N-th cell, beginning with the I-th."), QStringLiteral("I/N")});
    parser.addOption({QStringLiteral("threads"), QStringLiteral("How many runs at a time; else as many as there are processors."),
                      QStringLiteral("N")});
    parser.addOption({QStringLiteral("merge"), QStringLiteral("Put the shards' tables, given as arguments, together.")});
}

int merge(const QCommandLineParser &parser)
{
    if (parser.positionalArguments().isEmpty())
        return refuse("--merge: no tables; give the shards' files");
    const QStringList tables = parser.positionalArguments();
    if (const auto apart = checkOutputs(parser, {QStringLiteral("out")}, Scenario(), tables); !apart)
        return refuse(apart.problem());
    const auto merged = mergeSweeps(tables);
    if (!merged)
        return refuse(merged.problem());
    if (const auto saved = saveAtomically(parser.value(QStringLiteral("out")), *merged); !saved) {
        std::fprintf(stderr, "rebuffer-cli: %s\n", saved.problem().c_str());
        return failure;
    }
    return success;
}

/// The traces that an axis names, onto the scenario's shelf.
Result<bool> loadTracesOf(const SweepAxis &axis, Scenario &scenario)
{
    for (const std::string &value : axis.values) {
        Scenario cell = scenario;
        if (!value.starts_with("trace:") || !setScenarioKey(cell, axis.key, value))
            continue; // what cannot be set, Sweep::make() says
        if (const auto loaded = loadTraces(cell); !loaded)
            return loaded;
        scenario.traces = cell.traces;
    }
    return true;
}

Result<Sweep> readSweep(const QCommandLineParser &parser)
{
    for (const char *name : {"x", "y"}) {
        if (!parser.isSet(QString::fromLatin1(name)))
            return Problem{std::string("--") + name + ": no axis; give one such as --" + name +
                           " link.rate=1Mbit/s..10Mbit/s:10"};
    }
    const auto x = parseSweepAxis(parser.value(QStringLiteral("x")).toStdString());
    if (!x)
        return Problem{"--x: " + x.problem()};
    const auto y = parseSweepAxis(parser.value(QStringLiteral("y")).toStdString());
    if (!y)
        return Problem{"--y: " + y.problem()};
    auto read = readScenario(parser);
    if (!read)
        return Problem{read.problem()};
    Scenario scenario = std::move(read).value();
    for (const SweepAxis &axis : {*x, *y}) {
        if (const auto loaded = loadTracesOf(axis, scenario); !loaded)
            return Problem{loaded.problem()};
    }
    auto media = openSourceOf(scenario, parser);
    if (!media)
        return Problem{media.problem()};
    return Sweep::make(std::move(scenario), std::move(media).value(), *x, *y);
}

int writeTable(const Sweep &sweep, const std::vector<std::size_t> &cells, unsigned threads, const QString &path)
{
    const SweepTable table(sweep);
    const auto soFar = table.readSoFar(path, cells);
    if (!soFar)
        return refuse(soFar.problem());
    QFile file(path);
    const auto cannot = [&] {
        std::fprintf(stderr, "rebuffer-cli: %s: cannot be written: %s\n", path.toLocal8Bit().constData(),
                     file.errorString().toLocal8Bit().constData());
        return failure;
    };
    // Line by line to the disk: what is there is whole, whenever it stops.
    const auto append = [&file](const QByteArray &line) { return writeWhole(file, line.constData(), line.size()); };
    if (!file.open(QIODevice::ReadWrite | QIODevice::Unbuffered) || !file.resize(soFar->bytes) || !file.seek(soFar->bytes))
        return cannot();
    bool written = soFar->bytes > 0 || append(table.header());
    const std::vector<std::size_t> left(cells.begin() + static_cast<std::ptrdiff_t>(soFar->cells), cells.end());
    const std::atomic<bool> &interrupted = watchForInterrupt();
    {
        Progress progress;
        std::size_t done = 0;
        sweep.run(
            left, threads,
            [&](std::size_t cell, const Summary &summary) {
                written = written && append(table.row(cell, summary));
                tell(progress, ++done, left.size());
                return written;
            },
            interrupted);
    }
    if (!written && file.size() == 0)
        file.remove(); // not even the heading: nothing to go on from
    if (!written)
        return cannot();
    if (interrupted) {
        std::fprintf(stderr, "rebuffer-cli: stopped; the same command goes on from there\n");
        return failure;
    }
    return success;
}

} // namespace

int sweep(const QStringList &arguments)
{
    QCommandLineParser parser;
    describeOptions(parser);
    if (const auto read = readArguments(parser, QStringLiteral("sweep"), arguments); !read)
        return refuse(read.problem());
    if (!parser.isSet(QStringLiteral("out")))
        return refuse("--out: no file; give one such as --out map.csv");
    if (parser.value(QStringLiteral("out")) == QLatin1String("-"))
        return refuse("--out: a sweep goes on with what its file holds, and \"-\" is none; give a name such as map.csv");
    if (parser.isSet(QStringLiteral("merge")))
        return merge(parser);
    if (!parser.positionalArguments().isEmpty())
        return refuse("\"" + parser.positionalArguments().first().toStdString() +
                      "\" is not an option; a film is given as --media FILE");
    const auto shard =
        parser.isSet(QStringLiteral("shard")) ? parseShard(parser.value(QStringLiteral("shard"))) : Result<Shard>(Shard{});
    if (!shard)
        return refuse(shard.problem());
    const auto threads = parseThreads(parser);
    if (!threads)
        return refuse(threads.problem());
    const auto grid = readSweep(parser);
    if (!grid)
        return refuse(grid.problem());
    std::vector<std::size_t> cells;
    for (std::size_t cell = shard->number - 1; cell < grid->size(); cell += shard->of)
        cells.push_back(cell);
    return writeTable(*grid, cells, *threads, parser.value(QStringLiteral("out")));
}

} // namespace rebuffer::cli
