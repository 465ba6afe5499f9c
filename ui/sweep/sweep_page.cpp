#include "ui/sweep/sweep_page.h"

#include "core/session/scenario_keys.h"
#include "ui/controls/preset_box.h"
#include "ui/controls/press_button.h"
#include "ui/paint/words.h"
#include "ui/sweep/axis_form.h"
#include "ui/sweep/map_view.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>

namespace rebuffer {

namespace {

// Among sweepSettings(): bandwidth and loss.
constexpr int firstX = 0;
constexpr int firstY = 3;

std::optional<double> placeOf(const SweepGrid &grid, bool vertical, const Scenario &scenario)
{
    const SweepSetting &setting = vertical ? grid.y : grid.x;
    const ScenarioKey *key = findScenarioKey(setting.is.key.toStdString());
    const auto amount = key ? setting.is.scale.amountOf(QString::fromStdString(key->get(scenario))) : std::nullopt;
    return amount ? placeOnAxis(grid.amounts(vertical), *amount) : std::nullopt;
}

} // namespace

SweepPage::SweepPage(QWidget *parent)
    : QFrame(parent), m_title(new QLabel(tr("Stall map"), this)), m_x(new AxisForm(tr("Across"), firstX, this)),
      m_y(new AxisForm(tr("Up"), firstY, this)), m_measure(new PresetBox(this)), m_run(new PressButton(this)),
      m_progress(new QProgressBar(this)), m_status(new QLabel(this)), m_close(new PressButton(this)), m_map(new MapView(this))
{
    setProperty("card", true);
    m_title->setProperty("role", "title");
    m_status->setProperty("role", "caption");
    m_status->setWordWrap(true);
    for (const SweepMeasure one : {SweepMeasure::RebufferRatio, SweepMeasure::StartupDelay, SweepMeasure::StallCount})
        m_measure->addItem(measureName(one), static_cast<int>(one));
    setAccessibleName(tr("Stall map"));
    m_measure->setAccessibleName(tr("What the map shows"));
    m_run->setText(tr("Run"));
    m_run->setProperty("primary", true);
    m_close->setText(tr("Back to the timeline"));
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Runs done"));
    m_progress->hide();

    auto *row = new QHBoxLayout(this);
    auto *form = new QVBoxLayout;
    form->setObjectName(QStringLiteral("form"));
    auto *head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addWidget(m_measure, 1);
    form->addLayout(head);
    form->addWidget(makeAxes());
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_run, 1);
    buttons->addWidget(m_close);
    form->addLayout(buttons);
    form->addWidget(m_progress);
    form->addWidget(m_status);
    form->addStretch(1);
    form->setStretchFactor(m_axes, 1000); // all the room that it can use
    row->addLayout(form);
    row->addWidget(m_map, 1);

    connect(m_run, &PressButton::clicked, this, &SweepPage::toggle);
    connect(m_close, &PressButton::clicked, this, &SweepPage::closeRequested);
    connect(m_map, &MapView::cellChosen, this, &SweepPage::choose);
    connect(m_measure, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_map->setMeasure(static_cast<SweepMeasure>(m_measure->itemData(index).toInt())); });
    connect(&m_runner, &SweepRunner::cellDone, this,
            [this](int cell, const CellFigures &figures) { m_map->fill(static_cast<std::size_t>(cell), figures); });
    connect(&m_runner, &SweepRunner::progressed, this, &SweepPage::onProgress);
    connect(&m_runner, &SweepRunner::finished, this, &SweepPage::onFinished);
}

/// The fields of the two axes; where the page is low they scroll, and what runs the sweep stays in sight.
QWidget *SweepPage::makeAxes()
{
    m_axes = new QScrollArea(this);
    auto *both = new QWidget;
    both->setObjectName(QStringLiteral("scrolled"));
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_x);
    column->addWidget(m_y);
    m_axes->setWidget(both);
    m_axes->setWidgetResizable(true);
    m_axes->setFrameShape(QFrame::NoFrame);
    m_axes->setFocusPolicy(Qt::NoFocus);
    m_axes->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    both->installEventFilter(this);
    return m_axes;
}

