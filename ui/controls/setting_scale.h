// Where a slider's handle stands for a setting, and how the setting is written: the geometry twin of a row
// of controls. A setting's value is always text in the scenario's own words ("1.8Mbit/s"), so that the window
// and the command line cannot disagree; amounts are in base units (bit/s, ns, share, packets, bytes).
#pragma once

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace rebuffer {

enum class Quantity {
    Rate,  ///< bit/s
    Delay, ///< ns, shown in milliseconds
    Media, ///< ns, shown in seconds of film
    Share, ///< 0 to 1, shown in percent
    Burst, ///< packets in a row; 0 is "random"
    Queue, ///< bytes, or packets where the value says so
};

struct SettingScale {
    Q_DECLARE_TR_FUNCTIONS(SettingScale)

public:
    enum class Curve { Square, Logarithmic };

    static constexpr int positions = 1000; ///< the slider goes from 0 to this

    Quantity quantity = Quantity::Rate;
    Curve curve = Curve::Square;
    double low = 0;  ///< amount at position 0
    double high = 1; ///< amount at the other end

    /// Rounded to a number that people would say; positions outside are taken to the nearest end.
    double amountAt(int position) const;
    /// Amounts outside the scale are at its ends.
    int positionOf(double amount) const;

    /// As the scenario takes it.
    QString keyText(double amount) const;
    /// The amount of a scenario's value; none if it has none (a rate that follows a trace).
    std::optional<double> amountOf(const QString &keyText) const;

    /// As people read it: "1.80 Mbit/s", "random".
    QString display(const QString &keyText) const;
    /// What was typed as the scenario takes it. A number without a unit is meant in the unit shown at present.
    /// Text that means nothing is handed on as it is, for the scenario to refuse in its own words.
    QString typed(const QString &text, const QString &presentKeyText) const;
    /// The next amount up or down that people would say, `steps` times.
    double stepped(double amount, int steps) const;
};

} // namespace rebuffer
