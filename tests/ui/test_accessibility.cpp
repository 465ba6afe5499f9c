// What those are told who do not see the window: the whole tree of it is walked as a screen reader walks it, and what it
// says is compared with the session.
#include <QTest>

#include "tests/ui/shown_window.h"
#include "ui/controls/controls_panel.h"
#include "ui/controls/notice_line.h"
#include "ui/controls/press_button.h"
#include "ui/controls/segmented_bar.h"
#include "ui/inspector/inspector.h"
#include "ui/stage/stage_geometry.h"
#include "ui/stage/stage_view.h"
#include "ui/timeline/timeline_geometry.h"
#include "ui/timeline/timeline_view.h"
#include "ui/windows/timeline_table_window.h"

#include <QAccessible>
#include <QComboBox>
#include <QMenu>
#include <QMenuBar>
#include <QRadioButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>

#include <set>

using namespace rebuffer;

namespace {

using Interface = QAccessibleInterface *;

/// What a person acts on or reads: none of these may be without a name.
bool needsName(QAccessible::Role role)
{
    static const std::set<QAccessible::Role> some{
        QAccessible::Button,     QAccessible::ButtonMenu,  QAccessible::CheckBox,     QAccessible::RadioButton,
        QAccessible::ComboBox,   QAccessible::Slider,      QAccessible::EditableText, QAccessible::Table,
        QAccessible::PageTab,    QAccessible::PageTabList, QAccessible::StatusBar,    QAccessible::Chart,
        QAccessible::Graphic,    QAccessible::ProgressBar, QAccessible::ToolBar,      QAccessible::Document,
        QAccessible::MenuItem,   QAccessible::List,        QAccessible::PropertyPage, QAccessible::Grouping,
        QAccessible::StaticText, QAccessible::Link,        QAccessible::Dialog,       QAccessible::Window};
    return some.count(role) > 0;
}

/// What is so much, or stands somewhere: it must say where.
bool needsValue(QAccessible::Role role)
{
    static const std::set<QAccessible::Role> some{QAccessible::Slider, QAccessible::ProgressBar,  QAccessible::StatusBar,
                                                  QAccessible::Chart,  QAccessible::EditableText, QAccessible::ComboBox,
                                                  QAccessible::Graphic};
    return some.count(role) > 0;
}

bool isOurs(const QObject *object)
{
    return object && QLatin1String(object->metaObject()->className()).startsWith(QLatin1String("rebuffer::"));
}

/// Qt names a label by its text, and what stands in a text browser is its value.
QString describe(Interface one)
{
    const QString type = one->object() ? QString::fromLatin1(one->object()->metaObject()->className()) : QStringLiteral("part");
    return QStringLiteral("%1, role %2, \"%3\"")
        .arg(type)
        .arg(static_cast<int>(one->role()), 0, 16)
        .arg(one->text(QAccessible::Name));
}

QStringList wrongsOf(Interface one)
{
    QStringList wrongs;
    const QAccessible::Role role = one->role();
    const bool empty = one->state().invisible || one->rect().isEmpty();
    if (role == QAccessible::NoRole)
        wrongs << QStringLiteral("no role: ") + describe(one);
    if (isOurs(one->object()) && role == QAccessible::Client)
        wrongs << QStringLiteral("nothing says what it is: ") + describe(one);
    if (!empty && needsName(role) && one->text(QAccessible::Name).isEmpty() && one->text(QAccessible::Value).isEmpty())
        wrongs << QStringLiteral("no name: ") + describe(one);
    if (!empty && needsValue(role) && one->text(QAccessible::Value).isEmpty()) {
        const auto *edit = qobject_cast<QLineEdit *>(one->object());
        if (!edit || edit->placeholderText().isEmpty()) // what is searched for may be empty
            wrongs << QStringLiteral("no value: ") + describe(one);
    }
    if (isOurs(one->object()) && !empty && needsName(role) && one->text(QAccessible::Name).isEmpty())
        wrongs << QStringLiteral("one of ours without a name: ") + describe(one);
    return wrongs;
}

/// Every interface below, depth first; tables by their first rows.
void walk(Interface one, QList<Interface> &all, int depth = 0)
{
    if (!one || !one->isValid() || depth > 30)
        return;
    all << one;
    const int children = one->role() == QAccessible::Table ? std::min(one->childCount(), 30) : one->childCount();
    for (int i = 0; i < children; ++i)
        walk(one->child(i), all, depth + 1);
}

QList<Interface> treeOf(QWidget &widget)
{
    QList<Interface> all;
    walk(QAccessible::queryAccessibleInterface(&widget), all);
    return all;
}

Interface partOf(QWidget *widget, const QString &name)
{
    Interface whole = QAccessible::queryAccessibleInterface(widget);
    for (int i = 0; i < whole->childCount(); ++i) {
        if (whole->child(i)->text(QAccessible::Name) == name)
            return whole->child(i);
    }
    return nullptr;
}

void gather(const QMenu *menu, QSet<const QAction *> &all)
{
    for (const QAction *action : menu->actions()) {
        all << action;
        if (action->menu())
            gather(action->menu(), all);
    }
}

} // namespace

