// A way to prevent a stall, to be pressed: its words in as many lines as they need, and at the end what a press does.
#pragma once

#include "ui/controls/press_button.h"
#include "ui/theme/theme.h"

class QLabel;

namespace rebuffer {

class TryButton : public PressButton {
    Q_OBJECT

public:
    TryButton(const QString &words, const Theme &theme, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

private:
    QLabel *m_words;
};

} // namespace rebuffer
