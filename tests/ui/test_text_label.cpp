// A line of text in the room it has: whole if it can be, in fewer words, in smaller letters, and only then cut off.
#include "ui/paint/text_label.h"

#include <QFontMetricsF>
#include <QTest>

using namespace rebuffer;

class TestTextLabel : public QObject {
    Q_OBJECT

private:
    QFont m_font{QStringLiteral("DejaVu Sans"), 20};
    double widthOf(const QString &text) const { return QFontMetricsF(m_font).horizontalAdvance(text); }

private slots:
    void theLongestThatFitsIsShown()
    {
        TextLabel label;
        label.setFont(m_font);
        const QStringList choices{QStringLiteral("45 ms · 1.0 % loss"), QStringLiteral("45 ms"), QStringLiteral("…")};
        label.setBest(choices, widthOf(choices[0]) + 1);
        QCOMPARE(label.text(), choices[0]);
        label.setBest(choices, widthOf(choices[0]) - 1);
        QCOMPARE(label.text(), choices[1]);
        QVERIFY(!label.isCut());
    }

    void aNameKeepsItsSizeAndItsEnds()
    {
        TextLabel label;
        label.setFont(m_font);
        label.keepSize();
        const QString name = QStringLiteral("a-walk-along-the-harbour.webm");
        label.setBest({name}, 0.8 * widthOf(name));
        QVERIFY(label.text().startsWith(QLatin1String("a-walk")) && label.text().endsWith(QLatin1String("webm")));
        QCOMPARE(label.width(), widthOf(label.text()));
        QVERIFY(label.width() <= 0.8 * widthOf(name));
        QVERIFY(!label.isCut());
    }

    void lettersGetSmallerBeforeWordsAreCut()
    {
        TextLabel label;
        label.setFont(m_font);
        const QString word = QStringLiteral("Transform");
        const double full = widthOf(word);
        label.setBest({word}, 0.8 * full);
        QCOMPARE(label.text(), word);
        QVERIFY(label.width() <= 0.8 * full + 1);
        QVERIFY(!label.isCut());
        // On the line that larger letters would stand on.
        const QRectF box(0, 0, 200, 40);
        const double line = QFontMetricsF(m_font).ascent();
        const double own =
            label.placed(box, Qt::AlignLeft | Qt::AlignTop).top() + label.height() * line / QFontMetricsF(m_font).height();
        QVERIFY2(std::abs(own - line) <= 2, qPrintable(QString::number(own - line)));
        label.setBest({word}, full + 1);
        QVERIFY(std::abs(label.width() - full) < 2); // large again where there is room
    }

    void whatDoesNotFitEvenSoIsCutAndSaysSo()
    {
        TextLabel label;
        label.setFont(m_font);
        const QString word = QStringLiteral("Transform");
        label.setBest({word}, 0.4 * widthOf(word));
        QVERIFY(label.isCut());
        QVERIFY(label.text().endsWith(QChar(0x2026)));
    }

    void orLeftOutWhereNothingIsBetterThanHalfOfIt()
    {
        TextLabel label;
        label.setFont(m_font);
        const QString clock = QStringLiteral("0:12.3");
        label.setBest({clock, QString()}, 0.8 * widthOf(clock));
        QCOMPARE(label.text(), clock);
        label.setBest({clock, QString()}, 0.4 * widthOf(clock));
        QCOMPARE(label.text(), QString());
        QVERIFY(!label.isCut());
    }
};

QTEST_MAIN(TestTextLabel)
#include "test_text_label.moc"
