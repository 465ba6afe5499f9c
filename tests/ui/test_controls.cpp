// The left panel under a real mouse and keyboard: what it asks for, and that it shows only what it is told.
#include <QTest>

#include <QSignalSpy>

#include "ui/controls/controls_panel.h"
#include "ui/controls/preset_box.h"
#include "ui/controls/press_button.h"
#include "ui/controls/segmented_bar.h"

#include "core/session/scenario_keys.h"

using namespace rebuffer;

/// A panel whose wishes are granted by a scenario, as the driver would.
class Desk : public QObject {
public:
    ControlsPanel panel;
    Scenario scenario;
    QStringList asked;
    bool refuses = false;

    Desk()
    {
        panel.setTheme(Theme::make(ThemeKind::Light));
        panel.setScenario(scenario);
        panel.resize(300, 900);
        panel.show();
        connect(&panel, &ControlsPanel::changeRequested, this, [this](const QString &key, const QString &value) {
            asked << key + '=' + value;
            if (!refuses)
                setScenarioKey(scenario, key.toStdString(), value.toStdString());
            panel.setScenario(scenario);
        });
    }

    void drag(const QString &key, int from, int to)
    {
        SettingSlider *slider = panel.row(key)->slider();
        const int y = slider->height() / 2;
        QTest::mousePress(slider, Qt::LeftButton, {}, QPoint(slider->xOf(from), y));
        QTest::mouseMove(slider, QPoint(slider->xOf((from + to) / 2), y));
        QTest::mouseMove(slider, QPoint(slider->xOf(to), y));
        QTest::mouseRelease(slider, Qt::LeftButton, {}, QPoint(slider->xOf(to), y));
    }

    void type(const QString &key, const QString &text)
    {
        QuantityEdit *edit = panel.row(key)->edit();
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }
};

class TestControls : public QObject {
    Q_OBJECT

private slots:
    void draggingASliderAsksAtEachStep();
    void thresholdsThatNobodyAsksForRest_data();
    void thresholdsThatNobodyAsksForRest();
    void aRefusalShowsTheTruth();
    void doubleClickGoesBackToTheDefault();
    void arrowKeysStep();
    void slidersAreMirroredWithTheirLanguage();
    void typingSetsAndMovesTheSlider();
    void escapeTakesBack();
    void nonsenseIsNotKept();
    void aValueBeyondTheSliderIsShownInFull();
    void presetsOnlyMoveTheSliders();
    void ownSettingsAreNamedSo();
    void transportAndDelivery();
    void onlyAcceptedTransportsAreOffered();
    void everyControlHasANameAndASentence();
    void theWheelOnlyTurnsWhatWasChosen();
};

void TestControls::draggingASliderAsksAtEachStep()
{
    Desk desk;
    desk.drag("link.rate", 500, 200);
    QVERIFY(desk.asked.size() >= 2);
    QVERIFY(desk.scenario.link.rate < BitRate::megabitsPerSecond(1));
    // What it shows is what was granted, and the handle stands there.
    SettingRow *row = desk.panel.row("link.rate");
    const ScenarioKey *key = findScenarioKey("link.rate");
    QCOMPARE(row->keyText().toStdString(), key->get(desk.scenario));
    QVERIFY(std::abs(row->slider()->value() - 200) < 10);
}

void TestControls::thresholdsThatNobodyAsksForRest_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QStringList>("resting");
    const QStringList all{"player.start", "player.resume", "player.high_water"};
    QTest::newRow("a stream asks for all") << QByteArray("delivery") << QByteArray("stream") << QStringList();
    QTest::newRow("a download for none") << QByteArray("delivery") << QByteArray("download") << all;
    QTest::newRow("a live film for its start") << QByteArray("transport") << QByteArray("rtp") << all.mid(1);
}

void TestControls::thresholdsThatNobodyAsksForRest()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    QFETCH(QStringList, resting);
    Desk desk;
    QVERIFY(setScenarioKey(desk.scenario, key.toStdString(), value.toStdString()));
    desk.panel.setScenario(desk.scenario);
    for (const QString &one : {QString("player.start"), QString("player.resume"), QString("player.high_water")}) {
        const bool rests = resting.contains(one);
        const QString tip = desk.panel.row(one)->toolTip();
        QVERIFY2(desk.panel.row(one)->isEnabled() == !rests, qPrintable(one));
        QVERIFY2(tip.contains("whatever this says") == (rests && key == "delivery"), qPrintable(tip));
        desk.asked.clear();
        desk.drag(one, 500, 300);
        QVERIFY2(desk.asked.isEmpty() == rests, qPrintable(one));
    }
}

