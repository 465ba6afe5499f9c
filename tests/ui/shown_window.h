// The whole window under a test's hands: real widgets, a synthetic film, and time that only the test moves.
#pragma once

#include <QTest>

#include "core/io/open_source.h"
#include "core/media/synthetic_media.h"
#include "ui/controls/run_bar.h"
#include "ui/main_window.h"

#include <chrono>

namespace rebuffer {

using namespace std::chrono_literals;

/// The window with a steady film of 20 s at 2 Mbit/s, moved by hand.
struct Shown {
    MainWindow window;

    explicit Shown(ThemeKind theme = ThemeKind::Light, QSize size = {1280, 720}) : window(theme, {}, openSource)
    {
        window.driver().setManual(true);
        const BitRate rate = BitRate::megabitsPerSecond(2);
        const SimDuration length = SimDuration::wholeSeconds(20);
        window.start(ConstantRateSource{rate, length}, constantRateMedia(rate, length));
        window.resize(size);
        window.show();
        window.activateWindow();
        (void)QTest::qWaitForWindowActive(&window);
    }
    SessionDriver &driver() { return window.driver(); }
    const Session &session() { return *window.driver().session(); }
    QString status() { return window.bar()->pill()->status().words; }
    void run(std::chrono::milliseconds wall)
    {
        for (auto gone = 0ms; gone < wall; gone += 20ms)
            driver().tick(20ms);
    }
    void click(QWidget *widget) { QTest::mouseClick(widget, Qt::LeftButton); }
};

} // namespace rebuffer
