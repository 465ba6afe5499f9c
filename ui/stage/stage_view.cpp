#include "ui/stage/stage_view.h"

#include "ui/paint/words.h"
#include "ui/stage/stage_parts.h"

#include <QElapsedTimer>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QPixmap>
#include <QToolTip>

#include <cmath>

namespace rebuffer {

namespace {

constexpr int framesToRead = 12;          // how many frames a figure stands while the run goes on,
constexpr qint64 longestToRead = 400;     // ms, where frames are slow
constexpr int framesBetweenAccounts = 30; // how seldom the account for screen readers is renewed

} // namespace

struct StageView::Impl {
    Theme theme = Theme::make(ThemeKind::Light);
    StageMetrics metrics = StageMetrics::of(theme);
    Scenario scenario;
    Snapshot snapshot;
    QImage picture;
    std::vector<float> waveform;
    WaveGeometry wave;
    StageGeometry geometry;
    StageSprites sprites;
    StageWords words;
    std::array<TextLabel, streamStops> streamNames;
    QPixmap background;
    int backgroundRevision = 0;
    int namedRevision = -1;
    double ratio = 0;
    bool running = false;
    std::uint64_t inspected = 0;
    bool seeking = false; // the mouse holds the film bar's handle
    int frame = 0;
    QElapsedTimer sinceRead;
    QSize pictureSize;

    void takeTheme(const Theme &to)
    {
        theme = to;
        metrics = StageMetrics::of(theme);
        words.setTheme(theme);
        for (TextLabel &name : streamNames)
            name.setFont(theme.font(captionPoints));
        namedRevision = -1;
        background = QPixmap();
        ratio = 0;
    }

    void compute(QSizeF size, bool renew)
    {
        geometry.compute(size, metrics, snapshot);
        const auto share = [this](SimDuration to) {
            return snapshot.duration > SimDuration::zero() ? to / snapshot.duration : 0;
        };
        wave.compute(geometry.layout.picture, waveform, share(snapshot.position), share(snapshot.playableUntil));
        words.tell(snapshot, geometry, renew);
        if (namedRevision != geometry.revision)
            nameStreams();
    }

    void nameStreams()
    {
        for (std::size_t i = 0; i < streamNames.size(); ++i) {
            const double margin = geometry.layout.space;
            streamNames[i].setBest({streamWord(static_cast<StreamStop>(i))}, geometry.layout.stops[i].width() - margin);
        }
        namedRevision = geometry.revision;
    }

    /// The handle follows the mouse, whatever the film does meanwhile.
    void dragTo(QPointF point)
    {
        const QRectF &bar = geometry.layout.progress;
        geometry.progressHandle.moveCenter({std::clamp(point.x(), bar.left(), bar.right()), bar.center().y()});
    }

    /// Paints the background again if its size, theme, pixel ratio or legend is another than it was.
    void prepare(QSize size, double pixelRatio)
    {
        if (ratio != pixelRatio) {
            sprites.prepare(theme, pixelRatio);
            ratio = pixelRatio;
            background = QPixmap();
        }
        const QSize wanted = (QSizeF(size) * pixelRatio).toSize();
        if (background.size() == wanted && backgroundRevision == geometry.revision)
            return;
        background = QPixmap(wanted);
        background.setDevicePixelRatio(pixelRatio);
        backgroundRevision = geometry.revision;
        QPainter painter(&background);
        paintBackground(painter, geometry, theme, sprites);
    }

    void paint(QPainter &painter, const QRectF &region)
    {
        const StageLayout &layout = geometry.layout;
        const auto touches = [&](const QRectF &rect) { return rect.intersects(region); };
        if (touches(layout.map))
            paintMap(painter, geometry.map, theme);
        paintQueue(painter, geometry.queue, theme.data, sprites);
        paintQueue(painter, geometry.upQueue, theme.arriving, sprites);
        paintLink(painter, geometry, theme, sprites);
        const auto place = inspected != 0 ? geometry.placeOf(inspected) : std::nullopt;
        if (place)
            paintRing(painter, *place, theme);
        paintStreams(painter, layout, StopTrail::of(snapshot), theme, streamNames);
        if (layout.hasPlayer()) {
            paintTank(painter, geometry, snapshot, theme);
            if (touches(layout.player.column))
                paintPlayer(painter, geometry, snapshot, snapshot.pictureFrom ? picture : QImage(), wave, words, theme);
        }
        words.draw(painter, region);
        QColor ground = theme.card;
        ground.setAlpha(225);
        words.drawOnGround(painter, StageWords::LostWords, ground, words.lostOpacity());
        words.drawOnGround(painter, StageWords::FlowWords, {});
    }
};

StageView::StageView(QWidget *parent) : QWidget(parent), m_impl(std::make_unique<Impl>())
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setLayoutDirection(Qt::LeftToRight); // as the data flows, in every language
    setAccessibleName(tr("Stage: from the server to the player"));
    m_impl->takeTheme(m_impl->theme);
    m_impl->snapshot.hasPlayer = true;
    setAccessibleDescription(tr("nothing has been sent yet"));
}

