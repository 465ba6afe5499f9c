// A slider in the house's looks: a groove filled with the colour of what it sets, and a ring to take hold of.
// A press anywhere takes the handle there; a double click asks for the default.
#pragma once

#include "ui/theme/theme.h"

#include <QSlider>

namespace rebuffer {

class SettingSlider : public QSlider {
    Q_OBJECT

public:
    explicit SettingSlider(QWidget *parent = nullptr);

    void setTheme(const Theme &theme, const QColor &accent);
    /// The handle's centre for a position, in the widget's own coordinates.
    int xOf(int position) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void resetRequested();
    /// By key or wheel, to the next value that is worth one: the slider does not know which that is.
    void stepRequested(int steps);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    int positionAt(double x) const;
    int radius() const;

    Theme m_theme;
    QColor m_accent;
};

} // namespace rebuffer
