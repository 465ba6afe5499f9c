// The packet inspector at the instant that the window shows, as time goes on, stands still and is dragged back.
#include "tests/ui/pressed_window.h"

#include "ui/inspector/inspector.h"
#include "ui/stage/stage_view.h"

#include <QSignalSpy>

using namespace rebuffer;
using namespace rebuffer::test;
using namespace std::chrono_literals;

class TestWindowPacket : public QObject {
    Q_OBJECT

private slots:
    void aPacketIsToldOfAsOfNow();
    void anotherFutureIsAnotherLife();

private:
    static quint64 packetOnItsWay(ShownWindow &s)
    {
        Snapshot snapshot;
        s.session().snapshot(snapshot);
        return snapshot.down.inFlight.empty() ? 0 : snapshot.down.inFlight.back().number;
    }
    static void choose(ShownWindow &s, quint64 number)
    {
        QSignalSpy told(s.window.inspector()->packet(), &PacketTab::told);
        emit s.window.stage()->packetClicked(number);
        QTRY_COMPARE(told.count(), 1);
    }
    static QString said(ShownWindow &s) { return s.window.inspector()->packet()->sheet()->accessibleDescription(); }
    static QString links(ShownWindow &s) { return s.window.inspector()->packet()->links()->text(); }
};

void TestWindowPacket::aPacketIsToldOfAsOfNow()
{
    ShownWindow s;
    s.driver().play();
    s.run(1s);
    s.driver().pause();
    const quint64 number = packetOnItsWay(s);
    QVERIFY(number > 0);
    const SimTime then = s.session().now();
    choose(s, number);
    QVERIFY2(said(s).contains("ON ITS WAY"), qPrintable(said(s)));

    s.driver().play();
    s.run(500ms);
    QTRY_VERIFY2((s.run(20ms), said(s).contains("DELIVERED") && said(s).contains("ACKed")), qPrintable(said(s)));

    s.driver().pause();
    s.driver().lookAt(then); // back to when it was chosen
    QVERIFY2(said(s).contains("ON ITS WAY"), qPrintable(said(s)));
    s.driver().lookAt(SimTime::fromStart(SimDuration::milliseconds(300)));
    QVERIFY2(links(s).contains("has not been sent yet"), qPrintable(links(s)));
    s.driver().lookAhead();
    QVERIFY2(said(s).contains("DELIVERED"), qPrintable(said(s)));
}

/// Back to before it arrives, and on from there without a signal: it does not arrive this time.
void TestWindowPacket::anotherFutureIsAnotherLife()
{
    ShownWindow s;
    s.driver().play();
    s.run(1s);
    const quint64 number = packetOnItsWay(s);
    const SimTime then = s.session().now();
    s.run(1s);
    s.driver().pause();
    choose(s, number);
    QVERIFY2(said(s).contains("DELIVERED"), qPrintable(said(s)));
    s.driver().lookAt(then);
    QVERIFY2(said(s).contains("ON ITS WAY"), qPrintable(said(s)));
    s.driver().apply("link.loss", "100%");
    s.driver().play();
    s.run(1s);
    QVERIFY(s.session().now() > then);
    const auto isKnown = [&] {
        s.run(20ms);
        return !s.window.inspector()->packet()->isTelling() && !said(s).contains("ON ITS WAY");
    };
    QTRY_VERIFY2(isKnown(), qPrintable(said(s)));
    const auto story = tellPacket(s.session().script(), s.session().media(), number, s.session().now());
    QVERIFY(story);
    QCOMPARE(said(s).contains("DELIVERED"), story->delivered.has_value());
    QCOMPARE(said(s).contains("LOST"), story->lost.has_value());
}

QTEST_MAIN(TestWindowPacket)
#include "test_window_packet.moc"
