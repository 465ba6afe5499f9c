#include "ui/controls/controls_panel.h"

#include "core/session/scenario_keys.h"
#include "core/session/thresholds.h"
#include "ui/controls/preset_box.h"
#include "ui/controls/press_button.h"
#include "ui/controls/segmented_bar.h"
#include "ui/controls/setting_catalogue.h"
#include "ui/controls/track_boxes.h"
#include "ui/rate/rate_card.h"

#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <QCoreApplication>

#include <algorithm>

namespace rebuffer {

namespace {

/// Times the height that it likes best.
constexpr double mostStretch = 1.4;

/// A gap that gives way where the window is low and grows where it is high.
void addGap(QVBoxLayout *column, int height)
{
    column->addItem(new QSpacerItem(0, height, QSizePolicy::Minimum, QSizePolicy::Preferred));
}

/// One that holds together what belongs together: it gives way, but does not grow.
void addTightGap(QVBoxLayout *column, int height)
{
    column->addItem(new QSpacerItem(0, height, QSizePolicy::Minimum, QSizePolicy::Maximum));
}

QLabel *makeHeading(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    QFont font = label->font();
    font.setLetterSpacing(QFont::PercentageSpacing, 106);
    label->setFont(font);
    label->setProperty("role", "heading");
    label->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    return label;
}

QFrame *makeRule(QWidget *parent)
{
    auto *rule = new QFrame(parent);
    rule->setProperty("rule", true);
    return rule;
}

} // namespace

ControlsPanel::ControlsPanel(QWidget *parent)
    : QFrame(parent), m_transports(accepted(QStringLiteral("transport"), transportChoices())),
      m_deliveries(accepted(QStringLiteral("delivery"), deliveryChoices())), m_scroll(new QScrollArea(this)),
      m_presets(new PresetBox(this)), m_source(new SourceCard(this)), m_rate(new RateCard(this)), m_fold(new PressButton(this))
{
    setProperty("card", true);
    setAccessibleName(tr("Settings"));
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("scrolled"));
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 1, 1, 1);
    outer->addWidget(m_scroll);
    auto *column = new QVBoxLayout(content);
    column->setSpacing(0);
    build(column);
    connect(m_presets, &QComboBox::activated, this, [this](int index) {
        if (index > 0) // above them are the settings as they are
            choosePreset(static_cast<std::size_t>(index) - 1);
    });
}

void ControlsPanel::build(QVBoxLayout *column)
{
    addNetworkHeading(column);
    addTightGap(column, 6);
    fillPresets();
    column->addWidget(m_presets);
    column->addWidget(m_rate);
    addRows(column, networkSettings());
    addHeading(column, tr("TRANSPORT"));
    m_transport = addChoices(column, QStringLiteral("transport"), m_transports);
    m_transport->setAccessibleName(tr("Transport"));
    addTightGap(column, 8);
    m_delivery = addChoices(column, QStringLiteral("delivery"), m_deliveries);
    m_delivery->setAccessibleName(tr("Delivery"));
    addHeading(column, tr("PLAYBACK BUFFER"));
    addRows(column, playerSettings());
    addHeading(column, tr("SOURCE"));
    column->addWidget(m_source);
    connect(m_source->tracks(), &TrackBoxes::changeRequested, this, &ControlsPanel::changeRequested);
}

void ControlsPanel::addNetworkHeading(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->addWidget(makeHeading(tr("NETWORK"), this));
    row->addStretch(1);
    row->addWidget(m_fold);
    column->addLayout(row);
    m_fold->setProperty("link", true);
    m_fold->setCheckable(true);
    m_fold->setAccessibleName(tr("Draw the bandwidth over time"));
    m_fold->setToolTip(tr("The bandwidth over the time of the run: drawn by hand, or taken from a trace"));
    connect(m_fold, &PressButton::toggled, this, &ControlsPanel::foldRate);
    foldRate(false);
}

void ControlsPanel::foldRate(bool out)
{
    m_fold->setChecked(out);
    m_fold->setText(out ? tr("Hide ▴") : tr("Draw ▾"));
    if (m_rate->isHidden() != out)
        return;
    m_rate->setVisible(out);
    fitContent();
    emit rateFolded(out);
}

void ControlsPanel::addHeading(QVBoxLayout *column, const QString &text)
{
    addGap(column, 9);
    column->addWidget(makeRule(this));
    addTightGap(column, 10);
    column->addWidget(makeHeading(text, this));
    addTightGap(column, 6);
}

void ControlsPanel::addRows(QVBoxLayout *column, std::vector<SettingDescription> descriptions)
{
    for (SettingDescription &description : descriptions) {
        auto *row = new SettingRow(std::move(description), this);
        column->addSpacing(2);
        addGap(column, 6);
        column->addWidget(row);
        m_rows.push_back(row);
        connect(row, &SettingRow::changeRequested, this, &ControlsPanel::changeRequested);
    }
}

