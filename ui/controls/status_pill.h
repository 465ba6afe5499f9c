// The run's state in letters that carry, always of one width so that nothing beside it moves.
#pragma once

#include "ui/paint/text_label.h"
#include "ui/run_status.h"

#include <QWidget>

namespace rebuffer {

class StatusPill : public QWidget {
    Q_OBJECT

public:
    explicit StatusPill(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setStatus(const RunStatus &status);
    const RunStatus &status() const { return m_status; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitFont();

    Theme m_theme;
    RunStatus m_status;
    TextLabel m_words;
};

} // namespace rebuffer
