// What the lines above the window's content look like: a card as wide as the window.
#pragma once

#include "ui/theme/theme.h"

#include <QPainter>
#include <QWidget>

namespace rebuffer {

/// Its margins, outside and in; it has a layout.
void fitLineCard(QWidget &line, const Theme &theme);
/// Its ground; `painter` paints on it.
void paintLineCard(const QWidget &line, const Theme &theme, const QColor &border, const QColor &ground, QPainter &painter);

} // namespace rebuffer
