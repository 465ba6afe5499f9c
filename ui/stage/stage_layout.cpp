#include "ui/stage/stage_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rebuffer {

namespace {

enum Part { Server, Queue, Link, Buffer, Player, PartCount };

/// What a column would like to be, and its share of what is left over.
struct Wish {
    double least = 0;
    double preferred = 0;
    double most = 0;
    double grow = 0;
};
using Wishes = std::array<Wish, PartCount>;
using Widths = std::array<double, PartCount>;

double sum(const Widths &widths)
{
    double total = 0;
    for (double width : widths)
        total += width;
    return total;
}

/// Shares `room` out by `grow` among the columns that are not at their most; what one cannot take goes to the rest.
void shareOut(Widths &widths, const Wishes &wishes, double room)
{
    for (int round = 0; round < PartCount && room > 0.5; ++round) {
        double weights = 0;
        for (std::size_t i = 0; i < PartCount; ++i)
            weights += widths[i] < wishes[i].most ? wishes[i].grow : 0;
        if (weights <= 0)
            return;
        const double part = room / weights;
        for (std::size_t i = 0; i < PartCount; ++i) {
            const double taken = std::clamp(wishes[i].most - widths[i], 0.0, part * wishes[i].grow);
            widths[i] += taken;
            room -= taken;
        }
    }
}

Widths columnWidths(const Wishes &wishes, double room)
{
    Widths least{};
    Widths preferred{};
    for (std::size_t i = 0; i < PartCount; ++i) {
        least[i] = wishes[i].least;
        preferred[i] = wishes[i].preferred;
    }
    if (room <= sum(least)) {
        const double share = room / sum(least);
        for (double &width : least)
            width *= share;
        return least;
    }
    if (room <= sum(preferred)) {
        const double share = (room - sum(least)) / (sum(preferred) - sum(least));
        for (std::size_t i = 0; i < PartCount; ++i)
            least[i] += share * (preferred[i] - least[i]);
        return least;
    }
    shareOut(preferred, wishes, room - sum(preferred));
    return preferred;
}

/// Lays one stage out; the steps fill the layout from the outside in.
class StagePlanner {
public:
    StagePlanner(QSizeF size, const StageMetrics &metrics, bool hasPlayer)
        : m_metrics(metrics), m_space(metrics.space), m_hasPlayer(hasPlayer)
    {
        m_layout.card = QRectF(QPointF(0, 0), size);
        m_layout.space = m_space;
        m_layout.line = metrics.line;
        m_content = m_layout.card.adjusted(4 * m_space, 3 * m_space, -4 * m_space, -3 * m_space);
    }

    StageLayout plan()
    {
        planRows();
        planColumns();
        planServer();
        planLanes();
        if (m_hasPlayer)
            planBuffer();
        planPlayer();
        planStops();
        planLegend();
        return m_layout;
    }

private:
    double words() const { return m_metrics.caption; }

    /// Words give way in this order as the stage gets lower: second lines, stream kinds, legend.
    void planRows()
    {
        m_headBottom = m_content.top() + m_metrics.title + words();
        m_bodyTop = m_headBottom + 2 * m_space;
        m_bodyBottom = m_content.bottom();
        const double legendRow = words() + 2 * m_space;
        const double stopsRow = words() + 3 * m_space;
        if (m_bodyBottom - legendRow - m_bodyTop >= 20 * m_space) {
            m_legendTop = m_bodyBottom - words();
            m_bodyBottom -= legendRow;
            if (m_bodyBottom - stopsRow - m_bodyTop >= 20 * m_space) {
                m_stopsTop = m_bodyBottom - words() - m_space / 2;
                m_bodyBottom -= stopsRow;
            }
        }
        m_secondLines = m_bodyBottom - m_bodyTop >= 28 * m_space;
    }

    Wishes wishes() const
    {
        const double em = m_metrics.em;
        const double labels = m_metrics.markLabel + 2 * m_space;
        const double pictureHeight = m_content.height() - m_metrics.title - words() - 6 * m_space;
        Wishes wish;
        wish[Server] = {10 * em, m_metrics.filePart, 1.6 * m_metrics.filePart, 0.4};
        wish[Queue] = {11 * em, 17 * em, 36 * em, 1};
        wish[Link] = {20 * em, 34 * em, std::numeric_limits<double>::max(), 3};
        if (m_hasPlayer)
            wish[Buffer] = {10 * m_space + labels, 16 * m_space + labels, 32 * m_space + labels, 0.5};
        wish[Player] = {18 * em, 32 * em, std::max(32 * em, pictureHeight * 16 / 9), 2};
        if (!m_hasPlayer)
            wish[Player] = {14 * em, 20 * em, 24 * em, 1};
        return wish;
    }

