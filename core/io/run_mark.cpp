#include "core/io/run_mark.h"

#include "core/io/scenario_file.h"

#include <QJsonDocument>

namespace rebuffer {

QJsonObject toJson(const RunMark &mark, const QString &path)
{
    return {{QStringLiteral("rebuffer_version"), mark.version},
            {QStringLiteral("seed"), static_cast<qint64>(mark.scenario.seed)},
            {QStringLiteral("scenario"), QJsonDocument::fromJson(scenarioToJson(namedFrom(path, mark.scenario))).object()}};
}

} // namespace rebuffer
