// A page to read in a window beside the main one, which goes on meanwhile: the keys, and what this program is.
#pragma once

#include "ui/theme/theme.h"

#include <QDialog>

class QTextBrowser;

namespace rebuffer {

class PageWindow : public QDialog {
    Q_OBJECT

public:
    PageWindow(const QString &title, QWidget *parent);

    /// `html` is asked for with the theme that it is to be seen in.
    void setHtml(const QString &html);
    void setTheme(const Theme &theme);
    QTextBrowser *page() const { return m_page; }

private:
    QTextBrowser *m_page;
};

} // namespace rebuffer
