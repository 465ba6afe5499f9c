// The lessons at work: made and judged on threads of their own, with the page never behind and nothing told of a run that
// is gone.
#include "tests/ui/pressed_window.h"

#include "ui/inspector/inspector.h"
#include "ui/lesson_guide.h"

#include <QPushButton>
#include <QRadioButton>

using namespace rebuffer;
using namespace rebuffer::test;
using namespace std::chrono_literals;

namespace {

/// Ticks the lesson's run on until something was observed; what was.
QString observedOf(ShownWindow &s, int lesson)
{
    s.window.actions().lessons[static_cast<std::size_t>(lesson)]->trigger();
    s.window.lessons()->run();
    s.window.lessons()->finish();
    LessonTab *tab = s.window.inspector()->lesson();
    for (int i = 0; i < 3000 && tab->observed()->text().isEmpty(); ++i) {
        s.driver().tick(100ms);
        if (i % 40 == 0) // now and then only: meanwhile several looks queue up
            s.window.lessons()->finish();
    }
    return tab->observed()->text();
}

} // namespace

class TestLessonGuide : public QObject {
    Q_OBJECT

private slots:
    void runPressedBeforeThePageIsMadeRunsIt();
    void theNewestPageTurnedToIsTheOneShown();
    void whatIsObservedDoesNotDependOnTheThreads_data();
    void whatIsObservedDoesNotDependOnTheThreads();
    void nothingIsToldOfARunThatIsGone();
};

void TestLessonGuide::runPressedBeforeThePageIsMadeRunsIt()
{
    ShownWindow s;
    for (const int lesson : {2, 4, 7}) {
        s.window.lessons()->turnTo(lesson);
        s.click(s.window.inspector()->lesson()->runButton());
        s.window.lessons()->finish();
        QVERIFY(s.window.lessons()->isTeaching());
        QVERIFY(s.driver().isRunning());
        QCOMPARE(QString::fromStdString(s.session().scenario().title), lessonTitles().at(lesson));
    }
}

void TestLessonGuide::theNewestPageTurnedToIsTheOneShown()
{
    ShownWindow s;
    LessonTab *tab = s.window.inspector()->lesson();
    for (int lesson = 0; lesson < lessonCount; ++lesson) {
        s.window.lessons()->turnTo(lesson);
        QVERIFY2(tab->title()->text().endsWith(lessonTitles().at(lesson)), "the heading does not wait");
    }
    for (int i = 0; i < 3; ++i) // from the tenth to the seventh, however far the tenth is
        s.click(tab->backButton());
    s.window.lessons()->finish();
    QVERIFY(tab->title()->text().startsWith("7 · "));
    const Lesson made = makeLesson(6, s.session().scenario().source, *s.session().media());
    QCOMPARE(tab->choice(1)->accessibleName(), made.choices.at(1));
}

void TestLessonGuide::whatIsObservedDoesNotDependOnTheThreads_data()
{
    QTest::addColumn<int>("lesson");
    for (const int lesson : {0, 2, 3, 7, 8})
        QTest::addRow("%d %s", lesson + 1, qPrintable(lessonTitles().at(lesson))) << lesson;
}

void TestLessonGuide::whatIsObservedDoesNotDependOnTheThreads()
{
    QFETCH(int, lesson);
    QString first;
    for (int round = 0; round < 2; ++round) {
        ShownWindow s;
        const QString observed = observedOf(s, lesson);
        QVERIFY(!observed.isEmpty());
        if (round == 0)
            first = observed;
        QCOMPARE(observed, first);
    }
}

void TestLessonGuide::nothingIsToldOfARunThatIsGone()
{
    ShownWindow s;
    s.window.lessons()->turnTo(0);
    s.window.lessons()->run();
    s.window.lessons()->finish();
    for (int i = 0; i < 100; ++i)
        s.driver().tick(20ms); // by then it can tell, and has not been heard
    s.driver().restart();
    s.window.lessons()->finish();
    QCoreApplication::processEvents();
    QVERIFY(s.window.inspector()->lesson()->observed()->text().isEmpty());
    QVERIFY(s.window.lessons()->isTeaching());
}

QTEST_MAIN(TestLessonGuide)
#include "test_lesson_guide.moc"
