#include "ui/windows/pages.h"

#include "core/media/ffmpeg/library_versions.h"
#include "ui/windows/key_list.h"

#include <QCoreApplication>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Pages)
};

QString row(const Theme &theme, const QString &left, const QString &right)
{
    return QStringLiteral("<tr><td style=\"padding:1px %1px 1px 0; white-space:nowrap\"><b>%2</b></td><td style=\"padding:1px "
                          "0\">%3</td></tr>")
        .arg(theme.space(4))
        .arg(left.toHtmlEscaped(), right.toHtmlEscaped());
}

QString heading(const Theme &theme, const QString &text)
{
    return QStringLiteral("<h3 style=\"color:%1\">%2</h3>").arg(theme.data.name(), text.toHtmlEscaped());
}

QString tables(const Theme &theme, const QVector<KeySection> &sections)
{
    QString html;
    for (const KeySection &section : sections) {
        html += heading(theme, section.title) + QStringLiteral("<table>");
        for (const KeyLine &line : section.lines)
            html += row(theme, line.keys.isEmpty() ? QStringLiteral("–") : line.keys, line.what);
        html += QStringLiteral("</table>");
    }
    return html;
}

QString fontLicence(const QString &family)
{
    if (family.startsWith(QLatin1String("DejaVu")))
        return Words::tr("Bitstream Vera licence");
    if (family == QLatin1String("Inter") || family.startsWith(QLatin1String("Noto")) ||
        family.startsWith(QLatin1String("Liberation")))
        return Words::tr("SIL Open Font License 1.1");
    return Words::tr("this system's own");
}

} // namespace

QString keysPage(const QMenuBar &bar, const Theme &theme)
{
    return tables(theme, keysOfParts()) + tables(theme, keysOfMenus(bar));
}

QString aboutPage(const Theme &theme)
{
    QString html =
        QStringLiteral("<h2>%1</h2>").arg(Words::tr("Rebuffer %1").arg(QCoreApplication::applicationVersion()).toHtmlEscaped());
    html += QStringLiteral("<p>%1</p>").arg(Words::tr("Streams a media file over a simulated network and shows why it stalls."));
    html += QStringLiteral("<p>%1</p>")
                .arg(Words::tr(
                    "Everything in it is simulated in this program: no packet leaves the machine. The same settings and seed "
                    "give the same run."));
    html += heading(theme, Words::tr("What it stands on")) + QStringLiteral("<table>");
    html += row(theme, Words::tr("Rebuffer"), Words::tr("MIT licence"));
    html += row(theme, QStringLiteral("Qt %1").arg(QLatin1String(qVersion())), Words::tr("LGPL version 3"));
    for (const LibraryVersion &library : mediaLibraries())
        html += row(theme, QString::fromStdString(library.name + ' ' + library.version),
                    Words::tr("FFmpeg, %1").arg(QString::fromStdString(library.licence)));
    html += row(theme, theme.family, fontLicence(theme.family));
    return html + QStringLiteral("</table>");
}

} // namespace rebuffer
