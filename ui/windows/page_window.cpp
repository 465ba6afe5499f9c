#include "ui/windows/page_window.h"

#include "ui/controls/press_button.h"

#include <QTextBrowser>
#include <QVBoxLayout>

namespace rebuffer {

PageWindow::PageWindow(const QString &title, QWidget *parent) : QDialog(parent), m_page(new QTextBrowser(this))
{
    setWindowTitle(title);
    setAccessibleName(title);
    setModal(false);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_page, 1);
    auto *close = new PressButton(this);
    close->setText(tr("Close"));
    close->setToolTip(tr("Close this window (Esc)"));
    close->setAutoDefault(false);
    column->addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    m_page->setAccessibleName(title);
    m_page->setOpenExternalLinks(true);
    m_page->setFocus();
}

void PageWindow::setContents(std::function<QString(const Theme &)> html)
{
    m_html = std::move(html);
}

void PageWindow::setTheme(const Theme &theme)
{
    m_page->document()->setDefaultFont(theme.font(bodyPoints));
    m_page->document()->setDocumentMargin(theme.space(2));
    if (m_html)
        m_page->setHtml(m_html(theme));
    layout()->setContentsMargins(theme.space(3), theme.space(3), theme.space(3), theme.space(3));
    if (!testAttribute(Qt::WA_Resized)) // later it is as large as somebody made it
        resize(theme.space(150), theme.space(140));
}

} // namespace rebuffer
