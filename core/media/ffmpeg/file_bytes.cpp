#include "core/media/ffmpeg/file_bytes.h"

#include <algorithm>
#include <filesystem>

namespace rebuffer {

namespace {

constexpr std::size_t smallestWindow = 65536;

} // namespace

FileBytes::FileBytes(const std::string &path)
    : m_file(std::filesystem::path(std::u8string(path.begin(), path.end())), std::ios::binary)
{
}

std::span<const std::uint8_t> FileBytes::at(Bytes offset, std::size_t count)
{
    if (offset < Bytes(0))
        return {};
    const auto fits = [&] {
        return offset >= m_begin && static_cast<std::uint64_t>((offset - m_begin).count()) + count <= m_filled;
    };
    if (!fits())
        moveTo(offset, count);
    const auto skipped = std::min(m_filled, static_cast<std::size_t>((offset - m_begin).count()));
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(m_window.data());
    return {bytes + skipped, std::min(count, m_filled - skipped)};
}

void FileBytes::moveTo(Bytes offset, std::size_t count)
{
    m_window.resize(std::max({m_window.size(), count, smallestWindow}));
    m_file.clear();
    m_file.seekg(offset.count());
    m_file.read(m_window.data(), static_cast<std::streamsize>(m_window.size()));
    m_begin = offset;
    m_filled = static_cast<std::size_t>(std::max<std::streamsize>(0, m_file.gcount()));
}

std::uint64_t bigEndian(std::span<const std::uint8_t> bytes)
{
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes)
        value = value << 8 | byte;
    return value;
}

} // namespace rebuffer