StageView::~StageView() = default;

void StageView::setTheme(const Theme &theme)
{
    m_impl->takeTheme(theme);
    m_impl->compute(size(), true);
    updateGeometry();
    announcePictureSize();
    update();
}

void StageView::setScenario(const Scenario &scenario)
{
    if (scenario == m_impl->scenario)
        return;
    m_impl->scenario = scenario;
    m_impl->words.setScenario(scenario);
    m_impl->compute(size(), true);
    update();
}

void StageView::setSnapshot(const Snapshot &snapshot)
{
    Impl &d = *m_impl;
    const bool another = snapshot.state != d.snapshot.state || snapshot.now < d.snapshot.now;
    d.snapshot = snapshot;
    ++d.frame;
    const bool slow = d.sinceRead.isValid() && d.sinceRead.elapsed() > longestToRead;
    const bool renew = another || !d.running || slow || d.frame % framesToRead == 0;
    if (renew)
        d.sinceRead.start();
    const QPointF held = d.geometry.progressHandle.center();
    d.compute(size(), renew);
    if (d.seeking)
        d.dragTo(held);
    if (another || d.frame % framesBetweenAccounts == 0)
        setAccessibleDescription(d.words.description(d.snapshot));
    update();
}

void StageView::setInspected(quint64 number)
{
    m_impl->inspected = number;
    update();
}

void StageView::setSummary(const Summary &summary)
{
    m_impl->geometry.seen |= occurred(summary);
}

void StageView::setPicture(const QImage &picture)
{
    m_impl->picture = picture;
    update(m_impl->geometry.layout.picture.toAlignedRect());
}

void StageView::setWaveform(const std::vector<float> &waveform)
{
    m_impl->waveform = waveform;
    m_impl->words.setWave(!waveform.empty());
    m_impl->compute(size(), true);
    update();
}

void StageView::setFilm(const QString &title, bool hasVideo)
{
    m_impl->words.setFilm(title, hasVideo);
    m_impl->compute(size(), true);
    update();
}

void StageView::renewWords()
{
    m_impl->compute(size(), true);
    update();
}

QStringList StageView::cutWords() const
{
    QStringList cut;
    for (int i = 0; i < StageWords::LineCount; ++i) {
        const auto line = static_cast<StageWords::Line>(i);
        if (m_impl->words.isCut(line) && !StageWords::mayBeCut(line))
            cut << m_impl->words.text(line);
    }
    for (const TextLabel &name : m_impl->streamNames) {
        if (name.isCut())
            cut << name.text();
    }
    return cut;
}

void StageView::setInvitation(const QStringList &words)
{
    m_impl->words.setInvitation(words);
    m_impl->compute(size(), true);
    update();
}

void StageView::setRunning(bool running)
{
    m_impl->running = running;
    m_impl->geometry.moving = running;
    m_impl->compute(size(), true);
    update();
}

void StageView::setPace(double pace)
{
    m_impl->geometry.pace = pace;
    m_impl->compute(size(), true);
    update();
}

void StageView::clear()
{
    m_impl->snapshot = Snapshot{};
    m_impl->snapshot.hasPlayer = true;
    m_impl->picture = QImage();
    m_impl->inspected = 0;
    m_impl->geometry.reset();
    m_impl->words.reset();
    m_impl->compute(size(), true);
    setAccessibleDescription(tr("nothing has been sent yet"));
    update();
}

QSize StageView::pictureSize() const
{
    return (m_impl->geometry.layout.picture.size() * devicePixelRatioF()).toSize();
}

