// The left panel: everything that can be changed, each change asked for at once. It shows what the session says
// is true and holds no settings of its own.
#pragma once

#include "core/session/network_presets.h"
#include "core/session/scenario.h"
#include "ui/controls/setting_row.h"
#include "ui/controls/source_card.h"
#include "ui/controls/transport_choice.h"
#include "ui/theme/theme.h"

#include <QFrame>

#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace rebuffer {

class PresetBox;
class PressButton;
class RateCard;
class SegmentedBar;

class ControlsPanel : public QFrame {
    Q_OBJECT

public:
    explicit ControlsPanel(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// What is true now, for every control.
    void setScenario(const Scenario &scenario);
    SourceCard *source() const { return m_source; }

    /// nullptr if no row has that key.
    SettingRow *row(const QString &key) const;
    SegmentedBar *transport() const { return m_transport; }
    SegmentedBar *delivery() const { return m_delivery; }
    /// All of it is in sight without scrolling.
    bool isWhole() const;
    PresetBox *presets() const { return m_presets; }
    /// Of the network presets, by their place among them.
    QString presetName(std::size_t index) const;
    void choosePreset(std::size_t index);
    /// The bandwidth over time, folded away until it is asked for.
    RateCard *rate() const { return m_rate; }
    PressButton *rateFold() const { return m_fold; }
    void foldRate(bool out);

signals:
    void changeRequested(const QString &key, const QString &value);
    /// Those between are one step, of that name.
    void changesBegin(const QString &name);
    void changesEnd();
    void rateFolded(bool out);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void build(QVBoxLayout *column);
    void addHeading(QVBoxLayout *column, const QString &text);
    void addRows(QVBoxLayout *column, std::vector<SettingDescription> descriptions);
    SegmentedBar *addChoices(QVBoxLayout *column, const QString &key, const std::vector<Choice> &choices);
    void addNetworkHeading(QVBoxLayout *column);
    void fitContent();
    void showUnused();
    void fillPresets();

    std::vector<Choice> m_transports;
    std::vector<Choice> m_deliveries;
    std::vector<SettingRow *> m_rows;
    QScrollArea *m_scroll;
    Scenario m_scenario;
    PresetBox *m_presets;
    SegmentedBar *m_transport = nullptr;
    SegmentedBar *m_delivery = nullptr;
    SourceCard *m_source;
    RateCard *m_rate;
    PressButton *m_fold;
};

} // namespace rebuffer
