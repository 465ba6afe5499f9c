// The inspector's tabs and all that can be pressed, chosen, read on or typed in them, and comparing.
#include "tests/ui/control_rows.h"

#include "ui/compare/compare_tab.h"
#include "ui/controls/segmented_bar.h"

#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QTabBar>
#include <QTableView>
#include <QTextBrowser>

namespace rebuffer::test {

namespace {

Inspector *inspectorOf(Desk &d)
{
    return d.window.inspector();
}

/// What can be scrolled: by the wheel, and by Page down where Tab comes to.
void addScrolling(ControlRows &rows, const QString &name, const std::function<QAbstractScrollArea *(Desk &)> &area,
                  const Deed &before)
{
    const auto bar = [area](Desk &d) { return area(d)->verticalScrollBar(); };
    const Deed atTheTop = [=](Desk &d) {
        d.window.resize(1024, 640);
        before(d);
        for (int i = 0; i < 100 && bar(d)->maximum() == 0; ++i)
            QCoreApplication::processEvents(); // one layout hears of another's size by and by
        bar(d)->setValue(0);
    };
    const Check isScrolled = [bar](Desk &d) { return bar(d)->value() > 0; };
    rows.push_back({name + " scrolled", By::Mouse, area, atTheTop,
                    [area](Desk &d) {
                        QWidget *seen = area(d)->viewport();
                        Hand::turnWheel(seen, seen->rect().center(), -3);
                        return true;
                    },
                    isScrolled});
    rows.push_back({name + " scrolled", By::Keys, area, atTheTop,
                    [area](Desk &d) { return Hand::press(area(d), Qt::Key_Down) && Hand::press(area(d), Qt::Key_PageDown); },
                    isScrolled});
}

void addTabs(ControlRows &rows)
{
    const Finder bar = [](Desk &d) { return inspectorOf(d)->tabs()->tabBar(); };
    for (int i = 1; i < 6; ++i) {
        const Check isShown = [i](Desk &d) { return inspectorOf(d)->tabs()->currentIndex() == i; };
        rows.push_back({QStringLiteral("inspector: tab %1").arg(i + 1),
                        By::Mouse,
                        bar,
                        {},
                        [i](Desk &d) {
                            QTabBar *tabs = inspectorOf(d)->tabs()->tabBar();
                            if (!tabs->rect().contains(tabs->tabRect(i).center())) // the last ones may lie behind the arrows
                                tabs->setCurrentIndex(i - 1);
                            Hand::click(tabs, tabs->tabRect(i).center());
                            return true;
                        },
                        isShown});
        rows.push_back({QStringLiteral("inspector: tab %1").arg(i + 1),
                        By::Keys,
                        bar,
                        {},
                        [i](Desk &d) {
                            for (int k = 0; k < i; ++k) {
                                if (!Hand::press(inspectorOf(d)->tabs()->tabBar(), Qt::Key_Right))
                                    return false;
                            }
                            return true;
                        },
                        isShown});
    }
}

void addLesson(ControlRows &rows)
{
    for (int i = 0; i < 3; ++i) {
        const auto choice = [i](Desk &d) { return inspectorOf(d)->lesson()->choice(i); };
        const Check isChosen = [i](Desk &d) { return inspectorOf(d)->lesson()->prediction() == i; };
        rows.push_back({QStringLiteral("lesson: answer %1").arg(i + 1),
                        By::Mouse,
                        choice,
                        {},
                        [choice](Desk &d) {
                            Hand::click(choice(d), QPoint(12, choice(d)->height() / 2));
                            return true;
                        },
                        isChosen});
        rows.push_back({QStringLiteral("lesson: answer %1").arg(i + 1),
                        By::Keys,
                        choice,
                        {},
                        [choice](Desk &d) {
                            if (!Hand::reach(choice(d)))
                                return false;
                            if (!choice(d)->isChecked())
                                Hand::key(Qt::Key_Return);
                            return true;
                        },
                        isChosen});
    }
    const auto page = [](Desk &d) { return inspectorOf(d)->lesson()->index(); };
    const Deed turnTo4 = [](Desk &d) { d.window.actions().lessons[3]->trigger(); };
    addButton(
        rows, "lesson: run it", [](Desk &d) { return inspectorOf(d)->lesson()->runButton(); }, {},
        [](Desk &d) { return d.driver().isRunning(); });
    addButton(
        rows, "lesson: back", [](Desk &d) { return inspectorOf(d)->lesson()->backButton(); }, turnTo4,
        [page](Desk &d) { return page(d) == 2; });
    addButton(
        rows, "lesson: next", [](Desk &d) { return inspectorOf(d)->lesson()->nextButton(); }, turnTo4,
        [page](Desk &d) { return page(d) == 4; });
    addScrolling(
        rows, "lesson", [](Desk &d) { return inspectorOf(d)->lesson()->findChild<QAbstractScrollArea *>(); }, [](Desk &) {});
}

void addPacket(ControlRows &rows)
{
    const auto links = [](Desk &d) { return inspectorOf(d)->packet()->links(); };
    const auto told = std::make_shared<QString>();
    const Deed tell = [told, links](Desk &d) {
        d.tellOfResentPacket();
        *told = links(d)->text();
    };
    const Check isAnother = [told, links](Desk &d) {
        return !inspectorOf(d)->packet()->isTelling() && links(d)->text() != *told &&
               links(d)->text().contains(QLatin1String("resends"));
    };
    rows.push_back({"packet: the one that repeats it", By::Mouse, links, tell,
                    [links](Desk &d) {
                        const int x = links(d)->fontMetrics().horizontalAdvance(QStringLiteral("resent as ")) + 6;
                        Hand::click(links(d), QPoint(x, links(d)->height() / 2));
                        return true;
                    },
                    isAnother});
    rows.push_back({"packet: the one that repeats it", By::Keys, links, tell,
                    [links](Desk &d) {
                        return Hand::press(links(d), Qt::Key_Tab, Qt::NoModifier) &&
                               (QApplication::focusWidget() == links(d) ? (Hand::key(Qt::Key_Return), true)
                                                                        : Hand::press(links(d)));
                    },
                    isAnother});
    addScrolling(
        rows, "packet", [](Desk &d) { return inspectorOf(d)->packet()->findChild<QAbstractScrollArea *>(); }, tell);
}

void addEvents(ControlRows &rows)
{
    const auto view = [](Desk &d) { return inspectorOf(d)->events()->view(); };
    const Deed everyPacket = [](Desk &d) {
        d.turnTo(inspectorOf(d)->events());
        inspectorOf(d)->events()->choice()->segment(1)->click();
        d.at(3);
        d.window.settle();
    };
    const Check isTold = [](Desk &d) { return inspectorOf(d)->tabs()->currentWidget() == inspectorOf(d)->packet(); };
    rows.push_back({"events: a line clicked", By::Mouse, view, everyPacket,
                    [view](Desk &d) {
                        QTableView *v = view(d);
                        const QModelIndex line = v->indexAt(QPoint(60, v->viewport()->height() / 2));
                        Hand::click(v->viewport(), v->visualRect(line).center());
                        return true;
                    },
                    isTold});
    rows.push_back({"events: a line chosen", By::Keys, view, everyPacket,
                    [view](Desk &d) { return Hand::press(view(d), Qt::Key_Up) && Hand::press(view(d), Qt::Key_Return); },
                    isTold});
    const auto choice = [](int i) { return [i](Desk &d) { return inspectorOf(d)->events()->choice()->segment(i); }; };
    const auto is = [](int i) { return [i](Desk &d) { return inspectorOf(d)->events()->choice()->current() == i; }; };
    const Deed few = [](Desk &d) { d.turnTo(inspectorOf(d)->events()); };
    addButton(rows, "events: every packet", choice(1), few, is(1));
    addButton(rows, "events: what matters", choice(0), everyPacket, is(0));
}

void addOthers(ControlRows &rows)
{
    addScrolling(
        rows, "streams", [](Desk &d) { return inspectorOf(d)->streams(); }, [](Desk &d) { d.turnTo(inspectorOf(d)->streams()); });
    // What would have prevented it: each a button that runs it as B.
    for (int i = 0; i < 3; ++i) {
        addButton(
            rows, QStringLiteral("why: prevention %1").arg(i + 1),
            [i](Desk &d) -> QWidget * {
                const auto &all = inspectorOf(d)->why()->tries();
                return i < std::ssize(all) ? all[static_cast<std::size_t>(i)] : nullptr;
            },
            [](Desk &d) {
                d.stalled();
                d.explainStall();
            },
            [](Desk &d) {
                return d.window.pinned().size() == 1 && d.driver().isRunning() && d.session().summary().stallCount == 0;
            });
    }
    addScrolling(
        rows, "why", [](Desk &d) { return inspectorOf(d)->why()->findChild<QAbstractScrollArea *>(); },
        [](Desk &d) {
            d.stalled();
            d.explainStall();
        });
    const auto words = [](Desk &d) { return inspectorOf(d)->words()->findChild<QTextBrowser *>(); };
    const auto search = [](Desk &d) { return inspectorOf(d)->words()->findChild<QLineEdit *>(); };
    const Deed open = [](Desk &d) { d.turnTo(inspectorOf(d)->words()); };
    addScrolling(rows, "words", words, open);
    const Check isFound = [words](Desk &d) {
        return words(d)->toPlainText().contains(QLatin1String("jitter"), Qt::CaseInsensitive) &&
               words(d)->toPlainText().size() < 2000;
    };
    rows.push_back({"words: searched", By::Mouse, search, open,
                    [search](Desk &d) {
                        Hand::click(search(d));
                        Hand::type(QStringLiteral("jitter"));
                        return true;
                    },
                    isFound});
    rows.push_back({"words: searched", By::Keys, search, open,
                    [search](Desk &d) {
                        const bool there = Hand::reach(search(d));
                        Hand::type(QStringLiteral("jitter"));
                        return there;
                    },
                    isFound});
}

void addComparing(ControlRows &rows)
{
    const Deed pinned = [](Desk &d) {
        d.at(3);
        d.window.actions().compare->trigger();
        d.driver().apply("link.rate", "3Mbit/s");
        d.at(3);
        d.window.settle();
        QCoreApplication::processEvents();
    };
    const auto button = [](PressButton *(CompareTab::*which)() const) {
        return [which](Desk &d) { return (d.window.compare()->*which)(); };
    };
    addButton(rows, "compare: swap", button(&CompareTab::swapButton), pinned,
              [](Desk &d) { return d.setting("link.rate") == "5Mbit/s"; });
    addButton(rows, "compare: add", button(&CompareTab::addButton), pinned,
              [](Desk &d) { return d.window.pinned().size() == 2; });
    addButton(rows, "compare: unpin", button(&CompareTab::unpinButton), pinned,
              [](Desk &d) { return d.window.pinned().isEmpty(); });
    addScrolling(
        rows, "compare", [](Desk &d) { return d.window.compare(); }, pinned);
}

} // namespace

ControlRows rowsOfTheInspector()
{
    ControlRows rows;
    addTabs(rows);
    addLesson(rows);
    addPacket(rows);
    addEvents(rows);
    addOthers(rows);
    addComparing(rows);
    return rows;
}

} // namespace rebuffer::test
