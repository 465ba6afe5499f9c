// Where the keyboard is must be seen: in each theme, each control that can have the focus looks another way with it, and
// so much so that it is noticed.
#include <QTest>

#include "tests/ui/shown_window.h"
#include "ui/controls/controls_panel.h"
#include "ui/controls/notice_line.h"
#include "ui/controls/quantity_edit.h"
#include "ui/inspector/inspector.h"
#include "ui/timeline/timeline_view.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QScrollArea>
#include <QTabWidget>
#include <QTableView>
#include <QUndoStack>

#include <cmath>

using namespace rebuffer;

namespace {

constexpr double leastContrast = 3; // as WCAG asks of a focus sign
constexpr int leastPixels = 20;

double luminance(QRgb c)
{
    const auto linear = [](int v) { return v <= 10 ? v / 255.0 / 12.92 : std::pow((v / 255.0 + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(qRed(c)) + 0.7152 * linear(qGreen(c)) + 0.0722 * linear(qBlue(c));
}

int changedPixels(const QImage &before, const QImage &after)
{
    int changed = 0;
    for (int y = 0; y < std::min(before.height(), after.height()); ++y) {
        for (int x = 0; x < std::min(before.width(), after.width()); ++x) {
            const double a = luminance(before.pixel(x, y)), b = luminance(after.pixel(x, y));
            changed += (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05) >= leastContrast;
        }
    }
    return changed;
}

bool takesTheKeyboard(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy() &&
           widget->window() != widget;
}

QImage picture(QWidget *widget)
{
    // Where Tab would have brought it into sight.
    for (QWidget *around = widget->parentWidget(); around; around = around->parentWidget()) {
        if (auto *scroll = qobject_cast<QScrollArea *>(around))
            scroll->ensureWidgetVisible(widget);
    }
    QCoreApplication::processEvents();
    // On the ground that it stands on: many have none of their own.
    const QRect place(widget->mapTo(widget->window(), QPoint()), widget->size());
    return widget->window()->grab(place).toImage().convertToFormat(QImage::Format_RGB32);
}

} // namespace

class TestFocus : public QObject {
    Q_OBJECT

private slots:
    void isSeenOnEverything_data();
    void isSeenOnEverything();
    void keysGoThroughAValueThatIsNotTyped();
    void tabGoesAsTheEyeDoes();
};

void TestFocus::isSeenOnEverything_data()
{
    QTest::addColumn<int>("kind");
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Projector})
        QTest::newRow(qPrintable(Theme::nameOf(kind))) << static_cast<int>(kind);
}

void TestFocus::isSeenOnEverything()
{
    QFETCH(int, kind);
    Shown s(static_cast<ThemeKind>(kind), {1440, 900});
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(5)));
    s.window.notice()->tell(NoticeKind::Told, "Saved: somewhere");
    QStringList unseen;
    QSet<QString> seen;
    for (int tab = 0; tab < s.window.inspector()->tabs()->count(); ++tab) {
        s.window.inspector()->tabs()->setCurrentIndex(tab);
        s.window.settle();
        QCoreApplication::processEvents();
        for (QWidget *widget : s.window.findChildren<QWidget *>()) {
            if (!takesTheKeyboard(widget))
                continue;
            s.window.centralWidget()->setFocus();
            QCoreApplication::processEvents();
            const QImage before = picture(widget);
            widget->setFocus(Qt::TabFocusReason);
            QCoreApplication::processEvents();
            const int changed = changedPixels(before, picture(widget));
            const QString name =
                QString("%1 \"%2\" %3")
                    .arg(widget->metaObject()->className(), widget->accessibleName(), widget->toolTip().left(30));
            if (changed < leastPixels)
                unseen << name + QString(": %1 pixels").arg(changed);
            seen << name;
        }
    }
    QVERIFY2(seen.size() > 25, qPrintable(QString::number(seen.size())));
    unseen.removeDuplicates();
    QVERIFY2(unseen.isEmpty(), qPrintable(unseen.join('\n')));
}

