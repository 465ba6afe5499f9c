// The fields of one axis: which setting, from, to, how many steps, even or by even factors.
#pragma once

#include "ui/controls/preset_box.h"
#include "ui/sweep/sweep_axis.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace rebuffer {

class AxisForm : public QWidget {
    Q_OBJECT

public:
    static constexpr int mostSteps = 100;

    /// `first`: the index among sweepSettings() of what is chosen at first.
    AxisForm(const QString &title, int first, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    const SweepSetting &setting() const;
    Result<SweepAxis> axis() const;

    PresetBox *choice() const { return m_choice; }
    QLineEdit *from() const { return m_from; }
    QLineEdit *to() const { return m_to; }
    QSpinBox *steps() const { return m_steps; }
    QCheckBox *logarithmic() const { return m_logarithmic; }

private:
    void offer();

    std::vector<SweepSetting> m_settings;
    QLabel *m_title;
    PresetBox *m_choice;
    QLineEdit *m_from;
    QLineEdit *m_to;
    QSpinBox *m_steps;
    QCheckBox *m_logarithmic;
};

} // namespace rebuffer
