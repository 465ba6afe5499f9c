// A page to read in a window beside the main one, which goes on meanwhile: the keys, and what this program is.
#pragma once

#include "ui/theme/theme.h"

#include <QDialog>

#include <functional>

class QTextBrowser;

namespace rebuffer {

class PageWindow : public QDialog {
    Q_OBJECT

public:
    PageWindow(const QString &title, QWidget *parent);

    /// `html` is asked for whenever there is another theme, with the one that it is to be seen in.
    void setContents(std::function<QString(const Theme &)> html);
    void setTheme(const Theme &theme);
    QTextBrowser *page() const { return m_page; }

private:
    QTextBrowser *m_page;
    std::function<QString(const Theme &)> m_html;
};

} // namespace rebuffer
