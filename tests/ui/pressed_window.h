// The whole window with a steady film of 20 s at 2 Mbit/s, moved by hand: for tests that press its real buttons.
#pragma once

#include "core/io/open_source.h"
#include "core/media/synthetic_media.h"
#include "core/session/comparison.h"
#include "ui/controls/controls_panel.h"
#include "ui/controls/notice_line.h"
#include "ui/controls/press_button.h"
#include "ui/controls/run_bar.h"
#include "ui/main_window.h"
#include "ui/timeline/timeline_geometry.h"
#include "ui/timeline/timeline_view.h"

#include <QLabel>
#include <QTabWidget>
#include <QTest>

#include <chrono>

namespace rebuffer::test {

struct ShownWindow {
    MainWindow window;

    explicit ShownWindow(QSize size = {1280, 720}, ThemeKind theme = ThemeKind::Light) : window(theme, {}, openSource)
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
        using namespace std::chrono_literals;
        for (auto gone = 0ms; gone < wall; gone += 20ms)
            driver().tick(20ms);
    }
    static void click(QWidget *widget) { QTest::mouseClick(widget, Qt::LeftButton); }
    /// Kept as a picture for whoever wants to look, in the folder that REBUFFER_LOOK names.
    void look(const char *name)
    {
        if (qEnvironmentVariableIsSet("REBUFFER_LOOK"))
            window.grab().save(qEnvironmentVariable("REBUFFER_LOOK") + QLatin1Char('/') + QLatin1String(name) +
                               QStringLiteral(".png"));
    }
};

} // namespace rebuffer::test
