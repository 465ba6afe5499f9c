// The window in languages that are longer than English or run from right to left, with large letters, in small windows and
// on the largest screens: no word that is cut off, nothing on top of anything else.
//
// REBUFFER_LOOK names a folder for pictures of each.
#include <QTest>

#include "tests/ui/cut_text.h"
#include "tests/ui/pseudo_translator.h"
#include "tests/ui/shown_window.h"
#include "ui/controls/controls_panel.h"
#include "ui/controls/notice_line.h"
#include "ui/controls/segmented_bar.h"
#include "ui/figures/figures_row.h"
#include "ui/inspector/inspector.h"
#include "ui/stage/stage_view.h"
#include "ui/timeline/timeline_view.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QRegularExpression>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>

using namespace rebuffer;

namespace {

/// The parts of the window that stand side by side.
QStringList overlaps(MainWindow &window)
{
    const QList<QWidget *> parts{window.bar(),     window.controls(), window.stage(),
                                 window.figures(), window.timeline(), window.inspector()};
    QStringList wrong;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        for (qsizetype j = i + 1; j < parts.size(); ++j) {
            const auto inWindow = [&](QWidget *part) { return QRect(part->mapTo(&window, QPoint()), part->size()); };
            if (inWindow(parts[i]).intersects(inWindow(parts[j])))
                wrong << QStringLiteral("%1 lies on %2").arg(parts[i]->accessibleName(), parts[j]->accessibleName());
        }
    }
    return wrong;
}

} // namespace

class TestTranslation : public QObject {
    Q_OBJECT

private slots:
    void pseudoTextsKeepTheirPlaceholders();
    void nothingIsCutOffAndNothingOverlaps_data();
    void nothingIsCutOffAndNothingOverlaps();
    void everyTextIsTranslated();
    void rightToLeftMirrorsTheWindowButNotTheData();
};

void TestTranslation::pseudoTextsKeepTheirPlaceholders()
{
    const PseudoTranslator twice(PseudoTranslator::Kind::Long);
    QCOMPARE(twice.transformed("%1 of <b>%n</b> &Go"), QString("%1 óoƒf <b>%n</b> &Ĝgóo").replace("Ĝ", "Ğ"));
    const PseudoTranslator hebrew(PseudoTranslator::Kind::RightToLeft);
    QVERIFY(hebrew.transformed("Play").isRightToLeft());
}

void TestTranslation::nothingIsCutOffAndNothingOverlaps_data()
{
    QTest::addColumn<int>("language"); // 0: English
    QTest::addColumn<int>("theme");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("text");
    const auto light = static_cast<int>(ThemeKind::Light);
    const auto dark = static_cast<int>(ThemeKind::Dark);
    const auto projector = static_cast<int>(ThemeKind::Projector);
    QTest::newRow("en 1024x640") << 0 << light << QSize(1024, 640) << 1.0;
    QTest::newRow("en 1280x720") << 0 << dark << QSize(1280, 720) << 1.0;
    QTest::newRow("en 1280x720 projector") << 0 << projector << QSize(1280, 720) << 1.0;
    QTest::newRow("en 1280x720 text 200") << 0 << dark << QSize(1280, 720) << 2.0;
    QTest::newRow("long 1024x640") << 1 << light << QSize(1024, 640) << 1.0;
    QTest::newRow("right to left 1024x640") << 2 << dark << QSize(1024, 640) << 1.0;
    QTest::newRow("en 1024x640 text 150") << 0 << dark << QSize(1024, 640) << 1.5;
    QTest::newRow("en 1024x640 text 200") << 0 << light << QSize(1024, 640) << 2.0;
    QTest::newRow("en 1920x1080 text 200") << 0 << light << QSize(1920, 1080) << 2.0;
    QTest::newRow("en 4K") << 0 << light << QSize(3840, 2160) << 1.0;
    QTest::newRow("en 4K projector text 200") << 0 << projector << QSize(3840, 2160) << 2.0;
    QTest::newRow("long 1280x720") << 1 << light << QSize(1280, 720) << 1.0;
    QTest::newRow("long 1920x1080") << 1 << dark << QSize(1920, 1080) << 1.0;
    QTest::newRow("long 1920x1080 projector") << 1 << projector << QSize(1920, 1080) << 1.0;
    QTest::newRow("long 1440x900 text 125") << 1 << light << QSize(1440, 900) << 1.25;
    QTest::newRow("right to left 1440x900") << 2 << light << QSize(1440, 900) << 1.0;
}

