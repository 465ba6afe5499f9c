// The lessons without a screen: each asks something with one right answer, its run tells which, and its numbers are those of
// the run and of the closed forms.
#include "core/media/synthetic_media.h"
#include "core/session/scenario_keys.h"
#include "ui/lesson/lesson.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>

using namespace rebuffer;

namespace {

const ConstantRateSource source{BitRate::megabitsPerSecond(2), SimDuration::wholeSeconds(100)};

MediaFile film()
{
    return constantRateMedia(source.rate, source.duration);
}

struct Run {
    Lesson lesson;
    std::unique_ptr<Session> session;
    std::optional<Observation> seen;

    explicit Run(int index, const MediaFile &media = film()) : lesson(makeLesson(index, source, media))
    {
        session = std::make_unique<Session>(lesson.scenario, media);
        const SimTime latest = SimTime::fromStart(SimDuration::wholeSeconds(600));
        while (!seen && session->now() < latest) {
            session->advanceTo(session->now() + SimDuration::milliseconds(100));
            seen = lesson.observe(RunSeen::of(*session), nullptr);
        }
    }
};

/// The first number in a text that follows `before`.
double numberAfter(const QString &text, const QString &before)
{
    const auto found =
        QRegularExpression(QRegularExpression::escape(before) + QStringLiteral("\\D*([0-9]+(\\.[0-9]+)?)")).match(text);
    return found.captured(1).toDouble();
}

} // namespace

class TestLessons : public QObject {
    Q_OBJECT

private slots:
    void eachHasWhatAPageNeeds_data() { rows(); }
    void eachHasWhatAPageNeeds();
    void eachRunGivesTheRightAnswer_data();
    void eachRunGivesTheRightAnswer();
    void nothingIsToldTooEarly_data() { rows(); }
    void nothingIsToldTooEarly();
    void aShortFilmBreaksNone_data() { rows(); }
    void aShortFilmBreaksNone();
    void theFirstByteTakesTwoRoundTrips();
    void theStallComesWhenTheClosedFormSays();
    void theObservationIsOfTheRunNotOfTheBook();

private:
    void rows();
};

void TestLessons::rows()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < lessonCount; ++i)
        QTest::addRow("%d %s", i + 1, qPrintable(lessonTitles().at(i))) << i;
}

void TestLessons::eachHasWhatAPageNeeds()
{
    QFETCH(int, index);
    const Lesson lesson = makeLesson(index, source, film());
    QCOMPARE(lesson.title, lessonTitles().at(index));
    QCOMPARE(lesson.choices.size(), 3);
    for (const QString &text : QStringList{lesson.story, lesson.question} + lesson.choices) {
        QVERIFY(!text.isEmpty());
        QVERIFY2(!text.contains(QRegularExpression(QStringLiteral("%[0-9]"))), qPrintable(text));
    }
    QVERIFY(lesson.question.endsWith(QLatin1Char('?')));
    const auto fits = checkScenario(lesson.scenario);
    QVERIFY2(bool(fits), fits ? "" : fits.problem().c_str());
    QVERIFY(bool(checkChanges(lesson.scenario)));
    QCOMPARE(lesson.scenario.source, SourceSpec(source));
}

void TestLessons::eachRunGivesTheRightAnswer_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<int>("answer");
    const int answers[lessonCount] = {2, 2, 1, 1, 2, 2, 1, 2, 1, 1};
    for (int i = 0; i < lessonCount; ++i)
        QTest::addRow("%d %s", i + 1, qPrintable(lessonTitles().at(i))) << i << answers[i];
}

void TestLessons::eachRunGivesTheRightAnswer()
{
    QFETCH(int, index);
    QFETCH(int, answer);
    const Run run(index);
    QVERIFY(run.seen.has_value());
    QVERIFY2(run.seen->answer == answer, qPrintable(run.seen->result + QLatin1Char('|') + run.seen->reason));
    for (const QString &text : {run.seen->result, run.seen->reason}) {
        QVERIFY(!text.isEmpty());
        QVERIFY2(!text.contains(QRegularExpression(QStringLiteral("%[0-9]|nan|inf"))), qPrintable(text));
    }
    qInfo("%s\n%s", qPrintable(run.seen->result), qPrintable(run.seen->reason));
}

void TestLessons::nothingIsToldTooEarly()
{
    QFETCH(int, index);
    const Lesson lesson = makeLesson(index, source, film());
    Session session(lesson.scenario, film());
    QVERIFY(!lesson.observe(RunSeen::of(session), nullptr));
    session.advanceTo(SimTime::fromStart(SimDuration::milliseconds(100)));
    QVERIFY(!lesson.observe(RunSeen::of(session), nullptr));
}

void TestLessons::aShortFilmBreaksNone()
{
    QFETCH(int, index);
    const Run run(index, constantRateMedia(BitRate::kilobitsPerSecond(300), SimDuration::wholeSeconds(3)));
    QVERIFY(run.seen.has_value()); // the film has ended, at the latest
    QVERIFY(!run.seen->result.isEmpty());
}

void TestLessons::theFirstByteTakesTwoRoundTrips()
{
    const Run run(0);
    const double first = run.session->summary().firstByte->toSeconds();
    QVERIFY2(std::abs(first - 0.4) < 0.01, qPrintable(QString::number(first)));
    QVERIFY2(run.seen->result.contains(QStringLiteral("4")), qPrintable(run.seen->result));
}

void TestLessons::theStallComesWhenTheClosedFormSays()
{
    const Run run(2);
    const double told = numberAfter(run.seen->result, QStringLiteral("It stalled"));
    const double form = numberAfter(run.seen->reason, QStringLiteral(" = "));
    const double stalled =
        (run.session->summary().stalls.at(0).at - SimTime::fromStart(SimDuration::wholeSeconds(12))).toSeconds();
    QVERIFY2(std::abs(told - stalled) < 0.06, qPrintable(run.seen->result));
    QVERIFY2(std::abs(form - stalled) < 0.06 * stalled, qPrintable(run.seen->result + run.seen->reason));
}

void TestLessons::theObservationIsOfTheRunNotOfTheBook()
{
    const Lesson lesson = makeLesson(2, source, film());
    Session session(lesson.scenario, film());
    session.advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(13)));
    QVERIFY(bool(session.apply("link.rate", "20Mbit/s"))); // someone pulls the slider up again
    std::optional<Observation> seen;
    while (!seen && !session.ended()) {
        session.advanceTo(session.now() + SimDuration::milliseconds(500));
        seen = lesson.observe(RunSeen::of(session), nullptr);
    }
    QVERIFY(!seen || seen->answer == -1);
    seen = lesson.observe(RunSeen::of(session), nullptr);
    QVERIFY(seen && seen->result.contains(QStringLiteral("did not stall")));
}

QTEST_APPLESS_MAIN(TestLessons)
#include "test_lessons.moc"
