#include "ui/notes_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace rebuffer {

NotesDialog::NotesDialog(const QString &title, const QString &notes, QWidget *parent)
    : QDialog(parent), m_title(new QLineEdit(title, this)), m_notes(new QPlainTextEdit(notes, this))
{
    setWindowTitle(tr("Title and notes"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    auto *form = new QFormLayout(this);
    form->addRow(tr("Title"), m_title);
    form->addRow(tr("Notes"), m_notes);
    form->addRow(buttons);
    m_title->setAccessibleName(tr("Title"));
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->setTabChangesFocus(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this,
            [this] { emit written(m_title->text().trimmed(), m_notes->toPlainText().trimmed()); });
    resize(480, 300);
}

} // namespace rebuffer
