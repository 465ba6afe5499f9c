#include "ui/inspector/words_tab.h"

#include "ui/inspector/glossary.h"

#include <QLineEdit>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace rebuffer {

WordsTab::WordsTab(QWidget *parent) : QWidget(parent), m_search(new QLineEdit(this)), m_text(new QTextBrowser(this))
{
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_search);
    column->addWidget(m_text, 1);
    m_search->setPlaceholderText(tr("Find a word"));
    m_search->setAccessibleName(tr("Find a word"));
    m_search->setClearButtonEnabled(true);
    m_text->setAccessibleName(tr("Glossary"));
    m_text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_search, &QLineEdit::textChanged, this, &WordsTab::fill);
}

void WordsTab::setTheme(const Theme &theme)
{
    m_theme = theme;
    layout()->setContentsMargins(theme.space(3), theme.space(2), theme.space(1), theme.space(2));
    m_search->setFont(theme.font(bodyPoints));
    m_text->document()->setDocumentMargin(0);
    m_text->document()->setDefaultFont(theme.font(captionPoints));
    fill();
}

void WordsTab::fill()
{
    QString html;
    for (const GlossaryEntry &entry : findInGlossary(m_search->text())) {
        html += QStringLiteral("<p style=\"margin:0 0 %4px 0\"><b style=\"color:%3\">%1</b><br>%2</p>")
                    .arg(entry.term.toHtmlEscaped(), entry.meaning.toHtmlEscaped(), m_theme.data.name())
                    .arg(m_theme.space(2));
    }
    m_text->setHtml(html.isEmpty() ? tr("No such word here.") : html);
}

} // namespace rebuffer
