#include "ui/timeline/timeline_labels.h"

#include "ui/paint/limit_look.h"
#include "ui/paint/words.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

/// "0:10"; where the ticks are closer than a second, "0:10.25".
QString timeText(double time, double step)
{
    if (step >= 1)
        return clockText(SimDuration::seconds(time));
    const int decimals = step >= 0.1 ? 1 : step >= 0.01 ? 2 : 3;
    const double minutes = std::floor(time / 60 + 1e-9);
    const QString seconds = QString::number(std::max(0.0, time - minutes * 60), 'f', decimals);
    return QStringLiteral("%1:%2").arg(minutes).arg(seconds, decimals + 3, QLatin1Char('0'));
}

QString valueText(double value, double step)
{
    const int decimals = step >= 1 ? 0 : step >= 0.1 ? 1 : 2;
    return QString::number(value, 'f', decimals);
}

} // namespace

void TimelineLabels::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_words.clear();
}

TimelineLabels::Word &TimelineLabels::add(const QString &text, const QRectF &box, Qt::Alignment alignment, const QColor &colour,
                                          bool strong)
{
    Word word;
    word.label.setFont(m_theme.font(captionPoints, strong ? QFont::DemiBold : QFont::Normal));
    word.label.setText(text);
    word.box = box;
    word.alignment = alignment;
    word.colour = readable(colour, m_theme.card);
    m_words.push_back(std::move(word));
    return m_words.back();
}

void TimelineLabels::layOut(const TimelineGeometry &geometry, const TimelineMetrics &metrics, const Thresholds *marks,
                            double capacity, const QString &letter, bool timed)
{
    m_timed = timed;
    m_words.clear();
    m_keys.clear();
    m_marks.clear();
    addAxis(geometry, metrics);
    addLegend(geometry, metrics);
    if (!letter.isEmpty())
        addRuns(geometry, metrics, letter);
    if (!geometry.limitsTitle.isEmpty())
        addLimitsLegend(geometry, metrics);
    if (marks)
        addMarks(geometry, metrics, *marks);
    else
        add(tr("endless bytes: no player, no buffer"), geometry.pane(TimelinePaneKind::Buffer).plot, Qt::AlignCenter,
            m_theme.mutedText)
            .ground = m_theme.card;
    addStalls(geometry, metrics);
    const TimelinePane &rate = geometry.pane(TimelinePaneKind::Rate);
    if (capacity > rate.scale.top * 1.001)
        add(tr("↑ link %1").arg(rateText(BitRate::megabitsPerSecond(capacity))),
            QRectF(rate.plot.left(), rate.plot.top() + 2, rate.plot.width() - metrics.space, metrics.caption),
            Qt::AlignRight | Qt::AlignTop, m_theme.capacity, true)
            .ground = m_theme.card;
}

void TimelineLabels::addAxis(const TimelineGeometry &geometry, const TimelineMetrics &metrics)
{
    const std::array titles = {tr("Buffer (s)"), tr("Rate (Mbit/s)"), rttTitle()};
    for (std::size_t i = 0; i < geometry.panes.size(); ++i) {
        const TimelinePane &pane = geometry.panes[i];
        add(titles[i], pane.title, Qt::AlignLeft | Qt::AlignVCenter, m_theme.text, true);
        if (m_timed || &pane != &geometry.pane(TimelinePaneKind::Rtt))
            addValues(geometry, metrics, pane);
    }
    for (const TimeTick &tick : geometry.ticks)
        add(timeText(tick.time, geometry.timeStep), tick.label, Qt::AlignCenter, m_theme.mutedText);
}

void TimelineLabels::addValues(const TimelineGeometry &geometry, const TimelineMetrics &metrics, const TimelinePane &pane)
{
    const double left = geometry.card.left();
    const double right = pane.plot.left() - 1.5 * metrics.space;
    for (int k = 0; k <= pane.scale.steps(); ++k) {
        const double value = k * pane.scale.step;
        const QRectF box(left, pane.yOf(value) - metrics.caption / 2, right - left, metrics.caption);
        add(valueText(value, pane.scale.step), box, Qt::AlignRight | Qt::AlignVCenter, m_theme.mutedText);
    }
}

