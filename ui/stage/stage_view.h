// The stage: one painted card that shows where the data is at this instant, from the server's file over queue and
// link into the playback buffer and the player. It paints the snapshot handed in and nothing else: no clock, no
// animation of its own.
#pragma once

#include "core/sim/sim_time.h"

#include <QSize>
#include <QString>
#include <QWidget>

#include <memory>
#include <vector>

class QImage;

namespace rebuffer {

// Declared, not included: Qt's moc cannot read the standard headers that theirs stand on.
struct Scenario;
struct Snapshot;
struct StageGeometry;
struct Summary;
struct Theme;
class StageWords;
struct WaveGeometry;

class StageView : public QWidget {
    Q_OBJECT
public:
    explicit StageView(QWidget *parent = nullptr);
    ~StageView() override;

    void setTheme(const Theme &theme);
    /// What the captions say that the snapshot does not: jitter, loss, transport. Cheap when nothing changed.
    void setScenario(const Scenario &scenario);
    /// Call it once a frame. Copies into memory it keeps, and repaints only the parts that changed.
    void setSnapshot(const Snapshot &snapshot);
    /// That packet is ringed wherever it is drawn: the one the inspector tells of; 0: none.
    void setInspected(quint64 number);
    /// Optional: lets the legend tell what occurred between two snapshots, too. Cheap; call it before setSnapshot().
    void setSummary(const Summary &summary);
    /// The film's picture for the snapshot, best in pictureSize() pixels; a null image for none.
    void setPicture(const QImage &picture);
    /// For a film without pictures: how loud it is from beginning to end, as WaveformWorker tells it; empty for none.
    void setWaveform(const std::vector<float> &waveform);
    /// Said under the player, and where the picture would be if the film has none ("Sound only").
    void setFilm(const QString &title, bool hasVideo);
    /// Said in the player before anything runs; "Press play" unless told.
    /// Figures are renewed at once, and not when there has been time to read the last.
    void renewWords();
    /// Words that stand without their end for want of room; for tests.
    QStringList cutWords() const;
    void setInvitation(const QStringList &words);
    /// While it runs, figures in the captions are renewed a few times a second, so that they can be read; while
    /// it does not (the default), every snapshot is told exactly.
    void setRunning(bool running);
    /// Simulated seconds to a second of the viewer's, while it runs; infinite for as fast as can be. 1 unless told.
    void setPace(double pace);
    /// Ends all memory of the run: legend, picture, figures. For a restart or another film.
    void clear();

    /// The largest picture there is room for, in device pixels; what to ask a PictureWorker for.
    QSize pictureSize() const;
    const StageGeometry &geometry() const;
    /// What it shows.
    const Snapshot &snapshot() const;
    const WaveGeometry &wave() const;
    /// What it says, and where.
    const StageWords &words() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// A packet on the link, in the queue or lost was clicked.
    void packetClicked(quint64 number);
    /// The film bar was pressed, or the mouse dragged along it and let go: the viewer wants to be there.
    void seekRequested(SimDuration position);
    /// pictureSize() is another than before.
    void pictureSizeChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    void announcePictureSize();
    QString explanationAt(QPoint at) const;

    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace rebuffer
