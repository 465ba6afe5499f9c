// The bandwidth over time in the control panel: the chart, and what is done with it as a whole: a trace from a file, an outage,
// steady again.
#pragma once

#include "ui/rate/rate_chart.h"

#include <QWidget>

namespace rebuffer {

class PressButton;

class RateCard : public QWidget {
    Q_OBJECT

public:
    static constexpr SimDuration outageLength = SimDuration::wholeSeconds(5);
    /// Soon enough to wait for, late enough to see it come.
    static constexpr SimDuration outageIn = SimDuration::wholeSeconds(1);

    explicit RateCard(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setPlan(const RatePlan &plan, double seconds);
    void setNow(SimTime now);

    RateChart *chart() const { return m_chart; }
    PressButton *traceButton() const { return m_trace; }
    PressButton *outageButton() const { return m_outage; }
    PressButton *steadyButton() const { return m_steady; }

signals:
    void edited(const rebuffer::RatePlan &plan);
    void traceRequested();

private:
    RateChart *m_chart;
    PressButton *m_trace;
    PressButton *m_outage;
    PressButton *m_steady;
    SimTime m_now;
};

} // namespace rebuffer