/// One entry of a legend, ending left of `x`; where the next one must end.
double TimelineLabels::addKey(double x, const QRectF &row, const QString &text, const Key &key, double space, bool tight)
{
    Word &word = add(text, row, Qt::AlignLeft | Qt::AlignVCenter, m_theme.mutedText);
    const double line = key.tick ? 3 : key.block ? 2.5 * space : (tight ? 3 : 5) * space;
    const double left = x - word.label.width();
    word.box = QRectF(left, row.top(), word.label.width() + 1, row.height());
    Key placed = key;
    const double thick = key.tick || key.block ? 2.5 * space : 2.5;
    placed.box = QRectF(std::round(left - 1.5 * space - line), std::round(row.center().y() - thick / 2), line, thick);
    m_keys.push_back(placed);
    return placed.box.left() - (tight ? 2 : 4) * space;
}

/// A pane's legend, its last entry first: in full or in brief, and as many as there is room for beside the pane's title.
void TimelineLabels::addKeys(const QRectF &row, const QString &title, const std::vector<Entry> &entries, double space)
{
    TextLabel label;
    label.setFont(m_theme.font(captionPoints, QFont::DemiBold));
    const double room = row.width() - label.widthOf(title) - 3 * space;
    label.setFont(m_theme.font(captionPoints));
    const auto width = [&](const Entry &entry, bool brief) {
        return label.widthOf(brief ? entry.words.second : entry.words.first) +
               (entry.key.tick ? 4.5
                : brief        ? 4.5
                               : 6.5) *
                   space +
               (brief ? 2 : 4) * space;
    };
    double all = -4 * space; // none before the first
    for (const Entry &entry : entries)
        all += width(entry, false);
    const bool brief = all > room;
    double x = row.right();
    for (const Entry &entry : entries) {
        if (x - width(entry, brief) + (brief ? 2 : 4) * space >= row.right() - room)
            x = addKey(x, row, brief ? entry.words.second : entry.words.first, entry.key, space, brief);
    }
}

void TimelineLabels::addLegend(const TimelineGeometry &geometry, const TimelineMetrics &metrics)
{
    const double space = metrics.space;
    addKeys(geometry.pane(TimelinePaneKind::Rate).title, tr("Rate (Mbit/s)"),
            {{{tr("media needs"), tr("needs")}, {{}, m_theme.need, 0, false}},
             {{tr("arriving"), tr("arriving")}, {{}, m_theme.arriving, 0, false}},
             {{tr("link capacity"), tr("link")}, {{}, m_theme.capacity, 6, false}}},
            space);
    addKeys(geometry.pane(TimelinePaneKind::Rtt).title, rttTitle(),
            {{{tr("dropped at the queue"), tr("dropped")}, {{}, m_theme.loss, 4, true}},
             {{tr("lost"), tr("lost")}, {{}, m_theme.loss, 0, true}}},
            space);
}

/// Which line is which run, right of the pane's title: its other end is taken.
void TimelineLabels::addRuns(const TimelineGeometry &geometry, const TimelineMetrics &metrics, const QString &letter)
{
    const QRectF row = geometry.pane(TimelinePaneKind::Buffer).title;
    TextLabel title;
    title.setFont(m_theme.font(captionPoints, QFont::DemiBold));
    const double end = row.left() + title.widthOf(tr("Buffer (s)")) + 34 * metrics.space;
    const double x = addKey(end, row, letter, {{}, m_theme.data, 0, false}, metrics.space);
    addKey(x, row, tr("A"), {{}, m_theme.mutedText, 5, false}, metrics.space);
}

namespace {

/// The network's doing first: what the class came to see.
constexpr std::array limitsInLegend = {Limit::Link,          Limit::CongestionWindow, Limit::Recovery,
                                       Limit::ReceiveWindow, Limit::Application,      Limit::Connecting};

} // namespace

double TimelineLabels::limitsLegendWidth(std::size_t count, bool brief, double space) const
{
    TextLabel label;
    label.setFont(m_theme.font(captionPoints));
    double width = 0;
    for (std::size_t i = 0; i < count; ++i) {
        label.setText(brief ? limitBriefText(limitsInLegend[i]) : limitText(limitsInLegend[i]));
        width += label.width() + 8 * space;
    }
    return width;
}

