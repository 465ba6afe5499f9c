#include "ui/controls/source_card.h"

#include "ui/controls/track_boxes.h"
#include "ui/controls/track_words.h"
#include "ui/paint/words.h"

#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

QString rateNumber(BitRate rate)
{
    return rateText(rate).section(QLatin1Char(' '), 0, 0);
}

QString rateUnit(BitRate rate)
{
    return rateText(rate).section(QLatin1Char(' '), 1);
}

} // namespace

QStringList describeContents(const MediaTimeline &timeline)
{
    QStringList tracks;
    for (const auto &played : {timeline.pictureTrack(), timeline.soundTrack()}) {
        if (played)
            tracks << briefFormat(timeline.tracks()[*played]);
    }
    const QString dot = QStringLiteral(" · ");
    const QString length = clockText(timeline.duration());
    const QString size = bytesText(timeline.size());
    return {(tracks + QStringList{length, size}).join(dot), (tracks + QStringList{size}).join(dot),
            (tracks.mid(0, 1) + QStringList{size}).join(dot), size};
}

QString describeRates(const MediaTimeline &timeline)
{
    const BitRate mean = timeline.meanRate();
    const BitRate peak = timeline.peakRate();
    const bool sameUnit = rateUnit(mean) == rateUnit(peak);
    return SourceCard::tr("%1 mean · %2 peak").arg(rateText(mean), sameUnit ? rateNumber(peak) : rateText(peak));
}

SourceBar::SourceBar(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("The film's file"));
    setAccessibleDescription(tr("%1 played, %2 received").arg(wholeShareText(0), wholeShareText(0)));
}

void SourceBar::setTheme(const Theme &theme)
{
    m_theme = theme;
    setFixedHeight(theme.space(2));
    update();
}

void SourceBar::setShares(double played, double received)
{
    // In steps of a pixel, so that most frames repaint nothing.
    const auto step = [this](double share) { return std::round(std::clamp(share, 0.0, 1.0) * width()) / std::max(1, width()); };
    if (step(played) == m_played && step(received) == m_received)
        return;
    m_played = step(played);
    m_received = step(received);
    setAccessibleDescription(tr("%1 played, %2 received").arg(wholeShareText(m_played), wholeShareText(m_received)));
    update();
}

void SourceBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const auto bar = [&](double share, const QColor &colour) {
        painter.setBrush(colour);
        painter.drawRoundedRect(QRectF(0, 0, share * width(), height()), height() / 3.0, height() / 3.0);
    };
    bar(1, m_theme.sunken);
    bar(std::max(m_received, m_played), m_theme.dataSoft);
    bar(m_played, m_theme.data);
}

SourceCard::SourceCard(QWidget *parent)
    : QWidget(parent), m_name(new QLabel(this)), m_contents(new QLabel(this)), m_rates(new QLabel(this)),
      m_bar(new SourceBar(this)), m_tracks(new TrackBoxes(this))
{
    setAccessibleName(tr("Source"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    for (QWidget *part : {static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_contents), static_cast<QWidget *>(m_rates),
                          static_cast<QWidget *>(m_bar), static_cast<QWidget *>(m_tracks)})
        column->addWidget(part);
    m_name->setProperty("role", "strong");
    m_contents->setProperty("role", "caption");
    m_rates->setProperty("role", "caption");
    for (QLabel *label : {m_name, m_contents, m_rates}) {
        label->setTextFormat(Qt::PlainText);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    }
    m_bar->setToolTip(tr("The file: played (dark), and received beyond it (light)."));
    m_rates->setToolTip(tr("What the film asks of the network: on average, and in its busiest second."));
}

void SourceCard::setTheme(const Theme &theme)
{
    m_bar->setTheme(theme);
    m_tracks->setTheme(theme);
    elide();
}

void SourceCard::setMedia(const std::optional<MediaFile> &media, const QString &waitingFor)
{
    m_bar->setShares(0, 0);
    m_fullName = media ? QString::fromStdString(media->name) : waitingFor;
    m_contentsChoices = media ? describeContents(*media->timeline) : QStringList();
    m_ratesText = media ? describeRates(*media->timeline) : QString();
    m_name->setToolTip(media ? QString::fromStdString(media->path) : QString());
    m_contents->setToolTip(m_contentsChoices.value(0));
    m_tracks->setFilm(media ? media->timeline : nullptr);
    elide();
}

void SourceCard::setSnapshot(const Snapshot &snapshot)
{
    if (snapshot.fileSize <= Bytes(0))
        return;
    const auto share = [&](Bytes part) { return double(part.count()) / double(snapshot.fileSize.count()); };
    m_bar->setShares(share(snapshot.played), share(snapshot.received));
}

void SourceCard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    elide();
}

void SourceCard::elide()
{
    m_name->setText(m_name->fontMetrics().elidedText(m_fullName, Qt::ElideMiddle, width()));
    m_rates->setText(m_rates->fontMetrics().elidedText(m_ratesText, Qt::ElideRight, width()));
    const QFontMetrics metrics = m_contents->fontMetrics();
    const auto fits = [&](const QString &text) { return metrics.horizontalAdvance(text) <= width(); };
    const auto chosen = std::find_if(m_contentsChoices.begin(), m_contentsChoices.end(), fits);
    m_contents->setText(chosen == m_contentsChoices.end() ? QString() : *chosen);
}

} // namespace rebuffer
