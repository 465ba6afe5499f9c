#include "tests/ui/control_rows.h"

#include "ui/controls/bytes_offer.h"
#include "ui/controls/export_line.h"
#include "ui/controls/segmented_bar.h"
#include "ui/controls/sound_control.h"
#include "ui/lesson_guide.h"
#include "ui/stage/stage_view.h"
#include "ui/sweep/axis_form.h"
#include "ui/sweep/sweep_page.h"
#include "ui/windows/timeline_table_window.h"

#include <QLineEdit>
#include <QSpinBox>

#include <algorithm>
#include <vector>

namespace rebuffer::test {

void Desk::putBack()
{
    while (QWidget *popup = QApplication::activePopupWidget())
        popup->close();
    for (QWidget *top : QApplication::topLevelWidgets()) {
        if (top->isVisible() && top != &window && !qobject_cast<QMenu *>(top))
            top->close();
    }
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    const Actions &actions = window.actions();
    for (QAction *action : {actions.stallMap, actions.fullScreen, actions.mute, actions.drawRate})
        action->setChecked(false);
    actions.unpin->trigger();
    if (window.textSize() != 1)
        window.setTextSize(1);
    if (!actions.themes.front().action->isChecked())
        window.setTheme(ThemeKind::Light);
    window.bar()->sound()->setVolume(100);
    SweepPage *map = window.sweep();
    for (AxisForm *form : {map->xForm(), map->yForm()}) {
        const int usual = form == map->xForm() ? 0 : 3;
        form->choice()->setCurrentIndex(usual == 0 ? 1 : 0);
        form->choice()->setCurrentIndex(usual); // and offers its own range
        form->steps()->setValue(40);
    }
    if (map->runner().isRunning()) // it would go on saying how far it is
        map->toggle();
    map->measure()->setCurrentIndex(0);
    map->status()->clear();
    window.inspector()->words()->findChild<QLineEdit *>()->clear();
    window.inspector()->events()->choice()->segment(0)->click();
    window.table()->steps()->segment(1)->click();
    window.exporter().cancel();
    window.exporter().finish();
    window.notice()->dismiss();
    driver().pause();
    driver().setSpeed({});
    driver().start(first, film);
    window.history().clear();
    window.lessons()->turnTo(0);
    window.lessons()->finish();
    window.inspector()->tabs()->setCurrentIndex(0);
    window.timeline()->showWholeRun();
    window.resize(1440, 900);
    window.show();
    window.activateWindow();
    window.centralWidget()->setFocus();
    QCoreApplication::processEvents();
}

void Desk::explainStall()
{
    turnTo(window.inspector()->why());
    QSignalSpy told(window.inspector()->why(), &WhyTab::preventionsTold);
    window.actions().why->trigger();
    (void)(told.count() > 0 || told.wait(60'000));
}

/// The first of the run's packets that was sent again.
void Desk::tellOfResentPacket()
{
    driver().apply("link.loss", "5%");
    at(now() + 3);
    std::vector<Event> events;
    session().recentEvents(events);
    const auto lost = std::find_if(events.begin(), events.end(), [](const Event &event) {
        return event.kind == EventKind::Lost && event.packetKind == PacketKind::Data;
    });
    const std::uint64_t number = lost == events.end() ? 0 : lost->packet;
    QSignalSpy told(window.inspector()->packet(), &PacketTab::told);
    emit window.stage()->packetClicked(number);
    (void)(told.count() > 0 || told.wait(60'000));
    QCoreApplication::processEvents();
}

void Desk::offerBytes()
{
    window.notice()->tellWithOffer(QStringLiteral("notes.txt is no media"), folder.filePath(QStringLiteral("notes.txt")),
                                   Bytes(90'000));
    QCoreApplication::processEvents();
}

void Desk::runMap()
{
    window.actions().stallMap->setChecked(true);
    SweepPage *page = window.sweep();
    page->xForm()->steps()->setValue(3);
    page->yForm()->steps()->setValue(3);
    QSignalSpy finished(&page->runner(), &SweepRunner::finished);
    page->toggle();
    (void)(finished.count() > 0 || finished.wait(60'000));
    QCoreApplication::processEvents();
}

void Desk::writeForEver()
{
    window.exporter().begin(folder.filePath(QStringLiteral("long.pcapng")), [](Exporter::Talk &talk) -> Result<bool> {
        talk.share = 0.4;
        talk.stop.wait(false);
        return Problem{"stopped"};
    });
    (void)QTest::qWaitFor([this] { return window.exportLine()->isVisible(); });
}

void Desk::showEverything()
{
    stalled();
    tellOfResentPacket();
    explainStall();
    window.actions().compare->trigger(); // last: what is changed from now on begins anew
    window.settle();
    offerBytes();
    writeForEver();
    window.actions().table->trigger();
    window.actions().keys->trigger();
    window.actions().about->trigger();
    QCoreApplication::processEvents();
}

void addButton(ControlRows &rows, const QString &name, const Finder &button, const Deed &before, const Check &changed)
{
    const auto click = [button](Desk &d) {
        Hand::click(button(d));
        return true;
    };
    rows.push_back({name, By::Mouse, button, before, click, changed});
    rows.push_back({name, By::Keys, button, before, [button](Desk &d) { return Hand::press(button(d)); }, changed});
}

} // namespace rebuffer::test
