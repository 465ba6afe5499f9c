// A picture made of what a lossy network left of it: damaged where bytes are missing, whole again at the next key
// picture, and the same whichever way the decoder came there.
#include "core/media/ffmpeg/media_reader.h"
#include "core/media/ffmpeg/picture_decoder.h"
#include "tests/media/test_media.h"
#include "tests/support/show.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace rebuffer;
using test::FilmRecipe;

/// The encoder's own: it keeps its tables for the next film.
extern "C" const char *__lsan_default_suppressions();
extern "C" const char *__lsan_default_suppressions()
{
    return "leak:libx265";
}

Q_DECLARE_METATYPE(rebuffer::test::FilmRecipe)

namespace {

constexpr int keyInterval = 12;
constexpr int hit = 20; // 8 pictures after a key picture, 4 before the next

class TestFilm {
public:
    explicit TestFilm(const FilmRecipe &recipe)
    {
        const std::string path = m_folder.filePath(QStringLiteral("film")).toStdString();
        if (const auto made = test::makeFilm(path, recipe); !made)
            qFatal("%s", made.problem().c_str());
        m_path = path;
        auto timeline = openMedia(path);
        if (!timeline)
            qFatal("%s", timeline.problem().c_str());
        for (const AccessUnit &unit : timeline->timeline->units()) {
            if (timeline->timeline->tracks()[unit.track].kind == TrackKind::Video)
                m_pictures.push_back(unit);
        }
        std::sort(m_pictures.begin(), m_pictures.end(), [](const AccessUnit &a, const AccessUnit &b) { return a.pts < b.pts; });
    }

    std::unique_ptr<PictureDecoder> open() const
    {
        auto decoder = PictureDecoder::open(m_path);
        if (!decoder)
            qFatal("%s", decoder.problem().c_str());
        return std::move(decoder).value();
    }
    SimDuration during(int number) const
    {
        const AccessUnit &unit = m_pictures[static_cast<std::size_t>(number)];
        return unit.pts + unit.duration / 2;
    }
    /// Of the picture with this number, from a share of its bytes to the end.
    DamagedUnit without(int number, double from) const
    {
        const AccessUnit &unit = m_pictures[static_cast<std::size_t>(number)];
        const Bytes begin(static_cast<std::int64_t>(from * static_cast<double>(unit.size.count())));
        return {unit.dts, unit.pts, unit.size, {{begin, unit.size}}};
    }

private:
    QTemporaryDir m_folder;
    std::string m_path;
    std::vector<AccessUnit> m_pictures;
};

Picture shown(PictureDecoder &decoder, SimDuration position)
{
    decoder.advanceTo(position);
    return decoder.picture(160, 160);
}

} // namespace

class TestDamagedPictures : public QObject {
    Q_OBJECT

private slots:
    void damageIsSeenUntilTheNextKeyPicture_data() { films(); }
    void damageIsSeenUntilTheNextKeyPicture();
    void aLostPictureLeavesTheOneBefore_data() { films(); }
    void aLostPictureLeavesTheOneBefore();
    void wayThereDoesNotChangeThePicture_data() { films(); }
    void wayThereDoesNotChangeThePicture();
    void whatIsToldLaterCounts_data() { films(); }
    void whatIsToldLaterCounts();
    void aLostKeyPictureIsNotStartedFrom();
    void everyUnitCutAnywhereIsSurvived_data() { films(); }
    void everyUnitCutAnywhereIsSurvived();

private:
    static void films();
};

void TestDamagedPictures::films()
{
    QTest::addColumn<FilmRecipe>("recipe");
    const auto add = [](const char *name, const char *container, const char *video) {
        FilmRecipe recipe = test::filmIn(container, video, {});
        recipe.frames = 60;
        recipe.keyInterval = keyInterval;
        QTest::newRow(name) << recipe;
    };
    add("H.264 in MP4", "mp4", "libx264");
    add("HEVC in MP4", "mp4", "libx265");
    add("MPEG-4 in MP4", "mp4", "mpeg4");
    add("MPEG-2 in TS", "mpegts", "mpeg2video");
    add("VP8 in WebM", "webm", "libvpx");
}

