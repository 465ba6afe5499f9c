#include "ui/rate/rate_card.h"

#include "ui/controls/press_button.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace rebuffer {

RateCard::RateCard(QWidget *parent)
    : QWidget(parent), m_chart(new RateChart(this)), m_trace(new PressButton(this)), m_outage(new PressButton(this)),
      m_steady(new PressButton(this))
{
    setAccessibleName(tr("Bandwidth over time"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_chart);
    auto *row = new QHBoxLayout;
    for (PressButton *button : {m_trace, m_outage, m_steady}) {
        button->setMinimumWidth(0);
        row->addWidget(button, 1);
    }
    column->addLayout(row);
    m_trace->setText(tr("Trace…"));
    m_trace->setToolTip(tr("Follow a bandwidth that was measured: seconds and Mbit/s, a table, JSON or a mahimahi file"));
    m_outage->setText(tr("Outage"));
    m_outage->setToolTip(tr("Nothing gets through for 5 s, a second from now"));
    m_steady->setText(tr("Steady"));
    m_steady->setToolTip(tr("The present bandwidth from beginning to end"));
    connect(m_chart, &RateChart::edited, this, &RateCard::edited);
    connect(m_trace, &PressButton::clicked, this, &RateCard::traceRequested);
    connect(m_outage, &PressButton::clicked, this,
            [this] { emit edited(m_chart->plan().withOutage(m_now + outageIn, outageLength)); });
    connect(m_steady, &PressButton::clicked, this, [this] {
        emit edited(RatePlan{{{SimTime::start(), m_chart->plan().rateAt(m_now)}}});
    });
}

void RateCard::setTheme(const Theme &theme)
{
    layout()->setSpacing(theme.space(1));
    layout()->setContentsMargins(0, theme.space(1), 0, 0);
    m_chart->setTheme(theme);
}

void RateCard::setPlan(const RatePlan &plan, double seconds)
{
    m_chart->setPlan(plan, seconds);
    m_steady->setEnabled(plan.steps.size() > 1);
}

void RateCard::setNow(SimTime now)
{
    m_now = now;
    m_chart->setNow(now);
}

} // namespace rebuffer
