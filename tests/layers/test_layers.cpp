// The house has seven floors, and no arrow runs back up: every include line of the sources is checked.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

/// The floor of each room, by folder. Neighbours on one floor may know each other, but not in a circle.
const QMap<QString, int> &floors()
{
    static const QMap<QString, int> floors{
        {"core/sim", 1},      {"core/stream", 2},  {"core/net", 2}, {"core/media", 3}, {"core/transport", 3},
        {"core/playback", 4}, {"core/session", 5}, {"core/io", 6},  {"ui", 6},         {"app", 7}};
    return floors;
}

QString roomOf(const QString &path)
{
    const QStringList parts = path.split(u'/');
    return parts[0] == QLatin1String("core") ? parts.value(0) + u'/' + parts.value(1) : parts[0];
}

struct Source {
    QString path; // from the top of the project
    QString text;
};

QList<Source> sourcesBelow(const QString &folder)
{
    const QDir top(QStringLiteral(REBUFFER_SOURCE_DIR));
    QList<Source> sources;
    QDirIterator files(top.filePath(folder), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            sources.append({top.relativeFilePath(file.fileName()), QString::fromUtf8(file.readAll())});
    }
    return sources;
}

QList<Source> allSources()
{
    return sourcesBelow(QStringLiteral("core")) + sourcesBelow(QStringLiteral("ui")) + sourcesBelow(QStringLiteral("app"));
}

/// What stands between the quotes or brackets of its include lines.
QStringList includesOf(const Source &source)
{
    static const QRegularExpression line(QString::fromLatin1("^\\s*#\\s*include\\s*[\"<]([^\">]+)[\">]"),
                                         QRegularExpression::MultilineOption);
    QStringList includes;
    for (auto match = line.globalMatch(source.text); match.hasNext();)
        includes.append(match.next().captured(1));
    return includes;
}

QString withoutComments(QString text)
{
    static const QRegularExpression comment(QString::fromLatin1("//[^\\n]*|/\\*.*?\\*/"),
                                            QRegularExpression::DotMatchesEverythingOption);
    return text.remove(comment);
}

bool reaches(const QMap<QString, QSet<QString>> &arrows, const QString &from, const QString &to, QSet<QString> &seen)
{
    for (const QString &next : arrows.value(from)) {
        if (next == to)
            return true;
        if (!seen.contains(next)) {
            seen.insert(next);
            if (reaches(arrows, next, to, seen))
                return true;
        }
    }
    return false;
}

} // namespace

class TestLayers : public QObject {
    Q_OBJECT

private slots:
    void theSourcesAreThere() { QVERIFY(allSources().size() > 100); }

    void noRoomKnowsWhatIsAboveIt()
    {
        QStringList wrong;
        for (const Source &source : allSources()) {
            const QString room = roomOf(source.path);
            for (const QString &include : includesOf(source)) {
                const QString other = roomOf(include);
                if (!floors().contains(other) || other == room)
                    continue;
                if (floors()[other] > floors()[room])
                    wrong.append(source.path + QStringLiteral(" includes ") + include);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void noRoomsKnowEachOtherInACircle()
    {
        QMap<QString, QSet<QString>> arrows;
        for (const Source &source : allSources()) {
            const QString room = roomOf(source.path);
            for (const QString &include : includesOf(source)) {
                if (floors().contains(roomOf(include)) && roomOf(include) != room)
                    arrows[room].insert(roomOf(include));
            }
        }
        for (auto it = arrows.cbegin(); it != arrows.cend(); ++it) {
            QSet<QString> seen;
            QVERIFY2(!reaches(arrows, it.key(), it.key(), seen), qPrintable(it.key()));
        }
    }

    void theSimulationIsFreeOfQt()
    {
        QStringList wrong;
        for (const char *room : {"sim", "stream", "net", "media", "transport", "playback", "session"}) {
            for (const Source &source : sourcesBelow(QStringLiteral("core/") + QLatin1String(room))) {
                for (const QString &include : includesOf(source)) {
                    if (include.startsWith(u'Q') || include.startsWith(QLatin1String("Qt")))
                        wrong.append(source.path + QStringLiteral(" includes ") + include);
                }
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void coreKnowsNoWidgets()
    {
        QStringList wrong;
        for (const Source &source : sourcesBelow(QStringLiteral("core/io"))) {
            for (const QString &include : includesOf(source)) {
                if (include.contains(QLatin1String("Widget")) || include.contains(QLatin1String("QPainter")) ||
                    include.contains(QLatin1String("QImage")))
                    wrong.append(source.path + QStringLiteral(" includes ") + include);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void onlyTheReaderKnowsFfmpeg()
    {
        QStringList wrong;
        for (const Source &source : allSources()) {
            if (source.path.startsWith(QLatin1String("core/media/ffmpeg/")))
                continue;
            for (const QString &include : includesOf(source)) {
                if (include.startsWith(QLatin1String("libav")) || include.startsWith(QLatin1String("libsw")))
                    wrong.append(source.path + QStringLiteral(" includes ") + include);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void belowTheWindowThereIsNoClockAndNoForeignChance()
    {
        static const QRegularExpression forbidden(QString::fromLatin1(
            "\\b(system_clock|steady_clock|high_resolution_clock|clock_gettime|gettimeofday|QElapsedTimer|QTimer|QDateTime|QTime|"
            "random_device|mt19937|uniform_real_distribution|uniform_int_distribution|normal_distribution|srand|rand)\\b"));
        QStringList wrong;
        for (const Source &source : sourcesBelow(QStringLiteral("core"))) {
            const auto match = forbidden.match(withoutComments(source.text));
            if (match.hasMatch())
                wrong.append(source.path + QStringLiteral(" uses ") + match.captured(1));
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void noHeadersIncludeEachOtherInACircle()
    {
        QMap<QString, QSet<QString>> arrows;
        for (const Source &source : allSources()) {
            if (!source.path.endsWith(QLatin1String(".h")))
                continue;
            for (const QString &include : includesOf(source))
                arrows[source.path].insert(include);
        }
        QStringList wrong;
        for (auto it = arrows.cbegin(); it != arrows.cend(); ++it) {
            QSet<QString> seen;
            if (reaches(arrows, it.key(), it.key(), seen))
                wrong.append(it.key());
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }
};

QTEST_APPLESS_MAIN(TestLayers)
#include "test_layers.moc"
