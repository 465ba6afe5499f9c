// What a scenario is called and what is said of it, to be written down.
#pragma once

#include <QDialog>

class QLineEdit;
class QPlainTextEdit;

namespace rebuffer {

class NotesDialog : public QDialog {
    Q_OBJECT

public:
    NotesDialog(const QString &title, const QString &notes, QWidget *parent = nullptr);

    QLineEdit *title() const { return m_title; }
    QPlainTextEdit *notes() const { return m_notes; }

signals:
    void written(const QString &title, const QString &notes);

private:
    QLineEdit *m_title;
    QPlainTextEdit *m_notes;
};

} // namespace rebuffer
