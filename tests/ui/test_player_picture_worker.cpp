// Pictures from another thread: the right one, the newest one, and never one of a film that was closed.
#include "tests/media/test_media.h"

#include "core/sim/sim_time.h"
#include "ui/player/picture_worker.h"

#include <QImage>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <memory>

using namespace rebuffer;
using rebuffer::test::FilmRecipe;
using rebuffer::test::makeFilm;
using rebuffer::test::numberIn;
using rebuffer::test::timeOfFrame;

namespace {

constexpr QSize whole(160, 96);
constexpr int longest = 20'000; // ms; a picture takes a few

/// The number painted into the picture; -1 if there is none.
int numberOf(const QImage &image)
{
    if (image.isNull())
        return -1;
    Picture picture;
    picture.width = image.width();
    picture.height = image.height();
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            picture.pixels.push_back(image.pixel(x, y));
    return numberIn(picture);
}

} // namespace

class TestPlayerPictureWorker : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_film = make("film.mp4", m_recipe);
        FilmRecipe shorter = m_recipe;
        shorter.frames = 10;
        m_shortFilm = make("short.mp4", shorter);
        FilmRecipe silent = m_recipe;
        silent.container = "wav";
        silent.video.clear();
        silent.audio = "pcm_s16le";
        m_sound = make("sound.wav", silent);
    }

    void init()
    {
        m_worker = std::make_unique<PictureWorker>();
        m_ready = std::make_unique<QSignalSpy>(m_worker.get(), &PictureWorker::pictureReady);
    }

    void cleanup()
    {
        m_worker.reset();
        m_ready.reset();
    }

    void thePictureAskedForArrives()
    {
        m_worker->open(m_film);
        m_worker->request(during(7), whole);
        QVERIFY(m_ready->wait(longest));
        QCOMPARE(numberOf(imageOf(0)), 7);
        QCOMPARE(m_ready->at(0).at(1).toLongLong(), timeOfFrame(m_recipe, 7).toNanoseconds());
    }

    void theNewestRequestWins()
    {
        m_worker->open(m_film);
        for (int number = 0; number < 40; ++number)
            m_worker->request(during(number), whole);
        QTRY_VERIFY_WITH_TIMEOUT(!m_ready->isEmpty() && numberOf(imageOf(m_ready->size() - 1)) == 39, longest);
        for (int i = 1; i < m_ready->size(); ++i)
            QVERIFY(m_ready->at(i - 1).at(1).toLongLong() < m_ready->at(i).at(1).toLongLong());
    }

    void requestsDoNotPileUp()
    {
        m_worker->open(m_film);
        for (int round = 0; round < 200; ++round)
            m_worker->request(during(round % 2 == 0 ? 3 : 45), whole);
        QTRY_VERIFY_WITH_TIMEOUT(!m_ready->isEmpty() && numberOf(imageOf(m_ready->size() - 1)) == 45, longest);
        QVERIFY(m_ready->size() < 100); // those in between were not decoded at all, or not handed over
    }

    void theSamePictureIsNotEmittedTwice()
    {
        m_worker->open(m_film);
        m_worker->request(during(7), whole);
        QVERIFY(m_ready->wait(longest));
        m_worker->request(during(7) + SimDuration::milliseconds(3), whole);
        m_worker->request(during(8), whole);
        QVERIFY(m_ready->wait(longest));
        QCOMPARE(m_ready->size(), 2);
        QCOMPARE(numberOf(imageOf(1)), 8);
    }

    void anotherSizeIsAnotherPicture()
    {
        m_worker->open(m_film);
        m_worker->request(during(7), whole);
        QVERIFY(m_ready->wait(longest));
        m_worker->request(during(7), whole / 2);
        QVERIFY(m_ready->wait(longest));
        QCOMPARE(imageOf(1).size(), whole / 2);
    }

    void aSmallFilmFillsTheRoomThereIs()
    {
        m_worker->open(m_film);
        QCOMPARE(m_worker->pictureNow(during(3), whole * 2).size(), whole * 2);
        QCOMPARE(m_worker->pictureNow(during(3), QSize(320, 1000)).size(), QSize(320, 192));
    }

    void theExactPictureIsWaitedFor_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("first") << 0;
        QTest::newRow("later") << 33;
        QTest::newRow("back again") << 5;
        QTest::newRow("last") << 49;
    }

    void theExactPictureIsWaitedFor()
    {
        QFETCH(int, number);
        m_worker->open(m_film);
        m_worker->request(during(20), whole);
        QCOMPARE(numberOf(m_worker->pictureNow(during(number), whole)), number);
    }

    void noPictureOfAClosedFilmArrives()
    {
        m_worker->open(m_film);
        m_worker->request(during(30), whole);
        m_worker->open(m_shortFilm);
        m_worker->request(during(4), whole);
        QVERIFY(m_ready->wait(longest));
        QCOMPARE(numberOf(imageOf(m_ready->size() - 1)), 4);
        for (int i = 0; i < m_ready->size(); ++i)
            QVERIFY(numberOf(imageOf(i)) != 30);
    }

    void withoutAFilmThereIsNoPicture()
    {
        QVERIFY(m_worker->pictureNow(SimDuration::zero(), whole).isNull());
        m_worker->open(m_film);
        m_worker->open(QString());
        QVERIFY(m_worker->pictureNow(SimDuration::zero(), whole).isNull());
    }

    void aFilmThatCannotBeShownIsSaid_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("not there") << m_folder.filePath(QStringLiteral("nothing.mp4"));
        QTest::newRow("sound only") << m_sound;
    }

    void aFilmThatCannotBeShownIsSaid()
    {
        QFETCH(QString, path);
        QSignalSpy failed(m_worker.get(), &PictureWorker::openFailed);
        m_worker->open(path);
        QVERIFY(failed.wait(longest));
        QVERIFY(!failed.at(0).at(0).toString().isEmpty());
        QVERIFY(m_worker->pictureNow(SimDuration::zero(), whole).isNull());
    }

    void itEndsWhateverIsUnderWay()
    {
        for (int i = 0; i < 20; ++i) {
            PictureWorker worker;
            worker.open(m_film);
            worker.request(during(i), whole);
        }
    }

private:
    QString make(const char *name, const FilmRecipe &recipe)
    {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        const auto made = makeFilm(path.toStdString(), recipe);
        if (!made)
            qFatal("%s", made.problem().c_str());
        return path;
    }

    /// Halfway through the time the picture is shown.
    SimDuration during(int number) const { return (timeOfFrame(m_recipe, number) + timeOfFrame(m_recipe, number + 1)) / 2; }

    QImage imageOf(qsizetype i) const { return m_ready->at(i).at(0).value<QImage>(); }

    QTemporaryDir m_folder;
    FilmRecipe m_recipe;
    QString m_film;
    QString m_shortFilm;
    QString m_sound;
    std::unique_ptr<PictureWorker> m_worker;
    std::unique_ptr<QSignalSpy> m_ready;
};

QTEST_GUILESS_MAIN(TestPlayerPictureWorker)
#include "test_player_picture_worker.moc"