class TestAccessibility : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QAccessible::setActive(true); }
    void nothingInTheTreeIsNameless_data();
    void nothingInTheTreeIsNameless();
    void everyChildKnowsItsParentAndPlace();
    void theStageTellsOfEachOfItsParts();
    void theFilmBarIsMovedByItsInterface();
    void slidersSayTheirValueInWords();
    void segmentsAreOneOfSeveral();
    void thePacketIsReadFieldByField();
    void stallsAreSaidWhenTheyBeginAndEnd();
    void whatIsRefusedIsSaid();
    void everyActionIsInAMenuThatAKeyOpens();
    void tabComesToEveryControlAndBack();
    void theTableHasTheTimelinesValues();
    void theTableIsUsedByKey();
};

void TestAccessibility::nothingInTheTreeIsNameless_data()
{
    QTest::addColumn<int>("tab");
    QTest::addColumn<int>("seconds");
    QTest::newRow("before anything runs") << 0 << 0;
    QTest::newRow("lesson") << 0 << 6;
    QTest::newRow("packet") << 1 << 6;
    QTest::newRow("events") << 2 << 6;
    QTest::newRow("streams") << 3 << 6;
    QTest::newRow("why") << 4 << 12;
    QTest::newRow("words") << 5 << 6;
}

void TestAccessibility::nothingInTheTreeIsNameless()
{
    QFETCH(int, tab);
    QFETCH(int, seconds);
    Shown s(ThemeKind::Light, {1440, 900});
    s.driver().apply("link.rate", "1Mbit/s");
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(seconds)));
    if (seconds > 0) {
        QSignalSpy told(s.window.inspector()->packet(), &PacketTab::told);
        s.window.inspector()->events()->packetClicked(20);
        QVERIFY(told.wait());
    }
    if (seconds > 10) {
        QSignalSpy reason(s.window.inspector()->why(), &WhyTab::preventionsTold);
        s.window.actions().why->trigger();
        QVERIFY(reason.wait(20'000));
    }
    s.window.inspector()->tabs()->setCurrentIndex(tab);
    s.window.notice()->tell(NoticeKind::Told, "Saved: somewhere");
    s.window.settle();
    s.window.table()->setTheme(Theme::make(ThemeKind::Light));
    s.window.actions().table->trigger();
    QCoreApplication::processEvents();

    QList<Interface> all = treeOf(s.window);
    all += treeOf(*s.window.table());
    QVERIFY2(all.size() > 150, qPrintable(QString::number(all.size())));
    QStringList wrongs;
    for (Interface one : all)
        wrongs += wrongsOf(one);
    wrongs.removeDuplicates();
    QVERIFY2(wrongs.isEmpty(), qPrintable(wrongs.join('\n')));
}

void TestAccessibility::everyChildKnowsItsParentAndPlace()
{
    Shown s;
    s.run(1s);
    for (QWidget *widget :
         {static_cast<QWidget *>(s.window.stage()), static_cast<QWidget *>(s.window.inspector()->packet()->sheet())}) {
        Interface whole = QAccessible::queryAccessibleInterface(widget);
        for (int i = 0; i < whole->childCount(); ++i) {
            QCOMPARE(whole->child(i)->parent(), whole);
            QCOMPARE(whole->indexOfChild(whole->child(i)), i);
        }
        QCOMPARE(whole->child(whole->childCount()), nullptr);
    }
    Interface tank = partOf(s.window.stage(), "Playback buffer");
    QVERIFY(tank);
    const QPoint inside = tank->rect().center();
    QCOMPARE(QAccessible::queryAccessibleInterface(s.window.stage())->childAt(inside.x(), inside.y()), tank);
    QCOMPARE(tank->rect().topLeft(),
             s.window.stage()->mapToGlobal(s.window.stage()->geometry().layout.tank.toAlignedRect().topLeft()));
}

void TestAccessibility::theStageTellsOfEachOfItsParts()
{
    Shown s;
    s.driver().apply("link.loss", "3%");
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(5)));
    Snapshot now;
    s.session().snapshot(now);
    const auto value = [&](const QString &part) {
        Interface found = partOf(s.window.stage(), part);
        return found ? found->text(QAccessible::Value) : QStringLiteral("no such part");
    };
    const auto share = [&](const QString &part) {
        return partOf(s.window.stage(), part)->valueInterface()->currentValue().toDouble();
    };
    QVERIFY2(value("Link").contains(QString::number(now.down.packetsInFlight) + " packets"), qPrintable(value("Link")));
    QVERIFY2(value("Playback buffer").contains(QString::number(now.level.toSeconds(), 'f', 1)),
             qPrintable(value("Playback buffer")));
    QCOMPARE(share("Playback buffer"), 100 * now.level.toSeconds() / now.player.highWater.toSeconds());
    QCOMPARE(share("Router queue"), 100 * now.down.queueFill);
    QCOMPARE(value("Player's picture"), QString("playing"));
    QVERIFY2(value("Server, map of the file").contains("sent"), qPrintable(value("Server, map of the file")));
    QVERIFY(value("Way back").contains("round-trip time"));
}