    void planColumns()
    {
        const double gap = m_content.width() < 110 * m_metrics.em ? 3 * m_space : 4 * m_space;
        const Wishes wish = wishes();
        const int gaps = m_hasPlayer ? 4 : 3;
        const Widths widths = columnWidths(wish, m_content.width() - gaps * gap);
        const std::array<StageHeading *, PartCount> headings = {&m_layout.server, &m_layout.queue, &m_layout.link,
                                                                &m_layout.buffer, &m_layout.player};
        double x = m_content.left();
        for (std::size_t i = 0; i < PartCount; ++i) {
            if (widths[i] <= 0)
                continue;
            const double next = x + widths[i];
            planHeading(*headings[i], std::round(x), std::round(next));
            x = next + gap;
        }
    }

    void planHeading(StageHeading &heading, double left, double right)
    {
        const double width = right - left;
        heading.column = QRectF(left, m_content.top(), width, m_content.height());
        heading.title = QRectF(left, m_content.top(), width, m_metrics.title);
        heading.first = QRectF(left, heading.title.bottom(), width, words());
        if (m_secondLines)
            heading.second = QRectF(left, heading.first.bottom(), width, words());
    }

    /// Two lines of words at the foot of a column; gives the y where what is above them must end.
    double planFoot(const StageHeading &heading, std::array<QRectF, 2> &lines) const
    {
        const double top = m_bodyBottom - 2 * words();
        lines[0] = QRectF(heading.column.left(), top, heading.column.width(), words());
        lines[1] = lines[0].translated(0, words());
        return top - m_space;
    }

    void planServer()
    {
        const QRectF column = m_layout.server.column;
        const double bottom = planFoot(m_layout.server, m_layout.serverWords);
        const double top = m_secondLines ? m_layout.server.second.bottom() + m_space : m_bodyTop;
        m_layout.map = QRectF(column.left(), top, column.width(), bottom - top);
    }

    /// Queue and link share their rows: the lane, what falls out of it, the way back.
    void planLanes()
    {
        const double top = m_secondLines ? m_headBottom + words() + m_space : m_bodyTop;
        const double room = m_bodyBottom - top;
        const bool told = room >= 22 * m_space;
        const double lane = std::round(std::clamp(0.25 * room, 6 * m_space, 24 * m_space));
        const double up = std::round(std::clamp(0.09 * room, 3 * m_space, 6 * m_space));
        const double fixed = 2 * lane + up + m_space + (told ? words() + m_space : 0);
        const double slack = std::max(0.0, room - fixed) / 3;
        const QRectF column = m_layout.link.column;
        m_layout.lane = QRectF(column.left(), std::round(top + slack), column.width(), lane);
        m_layout.lostZone = QRectF(column.left(), m_layout.lane.bottom() + 1, column.width(), lane - 2);
        const double upTop = std::round(m_layout.lane.bottom() + lane + m_space + std::min(slack, 4 * m_space));
        const double waiting = std::round(std::clamp(0.16 * column.width(), 8 * m_space, 40 * m_space));
        const double way = column.width() - waiting - m_space;
        m_layout.uplane = QRectF(column.left(), std::min(upTop, m_bodyBottom - up), way, up);
        m_layout.upQueue = QRectF(column.right() - waiting, m_layout.uplane.top(), waiting, up);
        if (told)
            m_layout.uplinkWords = QRectF(column.left(), m_layout.uplane.bottom() + m_space, column.width(), words());
        planQueue();
    }

    void planQueue()
    {
        const QRectF column = m_layout.queue.column;
        m_layout.queueBox = QRectF(column.left(), m_layout.lane.top(), column.width(), m_layout.lane.height());
        m_layout.dropWords = QRectF(column.left(), m_layout.queueBox.bottom() + m_space, column.width(), words());
        const double top = m_layout.dropWords.bottom() + 1;
        m_layout.dropZone = QRectF(column.left(), top, column.width(), m_layout.uplane.bottom() - top);
    }

