// Any bytes as a scenario file: refused with one line, or read; what is read is written and read again as the same.
#include "core/io/scenario_file.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray json(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto scenario = rebuffer::parseScenario(json, QStringLiteral("fuzz"));
    if (!scenario) {
        if (scenario.problem().empty())
            std::abort();
        return 0;
    }
    const QByteArray written = rebuffer::scenarioToJson(*scenario);
    const auto again = rebuffer::parseScenario(written, QStringLiteral("again"));
    if (!again || rebuffer::scenarioToJson(*again) != written)
        std::abort();
    return 0;
}
