// A drop-down list with the theme's own arrow, which a style sheet can only take from a file.
#pragma once

#include "ui/theme/theme.h"

#include <QComboBox>

namespace rebuffer {

class PresetBox : public QComboBox {
    Q_OBJECT

public:
    explicit PresetBox(QWidget *parent = nullptr);
    void setTheme(const Theme &theme);

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    Theme m_theme;
};

} // namespace rebuffer
