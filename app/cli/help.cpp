#include "app/cli/help.h"

#include "core/session/scenario_keys.h"

#include <QByteArray>

#include <array>
#include <cstdio>

namespace rebuffer::cli {

namespace {

struct CommandHelp {
    const char *name;
    const char *summary;
    const char *text;
};

constexpr const char *scenarioOptions =
    "What is streamed, and over what:\n"
    "  --scenario FILE       a scenario file; what follows changes it\n"
    "  --media FILE          the film (the same as --set source=FILE)\n"
    "  --set KEY=VALUE       any key of the scenario; may be repeated; rebuffer-cli --help lists them\n"
    "  --seed N              of all randomness; the same seed gives the same run, byte for byte\n";

constexpr std::array commands{
    CommandHelp{"run", "stream once, and print what came of it as JSON",
                "rebuffer-cli run --media FILE [OPTION]...\n"
                "Streams a film over a simulated network and prints one JSON object: startup delay, stalls, goodput, losses.\n\n"
                "{scenario}\n"
                "When it ends, and what is kept:\n"
                "  --until DURATION         stop at this simulated time, such as 60s (else when the film has ended)\n"
                "  --measure-from DURATION  leave what comes before out of goodput, round-trip time and losses\n"
                "  --out FILE|-             where the figures go; - is standard output\n"
                "  --series FILE.csv        the curves, as a table\n"
                "  --events FILE.jsonl      everything that happened, a line each\n\n"
                "Try a link a quarter as fast as the film needs, then wait longer before it starts:\n"
                "  rebuffer-cli run --set source=cbr:2Mbit/s:60s --set link.rate=500kbit/s\n"
                "  rebuffer-cli run --set source=cbr:2Mbit/s:60s --set link.rate=1.8Mbit/s --set player.start=8s\n"
                "One TCP flow at full speed for a minute, its beginning left out of the figures:\n"
                "  rebuffer-cli run --set source=bulk --until 60s --measure-from 10s\n"},
    CommandHelp{"sweep", "a grid of runs over two settings, as CSV",
                "rebuffer-cli sweep --x AXIS --y AXIS --out FILE.csv [OPTION]...\n"
                "Runs every pair of two settings on all cores and writes a line each. Stopped half-way, even killed, the same\n"
                "command goes on from there.\n\n"
                "{scenario}\n"
                "The grid, and who runs it:\n"
                "  --x, --y AXIS         KEY=FROM..TO:COUNT, with :log for even factors; or KEY=VALUE,VALUE,...\n"
                "  --out FILE.csv        the table\n"
                "  --threads N           how many runs at a time; else as many as there are processors\n"
                "  --shard I/N           only the I-th of N parts, on another machine perhaps\n"
                "  --merge FILE...       put the parts together: the same bytes as in one run\n\n"
                "When does a film stall? 1,600 runs:\n"
                "  rebuffer-cli sweep --media FILE --x link.rate=0.5Mbit/s..10Mbit/s:40:log --y link.loss=0.1%..10%:40:log --out "
                "map.csv\n"
                "The same by two machines:\n"
                "  rebuffer-cli sweep ... --shard 1/2 --out a.csv      rebuffer-cli sweep ... --shard 2/2 --out b.csv\n"
                "  rebuffer-cli sweep --merge a.csv b.csv --out map.csv\n"},
    CommandHelp{"compare", "two scenarios, their figures side by side",
                "rebuffer-cli compare A.json B.json [OPTION]...\n"
                "Runs both to their end and prints which settings differ and every figure with the difference, B less A.\n\n"
                "The same for both:\n"
                "  --media FILE          the film\n"
                "  --set KEY=VALUE       any key of the scenario; may be repeated\n"
                "  --seed N              of all randomness\n\n"
                "  --out FILE|-          the same as JSON\n\n"
                "What would a queue ten times longer have done?\n"
                "  rebuffer-cli compare short-queue.json long-queue.json\n"},
    CommandHelp{"export", "a run as files for other programs",
                "rebuffer-cli export [FORM FILE]... [OPTION]...\n"
                "Runs once and writes any of these forms; each says the seed and the version. Files appear whole or not at all;\n"
                "Ctrl-C leaves nothing half.\n\n"
                "  --series-csv FILE     the curves, as a table\n"
                "  --events-jsonl FILE   everything that happened, a line each\n"
                "  --summary-json FILE   the figures, and the scenario\n"
                "  --timeline FILE       the timeline as .png, .svg or .pdf\n"
                "  --report-pdf FILE     a page: settings, figures, timeline, stalls and their causes\n"
                "  --pcapng FILE         the packets, as seen at the server, for Wireshark\n"
                "  --until DURATION      stop at this simulated time (else when the film has ended)\n\n"
                "{scenario}\n"
                "A report for a hand-in, and the packets of the same run:\n"
                "  rebuffer-cli export --scenario tuesday.json --report-pdf report.pdf --pcapng packets.pcapng\n"},
    CommandHelp{"presets", "well-known networks, and the scenarios that come with the program",
                "rebuffer-cli presets [NAME]\n"
                "Lists networks with whose figures they are, and the example scenarios; with a name, prints that network or\n"
                "that scenario as a file.\n\n"
                "  rebuffer-cli presets \"WebPageTest: 3G\" > 3g.json\n"
                "  rebuffer-cli run --scenario 3g.json --media film.mp4\n"},
    CommandHelp{"check", "can a scenario or a trace be used, and if not, why",
                "rebuffer-cli check FILE\n"
                "rebuffer-cli check --schema\n"
                "Says everything that is wrong with a scenario at once, a line each; of a trace, its length, its mean rate\n"
                "and, where that is not plain, how it was read: which column in which unit, and what was left out.\n"
                "--schema prints the JSON Schema of scenario files.\n"},
};

void printKeys()
{
    std::printf("Keys of --set and of scenario files:\n");
    for (const ScenarioKey &key : scenarioKeys())
        std::printf("  %-27.*s %.*s\n", static_cast<int>(key.name.size()), key.name.data(), static_cast<int>(key.accepts.size()),
                    key.accepts.data());
    std::printf("A key of the uplink also takes as-link: as the link's, without loss.\n");
}

void printStatus()
{
    std::printf(
        "\nExit status: 0 done; 1 a result could not be written, or it was interrupted; 2 something given was refused, and a "
        "line says what.\n");
}

void printText(const char *text)
{
    const QByteArray all = QByteArray(text).replace("{scenario}", scenarioOptions);
    std::fputs(all.constData(), stdout);
}

} // namespace

bool printHelp(const QString &command)
{
    for (const CommandHelp &help : commands) {
        if (command != QLatin1String(help.name))
            continue;
        printText(help.text);
        printStatus();
        return true;
    }
    if (!command.isEmpty())
        return false;
    std::printf("rebuffer-cli: stream a film over a simulated link and see whether it stalls.\n\n");
    for (const CommandHelp &help : commands)
        std::printf("  rebuffer-cli %-8s %s\n", help.name, help.summary);
    std::printf("  rebuffer-cli COMMAND --help   how it is used, with examples\n\n"
                "A link a quarter as fast as the film needs:\n"
                "  rebuffer-cli run --set source=cbr:2Mbit/s:60s --set link.rate=500kbit/s\n\n");
    printKeys();
    printStatus();
    return true;
}

} // namespace rebuffer::cli
