#include "core/io/source_mark.h"

#include <QCryptographicHash>
#include <QFile>

namespace rebuffer {

namespace {

constexpr qint64 endSize = 1 << 20;

const std::string *pathOf(const SourceSpec &source)
{
    if (const auto *file = std::get_if<FileSource>(&source))
        return &file->path;
    const auto *bytes = std::get_if<BytesSource>(&source);
    return bytes ? &bytes->path : nullptr;
}

} // namespace

std::optional<SourceMark> markOf(const SourceSpec &source)
{
    const std::string *path = pathOf(source);
    if (!path)
        return std::nullopt;
    QFile file(QString::fromStdString(*path));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(file.read(endSize));
    file.seek(std::max(file.pos(), file.size() - endSize));
    hash.addData(file.read(endSize));
    return SourceMark{Bytes(file.size()), hash.result().toHex().toStdString()};
}

std::optional<std::string> differenceFromMark(const Scenario &scenario)
{
    const auto mark = scenario.sourceMark ? markOf(scenario.source) : std::nullopt;
    if (!mark || *mark == *scenario.sourceMark)
        return std::nullopt;
    const std::string &path = *pathOf(scenario.source);
    if (mark->size != scenario.sourceMark->size) {
        return path + ": is another file than the scenario was made with: " + std::to_string(mark->size.count()) +
               " bytes instead of " + std::to_string(scenario.sourceMark->size.count()) + "; the run will differ";
    }
    return path + ": is another file than the scenario was made with, of the same size; the run will differ";
}

} // namespace rebuffer
