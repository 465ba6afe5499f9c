// Any text as any key's value: refused with a line, or set; what is set reads back as text that sets the same.
#include "core/session/scenario_keys.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const auto keys = rebuffer::scenarioKeys();
    const rebuffer::ScenarioKey &key = keys[data[0] % keys.size()];
    const std::string_view value(reinterpret_cast<const char *>(data) + 1, size - 1);
    rebuffer::Scenario scenario;
    if (!rebuffer::setScenarioKey(scenario, key.name, value))
        return 0;
    rebuffer::Scenario again;
    if (!rebuffer::setScenarioKey(again, key.name, key.get(scenario)) || !(again == scenario))
        std::abort();
    return 0;
}