void TestControls::aRefusalShowsTheTruth()
{
    Desk desk;
    desk.refuses = true;
    const int before = desk.panel.row("link.rate")->slider()->value();
    desk.drag("link.rate", before, 900);
    QVERIFY(!desk.asked.isEmpty());
    QCOMPARE(desk.panel.row("link.rate")->slider()->value(), before);
    QCOMPARE(desk.panel.row("link.rate")->edit()->text(), QString("5.00 Mbit/s"));
}

void TestControls::doubleClickGoesBackToTheDefault()
{
    Desk desk;
    desk.type("link.delay", "300 ms");
    QCOMPARE(desk.scenario.link.delay, SimDuration::milliseconds(300));
    SettingSlider *slider = desk.panel.row("link.delay")->slider();
    QTest::mouseDClick(slider, Qt::LeftButton, {}, QPoint(slider->xOf(700), slider->height() / 2));
    QCOMPARE(desk.scenario.link.delay, SimDuration::milliseconds(20));
    QCOMPARE(desk.panel.row("link.delay")->edit()->text(), QString("20 ms"));
}

void TestControls::arrowKeysStep()
{
    Desk desk;
    QTest::keyClick(desk.panel.row("link.delay")->slider(), Qt::Key_Right);
    QCOMPARE(desk.scenario.link.delay, SimDuration::milliseconds(21));
    QTest::keyClick(desk.panel.row("link.delay")->edit(), Qt::Key_Down);
    QCOMPARE(desk.scenario.link.delay, SimDuration::milliseconds(20));
    QTest::keyClick(desk.panel.row("link.loss_burst")->slider(), Qt::Key_Right);
    QCOMPARE(desk.scenario.link.lossBurst, 1.0);
}

/// From right to left, less is on the right: for the mouse, the keys and the eye.
void TestControls::slidersAreMirroredWithTheirLanguage()
{
    Desk desk;
    desk.panel.setLayoutDirection(Qt::RightToLeft);
    SettingSlider *slider = desk.panel.row("link.loss")->slider();
    slider->setLayoutDirection(Qt::RightToLeft);
    QTest::mouseClick(slider, Qt::LeftButton, {}, QPoint(slider->width() - 1, slider->height() / 2));
    QCOMPARE(slider->value(), slider->minimum());
    QTest::mouseClick(slider, Qt::LeftButton, {}, QPoint(1, slider->height() / 2));
    QCOMPARE(slider->value(), slider->maximum());
    const QImage most = slider->grab().toImage();
    const double before = desk.scenario.link.loss;
    QTest::keyClick(slider, Qt::Key_Right);
    QVERIFY(desk.scenario.link.loss < before);
    QTest::keyClick(slider, Qt::Key_Left);
    QCOMPARE(desk.scenario.link.loss, before);
    QTest::mouseClick(slider, Qt::LeftButton, {}, QPoint(slider->width() - 1, slider->height() / 2));
    const QImage least = slider->grab().toImage();
    const QPoint middle(slider->width() / 2, slider->height() / 2);
    QVERIFY(most.pixel(middle) != least.pixel(middle)); // the bar grows from the right
}

void TestControls::typingSetsAndMovesTheSlider()
{
    Desk desk;
    desk.type("link.rate", "800k");
    QCOMPARE(desk.scenario.link.rate, BitRate::kilobitsPerSecond(800));
    SettingRow *row = desk.panel.row("link.rate");
    QCOMPARE(row->edit()->text(), QString("800 kbit/s"));
    QVERIFY(std::abs(row->slider()->value() - 280) < 5); // ln(800/50) / ln(1e9/5e4)
    desk.type("link.queue", "34 packets");
    QCOMPARE(desk.scenario.link.queue, (QueueLimit{QueueLimit::Unit::Packets, 34}));
}

void TestControls::escapeTakesBack()
{
    Desk desk;
    QuantityEdit *edit = desk.panel.row("link.rate")->edit();
    edit->setFocus();
    QTest::keyClicks(edit, "77");
    QTest::keyClick(edit, Qt::Key_Escape);
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(desk.asked.isEmpty());
    QCOMPARE(edit->text(), QString("5.00 Mbit/s"));
}

