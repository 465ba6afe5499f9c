// Offers to play a file that is no media as bytes, at a rate that the viewer gives: beside the line that says what it is not.
#pragma once

#include "core/sim/units.h"

#include <QString>
#include <QWidget>

class QLabel;
class QLineEdit;

namespace rebuffer {

class PressButton;

/// A rate in round figures at which a file of that size plays for about a minute.
BitRate rateForAMinute(Bytes size);

class BytesOffer : public QWidget {
    Q_OBJECT

public:
    explicit BytesOffer(QWidget *parent = nullptr);

    /// For that file; the rate is a proposal.
    void setFile(const QString &path, Bytes size);
    QLineEdit *rate() const { return m_rate; }
    PressButton *button() const { return m_play; }

signals:
    /// A source in the scenario's words; whether its rate makes sense is for the reader of those to say.
    void accepted(const QString &source);

private:
    void accept();

    QString m_path;
    QLabel *m_words;
    QLineEdit *m_rate;
    PressButton *m_play;
};

} // namespace rebuffer