/// In full or in brief, and as many as have room; the rest is said by the card under the mouse.
void TimelineLabels::addLimitsLegend(const TimelineGeometry &geometry, const TimelineMetrics &metrics)
{
    const double space = metrics.space;
    const QRectF row = geometry.limitsTitle;
    const double room =
        row.width() - add(tr("Sender held by"), row, Qt::AlignLeft | Qt::AlignVCenter, m_theme.text, true).label.width();
    std::size_t count = limitsInLegend.size();
    const bool brief = limitsLegendWidth(count, false, space) > room;
    while (count > 0 && limitsLegendWidth(count, brief, space) > room)
        --count;
    double x = row.right();
    for (std::size_t i = count; i-- > 0;) {
        const Limit limit = limitsInLegend[i];
        x = addKey(x, row, brief ? limitBriefText(limit) : limitText(limit),
                   {{}, limitColour(m_theme, limit), 0, false, true, limit}, space);
    }
}

/// Each mark's name stands above its line, at the right; further left where it would cover another's.
void TimelineLabels::addMarks(const TimelineGeometry &geometry, const TimelineMetrics &metrics, const Thresholds &marks)
{
    const TimelinePane &pane = geometry.pane(TimelinePaneKind::Buffer);
    std::vector<QRectF> &taken = m_marks;
    const auto mark = [&](const std::optional<SimDuration> &at, const QString &text, const QColor &colour) {
        const double y = at ? pane.yOf(at->toSeconds()) : 0;
        if (!at || y < pane.plot.top() - 0.5)
            return;
        Word &word = add(text.arg(thresholdText(*at)), QRectF(), Qt::AlignLeft | Qt::AlignTop, colour, true);
        const double width = word.label.width();
        QRectF box(pane.plot.right() - width - metrics.space, std::max(y - metrics.strong, geometry.strip.top()), width + 1,
                   metrics.strong);
        for (const QRectF &other : taken)
            if (box.intersects(other))
                box.moveRight(other.left() - 3 * metrics.space);
        word.box = box;
        word.ground = m_theme.card; // the lines behind it are not to strike it out, nor it to hide a curve
        word.ground.setAlpha(190);
        taken.push_back(box);
    };
    mark(marks.highWater, tr("high-water %1"), m_theme.arriving);
    mark(marks.resume, tr("resume %1"), m_theme.arriving);
    mark(marks.start, tr("start %1"), m_theme.mutedText);
}

constexpr int stallRows = 4;

void TimelineLabels::addStalls(const TimelineGeometry &geometry, const TimelineMetrics &metrics)
{
    double free = geometry.strip.left();
    for (const StallBand &band : geometry.stalls) {
        // Where stalls crowd, only those are named that have room beside the one before.
        const double left = band.rect.left() + metrics.space;
        if (left < free)
            continue;
        Word &word = add(tr("stall %1").arg(band.stall + 1), QRectF(), Qt::AlignLeft | Qt::AlignTop, m_theme.loss, true);
        const double width = word.label.width();
        const auto covers = [&](const QRectF &mark) { return mark.intersects(word.box); };
        int row = 0; // lower where a mark's name stands there already
        do
            word.box = QRectF(left, geometry.strip.top() + metrics.space / 2 + row * metrics.strong, width + 1, metrics.strong);
        while (++row <= stallRows && std::any_of(m_marks.begin(), m_marks.end(), covers));
        if (left + width > geometry.strip.right() || row > stallRows)
            m_words.pop_back();
        else
            free = left + width + 2 * metrics.space;
    }
}

void TimelineLabels::draw(QPainter &painter, const QRectF &region) const
{
    for (const Key &key : m_keys) {
        if (!key.box.intersects(region))
            continue;
        if (key.limit) {
            painter.setBrushOrigin(key.box.topLeft());
            painter.fillRect(key.box, limitBrush(m_theme, *key.limit));
            continue;
        }
        if (key.tick) {
            painter.fillRect(key.dash > 0 ? key.box.adjusted(0, 0, 0, -key.box.height() / 2) : key.box, key.colour);
            continue;
        }
        const double step = key.dash > 0 ? key.dash : key.box.width();
        for (double x = key.box.left(); x < key.box.right(); x += 1.5 * step)
            painter.fillRect(QRectF(x, key.box.top(), std::min(step, key.box.right() - x), key.box.height()), key.colour);
    }
    for (const Word &word : m_words) {
        const QRectF placed = word.label.placed(word.box, word.alignment);
        if (!placed.intersects(region))
            continue;
        if (word.ground.isValid())
            painter.fillRect(placed.adjusted(-2, 0, 2, 0), word.ground);
        word.label.draw(painter, word.box, word.alignment, word.colour);
    }
}

} // namespace rebuffer