void TestAccessibility::theFilmBarIsMovedByItsInterface()
{
    Shown s;
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(4)));
    Interface bar = partOf(s.window.stage(), "Position in the film");
    QCOMPARE(bar->role(), QAccessible::Slider);
    bar->valueInterface()->setCurrentValue(75);
    Snapshot now;
    s.session().snapshot(now);
    QCOMPARE(now.position.toSeconds(), 15.0);
    QCOMPARE(bar->text(QAccessible::Value), QString("0:15 of 0:20"));
}

void TestAccessibility::slidersSayTheirValueInWords()
{
    Shown s;
    Interface slider = QAccessible::queryAccessibleInterface(s.window.controls()->row("link.rate")->slider());
    QCOMPARE(slider->role(), QAccessible::Slider);
    QCOMPARE(slider->text(QAccessible::Name), QString("Bandwidth"));
    QCOMPARE(slider->text(QAccessible::Value), QString("5.00 Mbit/s"));
    QVERIFY(slider->text(QAccessible::Description).startsWith("5.00 Mbit/s"));
    slider->valueInterface()->setCurrentValue(0);
    QCOMPARE(s.session().scenario().link.rate, BitRate::kilobitsPerSecond(50));
    QCOMPARE(slider->text(QAccessible::Value), QString("50.0 kbit/s"));
}

void TestAccessibility::segmentsAreOneOfSeveral()
{
    Shown s;
    SegmentedBar *transport = s.window.controls()->transport();
    QCOMPARE(QAccessible::queryAccessibleInterface(transport)->text(QAccessible::Value), QString("CUBIC"));
    Interface reno = QAccessible::queryAccessibleInterface(transport->segment(2));
    QCOMPARE(reno->role(), QAccessible::RadioButton);
    QVERIFY(!reno->state().checked);
    reno->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QTRY_COMPARE(s.session().scenario().transport, TransportKind::TcpReno);
    QVERIFY(reno->state().checked);
    QVERIFY(!QAccessible::queryAccessibleInterface(transport->segment(0))->state().checked);
}

void TestAccessibility::thePacketIsReadFieldByField()
{
    Shown s;
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(2)));
    QSignalSpy told(s.window.inspector()->packet(), &PacketTab::told);
    s.window.inspector()->events()->packetClicked(20);
    QVERIFY(told.wait());
    PacketSheet *sheet = s.window.inspector()->packet()->sheet();
    std::size_t fields = 0;
    for (const auto &header : sheet->facts().headers)
        fields += header.fields.size();
    QVERIFY(QAccessible::queryAccessibleInterface(sheet)->childCount() > static_cast<int>(fields));
    const auto &port = sheet->facts().headers[1].fields[0];
    Interface field = partOf(sheet, QString::fromStdString(sheet->facts().headers[1].name + " header, " + port.name));
    QVERIFY(field);
    QCOMPARE(field->text(QAccessible::Value).toStdString(), port.value);
}

