#include "ui/sweep/axis_form.h"

#include "ui/controls/preset_box.h"
#include "ui/controls/press_button.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace rebuffer {

AxisForm::AxisForm(const QString &title, int first, QWidget *parent)
    : QWidget(parent), m_settings(sweepSettings()), m_title(new QLabel(title, this)), m_choice(new PresetBox(this)),
      m_from(new QLineEdit(this)), m_to(new QLineEdit(this)), m_steps(new QSpinBox(this)),
      m_logarithmic(new QCheckBox(tr("log"), this))
{
    m_title->setProperty("role", "strong");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    const auto addRow = [column](std::initializer_list<std::pair<QWidget *, int>> parts) {
        auto *row = new QHBoxLayout;
        for (const auto &[part, stretch] : parts)
            row->addWidget(part, stretch);
        column->addLayout(row);
    };
    addRow({{m_title, 0}, {m_choice, 1}});
    addRow({{m_from, 1}, {new QLabel(tr("to"), this), 0}, {m_to, 1}});
    addRow({{m_steps, 1}, {new QLabel(tr("steps"), this), 0}, {m_logarithmic, 1}});
    m_from->setMinimumWidth(1); // both as wide as each other, whatever stands in them
    m_to->setMinimumWidth(1);
    for (const SweepSetting &setting : m_settings)
        m_choice->addItem(setting.is.label);
    m_steps->setRange(2, mostSteps);
    m_steps->setButtonSymbols(QAbstractSpinBox::NoButtons); // up and down keys and the wheel change it
    m_steps->setValue(40);
    setAccessibleName(title);
    m_choice->setAccessibleName(tr("%1: setting").arg(title));
    m_from->setAccessibleName(tr("%1: from").arg(title));
    m_to->setAccessibleName(tr("%1: to").arg(title));
    m_steps->setAccessibleName(tr("%1: number of steps").arg(title));
    m_logarithmic->setAccessibleName(tr("%1: even factors instead of even steps").arg(title));
    pressByEnter(m_logarithmic);
    m_logarithmic->setToolTip(tr("Even factors instead of even steps"));
    connect(m_choice, &QComboBox::currentIndexChanged, this, &AxisForm::offer);
    m_choice->setCurrentIndex(first);
    offer();
}

void AxisForm::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.space(1));
    m_choice->setTheme(theme);
}

const SweepSetting &AxisForm::setting() const
{
    return m_settings[static_cast<std::size_t>(m_choice->currentIndex())];
}

void AxisForm::offer()
{
    m_from->setText(setting().from);
    m_to->setText(setting().to);
    m_logarithmic->setChecked(setting().logarithmic);
}

Result<SweepAxis> AxisForm::axis() const
{
    return sweepAxis(setting(), m_from->text(), m_to->text(), m_steps->value(), m_logarithmic->isChecked());
}

} // namespace rebuffer