void TestControls::nonsenseIsNotKept()
{
    Desk desk;
    desk.type("link.rate", "fast");
    QCOMPARE(desk.asked, QStringList("link.rate=fast"));
    QCOMPARE(desk.panel.row("link.rate")->edit()->text(), QString("5.00 Mbit/s"));
}

void TestControls::aValueBeyondTheSliderIsShownInFull()
{
    Desk desk;
    desk.type("link.rate", "20 kbit/s");
    QCOMPARE(desk.scenario.link.rate, BitRate::kilobitsPerSecond(20));
    QCOMPARE(desk.panel.row("link.rate")->edit()->text(), QString("20.0 kbit/s"));
    QCOMPARE(desk.panel.row("link.rate")->slider()->value(), 0);
}

void TestControls::presetsOnlyMoveTheSliders()
{
    Desk desk;
    PresetBox *box = desk.panel.presets();
    QCOMPARE(box->currentIndex(), 1); // a scenario that says nothing is the first preset
    const int tunnel = box->findText("Train in a tunnel, 250 kbit/s");
    QVERIFY(tunnel > 0);
    box->setCurrentIndex(tunnel);
    emit box->activated(tunnel);
    QCOMPARE(desk.scenario.link.rate, BitRate::kilobitsPerSecond(250));
    QCOMPARE(desk.scenario.link.lossBurst, 3.0);
    QCOMPARE(desk.panel.row("link.loss")->edit()->text(), QString("1.0 %"));
    QCOMPARE(box->currentIndex(), tunnel);
}

void TestControls::ownSettingsAreNamedSo()
{
    Desk desk;
    desk.type("link.delay", "33");
    QCOMPARE(desk.panel.presets()->currentIndex(), 0);
}

void TestControls::transportAndDelivery()
{
    Desk desk;
    const auto press = [](SegmentedBar *bar, const QString &name) {
        for (int i = 0; i < bar->count(); ++i) {
            if (bar->segment(i)->text() == name)
                QTest::mouseClick(bar->segment(i), Qt::LeftButton);
        }
    };
    press(desk.panel.transport(), "Ideal");
    QCOMPARE(desk.scenario.transport, TransportKind::Ideal);
    press(desk.panel.delivery(), "Download");
    QCOMPARE(desk.scenario.delivery, DeliveryMode::Download);
    QCOMPARE(desk.panel.delivery()->current(), 1);
    QVERIFY(desk.panel.delivery()->segment(1)->isChecked());
    QVERIFY(!desk.panel.delivery()->segment(0)->isChecked());
}

void TestControls::onlyAcceptedTransportsAreOffered()
{
    std::vector<Choice> choices = transportChoices();
    choices.push_back({"carrier-pigeon", "Pigeon", "RFC 1149"});
    const auto offered = accepted("transport", choices);
    QVERIFY(!offered.empty());
    for (const Choice &choice : offered) {
        Scenario scenario;
        QVERIFY(setScenarioKey(scenario, "transport", choice.value.toStdString()));
    }
    QVERIFY(offered.back().name != QString("Pigeon"));
}

void TestControls::everyControlHasANameAndASentence()
{
    Desk desk;
    for (QWidget *control : desk.panel.findChildren<QWidget *>()) {
        if (control->focusPolicy() == Qt::NoFocus || qobject_cast<QFrame *>(control))
            continue;
        const auto *button = qobject_cast<QAbstractButton *>(control);
        QVERIFY2(!control->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                 control->metaObject()->className());
        const QString says = control->accessibleDescription() + control->toolTip();
        QVERIFY2(says.contains(' '), qPrintable(control->accessibleName()));
    }
}

void TestControls::theWheelOnlyTurnsWhatWasChosen()
{
    Desk desk;
    SettingSlider *slider = desk.panel.row("link.rate")->slider();
    const auto turn = [&] {
        QWheelEvent wheel(QPointF(5, 5), slider->mapToGlobal(QPointF(5, 5)), {}, QPoint(0, 120), Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(slider, &wheel);
    };
    turn();
    QVERIFY(desk.asked.isEmpty());
    desk.panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&desk.panel));
    slider->setFocus();
    turn();
    QCOMPARE(desk.asked.size(), 1);
}

QTEST_MAIN(TestControls)
#include "test_controls.moc"
