// The way of the Tab key through some widgets, as they are read.
#pragma once

#include <QList>
#include <QWidget>

namespace rebuffer {

/// From each to the next.
inline void tabThrough(const QList<QWidget *> &widgets)
{
    for (qsizetype i = 1; i < widgets.size(); ++i)
        QWidget::setTabOrder(widgets[i - 1], widgets[i]);
}

} // namespace rebuffer