const StageGeometry &StageView::geometry() const
{
    return m_impl->geometry;
}

const Snapshot &StageView::snapshot() const
{
    return m_impl->snapshot;
}

const StageWords &StageView::words() const
{
    return m_impl->words;
}

const WaveGeometry &StageView::wave() const
{
    return m_impl->wave;
}

QSize StageView::sizeHint() const
{
    const double scale = m_impl->theme.textScale;
    return (QSizeF(1085, 290) * (0.5 + scale / 2)).toSize();
}

QSize StageView::minimumSizeHint() const
{
    return {640, static_cast<int>(std::lround(200 * m_impl->theme.textScale))};
}

void StageView::announcePictureSize()
{
    if (pictureSize() == m_impl->pictureSize)
        return;
    m_impl->pictureSize = pictureSize();
    emit pictureSizeChanged();
}

void StageView::paintEvent(QPaintEvent *event)
{
    m_impl->prepare(size(), devicePixelRatioF());
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_impl->background);
    m_impl->paint(painter, event->rect());
}

void StageView::resizeEvent(QResizeEvent *)
{
    m_impl->compute(size(), true);
    announcePictureSize();
}

void StageView::mouseMoveEvent(QMouseEvent *event)
{
    const StageGeometry &geometry = m_impl->geometry;
    if (m_impl->seeking) {
        m_impl->dragTo(event->position());
        update(geometry.layout.progress.adjusted(-8, -8, 8, 8).toAlignedRect());
        return;
    }
    const bool active = geometry.packetAt(event->position()).has_value() || geometry.isOnFilmBar(event->position());
    setCursor(active ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void StageView::mousePressEvent(QMouseEvent *event)
{
    m_impl->seeking = event->button() == Qt::LeftButton && m_impl->geometry.isOnFilmBar(event->position());
    if (!m_impl->seeking)
        QWidget::mousePressEvent(event);
}

void StageView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (m_impl->seeking) {
        m_impl->seeking = false;
        emit seekRequested(m_impl->geometry.filmPositionAt(event->position().x(), m_impl->snapshot.duration));
        return;
    }
    if (const auto number = m_impl->geometry.packetAt(event->position()))
        emit packetClicked(*number);
}

bool StageView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString text = explanationAt(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QWidget::event(event);
}

QString StageView::explanationAt(QPoint at) const
{
    const StageLayout &layout = m_impl->geometry.layout;
    const Snapshot &snapshot = m_impl->snapshot;
    if (const auto number = m_impl->geometry.packetAt(at))
        return tr("Packet #%1").arg(countText(*number));
    if (layout.map.contains(at))
        return tr("The file's bytes, line by line: %1 played (thin), %2 received, %3 sent, of %4. The index is marked at the "
                  "foot of its "
                  "lines.")
            .arg(bytesText(snapshot.played), bytesText(snapshot.received), bytesText(snapshot.sent),
                 bytesText(snapshot.fileSize));
    if (layout.queueBox.contains(at))
        return tr(
            "What waits at the router until the link is free. Its length is the limit; what comes when it is full is dropped.");
    if (layout.lane.contains(at) && m_impl->geometry.down.flows())
        return tr("Packets on their way, as a flow: the darker, the closer they follow each other. Pause, or choose slow motion, "
                  "to see "
                  "single packets.");
    if (layout.lane.contains(at))
        return tr("Packets on their way, each where it is at this instant: left it has just been sent, right it arrives.");
    if (layout.upQueue.contains(at))
        return tr("What waits at the client until the way back is free: %1 of acknowledgements and requests, %2 long. Its length "
                  "is the limit.")
            .arg(bytesText(snapshot.up.queuedBytes), spanText(snapshot.up.queueDelay));
    if (layout.uplane.contains(at))
        return tr("The way back: acknowledgements travel from right to left.");
    if (layout.tank.contains(at))
        return tr("Seconds of the film that have arrived and are not played yet. Above the high mark the buffer says stop.");
    if (m_impl->geometry.isOnFilmBar(at))
        return tr("The film: played, buffered, still to come. Press to move; what is buffered costs nothing.");
    if (layout.stops[0].united(layout.stops[4]).contains(at))
        return tr("The four kinds of stream. When the buffer is full, its \"stop\" travels back along this line to the server.");
    return {};
}

} // namespace rebuffer