SegmentedBar *ControlsPanel::addChoices(QVBoxLayout *column, const QString &key, const std::vector<Choice> &choices)
{
    auto *bar = new SegmentedBar(this);
    for (const Choice &choice : choices)
        bar->addSegment(choice.name, choice.tooltip);
    column->addWidget(bar);
    connect(bar, &SegmentedBar::chosen, this,
            [this, key, &choices](int index) { emit changeRequested(key, choices[static_cast<std::size_t>(index)].value); });
    return bar;
}

void ControlsPanel::fillPresets()
{
    m_presets->addItem(tr("Your own settings"));
    for (const NetworkPreset &preset : networkPresets()) {
        m_presets->addItem(QCoreApplication::translate("NetworkPreset", preset.name.c_str()));
        if (!preset.source.empty())
            m_presets->setItemData(m_presets->count() - 1, tr("From %1").arg(QString::fromStdString(preset.source)),
                                   Qt::ToolTipRole);
    }
    m_presets->setMaxVisibleItems(24);
    m_presets->setAccessibleName(tr("Network preset"));
    m_presets->setToolTip(tr("Moves the sliders below to a well-known kind of network."));
}

QString ControlsPanel::presetName(std::size_t index) const
{
    return m_presets->itemText(static_cast<int>(index) + 1);
}

void ControlsPanel::choosePreset(std::size_t index)
{
    const NetworkPreset &preset = networkPresets()[index];
    NetworkPreset::Settings others;
    for (const auto &[key, value] : preset.settings()) {
        if (value != findScenarioKey(key)->get(m_scenario))
            others.emplace_back(key, value);
    }
    if (others.empty())
        return;
    emit changesBegin(presetName(index));
    for (const auto &[key, value] : others)
        emit changeRequested(QString::fromStdString(key), QString::fromStdString(value));
    emit changesEnd();
}

void ControlsPanel::setTheme(const Theme &theme)
{
    for (SettingRow *row : m_rows)
        row->setTheme(theme);
    m_presets->setTheme(theme);
    m_source->setTheme(theme);
    m_rate->setTheme(theme);
    m_scroll->widget()->layout()->setContentsMargins(theme.space(3), theme.space(2), theme.space(3), theme.space(2));
    setFixedWidth(theme.space(70));
}

void ControlsPanel::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fitContent();
}

void ControlsPanel::fitContent()
{
    // Squeezed as far as it goes it would still have to scroll: then rather with its gaps.
    QWidget *content = m_scroll->widget();
    const bool scrolls = m_scroll->height() < content->minimumSizeHint().height();
    content->setMinimumHeight(scrolls ? content->sizeHint().height() : 0);
    content->setMaximumHeight(
        static_cast<int>(mostStretch * content->sizeHint().height())); // beyond that what belongs together falls apart
}

void ControlsPanel::setScenario(const Scenario &scenario)
{
    m_scenario = scenario;
    for (SettingRow *row : m_rows) {
        if (const ScenarioKey *key = findScenarioKey(row->key().toStdString()))
            row->setKeyText(QString::fromStdString(key->get(scenario)));
    }
    showUnused();
    m_transport->setCurrent(currentChoice(QStringLiteral("transport"), m_transports, scenario));
    m_delivery->setCurrent(currentChoice(QStringLiteral("delivery"), m_deliveries, scenario));
    m_source->tracks()->restore();
    const auto &known = networkPresets();
    const auto preset = std::find_if(known.begin(), known.end(), [&](const NetworkPreset &one) { return one.matches(scenario); });
    m_presets->setCurrentIndex(preset == known.end() ? 0 : static_cast<int>(preset - known.begin()) + 1);
}

/// The thresholds that are not in force rest.
void ControlsPanel::showUnused()
{
    const Thresholds marks = thresholdsOf(m_scenario);
    const QString why = m_scenario.transport == TransportKind::Rtp
                            ? tr("A live film (UDP) waits once, for as long as it starts with, and nobody stops its sender.")
                            : tr("A download plays when the whole file is there, whatever this says.");
    const auto show = [&](const char *key, bool isInForce) {
        if (SettingRow *of = row(QLatin1String(key)))
            of->setUnused(isInForce ? QString() : why);
    };
    show("player.start", marks.start.has_value());
    show("player.resume", marks.resume.has_value());
    show("player.high_water", marks.highWater.has_value());
}

bool ControlsPanel::isWhole() const
{
    return m_scroll->widget()->height() <= m_scroll->viewport()->height();
}

SettingRow *ControlsPanel::row(const QString &key) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const SettingRow *row) { return row->key() == key; });
    return found == m_rows.end() ? nullptr : *found;
}

} // namespace rebuffer
