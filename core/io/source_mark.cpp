#include "core/io/source_mark.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

namespace rebuffer {

namespace {

/// Reading and hashing a film of hours would take longer than running it.
constexpr qint64 pieceSize = 1 << 20;
constexpr qint64 mostPieces = 128;

} // namespace

const std::string *pathOf(const SourceSpec &source)
{
    if (const auto *file = std::get_if<FileSource>(&source))
        return &file->path;
    const auto *bytes = std::get_if<BytesSource>(&source);
    return bytes ? &bytes->path : nullptr;
}

std::optional<SourceMark> markOf(const SourceSpec &source)
{
    const std::string *path = pathOf(source);
    if (!path)
        return std::nullopt;
    QFile file(QString::fromStdString(*path));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const bool isWhole = file.size() <= mostPieces * pieceSize;
    for (qint64 i = 0; i < mostPieces && !file.atEnd(); ++i) {
        if (!isWhole)
            file.seek((file.size() - pieceSize) * i / (mostPieces - 1));
        hash.addData(file.read(pieceSize));
    }
    return SourceMark{Bytes(file.size()), hash.result().toHex().toStdString()};
}

std::optional<std::string> differenceFromMark(const Scenario &scenario)
{
    const std::string *path = scenario.sourceMark ? pathOf(scenario.source) : nullptr;
    if (!path)
        return std::nullopt;
    const QFileInfo there(QString::fromStdString(*path));
    if (there.isFile() && Bytes(there.size()) != scenario.sourceMark->size) { // known without reading it
        return *path + ": is another file than the scenario was made with: " + std::to_string(there.size()) +
               " bytes instead of " + std::to_string(scenario.sourceMark->size.count()) + "; the run will differ";
    }
    const auto mark = markOf(scenario.source);
    if (!mark || *mark == *scenario.sourceMark)
        return std::nullopt;
    return *path + ": is another file than the scenario was made with, of the same size; the run will differ";
}

} // namespace rebuffer