void TestAccessibility::stallsAreSaidWhenTheyBeginAndEnd()
{
    Shown s;
    QSignalSpy spoken(s.window.live(), &LiveRegion::spoken);
    s.driver().apply("link.rate", "1Mbit/s");
    s.driver().play();
    s.run(9s);
    QVERIFY2(s.window.live()->said().startsWith("Stalled at"), qPrintable(s.window.live()->said()));
    QCOMPARE(spoken.size(), 2); // that it plays, and that it stalls, once each
    QCOMPARE(QAccessible::queryAccessibleInterface(const_cast<LiveRegion *>(s.window.live()))->role(), QAccessible::Notification);
    QCOMPARE(s.window.live()->said().left(10), QString("Stalled at"));
    s.driver().apply("link.rate", "20Mbit/s");
    s.run(4s);
    QVERIFY2(s.window.live()->said().startsWith("Playing again after"), qPrintable(s.window.live()->said()));
    s.driver().lookAt(SimTime::fromStart(SimDuration::wholeSeconds(1)));
    s.driver().lookAhead();
    QVERIFY2(s.window.live()->said().startsWith("Playing again after"), "looking back is no news");
    s.driver().play();
    s.run(30s);
    QCOMPARE(s.window.live()->said(), QString("The film has ended"));
}

void TestAccessibility::whatIsRefusedIsSaid()
{
    Shown s;
    s.driver().apply("link.rate", "fast");
    QVERIFY2(s.window.live()->said().contains("link.rate"), qPrintable(s.window.live()->said()));
    QCOMPARE(QAccessible::queryAccessibleInterface(s.window.notice())->role(), QAccessible::AlertMessage);
}

void TestAccessibility::everyActionIsInAMenuThatAKeyOpens()
{
    Shown s;
    QSet<const QAction *> reachable;
    for (const QAction *top : s.window.menuBar()->actions()) {
        QVERIFY2(top->text().contains('&'), qPrintable(top->text()));
        gather(top->menu(), reachable);
    }
    for (const QAction *action : s.window.findChildren<QAction *>()) {
        const bool isTop = s.window.menuBar()->actions().contains(const_cast<QAction *>(action));
        if (!isTop && !action->text().isEmpty() &&
            s.window.actions().findChildren<QAction *>().contains(const_cast<QAction *>(action)))
            QVERIFY2(reachable.contains(action), qPrintable(action->text()));
    }
    for (const QAction *action : s.window.actions().findChildren<QAction *>()) {
        if (!action->isSeparator())
            QVERIFY2(reachable.contains(action), qPrintable(action->text()));
    }
    // No two of them answer to one key.
    QMap<QString, QString> keys;
    for (const QAction *action : reachable) {
        for (const QKeySequence &key : action->shortcuts()) {
            QVERIFY2(!keys.contains(key.toString()),
                     qPrintable(key.toString() + ": " + action->text() + ", " + keys[key.toString()]));
            keys[key.toString()] = action->text();
        }
    }
}

void TestAccessibility::tabComesToEveryControlAndBack()
{
    Shown s;
    std::set<QWidget *> reached;
    QWidget *first = nullptr;
    for (int i = 0; i < 200; ++i) {
        QTest::keyClick(s.window.focusWidget() ? s.window.focusWidget() : &s.window, Qt::Key_Tab);
        QWidget *now = s.window.focusWidget();
        if (i == 0)
            first = now;
        else if (now == first)
            break;
        reached.insert(now);
        // A choice of several is one stop; the arrow keys go on in it.
        if (const auto *bar = qobject_cast<SegmentedBar *>(now->parentWidget())) {
            for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Right}) {
                for (int step = 0; step < bar->count(); ++step) {
                    QTest::keyClick(s.window.focusWidget(), key);
                    reached.insert(s.window.focusWidget());
                }
            }
        }
        if (qobject_cast<QRadioButton *>(now)) {
            for (const Qt::Key key : {Qt::Key_Up, Qt::Key_Down}) {
                for (int step = 0; step < 3; ++step) {
                    QTest::keyClick(s.window.focusWidget(), key);
                    reached.insert(s.window.focusWidget());
                }
            }
        }
    }
    reached.insert(first);
    for (QWidget *widget : s.window.findChildren<QWidget *>()) {
        const bool isControl = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QAbstractSlider *>(widget) ||
                               qobject_cast<QLineEdit *>(widget) || qobject_cast<QComboBox *>(widget) ||
                               qobject_cast<QTabBar *>(widget) || qobject_cast<TimelineView *>(widget);
        const bool isPartOfAnother = qobject_cast<QScrollBar *>(widget) || qobject_cast<QLineEdit *>(widget->parentWidget()) ||
                                     qobject_cast<QTabBar *>(widget->parentWidget());
        if (isControl && !isPartOfAnother && widget->isVisible() && widget->isEnabled())
            QVERIFY2(
                reached.count(widget),
                qPrintable(
                    QString("%1 %2 %3").arg(widget->metaObject()->className(), widget->accessibleName(), widget->toolTip())));
    }
    QTest::keyClick(s.window.focusWidget(), Qt::Key_Backtab);
    QVERIFY(s.window.focusWidget() != first);
}

