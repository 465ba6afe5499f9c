#include "ui/controls/notice_line.h"

#include "ui/controls/bytes_offer.h"
#include "ui/controls/line_card.h"
#include "ui/controls/press_button.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace rebuffer {

NoticeLine::NoticeLine(QWidget *parent)
    : QWidget(parent), m_text(new QLabel(this)), m_offer(new BytesOffer(this)), m_action(new PressButton(this)),
      m_close(new PressButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_text, 1);
    row->addWidget(m_offer);
    row->addWidget(m_action);
    row->addWidget(m_close);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setText(QStringLiteral("✕"));
    m_close->setProperty("flat", true);
    m_close->setToolTip(tr("Put this message away"));
    m_close->setAccessibleName(tr("Put this message away"));
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, [this] {
        if (const auto pressed = m_pressed) // it may put another in its place
            pressed();
    });
    connect(m_close, &QPushButton::clicked, this, &NoticeLine::dismiss);
    hide();
}

void NoticeLine::setTheme(const Theme &theme)
{
    m_theme = theme;
    fitLineCard(*this, theme);
    update();
}

void NoticeLine::tell(NoticeKind kind, const QString &text)
{
    m_kind = kind;
    m_offer->hide();
    m_action->hide();
    m_pressed = nullptr;
    m_text->setText(text);
    m_text->setAccessibleName(text);
    setAccessibleName(text);
    show();
    update();
}

void NoticeLine::tellWithAction(const QString &text, const QString &button, std::function<void()> pressed)
{
    tell(NoticeKind::Problem, text);
    m_pressed = std::move(pressed);
    m_action->setText(button);
    m_action->setAccessibleName(button);
    m_action->show();
}

void NoticeLine::tellWithOffer(const QString &text, const QString &path, Bytes size)
{
    tell(NoticeKind::Problem, text);
    m_offer->setFile(path, size);
    m_offer->show();
}

void NoticeLine::dismiss()
{
    hide();
    m_text->clear();
    emit dismissed();
}

QString NoticeLine::text() const
{
    return m_text->text();
}

void NoticeLine::paintEvent(QPaintEvent *)
{
    const bool problem = m_kind == NoticeKind::Problem;
    QPainter painter(this);
    paintLineCard(*this, m_theme, problem ? m_theme.loss : m_theme.cardBorder, problem ? m_theme.lossSoft : m_theme.card,
                  painter);
    painter.setPen(Qt::NoPen);
    painter.setBrush(problem ? m_theme.loss : m_theme.data);
    const int mark = m_theme.space(2);
    const QRectF line = contentsRect();
    painter.drawEllipse(QRectF(line.left() + m_theme.space(2), line.center().y() - mark / 2.0, mark, mark));
}

} // namespace rebuffer
