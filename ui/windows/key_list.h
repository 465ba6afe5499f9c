// Every key of the window, for the help page: those of its actions as its menus have them, and those that the parts
// answer when they are chosen.
#pragma once

#include <QString>
#include <QVector>

class QMenuBar;

namespace rebuffer {

struct KeyLine {
    QString keys; ///< "Ctrl+O"
    QString what;
};

struct KeySection {
    QString title;
    QVector<KeyLine> lines;
};

/// A section a menu; actions without a key of their own are told of with the way through the menu.
QVector<KeySection> keysOfMenus(const QMenuBar &bar);
/// What keys and mouse do where the focus or the pointer is.
QVector<KeySection> keysOfParts();

} // namespace rebuffer