/// Along the bar from left to right; in the lesson from the question's answers to the run that shows which was right.
void TestFocus::tabGoesAsTheEyeDoes()
{
    Shown s(ThemeKind::Light, {1440, 900});
    const auto chainOf = [&s](const QWidget *within) {
        QList<QWidget *> chain;
        QWidget *widget = s.window.centralWidget();
        for (QWidget *next = widget->nextInFocusChain(); next != widget; next = next->nextInFocusChain()) {
            if (within->isAncestorOf(next) && takesTheKeyboard(next))
                chain << next;
        }
        return chain;
    };
    const auto bar = chainOf(s.window.bar());
    QVERIFY(bar.size() > 8);
    for (qsizetype i = 1; i < bar.size(); ++i) {
        const auto leftOf = [&s](QWidget *part) { return part->mapTo(&s.window, QPoint()).x(); };
        QVERIFY2(leftOf(bar[i - 1]) < leftOf(bar[i]), qPrintable(bar[i]->accessibleName()));
    }
    const auto lesson = chainOf(s.window.inspector()->lesson());
    const auto at = [&lesson](const char *kind, const QString &text) {
        for (qsizetype i = 0; i < lesson.size(); ++i) {
            auto *button = qobject_cast<QAbstractButton *>(lesson[i]);
            if (button && button->inherits(kind) && (text.isEmpty() || button->text() == text))
                return i;
        }
        return qsizetype(-1);
    };
    QVERIFY(at("QRadioButton", {}) >= 0);
    QVERIFY(at("QRadioButton", {}) < at("QPushButton", "Run it"));
}

/// A value that has the keyboard, but into which nothing has been typed, is no place where the space bar and the letters do
/// anything else than elsewhere.
void TestFocus::keysGoThroughAValueThatIsNotTyped()
{
    Shown s;
    QuantityEdit *edit = s.window.controls()->row("link.rate")->edit();
    const QString before = edit->text();
    edit->setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(edit->hasFocus());
    QTest::keyClick(s.window.windowHandle(), Qt::Key_Space);
    QVERIFY(s.driver().isRunning());
    QTest::keyClick(s.window.windowHandle(), Qt::Key_Space);
    QVERIFY(!s.driver().isRunning());
    const SimTime then = s.session().now();
    QTest::keyClick(s.window.windowHandle(), Qt::Key_P);
    QVERIFY(s.session().now() > then);
    QCOMPARE(edit->text(), before);
    QVERIFY(edit->hasFocus());
    // And where one is typed, they belong to it.
    for (const char key : QByteArray("1.6 Mbit/s"))
        QTest::keyClick(s.window.windowHandle(), key);
    QCOMPARE(edit->text(), QString("1.6 Mbit/s"));
    QTest::keyClick(s.window.windowHandle(), Qt::Key_Return);
    QCOMPARE(s.session().scenario().link.rate, BitRate::kilobitsPerSecond(1600));
    QVERIFY(!s.driver().isRunning());
    QTest::keyClick(s.window.windowHandle(), Qt::Key_Space);
    QVERIFY(s.driver().isRunning());
    QCOMPARE(s.window.history().stack()->undoText(), QStringLiteral("Bandwidth = 1.60 Mbit/s"));
    QTest::keyClick(s.window.windowHandle(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(s.session().scenario().link.rate, BitRate::megabitsPerSecond(5));
    s.window.history().stack()->redo();
    QCOMPARE(s.session().scenario().link.rate, BitRate::kilobitsPerSecond(1600));
    // Emptied, it is what it was.
    QTest::keyClick(s.window.windowHandle(), Qt::Key_Delete);
    QTest::keyClick(s.window.windowHandle(), Qt::Key_Return);
    QCOMPARE(edit->text(), QString("1.60 Mbit/s"));
    QVERIFY(s.window.notice()->isHidden());
}

QTEST_MAIN(TestFocus)
#include "test_focus.moc"
