// The film that is streamed: its name, what is in it, how much it asks of the network, how far it has come.
#pragma once

#include "core/media/media_file.h"
#include "core/session/snapshot.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QStringList>
#include <QWidget>

#include <optional>

namespace rebuffer {

class TrackBoxes;

/// "H.264 1280×720 · AAC · 2:14 · 38.2 MB", and what can be left out of it where there is less room.
QStringList describeContents(const MediaTimeline &timeline);
/// "2.28 Mbit/s mean · 6.90 peak".
QString describeRates(const MediaTimeline &timeline);

/// A thin bar: played, and received beyond it.
class SourceBar : public QWidget {
    Q_OBJECT

public:
    explicit SourceBar(QWidget *parent = nullptr);
    void setTheme(const Theme &theme);
    /// Shares of the file, 0 to 1.
    void setShares(double played, double received);
    double received() const { return m_received; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme m_theme;
    double m_played = 0;
    double m_received = 0;
};

class SourceCard : public QWidget {
    Q_OBJECT

public:
    explicit SourceCard(QWidget *parent = nullptr);
    void setTheme(const Theme &theme);
    /// std::nullopt: endless bytes, or nothing yet; `waitingFor` then names what is being opened.
    void setMedia(const std::optional<MediaFile> &media, const QString &waitingFor = {});
    void setSnapshot(const Snapshot &snapshot);
    TrackBoxes *tracks() const { return m_tracks; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void elide();

    QLabel *m_name;
    QLabel *m_contents;
    QLabel *m_rates;
    SourceBar *m_bar;
    TrackBoxes *m_tracks;
    QString m_fullName;
    QString m_ratesText;
    QStringList m_contentsChoices; ///< longest first
};

} // namespace rebuffer
