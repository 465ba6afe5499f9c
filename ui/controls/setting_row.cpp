#include "ui/controls/setting_row.h"

#include "ui/controls/elided_label.h"

#include <QGridLayout>
#include <QSignalBlocker>

namespace rebuffer {

SettingRow::SettingRow(SettingDescription description, QWidget *parent)
    : QWidget(parent), m_is(std::move(description)), m_label(new ElidedLabel(m_is.label, m_is.tooltip, this)),
      m_slider(new SettingSlider(this)), m_edit(new QuantityEdit(this))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    grid->addWidget(m_label, 0, 0);
    grid->addWidget(m_edit, 0, 1);
    grid->addWidget(m_slider, 1, 0, 1, 2);
    grid->setColumnStretch(0, 1);

    m_slider->setRange(0, SettingScale::positions);
    m_label->setBuddy(m_edit);
    setToolTip(m_is.tooltip);
    setAccessibleName(m_is.label);
    m_slider->setAccessibleName(m_is.label);
    m_slider->setAccessibleDescription(m_is.tooltip);
    m_edit->setAccessibleName(m_is.label);
    m_edit->setAccessibleDescription(m_is.tooltip);

    connect(m_slider, &QSlider::valueChanged, this, &SettingRow::onSliderMoved);
    connect(m_slider, &QSlider::sliderReleased, this, &SettingRow::onSliderReleased);
    connect(m_slider, &SettingSlider::stepRequested, this, &SettingRow::step);
    connect(m_slider, &SettingSlider::resetRequested, this, [this] { request(m_is.fallback); });
    connect(m_edit, &QuantityEdit::committed, this, [this](const QString &text) { request(m_is.scale.typed(text, m_keyText)); });
    connect(m_edit, &QuantityEdit::stepRequested, this, &SettingRow::step);
}

void SettingRow::setTheme(const Theme &theme)
{
    m_slider->setTheme(theme, theme.*m_is.colour);
    m_edit->setFixedWidth(theme.space(25));
}

void SettingRow::setKeyText(const QString &keyText)
{
    m_keyText = keyText;
    m_edit->setShown(m_is.scale.display(keyText));
    // While it is being dragged the handle stays under the mouse.
    if (!m_slider->isSliderDown())
        placeSlider();
}

void SettingRow::setUnused(const QString &why)
{
    const QString &said = why.isEmpty() ? m_is.tooltip : why;
    setEnabled(why.isEmpty());
    setToolTip(said);
    m_slider->setAccessibleDescription(said);
    m_edit->setAccessibleDescription(said);
}

void SettingRow::placeSlider()
{
    const auto amount = m_is.scale.amountOf(m_keyText);
    if (!amount)
        return;
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(m_is.scale.positionOf(*amount));
}

void SettingRow::onSliderMoved(int position)
{
    request(m_is.scale.keyText(m_is.scale.amountAt(position)));
}

void SettingRow::onSliderReleased()
{
    placeSlider();
}

void SettingRow::step(int steps)
{
    if (const auto amount = m_is.scale.amountOf(m_keyText))
        request(m_is.scale.keyText(m_is.scale.stepped(*amount, steps)));
}

void SettingRow::request(const QString &keyText)
{
    if (keyText != m_keyText)
        emit changeRequested(m_is.key, keyText);
    if (!m_slider->isSliderDown())
        placeSlider();
}

} // namespace rebuffer
