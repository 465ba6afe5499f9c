#include "ui/report/report_page.h"

#include "ui/report/timeline_picture.h"
#include "ui/report/undated_pdf.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

#include <algorithm>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

constexpr double margin = 48;
constexpr double gap = 16;
constexpr double titleHeight = 34;
constexpr double headingHeight = 24;
constexpr double leastTimeline = 200;
constexpr double mostTimeline = 430;
constexpr double width = ReportGeometry::page.width() - 2 * margin;
constexpr double column = (width - gap) / 2;

/// Paints words, or only measures them, on a device of 96 dots an inch.
class Writer {
public:
    explicit Writer(QPainter &painter) : m_painter(painter), m_theme(Theme::make(ThemeKind::Light)) {}

    const Theme &theme() const { return m_theme; }
    QPainter &painter() { return m_painter; }

    double textHeight(const QString &text, double points, double wide) const
    {
        return text.isEmpty() ? 0 : metrics(points).boundingRect(QRectF(0, 0, wide, 1e5), Qt::TextWordWrap, text).height();
    }
    void text(const QRectF &where, const QString &text, double points, const QColor &colour, QFont::Weight weight = QFont::Normal)
    {
        m_painter.setFont(m_theme.font(points, weight));
        m_painter.setPen(colour);
        m_painter.drawText(where, Qt::TextWordWrap, text);
    }
    void heading(QRectF &where, const QString &words)
    {
        text(where, words, titlePoints, m_theme.text, QFont::DemiBold);
        where.setTop(where.top() + headingHeight);
    }

    /// Names to the left of `names` wide, what belongs to them beside; the height they take.
    double rowsHeight(const ReportFacts::Rows &rows, double names, double wide) const
    {
        double height = 0;
        for (const auto &row : rows)
            height += rowHeight(row, names, wide);
        return height;
    }
    void rows(QRectF where, const ReportFacts::Rows &all, double names, const QColor &nameColour)
    {
        for (const auto &row : all) {
            text(QRectF(where.left(), where.top(), names, where.height()), row.first, bodySize, nameColour);
            text(where.adjusted(names, 0, 0, 0), row.second, bodySize, m_theme.text);
            where.setTop(where.top() + rowHeight(row, names, where.width()));
        }
    }

    static constexpr double bodySize = captionPoints - 0.5;

private:
    QFontMetricsF metrics(double points) const { return QFontMetricsF(m_theme.font(points), m_painter.device()); }
    double rowHeight(const std::pair<QString, QString> &row, double names, double wide) const
    {
        return 3 + std::max(textHeight(row.first, bodySize, names), textHeight(row.second, bodySize, wide - names));
    }

    QPainter &m_painter;
    Theme m_theme;
};

constexpr double settingNames = 0.40 * column;
constexpr double figureNames = 0.42 * column;
constexpr double stallNames = 118;

constexpr int changeColumns = 3;

/// From the top to the bottom, then the next column.
QString inColumn(const QStringList &lines, int index)
{
    const qsizetype each = (lines.size() + changeColumns - 1) / changeColumns;
    return lines.mid(index * each, each).join(u'\n');
}

ReportGeometry::Heights measure(const Writer &writer, const ReportFacts &facts)
{
    const double body = Writer::bodySize;
    ReportGeometry::Heights heights;
    heights.notes = writer.textHeight(facts.notes, captionPoints, width);
    heights.settings = headingHeight + writer.rowsHeight(facts.settings, settingNames, column);
    heights.figures = headingHeight + writer.rowsHeight(facts.figures, figureNames, column);
    heights.stalls = headingHeight + writer.rowsHeight(facts.stalls, stallNames, width);
    heights.changes = facts.changes.isEmpty() ? 0 : headingHeight + writer.textHeight(inColumn(facts.changes, 0), body, width);
    heights.repeat = writer.textHeight(facts.repeat.join(u'\n'), body, width);
    return heights;
}

