// One setting as a person sees it: its name, a slider, and a box that takes any of its units.
// It never decides: it asks for a value and shows what setKeyText() says is true.
#pragma once

#include "ui/controls/quantity_edit.h"
#include "ui/controls/setting_scale.h"
#include "ui/controls/setting_slider.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QWidget>

namespace rebuffer {

/// What a row is about. `key` is the scenario's; `fallback` is where a double click takes it.
struct SettingDescription {
    QString key;
    QString label;
    QString tooltip;
    QString fallback;
    SettingScale scale;
    QColor Theme::*colour = &Theme::data; ///< by meaning
};

class SettingRow : public QWidget {
    Q_OBJECT

public:
    explicit SettingRow(SettingDescription description, QWidget *parent = nullptr);

    const QString &key() const { return m_is.key; }
    const QString &keyText() const { return m_keyText; }
    /// The session's own value.
    void setKeyText(const QString &keyText);
    /// Why it has no effect just now; empty: it has. One without cannot be moved.
    void setUnused(const QString &why);
    void setTheme(const Theme &theme);

    SettingSlider *slider() const { return m_slider; }
    QuantityEdit *edit() const { return m_edit; }

signals:
    void changeRequested(const QString &key, const QString &keyText);

private:
    void request(const QString &keyText);
    void onSliderMoved(int position);
    void onSliderReleased();
    void step(int steps);
    void placeSlider();

    SettingDescription m_is;
    QString m_keyText;
    QLabel *m_label;
    SettingSlider *m_slider;
    QuantityEdit *m_edit;
};

} // namespace rebuffer
