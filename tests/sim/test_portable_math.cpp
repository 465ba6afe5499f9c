// Our logarithm, exponential and cube root against the C library's, within the error their header states.
#include "core/sim/portable_math.h"
#include "core/sim/quantity_text.h"
#include "core/sim/random_stream.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace rebuffer;

namespace {

double relativeError(double ours, double reference)
{
    return reference == 0 ? std::fabs(ours) : std::fabs(ours / reference - 1);
}

/// From 1e-300 to 1e300, every power of ten as likely.
double anyPositive(RandomStream &random)
{
    return std::pow(10.0, -300 + 600 * random.uniform());
}

#define VERIFY_CLOSE(ours, reference, most, x)                                                                                   \
    QVERIFY2(relativeError(ours, reference) <= (most), ("at " + numberToText(x) + ": " + numberToText(ours)).c_str())

} // namespace

class TestPortableMath : public QObject {
    Q_OBJECT

private slots:
    void logarithm();
    void logarithmNearOne();
    void logarithmIsExactWhereItCanBe();
    void exponential();
    void exponentialAtTheEndsOfItsRange();
    void cubeRoot();
    void cubeRootOfCubes();
    void cubeRootOfTheSmallest();
};

void TestPortableMath::logarithm()
{
    RandomStream random(1, "log");
    for (int i = 0; i < 200'000; ++i) {
        const double x = anyPositive(random);
        VERIFY_CLOSE(portable::log(x), std::log(x), 1e-14, x);
    }
}

void TestPortableMath::logarithmNearOne()
{
    // Where the result is small, a careless sum loses every digit.
    RandomStream random(2, "log");
    for (int i = 0; i < 200'000; ++i) {
        const double x = 1 + (random.uniform() - 0.5) * std::pow(10.0, -12 * random.uniform());
        VERIFY_CLOSE(portable::log(x), std::log(x), 1e-14, x);
    }
}

void TestPortableMath::logarithmIsExactWhereItCanBe()
{
    QCOMPARE(portable::log(1), 0.0);
    VERIFY_CLOSE(portable::log(std::numeric_limits<double>::denorm_min()), -1074 * std::log(2.0), 1e-14, 0.0);
}

void TestPortableMath::exponential()
{
    RandomStream random(3, "exp");
    for (int i = 0; i < 200'000; ++i) {
        const double x = (random.uniform() * 2 - 1) * 700;
        VERIFY_CLOSE(portable::exp(x), std::exp(x), 1e-13, x);
    }
}

void TestPortableMath::exponentialAtTheEndsOfItsRange()
{
    QCOMPARE(portable::exp(0), 1.0);
    for (const double x : {-700.0, 700.0, 1e-300, -1e-300, 0.34657359027997264, -0.34657359027997264})
        VERIFY_CLOSE(portable::exp(x), std::exp(x), 1e-13, x);
}

void TestPortableMath::cubeRoot()
{
    RandomStream random(4, "cbrt");
    for (int i = 0; i < 200'000; ++i) {
        const double x = anyPositive(random) * (random.chance(0.5) ? 1 : -1);
        VERIFY_CLOSE(portable::cbrt(x), std::cbrt(x), 1e-14, x);
    }
}

void TestPortableMath::cubeRootOfCubes()
{
    QCOMPARE(portable::cbrt(0), 0.0);
    for (int n = -1000; n <= 1000; ++n)
        VERIFY_CLOSE(portable::cbrt(1.0 * n * n * n), 1.0 * n, 1e-14, 1.0 * n);
}

void TestPortableMath::cubeRootOfTheSmallest()
{
    for (const double x :
         {std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::min(), std::numeric_limits<double>::max()})
        VERIFY_CLOSE(portable::cbrt(x), std::cbrt(x), 1e-14, x);
}

QTEST_APPLESS_MAIN(TestPortableMath)
#include "test_portable_math.moc"