/// As much of the notes as leaves all else its place on the page; all of them are in the scenario.
QString notesThatFit(const Writer &writer, const ReportFacts &facts)
{
    const double room = ReportGeometry::roomForNotes(measure(writer, facts));
    const auto fits = [&](const QString &notes) { return writer.textHeight(notes, captionPoints, width) <= room; };
    if (fits(facts.notes))
        return facts.notes;
    const auto begin = [&](qsizetype length) { return facts.notes.left(length).trimmed() + QStringLiteral(" …"); };
    qsizetype fitting = 0, most = facts.notes.size();
    while (most - fitting > 1) {
        const qsizetype middle = fitting + (most - fitting) / 2;
        (fits(begin(middle)) ? fitting : most) = middle;
    }
    return begin(fitting);
}

void paint(Writer &writer, ReportFacts facts, const RecordedRun &run)
{
    facts.notes = notesThatFit(writer, facts);
    const ReportGeometry g = ReportGeometry::layOut(measure(writer, facts));
    const Theme &theme = writer.theme();
    writer.text(g.title, facts.title, figurePoints, theme.text, QFont::DemiBold);
    writer.text(g.notes, facts.notes, captionPoints, theme.mutedText);
    QRectF settings = g.settings;
    writer.heading(settings, Words::tr("What was set"));
    writer.rows(settings, facts.settings, settingNames, theme.mutedText);
    QRectF figures = g.figures;
    writer.heading(figures, Words::tr("What came of it"));
    writer.rows(figures, facts.figures, figureNames, theme.mutedText);
    paintTimeline(writer.painter(), g.timeline, run, theme, 4);
    QRectF stalls = g.stalls;
    writer.heading(stalls, facts.stallsTitle);
    writer.rows(stalls, facts.stalls, stallNames, theme.loss);
    if (!facts.changes.isEmpty()) {
        QRectF changes = g.changes;
        writer.heading(changes, Words::tr("Changed while it played"));
        for (int i = 0; i < changeColumns; ++i) {
            const double left = changes.left() + i * width / changeColumns;
            writer.text(QRectF(left, changes.top(), width / changeColumns, changes.height()), inColumn(facts.changes, i),
                        Writer::bodySize, theme.text);
        }
    }
    writer.painter().fillRect(QRectF(g.repeat.left(), g.repeat.top() - gap / 2, g.repeat.width(), 1), theme.cardBorder);
    writer.text(g.repeat, facts.repeat.join(u'\n'), Writer::bodySize, theme.mutedText);
}

} // namespace

ReportGeometry ReportGeometry::layOut(const Heights &heights)
{
    ReportGeometry g;
    double y = margin;
    const auto take = [&y](double height) {
        const QRectF box(margin, y, width, height);
        y += height;
        return box;
    };
    g.title = take(titleHeight);
    g.notes = take(heights.notes);
    y += gap;
    const QRectF columns = take(std::max(heights.settings, heights.figures));
    g.settings = QRectF(columns.left(), columns.top(), column, columns.height());
    g.figures = QRectF(columns.right() - column, columns.top(), column, columns.height());
    y += gap;
    // The timeline takes what the words leave.
    const double below = 3 * gap + heights.stalls + heights.changes + heights.repeat + margin;
    g.timeline = take(std::clamp(page.height() - y - below, leastTimeline, mostTimeline));
    y += gap;
    g.stalls = take(heights.stalls);
    y += heights.changes > 0 ? gap : 0;
    g.changes = take(heights.changes);
    g.repeat = QRectF(margin, page.height() - margin - heights.repeat, width, heights.repeat);
    return g;
}

double ReportGeometry::roomForNotes(Heights heights)
{
    heights.notes = 0;
    const ReportGeometry without = layOut(heights);
    const double needed = std::max(without.stalls.bottom(), without.changes.bottom()) + gap;
    // The timeline gives way as far as it can.
    return without.repeat.top() - needed + without.timeline.height() - leastTimeline;
}

bool writeReport(QIODevice &out, const RecordedRun &run, const QString &version)
{
    const ReportFacts facts = ReportFacts::of(run, version);
    return writeUndatedPdf(out, [&](QPdfWriter &pdf) {
        pdf.setPageSize(QPageSize(QPageSize::A4));
        pdf.setPageMargins(QMarginsF());
        pdf.setResolution(96);
        pdf.setTitle(facts.title);
        pdf.setCreator(Words::tr("Rebuffer %1").arg(version));
        QPainter painter(&pdf);
        if (!painter.isActive())
            return false;
        Writer writer(painter);
        paint(writer, facts, run);
        return painter.end();
    });
}

} // namespace rebuffer
