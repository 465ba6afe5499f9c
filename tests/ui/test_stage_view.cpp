// The stage as a widget: it paints what it is handed, answers the mouse, and tells those who cannot see it.
#include "tests/ui/stage_scene.h"

#include "core/session/scenario.h"
#include "ui/stage/stage_geometry.h"
#include "ui/stage/stage_view.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QSignalSpy>
#include <QTest>

using namespace rebuffer;
using namespace rebuffer::test;

namespace {

QColor pixelAt(const QImage &image, QPointF at)
{
    return image.pixelColor((at * image.devicePixelRatio()).toPoint());
}

} // namespace

class TestStageView : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_view = std::make_unique<StageView>();
        m_theme = Theme::make(ThemeKind::Light);
        m_view->setTheme(m_theme);
        m_view->resize(985, 250);
        m_view->setFilm(QStringLiteral("harbour-walk.mp4"), true);
    }

    void cleanup() { m_view.reset(); }

    void aPacketIsPaintedAtItsPlace()
    {
        m_view->setSnapshot(playingScene());
        const QImage image = m_view->grab().toImage();
        const QRectF packet = m_view->geometry().down.packets[3].rect;
        QCOMPARE(pixelAt(image, packet.center() - QPointF(packet.width() / 4, 0)), m_theme.data);
        QVERIFY(pixelAt(image, m_view->geometry().layout.lane.topLeft() + QPointF(60, 3)) != m_theme.data);
    }

    void aPacketSentAgainHasAnotherColour()
    {
        Snapshot snapshot = playingScene();
        snapshot.down.inFlight[3].retransmission = true;
        m_view->setSnapshot(snapshot);
        const QRectF packet = m_view->geometry().down.packets[3].rect;
        QCOMPARE(
            pixelAt(m_view->grab().toImage(), {packet.left() + 0.35 * packet.width(), packet.top() + 0.25 * packet.height()}),
            m_theme.capacity);
    }

    void thePacketThatIsLookedAtHasARing()
    {
        m_view->setSnapshot(playingScene());
        const QImage plain = m_view->grab().toImage();
        const auto &packets = m_view->geometry().down.packets;
        const auto isOtherwiseAt = [&](const QRectF &packet) {
            const QRect ring = packet.adjusted(-4, -4, 4, 4).toAlignedRect();
            return m_view->grab().toImage().copy(ring) != plain.copy(ring);
        };
        m_view->setInspected(packets[3].number);
        QVERIFY(isOtherwiseAt(packets[3].rect));
        m_view->setInspected(packets[1].number);
        QVERIFY(isOtherwiseAt(packets[1].rect) && !isOtherwiseAt(packets[3].rect));
        m_view->setInspected(0);
        QVERIFY(!isOtherwiseAt(packets[1].rect));
    }

    void theTankIsRedWhenStalled()
    {
        m_view->setSnapshot(playingScene());
        const auto levelColour = [this] {
            const QRectF level = m_view->geometry().tank.level;
            return pixelAt(m_view->grab().toImage(), {level.center().x(), level.bottom() - 2});
        };
        QCOMPARE(levelColour(), m_theme.data);
        m_view->setSnapshot(stalledScene());
        QCOMPARE(levelColour(), m_theme.loss);
    }

    void thePictureIsShownAndDarkenedByAStall()
    {
        QImage film(m_view->pictureSize(), QImage::Format_RGB32);
        film.fill(QColor(200, 100, 50));
        m_view->setPicture(film);
        m_view->setSnapshot(playingScene());
        const QPointF corner = m_view->geometry().layout.picture.topLeft() + QPointF(20, 20);
        QCOMPARE(pixelAt(m_view->grab().toImage(), corner), QColor(200, 100, 50));
        m_view->setSnapshot(stalledScene());
        QVERIFY(pixelAt(m_view->grab().toImage(), corner).lightness() < QColor(200, 100, 50).lightness() - 30);
    }

    void aTallPictureIsLetterboxed()
    {
        const QSize room = m_view->pictureSize();
        QImage film(room.height() / 2, room.height(), QImage::Format_RGB32);
        film.fill(Qt::red);
        m_view->setPicture(film);
        m_view->setSnapshot(playingScene());
        const QImage image = m_view->grab().toImage();
        const QRectF frame = m_view->geometry().layout.picture;
        QCOMPARE(pixelAt(image, frame.center()), QColor(Qt::red));
        QVERIFY(pixelAt(image, {frame.left() + 10, frame.center().y()}).lightness() < 40);
        QVERIFY(pixelAt(image, {frame.right() - 10, frame.center().y()}).lightness() < 40);
    }

    void clickingAPacketNamesIt()
    {
        m_view->setSnapshot(playingScene());
        QSignalSpy clicked(m_view.get(), &StageView::packetClicked);
        const PacketShape packet = m_view->geometry().down.packets[2];
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, packet.rect.center().toPoint());
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked.at(0).at(0).toULongLong(), packet.number);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, m_view->geometry().layout.picture.center().toPoint());
        QCOMPARE(clicked.count(), 1);
    }

    void theCursorSaysThatAPacketCanBeClicked()
    {
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_view->setSnapshot(playingScene());
        QTest::mouseMove(m_view.get(), m_view->geometry().down.packets[2].rect.center().toPoint());
        QCOMPARE(m_view->cursor().shape(), Qt::PointingHandCursor);
        QTest::mouseMove(m_view.get(), QPoint(2, 2));
        QCOMPARE(m_view->cursor().shape(), Qt::ArrowCursor);
    }

    void anotherSizeAsksForAnotherPicture()
    {
        QSignalSpy asked(m_view.get(), &StageView::pictureSizeChanged);
        const QSize before = m_view->pictureSize();
        m_view->show();
        m_view->resize(1560, 340);
        QVERIFY(asked.count() >= 1);
        QVERIFY(m_view->pictureSize().width() > before.width());
    }

    void itSaysItsStateToThoseWhoCannotSeeIt()
    {
        m_view->setSnapshot(playingScene());
        m_view->setSnapshot(stalledScene());
        QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("Buffering… 33 %")));
        QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("0:25.0 / 1:40")));
        QVERIFY(!m_view->accessibleName().isEmpty());
    }

    void aNewRunForgetsTheOldOne()
    {
        Snapshot snapshot = playingScene();
        snapshot.down.lost = {lostPacket(42, snapshot.now)};
        m_view->setSnapshot(snapshot);
        QVERIFY(m_view->geometry().seen.any());
        m_view->clear();
        QVERIFY(m_view->geometry().seen.none());
        QVERIFY(m_view->geometry().lost.empty());
        QVERIFY(m_view->geometry().layout.hasPlayer());
    }

    void everyThemeAndSizeIsPainted_data()
    {
        QTest::addColumn<int>("theme");
        QTest::addColumn<QSize>("size");
        for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Projector})
            for (const QSize size : {QSize(200, 100), QSize(700, 230), QSize(985, 250), QSize(2400, 600)})
                QTest::addRow("%s %dx%d", qPrintable(Theme::nameOf(kind)), size.width(), size.height())
                    << static_cast<int>(kind) << size;
    }

    void everyThemeAndSizeIsPainted()
    {
        QFETCH(int, theme);
        QFETCH(QSize, size);
        const Theme look = Theme::make(static_cast<ThemeKind>(theme));
        m_view->setTheme(look);
        m_view->resize(size);
        for (const Snapshot &snapshot : {playingScene(), stalledScene(), stoppedScene()}) {
            m_view->setSnapshot(snapshot);
            const QImage image = m_view->grab().toImage();
            QCOMPARE(pixelAt(image, {3.0, size.height() / 2.0}), look.card);
        }
    }

private:
    std::unique_ptr<StageView> m_view;
    Theme m_theme;
};

QTEST_MAIN(TestStageView)
#include "test_stage_view.moc"
