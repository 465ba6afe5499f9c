// "Words": the glossary, to read or to search.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLineEdit;
class QTextBrowser;

namespace rebuffer {

class WordsTab : public QWidget {
    Q_OBJECT

public:
    explicit WordsTab(QWidget *parent = nullptr);
    void setTheme(const Theme &theme);
    QLineEdit *search() const { return m_search; }
    QTextBrowser *text() const { return m_text; }

private:
    void fill();

    QLineEdit *m_search;
    QTextBrowser *m_text;
    Theme m_theme;
};

} // namespace rebuffer
