#include "app/screenshot.h"

#include <QCoreApplication>
#include <QPixmap>

namespace rebuffer {

Result<bool> saveScreenshot(MainWindow &window, SimTime at, QSize size, const QString &file)
{
    // No window manager has a say in its size, and no mouse is over it.
    window.setAttribute(Qt::WA_DontShowOnScreen);
    window.resize(size);
    window.show();
    QCoreApplication::processEvents();

    window.driver().setManual(true);
    if (at > SimTime::start()) {
        window.driver().play();
        window.driver().advanceTo(at);
    }
    window.settle();
    if (window.grab().save(file, "PNG"))
        return true;
    return Problem{"--screenshot: cannot write \"" + file.toStdString() + "\"; give a file in a folder you may write to"};
}

} // namespace rebuffer
