// Everything in the window that can be pressed, with a hand: by the mouse and by keys, a row each of a table that says what
// is then another. The last test fails when something in the window has no row.
#include "tests/ui/control_rows.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QMenuBar>
#include <QMimeData>
#include <QScrollBar>
#include <QSettings>
#include <QTabBar>
#include <QTextBrowser>
#include <QThreadPool>

#include <map>

using namespace rebuffer;
using namespace rebuffer::test;

namespace {

const ControlRows &allRows()
{
    static const ControlRows all = [] {
        ControlRows rows;
        for (const auto &some :
             {rowsOfActions(), rowsOfSettings(), rowsOfTheRun(), rowsOfTheInspector(), rowsOfTheMap(), rowsOfOtherWindows()})
            rows.insert(rows.end(), some.begin(), some.end());
        return rows;
    }();
    return all;
}

/// A part of another control, which has the rows for it.
bool isPartOfAnother(const QWidget *widget)
{
    const QWidget *parent = widget->parentWidget();
    return qobject_cast<const QScrollBar *>(widget) || qobject_cast<const QLineEdit *>(parent) ||
           qobject_cast<const QTabBar *>(parent) || qobject_cast<const QAbstractSpinBox *>(parent) ||
           qobject_cast<const QComboBox *>(parent) || qobject_cast<const QAbstractItemView *>(parent) ||
           widget->inherits("QComboBoxPrivateContainer") || widget->inherits("QComboBoxListView") ||
           qobject_cast<const QMenu *>(widget) || qobject_cast<const QMenuBar *>(widget) ||
           qobject_cast<const QMenuBar *>(parent) || qobject_cast<const QMenu *>(parent) ||
           widget->inherits("QTableCornerButton");
}

/// It has the keyboard at times, follows the mouse, or is of a kind that is made to be pressed.
bool isInteractive(const QWidget *widget)
{
    const auto *around = qobject_cast<const QAbstractScrollArea *>(widget->parentWidget());
    if (isPartOfAnother(widget) || widget->focusProxy() || (around && around->viewport() == widget))
        return false;
    if (const auto *label = qobject_cast<const QLabel *>(widget))
        return label->textInteractionFlags().testFlag(Qt::LinksAccessibleByKeyboard);
    if (widget->objectName() == QLatin1String("whole")) // takes the keyboard away from others, and does nothing with it
        return false;
    return (widget->focusPolicy() != Qt::NoFocus && !widget->isWindow()) || qobject_cast<const QAbstractButton *>(widget) ||
           qobject_cast<const QAbstractSlider *>(widget) || widget->hasMouseTracking();
}

QString nameOf(const QObject *object)
{
    if (const auto *action = qobject_cast<const QAction *>(object))
        return QStringLiteral("action ") + action->text();
    const auto *widget = static_cast<const QWidget *>(object);
    return QStringLiteral("%1 \"%2\" in %3")
        .arg(QString::fromLatin1(widget->metaObject()->className()), widget->accessibleName(),
             widget->parentWidget() ? QString::fromLatin1(widget->parentWidget()->metaObject()->className()) : QString());
}

} // namespace

class TestEveryControl : public QObject {
    Q_OBJECT

private slots:
    void cleanupTestCase() { m_desk.reset(); }
    void initTestCase() { QApplication::setDoubleClickInterval(50); } // a list that opens under the mouse waits for that long
    void aHandChangesWhatTheRowSays_data();
    void aHandChangesWhatTheRowSays();
    void droppedFilesAreOpened();
    void recentFilesAreChosenFromTheMenu();
    void theHintIsGivenOnceAndGoesWhenItPlays();
    void whatWasChosenComesBackTheNextDay();
    void fullScreenEndsByEscape();
    void everyKeyIsOnTheHelpPage();
    void everyTooltipTellsTheKey();
    void nothingInTheWindowIsWithoutARow();

private:
    std::unique_ptr<Desk> m_desk; ///< one for all rows: making another each time takes longer than pressing
};

void TestEveryControl::aHandChangesWhatTheRowSays_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const ControlRow &row : allRows())
        QTest::newRow(qPrintable(row.name + (row.by == By::Mouse ? ", by mouse" : ", by keys"))) << index++;
}

void TestEveryControl::aHandChangesWhatTheRowSays()
{
    QFETCH(int, index);
    const ControlRow &row = allRows()[static_cast<std::size_t>(index)];
    if (!m_desk)
        m_desk = std::make_unique<Desk>();
    Desk &d = *m_desk;
    d.putBack();
    d.window.setUpdatesEnabled(false); // nobody looks
    if (row.before)
        row.before(d);
    QCoreApplication::processEvents();
    QVERIFY2(!row.changed(d), "nothing has been pressed yet");
    QVERIFY2(row.act(d), "the hand does not come there");
    QTRY_VERIFY2(row.changed(d), "nothing has changed");
    QThreadPool::globalInstance()->waitForDone();
}

