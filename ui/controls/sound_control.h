// The sound's switch, its volume, and in a few words why nothing is heard when nothing is.
#pragma once

#include "ui/theme/theme.h"

#include <QSlider>
#include <QWidget>

class QAction;
class QLabel;

namespace rebuffer {

class PressButton;

class SoundControl : public QWidget {
    Q_OBJECT

public:
    /// `mute` turns sound off and on; it must outlive the control.
    explicit SoundControl(QAction *mute, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Beside the slider, and in full on the tooltip; both empty while there is sound.
    void setReason(const QString &brief, const QString &full);
    /// Without the slider, where there is little room.
    void setCompact(bool compact);
    /// 0 to 100.
    int volume() const { return m_volume->value(); }
    void setVolume(int percent) { m_volume->setValue(percent); }
    QString reason() const;
    PressButton *button() const { return m_button; }
    QSlider *slider() const { return m_volume; }

signals:
    void volumeChanged(int percent);

private:
    PressButton *m_button;
    QSlider *m_volume;
    QLabel *m_reason;
};

} // namespace rebuffer
