// A line in the window while a file is being written: which, how far it is, and a button that cancels it.
#pragma once

#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;

namespace rebuffer {

class Exporter;
class PressButton;

/// Comes when a file takes longer than a moment, so that a short one moves nothing in the window.
class ExportLine : public QWidget {
    Q_OBJECT

public:
    /// `exporter` must outlive it.
    explicit ExportLine(Exporter &exporter, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    PressButton *cancelButton() const { return m_cancel; }
    QProgressBar *progress() const { return m_progress; }
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void begin();
    void renew();

    Exporter &m_exporter;
    Theme m_theme;
    QLabel *m_text;
    QProgressBar *m_progress;
    PressButton *m_cancel;
    QTimer m_moment; ///< until it comes
    QTimer m_beat;   ///< for the bar
};

} // namespace rebuffer
