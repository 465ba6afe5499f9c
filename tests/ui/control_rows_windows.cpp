// The stall map, and the windows beside the main one.
#include "tests/ui/control_rows.h"

#include "ui/controls/segmented_bar.h"
#include "ui/sweep/axis_form.h"
#include "ui/sweep/map_view.h"
#include "ui/sweep/sweep_page.h"

#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTableView>
#include <QTextBrowser>

namespace rebuffer::test {

namespace {

const Deed showMap = [](Desk &d) {
    d.window.actions().stallMap->setChecked(true);
    QCoreApplication::processEvents();
};

/// A list to choose from: opened by the mouse and chosen from it, or stepped by an arrow.
void addList(ControlRows &rows, const QString &name, const std::function<QComboBox *(Desk &)> &box)
{
    const auto before = std::make_shared<int>();
    const Deed show = [=](Desk &d) {
        showMap(d);
        *before = box(d)->currentIndex();
    };
    const Check isAnother = [=](Desk &d) { return box(d)->currentIndex() != *before; };
    rows.push_back(
        {name, By::Mouse, box, show, [=](Desk &d) { return Hand::chooseFrom(box(d), *before == 0 ? 1 : 0); }, isAnother});
    rows.push_back({name, By::Keys, box, show,
                    [=](Desk &d) { return Hand::press(box(d), *before == 0 ? Qt::Key_Down : Qt::Key_Up); }, isAnother});
}

void addField(ControlRows &rows, const QString &name, const std::function<QLineEdit *(Desk &)> &field)
{
    const auto type = [](const QString &text) {
        Hand::key(Qt::Key_A, Qt::ControlModifier);
        Hand::type(text);
        return true;
    };
    const Check isTyped = [field](Desk &d) { return field(d)->text() == QLatin1String("17"); };
    rows.push_back({name, By::Mouse, field, showMap,
                    [=](Desk &d) {
                        Hand::click(field(d));
                        return type(QStringLiteral("17"));
                    },
                    isTyped});
    rows.push_back(
        {name, By::Keys, field, showMap, [=](Desk &d) { return Hand::reach(field(d)) && type(QStringLiteral("17")); }, isTyped});
}

void addAxis(ControlRows &rows, const QString &name, AxisForm *(SweepPage::*form)() const)
{
    const auto axis = [form](Desk &d) { return (d.window.sweep()->*form)(); };
    addList(rows, name + ": setting", [axis](Desk &d) { return axis(d)->choice(); });
    addField(rows, name + ": from", [axis](Desk &d) { return axis(d)->from(); });
    addField(rows, name + ": to", [axis](Desk &d) { return axis(d)->to(); });
    const auto steps = [axis](Desk &d) { return axis(d)->steps(); };
    const Check isOneMore = [steps](Desk &d) { return steps(d)->value() == 41; };
    rows.push_back({name + ": steps", By::Mouse, steps, showMap,
                    [steps](Desk &d) {
                        Hand::turnWheel(steps(d), Hand::middleOf(steps(d)), 1);
                        return true;
                    },
                    isOneMore});
    rows.push_back(
        {name + ": steps", By::Keys, steps, showMap, [steps](Desk &d) { return Hand::press(steps(d), Qt::Key_Up); }, isOneMore});
    const auto box = [axis](Desk &d) { return axis(d)->logarithmic(); };
    const auto before = std::make_shared<bool>();
    const Deed show = [=](Desk &d) {
        showMap(d);
        *before = box(d)->isChecked();
    };
    const Check isToggled = [=](Desk &d) { return box(d)->isChecked() != *before; };
    rows.push_back({name + ": even factors", By::Mouse, box, show,
                    [box](Desk &d) {
                        Hand::click(box(d), QPoint(10, box(d)->height() / 2));
                        return true;
                    },
                    isToggled});
    rows.push_back({name + ": even factors", By::Keys, box, show, [box](Desk &d) { return Hand::press(box(d)); }, isToggled});
}

QPoint cellOf(Desk &d, int column, int row)
{
    return d.window.sweep()->map()->geometry().cell(column, row).center().toPoint();
}

void addMap(ControlRows &rows)
{
    const auto map = [](Desk &d) { return d.window.sweep()->map(); };
    const Deed run = [](Desk &d) { d.runMap(); };
    rows.push_back({"map: hovered", By::Mouse, map, run,
                    [map](Desk &d) {
                        Hand::hover(map(d), cellOf(d, 1, 1));
                        return true;
                    },
                    [map](Desk &d) { return map(d)->current() == 4 && !map(d)->accessibleDescription().isEmpty(); }});
    const Check isOpened = [](Desk &d) {
        return d.driver().isRunning() && !d.window.actions().stallMap->isChecked() && d.setting("link.rate") != "5Mbit/s";
    };
    rows.push_back({"map: a cell clicked", By::Mouse, map, run,
                    [map](Desk &d) {
                        Hand::click(map(d), cellOf(d, 2, 0));
                        return true;
                    },
                    isOpened});
    rows.push_back({"map: a cell chosen", By::Keys, map, run,
                    [map](Desk &d) { return Hand::press(map(d), Qt::Key_Right) && Hand::press(map(d)); }, isOpened});
    addButton(
        rows, "map: run", [](Desk &d) { return d.window.sweep()->runButton(); }, showMap,
        [](Desk &d) { return !d.window.sweep()->status()->text().isEmpty(); });
    addButton(
        rows, "map: back to the timeline", [](Desk &d) { return d.window.sweep()->closeButton(); }, showMap,
        [](Desk &d) { return d.window.timeline()->isVisible(); });
    addList(rows, "map: what is measured", [](Desk &d) { return d.window.sweep()->measure(); });
}

void addTable(ControlRows &rows)
{
    const Deed open = [](Desk &d) {
        d.stalled();
        d.window.actions().table->trigger();
        QCoreApplication::processEvents();
    };
    const Deed choose = [open](Desk &d) {
        open(d);
        d.window.table()->view()->selectRow(static_cast<int>(d.session().summary().stalls.front().at.toSeconds() + 1));
    };
    const Check looksBack = [](Desk &d) { return d.driver().isLookingBack(); };
    const auto button = [](PressButton *(TimelineTableWindow::*which)() const) {
        return [which](Desk &d) { return (d.window.table()->*which)(); };
    };
    addButton(rows, "table: show this instant", button(&TimelineTableWindow::lookButton), choose, looksBack);
    addButton(rows, "table: why", button(&TimelineTableWindow::whyButton), choose,
              [](Desk &d) { return d.window.inspector()->tabs()->currentWidget() == d.window.inspector()->why(); });
    addButton(
        rows, "table: copy", button(&TimelineTableWindow::copyButton),
        [open](Desk &d) {
            QGuiApplication::clipboard()->setText(QStringLiteral("nothing"));
            open(d);
        },
        [](Desk &) { return QGuiApplication::clipboard()->text().contains(QLatin1Char('\t')); });
    for (int i = 0; i < 3; ++i)
        addButton(
            rows, QStringLiteral("table: step %1").arg(i + 1), [i](Desk &d) { return d.window.table()->steps()->segment(i); },
            [open, i](Desk &d) {
                open(d);
                d.window.table()->steps()->segment(i == 0 ? 1 : 0)->click();
            },
            [i](Desk &d) { return d.window.table()->steps()->current() == i; });
    const auto view = [](Desk &d) { return d.window.table()->view(); };
    rows.push_back({"table: a row double-clicked", By::Mouse, view, open,
                    [view](Desk &d) {
                        QTableView *v = view(d);
                        Hand::click(v->viewport(), v->visualRect(v->model()->index(9, 0)).center());
                        Hand::doubleClick(v->viewport(), v->visualRect(v->model()->index(9, 0)).center());
                        return true;
                    },
                    looksBack});
    rows.push_back({"table: a row chosen", By::Keys, view, open,
                    [view](Desk &d) { return Hand::press(view(d), Qt::Key_Down) && Hand::press(view(d)); }, looksBack});
}

void addPage(ControlRows &rows, const QString &name, QAction *Actions::*action)
{
    const Deed open = [action](Desk &d) {
        (d.window.actions().*action)->trigger();
        d.opened<PageWindow>()->resize(420, 200);
        QCoreApplication::processEvents();
    };
    const auto titled = [action](Desk &d) -> PageWindow * {
        for (PageWindow *page : d.window.findChildren<PageWindow *>()) {
            if (page->windowTitle() == (d.window.actions().*action)->text())
                return page;
        }
        return nullptr;
    };
    addButton(
        rows, name + ": close", [titled](Desk &d) { return titled(d)->findChild<QPushButton *>(); }, open,
        [](Desk &d) { return d.opened<PageWindow>() == nullptr; });
    const auto text = [titled](Desk &d) { return titled(d)->page(); };
    const Check isScrolled = [text](Desk &d) { return text(d)->verticalScrollBar()->value() > 0; };
    rows.push_back({name + ": scrolled", By::Mouse, text, open,
                    [text](Desk &d) {
                        Hand::turnWheel(text(d)->viewport(), text(d)->viewport()->rect().center(), -3);
                        return true;
                    },
                    isScrolled});
    rows.push_back({name + ": scrolled", By::Keys, text, open, [text](Desk &d) { return Hand::press(text(d), Qt::Key_PageDown); },
                    isScrolled});
    rows.push_back({name + ": closed by Esc", By::Keys, titled, open,
                    [](Desk &) {
                        Hand::key(Qt::Key_Escape);
                        return true;
                    },
                    [](Desk &d) { return d.opened<PageWindow>() == nullptr; }});
}

} // namespace

ControlRows rowsOfTheMap()
{
    ControlRows rows;
    addAxis(rows, "map, across", &SweepPage::xForm);
    addAxis(rows, "map, up", &SweepPage::yForm);
    addMap(rows);
    return rows;
}

ControlRows rowsOfOtherWindows()
{
    ControlRows rows;
    addTable(rows);
    addPage(rows, "keys", &Actions::keys);
    addPage(rows, "about", &Actions::about);
    return rows;
}

} // namespace rebuffer::test