/// They are as high as their letters want, and no higher.
bool SweepPage::eventFilter(QObject *watched, QEvent *event)
{
    if (m_axes && watched == m_axes->widget() && event->type() == QEvent::LayoutRequest)
        m_axes->setMaximumHeight(m_axes->widget()->sizeHint().height());
    return QFrame::eventFilter(watched, event);
}

void SweepPage::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_measure->setTheme(theme);
    m_x->setTheme(theme);
    m_y->setTheme(theme);
    m_map->setTheme(theme);
    layout()->setContentsMargins(theme.space(3), theme.space(2), theme.space(3), theme.space(2));
    layout()->setSpacing(theme.space(4));
    auto *form = findChild<QVBoxLayout *>(QStringLiteral("form"));
    form->setSpacing(theme.space(2));
    m_progress->setFixedHeight(theme.space(2));
    m_axes->widget()->layout()->setSpacing(theme.space(2));
    m_axes->setFixedWidth(theme.space(72));
    m_axes->setMaximumHeight(m_axes->widget()->sizeHint().height());
    m_status->setFixedWidth(theme.space(72));
}

void SweepPage::setScenario(const Scenario &scenario)
{
    m_scenario = scenario;
    renewHere();
}

void SweepPage::renewHere()
{
    if (!m_map->geometry().isEmpty())
        m_map->setHere(placeOf(m_map->grid(), false, m_scenario), placeOf(m_map->grid(), true, m_scenario));
}

void SweepPage::say(const QString &words, bool problem)
{
    m_status->setText(words);
    m_status->setStyleSheet(problem ? QStringLiteral("color: %1").arg(m_theme.loss.name()) : QString());
}

void SweepPage::toggle()
{
    if (m_runner.isRunning())
        m_runner.cancel();
    else
        begin();
}

void SweepPage::begin()
{
    Base base = m_base ? m_base() : Base();
    if (!base.media) {
        say(tr("A map is made of whole runs of a film; open one first."), true);
        return;
    }
    const auto x = m_x->axis();
    const auto y = m_y->axis();
    if (!x || !y) {
        say(QString::fromStdString(x ? y.problem() : x.problem()), true);
        return;
    }
    // The setting of an axis is as the axis says from beginning to end.
    std::erase_if(base.scenario.changes, [&](const TimedChange &change) { return change.key == x->key || change.key == y->key; });
    auto sweep = Sweep::make(std::move(base.scenario), std::move(base.media), *x, *y);
    if (!sweep) {
        say(QString::fromStdString(sweep.problem()), true);
        return;
    }
    m_map->setGrid({m_x->setting(), m_y->setting(), *x, *y, {}});
    renewHere();
    m_progress->setRange(0, static_cast<int>(sweep->size()));
    m_progress->setValue(0);
    m_progress->show();
    m_run->setText(tr("Cancel"));
    say(tr("%1 runs").arg(countText(sweep->size())));
    m_runner.start(std::move(sweep).value());
}

void SweepPage::onProgress()
{
    m_map->showFilled();
    m_progress->setValue(static_cast<int>(m_runner.done()));
    const auto left = m_runner.secondsLeft();
    const QString counted = tr("%1 of %2 runs").arg(countText(m_runner.done()), countText(m_runner.sweep()->size()));
    say(left ? tr("%1 · about %2 s left").arg(counted, QString::number(std::ceil(*left), 'f', 0)) : counted);
}

void SweepPage::onFinished()
{
    m_progress->hide();
    m_run->setText(tr("Run"));
    const QString took = QString::number(m_runner.seconds(), 'f', 1);
    const bool all = m_runner.done() == m_runner.sweep()->size();
    say(all ? tr("%1 runs · %2 s. Click a cell to open its run.").arg(countText(m_runner.done()), took)
            : tr("Stopped after %1 of %2 runs.").arg(countText(m_runner.done()), countText(m_runner.sweep()->size())));
}

void SweepPage::choose(int cell)
{
    const auto &sweep = m_runner.sweep();
    if (!sweep)
        return;
    const SweepGrid &grid = m_map->grid();
    const QString words =
        tr("%1 %2, %3 %4")
            .arg(grid.x.is.label, grid.xText(cell % grid.columns()), grid.y.is.label, grid.yText(cell / grid.columns()));
    emit runRequested(sweep->scenario(static_cast<std::size_t>(cell)), words);
}

} // namespace rebuffer
