#include "ui/inspector/try_button.h"

#include <QHBoxLayout>
#include <QLabel>

namespace rebuffer {

TryButton::TryButton(const QString &words, const Theme &theme, QWidget *parent)
    : PressButton(parent), m_words(new QLabel(words, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.space(2), theme.space(1), theme.space(2), theme.space(1));
    row->setSpacing(theme.space(2));
    auto *press = new QLabel(tr("try as B →"), this);
    press->setStyleSheet(QStringLiteral("color: %1; font-weight: bold;").arg(theme.data.name()));
    m_words->setWordWrap(true);
    row->addWidget(m_words, 1);
    row->addWidget(press);
    for (QLabel *label : {m_words, press}) {
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
        label->setTextInteractionFlags(Qt::NoTextInteraction);
    }
    setToolTip(tr("Pins this run as A and runs it again from the beginning, so, as B"));
    setAccessibleName(tr("Try: %1").arg(words));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QSize TryButton::sizeHint() const
{
    return layout()->sizeHint();
}

QSize TryButton::minimumSizeHint() const
{
    return layout()->minimumSize();
}

int TryButton::heightForWidth(int width) const
{
    return layout()->heightForWidth(width);
}

} // namespace rebuffer
