// A painted widget that shows an amount: a bar that is so full, a slider that stands there.
#pragma once

#include <QAccessibleWidget>

#include <functional>

class QSlider;

namespace rebuffer {

/// Read only. `share` is 0 to 1; the words are the widget's accessible description.
class BarInterface : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    BarInterface(QWidget *widget, std::function<double()> share);

    QString text(QAccessible::Text kind) const override;
    void *interface_cast(QAccessible::InterfaceType type) override;
    QVariant currentValue() const override { return 100 * m_share(); }
    QVariant minimumValue() const override { return 0.0; }
    QVariant maximumValue() const override { return 100.0; }
    QVariant minimumStepSize() const override { return 1.0; }
    void setCurrentValue(const QVariant &) override {}

private:
    std::function<double()> m_share;
};

/// A slider whose value has words of its own ("1.80 Mbit/s"), not the number of its position.
class SliderInterface : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    SliderInterface(QSlider *slider, std::function<QString()> words);

    QString text(QAccessible::Text kind) const override;
    void *interface_cast(QAccessible::InterfaceType type) override;
    QVariant currentValue() const override;
    QVariant minimumValue() const override;
    QVariant maximumValue() const override;
    QVariant minimumStepSize() const override { return 1; }
    void setCurrentValue(const QVariant &value) override;

private:
    QSlider *slider() const;

    std::function<QString()> m_words;
};

} // namespace rebuffer
