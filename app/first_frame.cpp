#include "app/first_frame.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QMainWindow>
#include <QProcess>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace rebuffer {

namespace {

/// Tells a started process which window it is to show.
constexpr const char *variable = "REBUFFER_FIRST_FRAME";
constexpr const char *whole = "whole";
constexpr const char *empty = "empty";

class FirstPaint : public QObject {
public:
    FirstPaint(QWidget &window, std::function<void()> then) : QObject(&window), m_then(std::move(then))
    {
        window.installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            watched->removeEventFilter(this);
            QTimer::singleShot(0, this, [this] { // its children are painted in the same go
                m_then();
                deleteLater();
            });
        }
        return false;
    }

private:
    std::function<void()> m_then;
};

/// Of a start to its end, in ms; negative if it did not come to its first frame.
double oneStart(const char *which, const QStringList &arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QLatin1String(variable), QLatin1String(which));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QElapsedTimer clock;
    clock.start();
    process.start(QCoreApplication::applicationFilePath(), arguments);
    const bool ended = process.waitForFinished();
    const double ms = static_cast<double>(clock.nsecsElapsed()) * 1e-6;
    return ended && process.exitCode() == 0 ? ms : -1;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

void afterFirstFrame(QWidget &window, std::function<void()> then)
{
    new FirstPaint(window, std::move(then)); // the window's
}

void endWithFirstFrame(const std::function<QWidget *()> &makeWindow)
{
    const QByteArray which = qgetenv(variable);
    if (which != whole && which != empty)
        return;
    QWidget *window = which == whole ? makeWindow() : new QMainWindow;
    if (which == empty)
        window->resize(1440, 900);
    afterFirstFrame(*window, [] { std::_Exit(0); }); // taking it all down again is no part of starting
    window->show();
    QApplication::exec();
}

bool measureStart(int times, const QStringList &arguments)
{
    std::vector<double> ours;
    std::vector<double> least;
    for (int i = 0; i < times; ++i) { // by turns, so that a busy minute of the machine's falls on both
        ours.push_back(oneStart(whole, arguments));
        least.push_back(oneStart(empty, arguments));
        if (ours.back() < 0 || least.back() < 0)
            return false;
    }
    std::printf("%d starts, to the first painted frame: median %.0f ms; an empty window %.0f ms; %.2f times as long\n", times,
                median(ours), median(least), median(ours) / median(least));
    return true;
}

} // namespace rebuffer
