#include "ui/controls/export_line.h"

#include "ui/controls/line_card.h"
#include "ui/controls/press_button.h"
#include "ui/exporter.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>

#include <chrono>
#include <cmath>

namespace rebuffer {

namespace {

using namespace std::chrono_literals;

constexpr auto moment = 300ms;
constexpr auto beat = 100ms;
constexpr int steps = 1000;

} // namespace

ExportLine::ExportLine(Exporter &exporter, QWidget *parent)
    : QWidget(parent), m_exporter(exporter), m_text(new QLabel(this)), m_progress(new QProgressBar(this)),
      m_cancel(new PressButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_text);
    row->addWidget(m_progress, 1);
    row->addWidget(m_cancel);
    setAccessibleName(tr("A file that is being written"));
    m_text->setTextFormat(Qt::PlainText);
    m_progress->setRange(0, steps);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Written so far"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel writing the file"));
    m_cancel->setToolTip(tr("Stop; no half file is left"));
    m_moment.setSingleShot(true);
    connect(&m_moment, &QTimer::timeout, this, &QWidget::show);
    connect(&m_beat, &QTimer::timeout, this, &ExportLine::renew);
    connect(m_cancel, &QPushButton::clicked, &m_exporter, &Exporter::cancel);
    connect(&m_exporter, &Exporter::began, this, &ExportLine::begin);
    connect(&m_exporter, &Exporter::ended, this, [this] {
        m_moment.stop();
        m_beat.stop();
        hide();
    });
    hide();
}

void ExportLine::setTheme(const Theme &theme)
{
    m_theme = theme;
    fitLineCard(*this, theme);
    layout()->setSpacing(theme.space(3));
    m_progress->setFixedHeight(theme.space(2));
    update();
}

QString ExportLine::text() const
{
    return m_text->text();
}

void ExportLine::begin()
{
    m_text->setText(tr("Writing %1").arg(QFileInfo(m_exporter.path()).fileName()));
    renew();
    m_moment.start(moment);
    m_beat.start(beat);
}

void ExportLine::renew()
{
    m_progress->setValue(static_cast<int>(std::lround(m_exporter.share() * steps)));
}

void ExportLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintLineCard(*this, m_theme, m_theme.cardBorder, m_theme.card, painter);
}

} // namespace rebuffer