    void planBuffer()
    {
        const QRectF column = m_layout.buffer.column;
        const double bottom = planFoot(m_layout.buffer, m_layout.bufferWords);
        const double labels =
            std::min(m_metrics.markLabel + 2 * m_space, std::max(0.5 * column.width(), column.width() - 10 * m_space));
        const double width = std::round(column.width() - labels);
        m_layout.tank = QRectF(column.left(), m_bodyTop, width, bottom - m_bodyTop);
        m_layout.markLabels = QRectF(m_layout.tank.right() + 2 * m_space, m_bodyTop, labels - 2 * m_space, bottom - m_bodyTop);
    }

    void planPlayer()
    {
        if (!m_hasPlayer)
            return;
        StageHeading &heading = m_layout.player;
        const double clock = std::clamp(heading.title.width() - m_metrics.playerTitle - m_space, 0.0, 17 * m_metrics.em);
        m_layout.clock = QRectF(heading.title.right() - clock, heading.title.top(), clock, heading.title.height());
        heading.title.setRight(m_layout.clock.left());
        heading.first = heading.second = QRectF();

        const QRectF column = heading.column;
        const double top = heading.title.bottom() + m_space;
        const double bar = std::round(1.5 * m_space);
        const double under = bar + 4 * m_space + words();
        const double height = std::min(column.bottom() - top - under, column.width() * 9 / 16);
        const double width = std::round(std::min(column.width(), height * 16 / 9));
        m_layout.picture = QRectF(std::round(column.left() + (column.width() - width) / 2), top, width, std::floor(height));
        m_layout.progress = QRectF(m_layout.picture.left(), m_layout.picture.bottom() + 2 * m_space, width, bar);
        double y = m_layout.progress.bottom() + 2 * m_space;
        for (QRectF &line : m_layout.playerWords) {
            if (y + words() <= column.bottom() + 0.5)
                line = QRectF(column.left(), y, column.width(), words());
            y += words();
        }
    }

    QRectF stopAt(StreamStop stop, double centre, double left, double right) const
    {
        const double width = std::min(m_metrics.stream[static_cast<std::size_t>(stop)] + 3 * m_space, right - left);
        const double x = std::clamp(centre - width / 2, left, right - width);
        return {std::round(x), m_stopsTop, width, words() + m_space / 2};
    }

    void planStops()
    {
        if (m_stopsTop <= 0)
            return;
        const auto column = [](const StageHeading &heading) { return heading.column; };
        const QRectF server = column(m_layout.server);
        const QRectF queue = column(m_layout.queue);
        const QRectF link = column(m_layout.link);
        auto &stops = m_layout.stops;
        stops[0] = stopAt(StreamStop::Readable, server.center().x(), server.left(), server.right());
        stops[1] = stopAt(StreamStop::Packetiser, queue.center().x(), queue.left(), queue.right());
        stops[3] = stopAt(StreamStop::Reassembler, link.right(), link.center().x(), link.right());
        stops[2] = stopAt(StreamStop::Duplex, link.left() + 0.4 * link.width(), link.left(), stops[3].left() - 4 * m_space);
        if (m_hasPlayer)
            stops[4] = stopAt(StreamStop::Writable, m_layout.tank.center().x(), m_layout.buffer.column.left(),
                              m_layout.buffer.column.right());
    }

    void planLegend()
    {
        if (m_legendTop <= 0)
            return;
        const double right = m_hasPlayer ? m_layout.buffer.column.right() : m_content.right();
        m_layout.legend = QRectF(m_content.left(), m_legendTop, right - m_content.left(), words());
    }

    const StageMetrics &m_metrics;
    double m_space;
    bool m_hasPlayer;
    QRectF m_content;
    double m_headBottom = 0;
    double m_bodyTop = 0;
    double m_bodyBottom = 0;
    double m_legendTop = 0;
    double m_stopsTop = 0;
    bool m_secondLines = false;
    StageLayout m_layout;
};

} // namespace

StageLayout layoutStage(QSizeF size, const StageMetrics &metrics, bool hasPlayer)
{
    return StagePlanner(size, metrics, hasPlayer).plan();
}

} // namespace rebuffer
