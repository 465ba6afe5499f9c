#include "ui/report/timeline_picture.h"

#include "ui/report/undated_pdf.h"
#include "ui/timeline/timeline_canvas.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TimelinePicture)
};

constexpr QSize pictureSize(1280, 720);

QString described(const RecordedRun &run, const QString &version)
{
    return Words::tr("Rebuffer %1, seed %2").arg(version).arg(run.script.seed);
}

void paintAll(QPaintDevice &device, const RecordedRun &run, double detail, const TimelineLook &look)
{
    QPainter painter(&device);
    const Theme theme = Theme::make(ThemeKind::Light);
    painter.fillRect(QRect(QPoint(), pictureSize), theme.card);
    paintTimeline(painter, QRectF(QPointF(), pictureSize), run, theme, detail, look);
}

bool writePng(QIODevice &out, const RecordedRun &run, const QString &version, const TimelineLook &look)
{
    constexpr double detail = 2;
    QImage image(pictureSize * detail, QImage::Format_RGB32);
    image.setDevicePixelRatio(detail);
    image.setText(QStringLiteral("Description"), described(run, version));
    paintAll(image, run, detail, look);
    return image.save(&out, "PNG");
}

void writeSvg(QIODevice &out, const RecordedRun &run, const QString &version, const TimelineLook &look)
{
    QSvgGenerator svg;
    svg.setOutputDevice(&out);
    svg.setResolution(96);
    svg.setSize(pictureSize);
    svg.setViewBox(QRect(QPoint(), pictureSize));
    svg.setTitle(Words::tr("Timeline of a run"));
    svg.setDescription(described(run, version));
    paintAll(svg, run, 3, look);
}

bool writePdf(QIODevice &out, const RecordedRun &run, const QString &version, const TimelineLook &look)
{
    return writeUndatedPdf(out, [&](QPdfWriter &pdf) {
        pdf.setPageSize(QPageSize(QSizeF(pictureSize) * 0.75, QPageSize::Point)); // 96 dots an inch
        pdf.setPageMargins(QMarginsF());
        pdf.setResolution(96);
        pdf.setTitle(Words::tr("Timeline of a run"));
        pdf.setCreator(described(run, version));
        paintAll(pdf, run, 3, look);
        return true;
    });
}

} // namespace

void paintTimeline(QPainter &painter, const QRectF &where, const RecordedRun &run, const Theme &theme, double detail,
                   const TimelineLook &look)
{
    TimelineCanvas canvas;
    canvas.setTheme(theme);
    canvas.setSize(where.size(), detail);
    canvas.setGhost(look.ghost, look.letter);
    canvas.setData(run.series, run.summary, run.snapshot);
    if (look.window)
        canvas.window() = *look.window;
    else
        canvas.window().showWholeRun();
    canvas.refresh();
    painter.save();
    painter.translate(where.topLeft());
    canvas.paint(painter, QRectF(QPointF(), where.size()));
    painter.restore();
}

std::optional<PictureFormat> pictureFormatOf(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("png"))
        return PictureFormat::Png;
    if (suffix == QLatin1String("svg"))
        return PictureFormat::Svg;
    if (suffix == QLatin1String("pdf"))
        return PictureFormat::Pdf;
    return std::nullopt;
}

bool writeTimeline(QIODevice &out, PictureFormat format, const RecordedRun &run, const QString &version, const TimelineLook &look)
{
    switch (format) {
    case PictureFormat::Png: return writePng(out, run, version, look);
    case PictureFormat::Svg: writeSvg(out, run, version, look); return true;
    case PictureFormat::Pdf: return writePdf(out, run, version, look);
    }
    return false;
}

} // namespace rebuffer
