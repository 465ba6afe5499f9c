// The timeline: what happened so far, on one time axis in three panes (buffer, rates, round-trip time), with
// stalls and the start-up as bands through all of them. The wheel zooms, a drag pans, hovering reads every curve; a
// click, or a drag along the time axis, asks for that instant to be shown again.
#pragma once

#include <QWidget>

#include <memory>
#include <optional>

namespace rebuffer {

// Declared, not included: Qt's moc cannot read the standard headers that theirs stand on.
class Series;
struct RunRecord;
struct Snapshot;
struct Summary;
struct Theme;
struct TimelineGeometry;
class TimeWindow;

class TimelineView : public QWidget {
    Q_OBJECT
public:
    explicit TimelineView(QWidget *parent = nullptr);
    ~TimelineView() override;

    void setTheme(const Theme &theme);
    /// Call it once a frame; it reads only what is new, and repaints only when there is a new column to draw.
    /// A run that has gone back to an earlier instant is taken for a new one.
    void setData(const Series &series, const Summary &summary, const Snapshot &snapshot);
    /// Back to the empty axes and the hint.
    void clear();
    /// Another run, A, to be drawn dashed to its end behind this one's curves, which is called `letter`; it is copied.
    /// nullptr: none.
    void setGhost(const RunRecord *ghost, const QString &letter = {});
    bool hasGhost() const;
    /// Said on the empty axes; "Press play: the run is drawn here" unless told.
    void setInvitation(const QString &words);

    /// Live: the axis follows the run. Zooming and panning end it; L, End, a double click or setLive() resume it.
    bool isLive() const;
    void setLive(bool live);
    /// Zooms out to the whole run (Home).
    void showWholeRun();

    /// The earlier instant that the window shows, in seconds; nothing for the present.
    void setMark(std::optional<double> time);
    std::optional<double> mark() const;

    const TimelineGeometry &geometry() const;
    /// The stretch of the run that is shown.
    const TimeWindow &window() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void liveChanged(bool live);
    /// A stall's band was clicked; index into Summary::stalls.
    void stallClicked(int index);
    /// That instant, in seconds, is to be shown: a click between the stalls, a drag along the time axis or of the mark.
    void lookRequested(double time);
    /// The newest instant is.
    void presentRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    template <typename Move> void moveWindow(Move move);
    void setCursorAt(std::optional<QPointF> at);
    void updateHover();
    void click(QPointF at);
    bool holdsMark(QPointF at) const;
    void look(double x);
    void moveMark(int hundredths);
    void chooseStall(int step);
    void paintMark(QPainter &painter) const;
    void describe();
    void paintCard(QPainter &painter) const;
    void paintLiveButton(QPainter &painter) const;
    void paintInvitation(QPainter &painter) const;

    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace rebuffer
