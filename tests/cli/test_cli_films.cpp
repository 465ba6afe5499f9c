// rebuffer-cli on real films, made here: whole ones play to their end, and what is cut off is refused or played as far as
// it goes.
#include "tests/cli/cli_runner.h"
#include "tests/media/test_media.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <sys/resource.h>

using namespace rebuffer;
using testing::CliResult;

namespace {

constexpr double filmSeconds = 2; // 50 pictures

class Films {
public:
    Films()
    {
        make("first.mp4", test::indexFirst());
        make("last.mp4", test::indexLast());
        test::FilmRecipe longer = test::indexLast();
        longer.frames = 400;
        make("longer-last.mp4", longer);
        cut("first.mp4", "first-cut.mp4", 0.6);
        cut("last.mp4", "last-cut.mp4", 0.6);
    }
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    double size(const char *name) const { return static_cast<double>(QFileInfo(path(name)).size()); }

private:
    void make(const char *name, const test::FilmRecipe &recipe)
    {
        if (const auto made = test::makeFilm(path(name).toStdString(), recipe); !made)
            qFatal("%s", made.problem().c_str());
    }
    void cut(const char *whole, const char *part, double share)
    {
        QFile in(path(whole)), out(path(part));
        if (!in.open(QIODevice::ReadOnly) || !out.open(QIODevice::WriteOnly))
            qFatal("cannot cut %s", whole);
        out.write(in.read(static_cast<qint64>(static_cast<double>(in.size()) * share)));
    }

    QTemporaryDir m_folder;
};

quint32 numberAt(const QByteArray &bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.constData() + at);
}

QByteArray box(const QByteArray &type, const QByteArray &content)
{
    QByteArray length(4, '\0');
    qToBigEndian(static_cast<quint32>(8 + content.size()), length.data());
    return length + type + content;
}

/// An MP4 whose index has its last track so many times over, each with a number of its own.
QByteArray withTracks(const QByteArray &film, int count)
{
    QByteArray before, tracks, rest;
    for (qsizetype at = 0; at + 8 <= film.size(); at += numberAt(film, at)) {
        const QByteArray whole = film.mid(at, numberAt(film, at));
        if (whole.mid(4, 4) != "moov") {
            before += whole;
            continue;
        }
        for (qsizetype in = 8; in + 8 <= whole.size(); in += numberAt(whole, in)) {
            const QByteArray part = whole.mid(in, numberAt(whole, in));
            (part.mid(4, 4) == "trak" ? tracks : rest) += part;
        }
    }
    QByteArray all;
    for (int i = 1; i <= count; ++i) {
        qToBigEndian(static_cast<quint32>(i), tracks.data() + tracks.indexOf("tkhd") + 16);
        all += tracks;
    }
    return before + box("moov", rest + all);
}

CliResult play(const QString &path, const QString &rate)
{
    return testing::runWith({QStringLiteral("transport=ideal"), QStringLiteral("link.delay=0"),
                             QStringLiteral("link.rate=") + rate, QStringLiteral("player.start=500ms")},
                            {QStringLiteral("--media"), path});
}

} // namespace

class TestCliFilms : public QObject {
    Q_OBJECT

private:
    const Films m_films;

private slots:
    void aWholeFilmPlaysToItsEnd_data();
    void aWholeFilmPlaysToItsEnd();
    void anIndexAtTheEndMustArriveFirst();
    void anIndexAtTheEndNeedNotBeWaitedForInRanges();
    void aFilmWithoutItsIndexIsRefused();
    void tooManyTracksAreRefusedAtLittleCost();
    void aFilmCutOffPlaysAsFarAsItGoes();
};

void TestCliFilms::aWholeFilmPlaysToItsEnd_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("index first") << QByteArray("first.mp4");
    QTest::newRow("index last") << QByteArray("last.mp4");
}

void TestCliFilms::aWholeFilmPlaysToItsEnd()
{
    QFETCH(QByteArray, name);
    const CliResult result = play(m_films.path(name.constData()), QStringLiteral("20Mbit/s"));
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.err.isEmpty(), result.err.constData());
    QCOMPARE(result.json()[QLatin1String("state")].toString(), QStringLiteral("ended"));
    QCOMPARE(result.number("bytes_delivered"), m_films.size(name.constData()));
    QCOMPARE(result.number("stall_count"), 0.0);
    const QJsonObject media = result.json()[QLatin1String("media")].toObject();
    QVERIFY(qAbs(result.number("play_time_s") - media[QLatin1String("duration_s")].toDouble()) < 1e-6);
    QVERIFY(media[QLatin1String("duration_s")].toDouble() >= filmSeconds);
    QCOMPARE(media[QLatin1String("tracks")].toInt(), 2);
    QVERIFY(media[QLatin1String("access_units")].toInt() >= 50);
}

