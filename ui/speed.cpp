#include "ui/speed.h"

#include <QCoreApplication>

#include <cmath>

namespace rebuffer {

QString nameOf(Speed speed)
{
    if (speed.isMax())
        return QCoreApplication::translate("Speed", "max");
    if (speed == Speed{0.25})
        return QStringLiteral("¼×");
    if (speed.factor < 1)
        return QStringLiteral("1/%1×").arg(std::lround(1 / speed.factor));
    return QStringLiteral("%1×").arg(speed.factor);
}

} // namespace rebuffer