void TestAccessibility::theTableHasTheTimelinesValues()
{
    Shown s;
    s.driver().apply("link.rate", "1Mbit/s");
    s.driver().apply("link.loss", "2%");
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(12)));
    s.window.actions().table->trigger();
    TimelineTableModel *table = s.window.table()->model();
    QCOMPARE(table->rowCount(), 13);
    const Summary summary = s.session().summary();
    const Series &series = s.session().series();
    int lost = 0;
    for (int row = 0; row < table->rowCount(); ++row) {
        const auto cell = [&](int column) { return table->index(row, column).data().toString(); };
        lost += cell(TimelineTableModel::Lost).toInt();
        const auto bucket = static_cast<std::size_t>(table->timeAt(row) / series.width().toSeconds());
        if (bucket < series.buckets().size()) {
            QVERIFY(std::abs(cell(TimelineTableModel::Buffer).toDouble() - series.buckets()[bucket].bufferLast) < 0.15);
            QCOMPARE(cell(TimelineTableModel::Link).toDouble(), 1.0);
        }
    }
    // The half second after the last row has no row.
    QVERIFY2(std::abs(lost - static_cast<int>(summary.dataPacketsLost)) <= 2, qPrintable(QString::number(lost)));
    QVERIFY(!summary.stalls.empty());
    const int stalled = static_cast<int>(summary.stalls.front().at.toSeconds() + 0.5);
    QCOMPARE(table->index(stalled, TimelineTableModel::State).data().toString(), QString("stall 1"));
    // A cell says its unit.
    Interface view = QAccessible::queryAccessibleInterface(s.window.table()->view());
    Interface cell = view->tableInterface()->cellAt(3, TimelineTableModel::Buffer);
    QVERIFY2(cell->text(QAccessible::Name).endsWith(" s"), qPrintable(cell->text(QAccessible::Name)));
    QCOMPARE(view->tableInterface()->columnDescription(TimelineTableModel::Rtt), QString("RTT (ms)"));
}

void TestAccessibility::theTableIsUsedByKey()
{
    Shown s(ThemeKind::Light, {1440, 900});
    s.driver().apply("link.rate", "1Mbit/s");
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(10)));
    QTest::keyClick(&s.window, Qt::Key_T, Qt::ControlModifier);
    TimelineTableWindow *table = s.window.table();
    QVERIFY(table->isVisible());
    QVERIFY(!table->isModal());
    QVERIFY(!table->whyButton()->isEnabled());
    const int stalled = static_cast<int>(s.session().summary().stalls.front().at.toSeconds() + 1);
    table->view()->setFocus();
    table->view()->selectRow(stalled - 1);
    QTest::keyClick(table->view(), Qt::Key_Down);
    QCOMPARE(table->view()->currentIndex().row(), stalled);
    QVERIFY(table->whyButton()->isEnabled());
    QTest::keyClick(table->view(), Qt::Key_Return);
    QVERIFY(s.driver().isLookingBack());
    QCOMPARE(s.session().now().toSeconds(), double(stalled));
    QVERIFY2(table->whyButton()->isEnabled(), "it still tells of all of the run");
    QTest::keyClick(table->whyButton(), Qt::Key_Return);
    QCOMPARE(s.window.inspector()->tabs()->currentWidget(), s.window.inspector()->why());
    QTest::mouseClick(table->steps()->segment(0), Qt::LeftButton);
    QCOMPARE(table->model()->rowCount(), 101);
    QCOMPARE(table->view()->currentIndex().row(), 10 * stalled);
    QTest::keyClick(table, Qt::Key_Escape);
    QVERIFY(!table->isVisible());
}

QTEST_MAIN(TestAccessibility)
#include "test_accessibility.moc"