void TestCliFilms::anIndexAtTheEndMustArriveFirst()
{
    const double first = play(m_films.path("first.mp4"), QStringLiteral("400kbit/s")).number("startup_delay_s");
    const double last = play(m_films.path("last.mp4"), QStringLiteral("400kbit/s")).number("startup_delay_s");
    const double whole = m_films.size("last.mp4") * 8 / 400e3;
    QVERIFY2(qAbs(last / whole - 1) < 0.03, qPrintable(QString::number(last)));
    QVERIFY2(first < 0.7 * whole, qPrintable(QString::number(first)));
}

void TestCliFilms::anIndexAtTheEndNeedNotBeWaitedForInRanges()
{
    const QString path = m_films.path("longer-last.mp4");
    const double plain = play(path, QStringLiteral("400kbit/s")).number("startup_delay_s");
    const CliResult ranges = testing::runWith({QStringLiteral("transport=ideal"), QStringLiteral("link.delay=0"),
                                               QStringLiteral("link.rate=400kbit/s"), QStringLiteral("player.start=500ms"),
                                               QStringLiteral("delivery=ranges")},
                                              {QStringLiteral("--media"), path});
    QVERIFY2(ranges.number("startup_delay_s") < 0.7 * plain, qPrintable(QString::number(ranges.number("startup_delay_s"))));
    QCOMPARE(ranges.number("bytes_delivered"), m_films.size("longer-last.mp4"));
    QCOMPARE(ranges.json()[QLatin1String("state")].toString(), QStringLiteral("ended"));
}

void TestCliFilms::aFilmWithoutItsIndexIsRefused()
{
    const QString path = m_films.path("last-cut.mp4");
    const CliResult result = play(path, QStringLiteral("20Mbit/s"));
    QCOMPARE(result.exitCode, 2);
    QVERIFY(result.out.isEmpty());
    QCOMPARE(result.err.count('\n'), 1);
    QVERIFY2(result.err.contains(path.toUtf8()), result.err.constData());
}

void TestCliFilms::aFilmCutOffPlaysAsFarAsItGoes()
{
    const CliResult result = play(m_films.path("first-cut.mp4"), QStringLiteral("20Mbit/s"));
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.json()[QLatin1String("state")].toString(), QStringLiteral("ended"));
    const double played = result.number("play_time_s");
    QVERIFY2(played > 0.2 * filmSeconds && played < filmSeconds, qPrintable(QString::number(played)));
    const QJsonObject media = result.json()[QLatin1String("media")].toObject();
    QVERIFY(qAbs(media[QLatin1String("playable_s")].toDouble() - played) < 1e-6);
    QVERIFY(media[QLatin1String("duration_s")].toDouble() >= filmSeconds); // as the file says it should be
}

/// To look into each of a thousand tracks would take a decoder each: gigabytes.
void TestCliFilms::tooManyTracksAreRefusedAtLittleCost()
{
    test::FilmRecipe recipe = test::indexLast();
    recipe.video = "libx264";
    recipe.audio.clear();
    recipe.width = 320;
    recipe.height = 240;
    recipe.frames = 2;
    QTemporaryDir folder;
    const QString one = folder.filePath(QStringLiteral("one.mp4")), many = folder.filePath(QStringLiteral("many.mp4"));
    const auto made = test::makeFilm(one.toStdString(), recipe);
    QVERIFY2(made, made ? "" : made.problem().c_str());
    QFile in(one), out(many);
    QVERIFY(in.open(QIODevice::ReadOnly) && out.open(QIODevice::WriteOnly));
    out.write(withTracks(in.readAll(), 1000));
    out.close();
    const CliResult result = play(many, QStringLiteral("1Mbit/s"));
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.err.contains("has 1000 tracks: at most 64"), result.err.constData());
    rusage children{};
    getrusage(RUSAGE_CHILDREN, &children);
    QVERIFY2(children.ru_maxrss < 600'000, qPrintable(QStringLiteral("%1 kB").arg(children.ru_maxrss)));
}

QTEST_GUILESS_MAIN(TestCliFilms)
#include "test_cli_films.moc"
