#include "ui/controls/sound_control.h"

#include "ui/controls/press_button.h"
#include "ui/sound_words.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>

namespace rebuffer {

SoundControl::SoundControl(QAction *mute, QWidget *parent)
    : QWidget(parent), m_button(new PressButton(this)), m_volume(new QSlider(Qt::Horizontal, this)), m_reason(new QLabel(this))
{
    setAccessibleName(tr("Sound"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_button);
    row->addWidget(m_volume);
    row->addWidget(m_reason);
    m_button->setAction(mute);
    m_button->setWordless(true);
    m_volume->setRange(0, 100);
    m_volume->setValue(100);
    m_volume->setPageStep(10);
    m_volume->setAccessibleName(tr("Volume"));
    m_volume->setToolTip(tr("Volume"));
    m_reason->setProperty("role", "caption");
    m_reason->setTextFormat(Qt::PlainText);
    connect(m_volume, &QSlider::valueChanged, this, &SoundControl::volumeChanged);
}

void SoundControl::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.space(1));
    const int icon = theme.space(3) + 1;
    m_button->setIconSize(QSize(icon, icon));
    m_volume->setFixedWidth(theme.space(13));
    // So that nothing beside it moves when the words change.
    m_reason->setFixedWidth(widestSilence(QFontMetrics(theme.font(captionPoints))));
}

void SoundControl::setReason(const QString &brief, const QString &full)
{
    if (m_reason->text() == brief && m_reason->toolTip() == full)
        return;
    m_reason->setText(brief);
    m_reason->setToolTip(full);
    m_reason->setAccessibleName(full);
    m_volume->setToolTip(full.isEmpty() ? tr("Volume") : full);
    m_button->setAccessibleDescription(full);
}

void SoundControl::setCompact(bool compact)
{
    m_volume->setVisible(!compact);
    // Whoever asks for its size now gets the new one, not when events are handled next.
    layout()->invalidate();
    updateGeometry();
}

QString SoundControl::reason() const
{
    return m_reason->text();
}

} // namespace rebuffer
