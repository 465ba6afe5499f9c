// The window: reads the command line, builds the parts and wires them.
#include "app/desk.h"
#include "app/first_frame.h"
#include "app/measure_frames.h"
#include "app/options.h"
#include "app/screenshot.h"
#include "app/sound_device.h"
#include "core/io/open_source.h"
#include "core/io/trace_reader.h"
#include "core/media/file_check.h"
#include "core/session/track_check.h"
#include "core/sim/quantity_text.h"
#include "ui/main_window.h"
#include "ui/remembered_settings.h"

#include <QApplication>
#include <QFileInfo>
#include <QHashFunctions>
#include <QIcon>
#include <QLoggingCategory>
#include <QScreen>
#include <QSettings>

#include <cstdio>

namespace {

using namespace rebuffer;

constexpr int refused = 2;

void chooseOffscreen()
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    // Qt's remarks on what that platform lacks are not for whoever asked for a picture.
    QLoggingCategory::setFilterRules(QStringLiteral("default.warning=false"));
}

int complain(const std::string &problem)
{
    std::fprintf(stderr, "rebuffer: %s\n", problem.c_str());
    return refused;
}

bool hasDisplay()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

/// The film that comes with the program; made-up media of a steady rate if it is not there.
SourceSpec demoSource()
{
    const QString besides =
        QCoreApplication::applicationDirPath() + QStringLiteral("/../share/rebuffer/demo_film/rebuffer-demo.mp4");
    for (const QString &path : {besides, QStringLiteral(REBUFFER_SOURCE_DEMO_FILM)}) {
        if (QFileInfo::exists(path))
            return FileSource{QFileInfo(path).canonicalFilePath().toStdString()};
    }
    return ConstantRateSource{BitRate::megabitsPerSecond(2), SimDuration::wholeSeconds(100)};
}

/// Said at once and on the terminal; what is wrong inside a film is said in the window.
Result<bool> checkReadable(const SourceSpec &source)
{
    const auto *film = std::get_if<FileSource>(&source);
    const auto *bytes = std::get_if<BytesSource>(&source);
    if (!film && !bytes)
        return true;
    const auto size = sizeOfReadableFile(film ? film->path : bytes->path);
    return size ? Result<bool>(true) : Result<bool>(Problem{size.problem()});
}

Result<bool> openNow(MainWindow &window, const Scenario &scenario)
{
    const auto media = openSource(scenario.source);
    if (!media)
        return Problem{media.problem()};
    if (const auto there = checkTracks(scenario, *media); !there)
        return there;
    window.start(scenario.source, *media);
    return true;
}

int takeScreenshot(MainWindow &window, const Options &options)
{
    if (options.screenshot->shown.kind != ShownPart::Kind::Empty) {
        if (const auto opened = openNow(window, options.scenario); !opened)
            return complain(opened.problem());
    }
    const auto saved = saveScreenshot(window, options);
    return saved ? 0 : complain(saved.problem());
}

int measure(MainWindow &window, const Options &options)
{
    if (const auto opened = openNow(window, options.scenario); !opened)
        return complain(opened.problem());
    window.resize(options.size);
    window.show();
    window.driver().advanceTo(options.at);
    FrameMeasurement measurement(window, options.measureFrames);
    window.driver().play();
    QApplication::exec();
    const FrameCost cost = measurement.result();
    std::printf("%d frames at %dx%d, CPU of the drawing thread a frame: median %.2f ms, 95th percentile %.2f ms\n",
                options.measureFrames, window.width(), window.height(), cost.medianMs, cost.p95Ms);
    std::printf(
        "at the last one %s of the run were over, with %d packets in flight; memory %.1f MB at the first, %.1f MB at the last\n",
        toText(window.driver().session()->now().sinceStart()).c_str(), cost.mostInFlight, cost.firstMb, cost.lastMb);
    return 0;
}

/// Of a size that nobody asked for: no larger than the screen, with its own frame.
QSize fittedToScreen(QSize size)
{
    const QScreen *screen = QGuiApplication::primaryScreen();
    return screen ? size.boundedTo(screen->availableSize() - QSize(8, 40)) : size;
}

int runWindow(MainWindow &window, const Options &options, QSettings &settings)
{
    const bool isPrepared = !options.scenarioFile.isEmpty(); // then a film that is gone can be found from the window
    if (const auto readable = isPrepared ? Result<bool>(true) : checkReadable(options.scenario.source); !readable)
        return complain(readable.problem());
    window.setSoundSink(makeSoundDevice());
    window.resize(options.namesSize ? options.size : fittedToScreen(options.size));
    if (!options.namesSize)
        window.rememberIn(&settings);
    window.show();
    afterFirstFrame(window, [&] {
        if (isPrepared)
            window.openScenario(options.scenario, QFileInfo(options.scenarioFile).absoluteFilePath());
        else
            window.open(options.scenario.source);
    });
    return QApplication::exec();
}

int run(Options options)
{
    if (!options.namesSource)
        options.scenario.source = demoSource();
    if (const auto loaded = loadTraces(options.scenario); !loaded)
        return complain(loaded.problem());
    if (options.measureStarts > 0)
        return measureStart(options.measureStarts, {}) ? 0 : complain("--measure-start: the program could not be started again");
    const bool isForPeople = !options.screenshot && options.measureFrames == 0;
    QSettings settings(QStringLiteral("Rebuffer"), QStringLiteral("rebuffer"));
    if (isForPeople && !options.namesSize && !options.namesSettings)
        recallSettings(settings, options.scenario);
    MainWindow window(options.theme, options.scenario, openSource);
    window.setTextSize(options.textSize);
    window.driver().setSpeed(options.speed);
    window.setDesk(makeDesk());
    if (options.screenshot)
        return takeScreenshot(window, options);
    return options.measureFrames > 0 ? measure(window, options) : runWindow(window, options, settings);
}

} // namespace

int main(int argc, char *argv[])
{
    QHashSeed::setDeterministicGlobalSeed(); // as for rebuffer-cli
    const bool display = hasDisplay();
    if (!display)
        chooseOffscreen();
    QApplication::setStyle(QStringLiteral("Fusion"));
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("rebuffer"));
    QApplication::setApplicationDisplayName(QStringLiteral("Rebuffer"));
    QApplication::setApplicationVersion(QStringLiteral(REBUFFER_VERSION));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/rebuffer.svg")));

    const auto options = readOptions(QApplication::arguments(), readWithTraces);
    if (!options)
        return complain(options.problem());
    if (options->answer) {
        std::fputs(qPrintable(*options->answer), stdout);
        return 0;
    }
    endWithFirstFrame([&]() -> QWidget * {
        auto *window = new MainWindow(options->theme, options->scenario, openSource);
        window->resize(options->size);
        return window;
    });
    if (!display && !options->screenshot && options->measureFrames == 0 && options->measureStarts == 0)
        return complain("there is no display to open a window on; give --screenshot FILE.png, or use rebuffer-cli");
    return run(*options);
}