void TestDamagedPictures::damageIsSeenUntilTheNextKeyPicture()
{
    QFETCH(FilmRecipe, recipe);
    const TestFilm film(recipe);
    const auto whole = film.open();
    const auto damaged = film.open();
    damaged->setDamage({film.without(hit, 0.4)});
    int differing = 0;
    for (int number = 0; number < recipe.frames; ++number) {
        const Picture a = shown(*whole, film.during(number));
        const Picture b = shown(*damaged, film.during(number));
        if (a.pixels == b.pixels)
            continue;
        // A decoder that gives a picture when it sees the next may lose it to the next one's damage.
        QVERIFY2(number >= hit - 1 && number < 24, qPrintable(QString::number(number)));
        ++differing;
    }
    QVERIFY(differing > 0);
}

void TestDamagedPictures::aLostPictureLeavesTheOneBefore()
{
    QFETCH(FilmRecipe, recipe);
    const TestFilm film(recipe);
    const auto decoder = film.open();
    decoder->setDamage({film.without(hit, 0)});
    const SimDuration before = shown(*decoder, film.during(hit - 1)).pts;
    QCOMPARE(shown(*decoder, film.during(hit)).pts, before);
    QVERIFY(shown(*decoder, film.during(hit + 1)).pts > before);
}

void TestDamagedPictures::wayThereDoesNotChangeThePicture()
{
    QFETCH(FilmRecipe, recipe);
    const TestFilm film(recipe);
    const std::vector<DamagedUnit> damage{film.without(5, 0.5), film.without(hit, 0.3), film.without(hit + 2, 0),
                                          film.without(50, 0.2)};
    const auto forward = film.open();
    forward->setDamage(damage);
    std::vector<Picture> expected;
    for (int number = 0; number < recipe.frames; ++number)
        expected.push_back(shown(*forward, film.during(number)));
    const auto jumping = film.open();
    jumping->setDamage(damage);
    for (const int number : {40, 21, 22, 3, 51, 20, 59, 23, 24, 5, 0, 7}) {
        const Picture picture = shown(*jumping, film.during(number));
        QVERIFY2(picture.pixels == expected[static_cast<std::size_t>(number)].pixels, qPrintable(QString::number(number)));
    }
}

void TestDamagedPictures::whatIsToldLaterCounts()
{
    QFETCH(FilmRecipe, recipe);
    const TestFilm film(recipe);
    const auto before = film.open();
    before->setDamage({film.without(hit, 0.4)});
    const auto later = film.open();
    const Picture whole = shown(*later, film.during(hit + 1));
    later->setDamage({film.without(hit, 0.4)});
    QVERIFY(shown(*later, film.during(hit + 1)).pixels == shown(*before, film.during(hit + 1)).pixels);
    later->setDamage({}); // it came after all
    QVERIFY(shown(*later, film.during(hit + 1)).pixels == whole.pixels);
}

void TestDamagedPictures::aLostKeyPictureIsNotStartedFrom()
{
    FilmRecipe recipe = test::filmIn("mp4", "libx264", {});
    recipe.frames = 60;
    recipe.keyInterval = keyInterval;
    const TestFilm film(recipe);
    const std::vector<DamagedUnit> damage{film.without(24, 0), film.without(36, 0.5)};
    const auto forward = film.open();
    forward->setDamage(damage);
    Picture expected;
    for (int number = 0; number <= 40; ++number)
        expected = shown(*forward, film.during(number));
    const auto straight = film.open();
    straight->setDamage(damage);
    QVERIFY(shown(*straight, film.during(40)).pixels == expected.pixels);
}

void TestDamagedPictures::everyUnitCutAnywhereIsSurvived()
{
    QFETCH(FilmRecipe, recipe);
    const TestFilm film(recipe);
    const auto decoder = film.open();
    for (int share = 0; share < 10; ++share) {
        std::vector<DamagedUnit> damage;
        for (int number = 0; number < recipe.frames; number += 1 + share % 3)
            damage.push_back(film.without(number, share / 10.0));
        std::sort(damage.begin(), damage.end(), [](const DamagedUnit &a, const DamagedUnit &b) { return a.dts < b.dts; });
        decoder->setDamage(damage);
        for (int number = 0; number < recipe.frames; number += 7)
            shown(*decoder, film.during(number));
    }
    decoder->setDamage({});
    QVERIFY(!shown(*decoder, film.during(59)).isNull());
}

QTEST_APPLESS_MAIN(TestDamagedPictures)
#include "test_damaged_pictures.moc"
