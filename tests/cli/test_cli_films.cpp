// rebuffer-cli on real films, made here: whole ones play to their end, and what is cut off is refused or played as far as
// it goes.
#include "tests/cli/cli_runner.h"
#include "tests/media/test_media.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

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
}

QTEST_GUILESS_MAIN(TestCliFilms)
#include "test_cli_films.moc"
