#include "ui/access/value_interface.h"

#include <QSlider>

namespace rebuffer {

BarInterface::BarInterface(QWidget *widget, std::function<double()> share)
    : QAccessibleWidget(widget, QAccessible::ProgressBar), m_share(std::move(share))
{
}

QString BarInterface::text(QAccessible::Text kind) const
{
    return kind == QAccessible::Value ? widget()->accessibleDescription() : QAccessibleWidget::text(kind);
}

void *BarInterface::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface *>(this)
                                               : QAccessibleWidget::interface_cast(type);
}

SliderInterface::SliderInterface(QSlider *slider, std::function<QString()> words)
    : QAccessibleWidget(slider, QAccessible::Slider), m_words(std::move(words))
{
}

QSlider *SliderInterface::slider() const
{
    return static_cast<QSlider *>(widget());
}

/// Screen readers speak the description when the slider is chosen, and most of them not the words of the value.
QString SliderInterface::text(QAccessible::Text kind) const
{
    if (kind == QAccessible::Value)
        return m_words();
    const QString told = QAccessibleWidget::text(kind);
    return kind == QAccessible::Description ? m_words() + QStringLiteral(". ") + told : told;
}

void *SliderInterface::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface *>(this)
                                               : QAccessibleWidget::interface_cast(type);
}

QVariant SliderInterface::currentValue() const
{
    return slider()->value();
}

QVariant SliderInterface::minimumValue() const
{
    return slider()->minimum();
}

QVariant SliderInterface::maximumValue() const
{
    return slider()->maximum();
}

void SliderInterface::setCurrentValue(const QVariant &value)
{
    slider()->setValue(value.toInt());
}

} // namespace rebuffer
