#include "ui/dialogs.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMessageBox>

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

void tell(QWidget *parent, const QString &title, const QString &html)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, title, html, QMessageBox::Close, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::RichText);
    box->open();
}

QString row(const QString &keys, const QString &what)
{
    return QStringLiteral("<tr><td style=\"padding:2px 18px 2px 0\"><b>%1</b></td><td style=\"padding:2px 0\">%2</td></tr>").arg(keys, what);
}

} // namespace

void askForMedia(QWidget *parent, const std::function<void(const QString &)> &chosen)
{
    const QStringList filters{
        Words::tr("Films and sound (*.mp4 *.m4v *.mov *.mkv *.webm *.ts *.avi *.flv *.mpg *.ogv *.ogg *.mp3 *.m4a *.wav *.flac *.opus)"),
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

void showAbout(QWidget *parent)
{
    tell(parent, Words::tr("About Rebuffer"),
         Words::tr("<h3>Rebuffer %1</h3>"
                   "<p>Streams a media file over a simulated network and shows why it stalls.</p>"
                   "<p>Everything in it is simulated in this program: no packet leaves the machine. "
                   "The same settings and seed give the same run.</p>"
                   "<p>With Qt %2 (LGPL 3) and FFmpeg's libraries (LGPL 2.1 or later). Rebuffer itself: see LICENSE.</p>")
             .arg(QCoreApplication::applicationVersion().toHtmlEscaped(), QLatin1String(qVersion())));
}

void showKeys(QWidget *parent)
{
    const QString rows = row(Words::tr("Space"), Words::tr("play, pause")) + row(QStringLiteral("."), Words::tr("one step of 0.1 s"))
                         + row(Words::tr("E, P, F"), Words::tr("on to the next event, packet or frame"))
                         + row(QStringLiteral(","), Words::tr("look back 0.1 s; or click or drag on the timeline's time axis"))
                         + row(QStringLiteral("Ctrl+End"), Words::tr("back to the present"))
                         + row(QStringLiteral("Ctrl+Z, Ctrl+Shift+Z"), Words::tr("undo and redo a change of the settings"))
                         + row(QStringLiteral("Ctrl+S, Ctrl+Shift+O"), Words::tr("save the run as a scenario, open one"))
                         + row(QStringLiteral("Ctrl+R"), Words::tr("restart"))
                         + row(Words::tr("Alt+← →"), Words::tr("5 s back or forward in the film; or press the bar under the picture"))
                         + row(QStringLiteral("M"), Words::tr("sound off and on"))
                         + row(QStringLiteral("Ctrl+1 … 5"), Words::tr("speed: ¼×, 1×, 4×, 20×, max"))
                         + row(QStringLiteral("Ctrl+O"), Words::tr("open media; or drop a file on the window"))
                         + row(QStringLiteral("F11"), Words::tr("full screen, and back (or Esc)"))
                         + row(Words::tr("Tab, ← →"), Words::tr("go to a slider, and move it"))
                         + row(Words::tr("Double click"), Words::tr("on a slider: back to the default"))
                         + row(Words::tr("Wheel, drag"), Words::tr("on the timeline: zoom, pan"))
                         + row(Words::tr("L, Home"), Words::tr("on the timeline: follow live, whole run"));
    tell(parent, Words::tr("Keys"), QStringLiteral("<table>%1</table>").arg(rows));
}

} // namespace rebuffer
