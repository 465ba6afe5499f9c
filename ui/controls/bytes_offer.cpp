#include "ui/controls/bytes_offer.h"

#include "core/sim/quantity_text.h"
#include "ui/controls/press_button.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

constexpr double leastRate = 8'000;
constexpr double highestRate = 20e6;
constexpr double aMinute = 60;

} // namespace

BitRate rateForAMinute(Bytes size)
{
    const double exact = std::clamp(static_cast<double>(size.count()) * 8 / aMinute, leastRate, highestRate);
    const double power = std::pow(10.0, std::floor(std::log10(exact)));
    return BitRate::bitsPerSecond(std::llround(std::round(exact / power) * power));
}

BytesOffer::BytesOffer(QWidget *parent)
    : QWidget(parent), m_words(new QLabel(tr("Play its bytes at"), this)), m_rate(new QLineEdit(this)),
      m_play(new PressButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_words);
    row->addWidget(m_rate);
    row->addWidget(m_play);
    m_words->setBuddy(m_rate);
    m_rate->setFixedWidth(m_rate->fontMetrics().horizontalAdvance(QStringLiteral("0000.00 Mbit/s000")));
    setAccessibleName(tr("Play the file as bytes"));
    m_rate->setAccessibleName(tr("Rate to play the bytes at"));
    m_rate->setToolTip(tr("How many bits of the file are one second of play"));
    m_play->setText(tr("Play as bytes"));
    m_play->setAccessibleName(m_play->text());
    connect(m_play, &QPushButton::clicked, this, &BytesOffer::accept);
    connect(m_rate, &QLineEdit::returnPressed, this, &BytesOffer::accept);
    hide();
}

void BytesOffer::setFile(const QString &path, Bytes size)
{
    m_path = path;
    m_rate->setText(QString::fromStdString(toText(rateForAMinute(size))));
}

void BytesOffer::accept()
{
    emit accepted(QStringLiteral("bytes:%1:%2").arg(m_path, m_rate->text().simplified().remove(QLatin1Char(' '))));
}

} // namespace rebuffer
