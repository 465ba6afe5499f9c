#include "resources/demo_film/scenes/sparks_scene.h"

#include "resources/demo_film/drawing.h"
#include "resources/demo_film/film_format.h"
#include "resources/demo_film/noise.h"
#include "resources/demo_film/random.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rebuffer::film {

namespace {

constexpr int sparkCount = 5200;
const QPointF middle(pictureWidth / 2.0, stageHeight / 2.0);

// The wind is the curl of a noise field: it swirls, and never piles the sparks up in one place.
QPointF wind(const QPointF &at, double time)
{
    const auto stream = [time](double x, double y) { return fractalNoise(x * 0.0042, y * 0.0042, time * 0.22, 2); };
    constexpr double reach = 3;
    const double slopeX = stream(at.x() + reach, at.y()) - stream(at.x() - reach, at.y());
    const double slopeY = stream(at.x(), at.y() + reach) - stream(at.x(), at.y() - reach);
    return QPointF(slopeY, -slopeX) * (30000 / reach / 2);
}

QPointF pointIn(const QPolygonF &triangle, Random &random)
{
    double a = random.unit();
    double b = random.unit();
    if (a + b > 1) {
        a = 1 - a;
        b = 1 - b;
    }
    return triangle[0] + (triangle[1] - triangle[0]) * a + (triangle[2] - triangle[0]) * b;
}

// Sparks that leave the stage come back on the other side.
double wrap(double value, double size)
{
    constexpr double margin = 20;
    return value < -margin ? value + size + 2 * margin : value > size + margin ? value - size - 2 * margin : value;
}

Light toneAt(double share)
{
    static constexpr std::array<Light, 5> tones{light(0xFF3D2E), light(0xFF9A1F), light(0xFFE14D), light(0x1FE0A0),
                                                light(0x2E9BFF)};
    const double place = share * (tones.size() - 1);
    const auto index = std::min(static_cast<std::size_t>(place), tones.size() - 2);
    return mix(tones[index], tones[index + 1], place - static_cast<double>(index));
}

double gathering(double time)
{
    return ease(2.6, 3.6, time) * (1 - ease(6.6, 7.0, time));
}

double spiralling(double time)
{
    return ease(7.6, 9.2, time);
}

} // namespace

SparksScene::SparksScene() : m_field(pictureWidth, stageHeight)
{
    Random random(22);
    const QPolygonF triangle = playTriangle(middle - QPointF(20, 0), 262);
    std::vector<QPointF> goals;
    for (int i = 0; i < sparkCount; ++i)
        goals.push_back(pointIn(triangle, random));
    std::ranges::sort(goals, {}, &QPointF::x);
    for (int i = 0; i < sparkCount; ++i) {
        // Goals and places both run from left to right, and so does the colour: neighbours are of a kind
        // wherever they gather.
        const double share = static_cast<double>(i) / sparkCount;
        const QPointF place(pictureWidth * share, random.between(0, stageHeight));
        const Light tone = toneAt(std::clamp(share + 0.06 * random.normal(), 0.0, 1.0));
        const double radius = 460 * std::sqrt(random.unit());
        m_sparks.push_back({place, {}, goals[static_cast<std::size_t>(i)], tone * random.between(0.3, 1.1), radius});
    }
}

QPointF SparksScene::pull(const Spark &spark, const Moment &moment) const
{
    const QPointF home = (spark.goal - spark.place) * (4.6 * gathering(moment.time));
    const QPointF out = spark.place - middle;
    const double distance = std::hypot(out.x(), out.y()) + 1;
    const QPointF around = QPointF(-out.y() * 1.5, out.x() * 0.75) * (190 / distance);
    const QPointF inward = out * ((spark.radius - distance) / distance * 1.5);
    return home + (around + inward) * spiralling(moment.time);
}

void SparksScene::step(const Moment &moment)
{
    constexpr double dt = 1.0 / framesPerSecond;
    m_field.fade(0.86);
    const double drift = 1 - 0.84 * std::max(gathering(moment.time), spiralling(moment.time));
    const double burst = 1 + 5 * std::exp(-8 * std::abs(moment.time - 6.9));
    for (Spark &spark : m_sparks) {
        const QPointF target = wind(spark.place, moment.time) * (drift * burst) + pull(spark, moment);
        spark.speed += (target - spark.speed) * 0.25;
        const QPointF next = spark.place + spark.speed * dt;
        const double length = std::hypot(spark.speed.x(), spark.speed.y()) * dt;
        m_field.addLine(spark.place, next, spark.light * (1.6 / (1 + 0.35 * length)));
        spark.place = {wrap(next.x(), pictureWidth), wrap(next.y(), stageHeight)};
    }
}

void SparksScene::paint(QImage &stage, const Moment &moment) const
{
    const double turn = moment.time * 0.03;
    shade(stage, 0, stageHeight, [turn](int x, int y) {
        const double across = static_cast<double>(x) / pictureWidth;
        const double down = static_cast<double>(y) / stageHeight;
        return mix(light(0x060A1C), light(0x1A0F2E), std::clamp(across * 0.6 + down * 0.4 + turn - 0.15, 0.0, 1.0));
    });
    m_field.showOn(stage, 1.1);
}

} // namespace rebuffer::film
