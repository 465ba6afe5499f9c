// The largest of what was seen lately, in constant space: keeps the best, and the best since, and the best since that
// (Kathleen Nichols's algorithm, as in Linux's lib/minmax.c).
#pragma once

#include <array>
#include <cstdint>

namespace rebuffer {

/// Time is any count that does not go back, such as round trips.
class WindowedMaximum {
public:
    double best() const { return m_best[0].value; }

    void update(double value, std::int64_t now, std::int64_t window)
    {
        const Sample sample{value, now};
        if (value >= m_best[0].value || now - m_best[2].at > window) {
            m_best.fill(sample);
            return;
        }
        if (value >= m_best[1].value)
            m_best[1] = m_best[2] = sample;
        else if (value >= m_best[2].value)
            m_best[2] = sample;
        forgetOld(sample, window);
    }

private:
    struct Sample {
        double value = 0;
        std::int64_t at = 0;
    };

    void forgetOld(const Sample &sample, std::int64_t window)
    {
        const std::int64_t age = sample.at - m_best[0].at;
        if (age > window) {
            shift(sample);
            if (sample.at - m_best[0].at > window)
                shift(sample);
        } else if (m_best[1].at == m_best[0].at && age > window / 4) {
            m_best[1] = m_best[2] = sample; // a quarter has passed without a second choice
        } else if (m_best[2].at == m_best[1].at && age > window / 2) {
            m_best[2] = sample;
        }
    }
    void shift(const Sample &sample) { m_best = {m_best[1], m_best[2], sample}; }

    std::array<Sample, 3> m_best{};
};

} // namespace rebuffer