void TestEveryControl::droppedFilesAreOpened()
{
    Desk d;
    const QString path = d.folder.filePath("notes.txt");
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write("no film");
    file.close();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    const QPointF at(700, 300);
    QDragEnterEvent enter(at.toPoint(), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(d.window.windowHandle(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(d.window.windowHandle(), &drop);
    QTRY_VERIFY2(d.window.notice()->isVisible() && d.window.notice()->text().contains("notes.txt"),
                 qPrintable(d.window.notice()->text()));
}

void TestEveryControl::recentFilesAreChosenFromTheMenu()
{
    for (const By by : {By::Mouse, By::Keys}) {
        Desk d;
        const QString path = d.folder.filePath("notes.txt");
        QSettings settings(d.folder.filePath("settings.ini"), QSettings::IniFormat);
        settings.setValue("recent", QStringList{path, d.folder.filePath("other.txt")});
        d.window.rememberIn(&settings);
        QAction *recent = d.window.actions().recent()->actions().at(0);
        QVERIFY(by == By::Mouse ? Hand::chooseByMouse(d.window.menuBar(), recent)
                                : Hand::chooseByKeys(d.window.menuBar(), recent));
        QTRY_VERIFY(d.window.notice()->text().contains("notes.txt")); // which is not there
    }
}

void TestEveryControl::theHintIsGivenOnceAndGoesWhenItPlays()
{
    QTemporaryDir folder;
    QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
    const BitRate rate = BitRate::megabitsPerSecond(2);
    const auto openFilm = [&](Desk &d) {
        d.window.rememberIn(&settings);
        d.window.start(ConstantRateSource{rate, SimDuration::wholeSeconds(10)},
                       constantRateMedia(rate, SimDuration::wholeSeconds(10)));
    };
    {
        Desk d;
        openFilm(d);
        QVERIFY(d.window.notice()->isVisible());
        QVERIFY2(d.window.notice()->text().contains("F1"), qPrintable(d.window.notice()->text()));
        Hand::key(Qt::Key_Space);
        QVERIFY(!d.window.notice()->isVisible());
        d.window.close();
    }
    Desk d;
    openFilm(d);
    QVERIFY2(!d.window.notice()->isVisible(), "whoever has played once has seen it");
}

void TestEveryControl::whatWasChosenComesBackTheNextDay()
{
    QTemporaryDir folder;
    QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
    {
        Desk d;
        d.window.rememberIn(&settings);
        Hand::key(Qt::Key_Plus, Qt::ControlModifier);
        Hand::key(Qt::Key_Equal, Qt::ControlModifier); // the same key where plus is shifted
        Hand::key(Qt::Key_Minus, Qt::ControlModifier);
        Hand::key(Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(d.window.textSize(), 1.25);
        QVERIFY(Hand::chooseByKeys(d.window.menuBar(), d.window.actions().themes[1].action));
        d.window.close();
    }
    Desk d;
    d.window.rememberIn(&settings);
    QCOMPARE(d.window.textSize(), 1.25);
    QVERIFY(d.window.actions().themes[1].action->isChecked());
    Hand::key(Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(d.window.textSize(), 1.0);
}

void TestEveryControl::fullScreenEndsByEscape()
{
    Desk d;
    Hand::key(Qt::Key_F11);
    QVERIFY(d.window.isFullScreen());
    Hand::key(Qt::Key_Escape);
    QVERIFY(!d.window.isFullScreen());
    QVERIFY(!d.window.actions().fullScreen->isChecked());
}

void TestEveryControl::everyKeyIsOnTheHelpPage()
{
    Desk d;
    Hand::key(Qt::Key_F1);
    auto *page = d.opened<PageWindow>();
    QVERIFY(page);
    const QString text = page->page()->toPlainText();
    QList<QAction *> all = d.window.actions().findChildren<QAction *>();
    all << d.window.findChildren<QAction *>(Qt::FindDirectChildrenOnly);
    for (const QAction *action : all) {
        for (const QKeySequence &key : action->shortcuts())
            QVERIFY2(text.contains(key.toString(QKeySequence::NativeText)), qPrintable(action->text() + ": " + key.toString()));
    }
}

void TestEveryControl::everyTooltipTellsTheKey()
{
    Desk d;
    for (const QAction *menu : d.window.menuBar()->actions()) {
        for (const QAction *action : menu->menu()->actions()) {
            const QString key = action->shortcut().toString(QKeySequence::NativeText);
            if (!key.isEmpty())
                QVERIFY2(action->toolTip().contains(key) || (key == "Space" && action->toolTip().contains("space bar")),
                         qPrintable(action->text() + ": " + action->toolTip()));
        }
    }
}

void TestEveryControl::nothingInTheWindowIsWithoutARow()
{
    Desk d;
    d.showEverything();
    std::map<By, QSet<const QObject *>> rows;
    for (const ControlRow &row : allRows())
        rows[row.by].insert(row.covers(d));

    QList<const QObject *> all;
    for (const QWidget *widget : d.window.findChildren<QWidget *>()) {
        if (isInteractive(widget))
            all << widget;
    }
    for (const QAction *action : d.window.actions().findChildren<QAction *>())
        all << action;
    QVERIFY2(all.size() > 120, qPrintable(QString::number(all.size())));
    QStringList without;
    for (const QObject *one : all) {
        if (!rows[By::Mouse].contains(one))
            without << nameOf(one) + ": by mouse";
        if (!rows[By::Keys].contains(one))
            without << nameOf(one) + ": by keys";
    }
    without.removeDuplicates();
    QVERIFY2(without.isEmpty(), qPrintable(without.join(QLatin1Char('\n'))));
}

QTEST_MAIN(TestEveryControl)
#include "test_every_control.moc"
