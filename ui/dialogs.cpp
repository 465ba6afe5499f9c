#include "ui/dialogs.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Dialogs)
};

void askForFile(QWidget *parent, const QString &title, const QStringList &filters,
                const std::function<void(const QString &)> &chosen)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(filters);
    dialog->setOption(QFileDialog::HideNameFilterDetails);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, chosen);
    dialog->open();
}

void askForRate(QWidget *parent, const QString &path, const std::function<void(const QString &)> &chosen)
{
    auto *dialog = new QInputDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(Words::tr("Play as bytes"));
    dialog->setLabelText(Words::tr("How many bits of the file are one second of play?"));
    dialog->setTextValue(QStringLiteral("2Mbit/s"));
    QObject::connect(dialog, &QInputDialog::textValueSelected, parent, [path, chosen](const QString &rate) {
        chosen(QStringLiteral("bytes:%1:%2").arg(path, rate.simplified().remove(QLatin1Char(' '))));
    });
    dialog->open();
}

} // namespace

void askForMedia(QWidget *parent, const std::function<void(const QString &)> &chosen)
{
    const QStringList filters{Words::tr("Films and sound (*.mp4 *.m4v *.mov *.mkv *.webm *.ts *.avi *.flv *.mpg *.ogv *.ogg "
                                        "*.mp3 *.m4a *.wav *.flac *.opus)"),
                              Words::tr("All files (*)")};
    askForFile(parent, Words::tr("Open media"), filters, chosen);
}

void askForBytes(QWidget *parent, const std::function<void(const QString &)> &chosen)
{
    askForFile(parent, Words::tr("Open any file as bytes"), {Words::tr("All files (*)")},
               [parent, chosen](const QString &path) { askForRate(parent, path, chosen); });
}

void askForScenario(QWidget *parent, const std::function<void(const QString &)> &chosen)
{
    askForFile(parent, Words::tr("Open scenario"), {Words::tr("Scenarios (*.json)"), Words::tr("All files (*)")}, chosen);
}

void askForTrace(QWidget *parent, const std::function<void(const QString &)> &chosen)
{
    askForFile(parent, Words::tr("Bandwidth from a trace"),
               {Words::tr("Traces (*.txt *.csv *.json *.down *.up *.log *.dat *.trace)"), Words::tr("All files (*)")}, chosen);
}

void askWhereToSave(QWidget *parent, const QString &title, const QStringList &filters, const QString &suggested,
                    const std::function<void(const QString &)> &chosen)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(QFileInfo(suggested).suffix());
    dialog->selectFile(suggested);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, chosen);
    dialog->open();
}

} // namespace rebuffer
