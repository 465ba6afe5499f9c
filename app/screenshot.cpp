#include "app/screenshot.h"

#include "core/io/atomic_file.h"
#include "ui/compare/pinned_runs.h"
#include "ui/inspector/inspector.h"
#include "ui/lesson_guide.h"
#include "ui/stage/stage_view.h"
#include "ui/sweep/sweep_page.h"
#include "ui/timeline/timeline_view.h"
#include "ui/windows/timeline_table_window.h"

#include <QApplication>
#include <QBuffer>
#include <QEventLoop>
#include <QPixmap>
#include <QTabWidget>
#include <QTimer>

#include <chrono>

namespace rebuffer {

namespace {

using namespace std::chrono_literals;
using Kind = ShownPart::Kind;

/// What is found on another thread is waited for, but not for ever.
constexpr auto longestWait = 2min;
/// Layouts hear of each other's changes by events, and each round handles only those that were there before it.
constexpr int roundsOfEvents = 12;
/// As many as a lesson, which looks seldom, needs to have seen this instant.
constexpr int framesOfLesson = 30;

/// Does `begin`, and waits for `sender` to emit `done`.
template <typename Sender, typename Signal, typename Begin> void waitFor(const Sender *sender, Signal done, const Begin &begin)
{
    QEventLoop loop;
    QObject::connect(sender, done, &loop, &QEventLoop::quit);
    begin();
    QTimer::singleShot(longestWait, &loop, &QEventLoop::quit);
    loop.exec();
}

void runTo(MainWindow &window, SimTime at, bool asLesson)
{
    if (at <= SimTime::start())
        return;
    if (asLesson)
        window.lessons()->run();
    else
        window.driver().play();
    window.driver().advanceTo(at);
}

/// A is what ran until now; B is run up to the same instant.
void compare(MainWindow &window, const ShownPart &what, SimTime at)
{
    waitFor(&window.pinned(), &PinnedRuns::recorded, [&] {
        window.actions().compare->trigger();
        window.driver().apply(what.key, what.value);
        window.driver().advanceTo(at);
    });
}

void turnToTab(MainWindow &window, QWidget *tab)
{
    window.inspector()->tabs()->setCurrentWidget(tab);
}

void watchLesson(MainWindow &window)
{
    for (int i = 0; i < framesOfLesson; ++i)
        window.driver().repeatFrame();
}

void show(MainWindow &window, const ShownPart &what, SimTime at)
{
    Inspector *inspector = window.inspector();
    switch (what.kind) {
    case Kind::Run:
    case Kind::Empty: return;
    case Kind::Packet:
        return waitFor(inspector->packet(), &PacketTab::told,
                       [&] { emit window.stage()->packetClicked(static_cast<quint64>(what.number)); });
    case Kind::Stall:
        if (what.number <= std::ssize(window.driver().session()->summary().stalls))
            waitFor(inspector->why(), &WhyTab::preventionsTold, [&] { emit window.timeline()->stallClicked(what.number - 1); });
        return;
    case Kind::Lesson: return watchLesson(window);
    case Kind::Past: return window.driver().lookAt(what.time);
    case Kind::Compare: return compare(window, what, at);
    case Kind::Map:
        window.actions().stallMap->setChecked(true);
        return waitFor(&window.sweep()->runner(), &SweepRunner::finished, [&] { window.sweep()->toggle(); });
    case Kind::Whole: return window.timeline()->showWholeRun();
    case Kind::Events: return turnToTab(window, inspector->events());
    case Kind::Streams: return turnToTab(window, inspector->streams());
    case Kind::Words: return turnToTab(window, inspector->words());
    case Kind::Table: return window.actions().table->trigger();
    case Kind::Keys: return window.actions().keys->trigger();
    case Kind::About: return window.actions().about->trigger();
    }
}

/// The window beside the main one, if one was opened.
QWidget &pictured(MainWindow &window)
{
    for (QWidget *other : QApplication::topLevelWidgets()) {
        if (other != &window && other->isVisible() && other->windowType() == Qt::Dialog)
            return *other;
    }
    return window;
}

} // namespace

Result<bool> saveScreenshot(MainWindow &window, const Options &options)
{
    // No window manager has a say in its size, and no mouse is over it.
    window.setAttribute(Qt::WA_DontShowOnScreen);
    window.resize(options.size);
    window.show();
    QCoreApplication::processEvents();

    const ShownPart &what = options.screenshot->shown;
    window.driver().setManual(true);
    if (what.kind == Kind::Lesson) {
        turnToTab(window, window.inspector()->lesson());
        window.lessons()->turnTo(what.number - 1);
        window.lessons()->finish();
    }
    runTo(window, options.at, what.kind == Kind::Lesson);
    show(window, what, options.at);
    window.settle();
    for (int i = 0; i < roundsOfEvents; ++i)
        QCoreApplication::processEvents();
    const QString &file = options.screenshot->file;
    QImage picture = pictured(window).grab().toImage();
    if (options.screenshot->eyes != Eyes::Usual)
        picture = seenBy(options.screenshot->eyes, picture);
    QBuffer png;
    png.open(QIODevice::WriteOnly);
    picture.save(&png, "PNG");
    return saveAtomically(file, png.data());
}

} // namespace rebuffer
