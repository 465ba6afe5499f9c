// The running maximum that BBR keeps of its bandwidth: never below the true one, and it lets go of what is old.
#include "core/sim/random_stream.h"
#include "core/transport/congestion/windowed_filter.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace rebuffer;

class TestWindowedMaximum : public QObject {
    Q_OBJECT

private slots:
    void keepsTheLargestWhileItIsYoung()
    {
        WindowedMaximum filter;
        filter.update(5, 0, 10);
        filter.update(9, 1, 10);
        filter.update(3, 11, 10);
        QCOMPARE(filter.best(), 9.0);
    }

    void letsGoOfItWhenItIsOld()
    {
        WindowedMaximum filter;
        filter.update(9, 1, 10);
        for (std::int64_t t = 2; t <= 11; ++t)
            filter.update(4, t, 10);
        QCOMPARE(filter.best(), 9.0);
        filter.update(4, 12, 10);
        QCOMPARE(filter.best(), 4.0);
    }

    void afterSilenceOnlyTheNewCounts()
    {
        WindowedMaximum filter;
        filter.update(9, 0, 10);
        filter.update(2, 100, 10);
        QCOMPARE(filter.best(), 2.0);
    }

    // Three samples in place of all: the answer is some sample of the window, and at least the newest.
    void answersASampleOfTheWindow()
    {
        constexpr std::uint64_t seed = 3;
        constexpr std::int64_t window = 10;
        RandomStream random(seed, "windowed maximum test");
        WindowedMaximum filter;
        std::vector<double> values;
        for (std::int64_t t = 0; t < 20'000; ++t) {
            values.push_back(random.uniform());
            filter.update(values.back(), t, window);
            const auto first = values.end() - std::min<std::ptrdiff_t>(window + 1, static_cast<std::ptrdiff_t>(values.size()));
            QVERIFY2(std::find(first, values.end(), filter.best()) != values.end(),
                     qPrintable(QStringLiteral("seed %1, t %2").arg(seed).arg(t)));
            QVERIFY(filter.best() >= values.back());
        }
    }
};

QTEST_APPLESS_MAIN(TestWindowedMaximum)
#include "test_windowed_maximum.moc"