void TestTranslation::nothingIsCutOffAndNothingOverlaps()
{
    QFETCH(int, language);
    QFETCH(int, theme);
    QFETCH(QSize, size);
    QFETCH(double, text);
    PseudoTranslator translator(language == 1 ? PseudoTranslator::Kind::Long : PseudoTranslator::Kind::RightToLeft);
    if (language > 0)
        QApplication::installTranslator(&translator);
    QApplication::setLayoutDirection(language == 2 ? Qt::RightToLeft : Qt::LeftToRight);
    QStringList wrong;
    {
        Shown s(static_cast<ThemeKind>(theme), size);
        s.window.setTextSize(text);
        s.window.resize(size);
        s.driver().apply("link.rate", "1.2Mbit/s");
        s.driver().apply("link.loss", "1%");
        s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(9)));
        s.window.settle();
        for (int tab = 0; tab < s.window.inspector()->tabs()->count(); ++tab) {
            s.window.inspector()->tabs()->setCurrentIndex(tab);
            QCoreApplication::processEvents();
            wrong += cutLabels(s.window) + cutButtons(s.window);
        }
        s.window.inspector()->tabs()->setCurrentIndex(0);
        QCoreApplication::processEvents();
        wrong += s.window.stage()->cutWords();
        s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(19)));
        s.window.settle();
        wrong += s.window.stage()->cutWords();
        if (s.window.size() != size)
            wrong << QStringLiteral("the window is %1x%2").arg(s.window.width()).arg(s.window.height());
        wrong += overlaps(s.window);
        if (qEnvironmentVariableIsSet("REBUFFER_LOOK"))
            s.window.grab().save(QDir(qEnvironmentVariable("REBUFFER_LOOK"))
                                     .filePath(QString(QTest::currentDataTag()).replace(' ', '-') + ".png"));
    }
    QApplication::setLayoutDirection(Qt::LeftToRight);
    QApplication::removeTranslator(&translator);
    wrong.removeDuplicates();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

/// With every letter replaced, one that is left of the plain alphabet was not handed to a translator.
void TestTranslation::everyTextIsTranslated()
{
    PseudoTranslator translator(PseudoTranslator::Kind::RightToLeft);
    QApplication::installTranslator(&translator);
    QStringList plain;
    {
        Shown s;
        for (const QAction *action : s.window.actions().findChildren<QAction *>()) {
            const bool isSpeed = std::any_of(s.window.actions().speeds.begin(), s.window.actions().speeds.end(),
                                             [&](const auto &choice) { return choice.action == action; });
            if (!isSpeed && !action->text().isEmpty() && !action->text().isRightToLeft())
                plain << action->text();
        }
        static const QRegularExpression word("[A-Za-z]{2}"); // of a number or a sign there is nothing to translate
        const auto isPlain = [](const QString &text) { return text.contains(word) && !text.isRightToLeft(); };
        for (const QWidget *widget : s.window.findChildren<QWidget *>()) {
            if (isPlain(widget->accessibleName()))
                plain << widget->accessibleName();
            if (isPlain(widget->toolTip()))
                plain << widget->toolTip();
        }
    }
    QApplication::removeTranslator(&translator);
    plain.removeDuplicates();
    QVERIFY2(plain.isEmpty(), qPrintable(plain.join('\n')));
}

void TestTranslation::rightToLeftMirrorsTheWindowButNotTheData()
{
    QApplication::setLayoutDirection(Qt::RightToLeft);
    {
        Shown s;
        QVERIFY2(s.window.controls()->x() > s.window.stage()->x(), "the settings stand on the reader's first side");
        QCOMPARE(s.window.stage()->layoutDirection(), Qt::LeftToRight);
        QCOMPARE(s.window.timeline()->layoutDirection(), Qt::LeftToRight);
    }
    QApplication::setLayoutDirection(Qt::LeftToRight);
}

QTEST_MAIN(TestTranslation)
#include "test_translation.moc"
