#include "core/media/file_check.h"

#include <filesystem>
#include <fstream>

namespace rebuffer {

namespace fs = std::filesystem;

namespace {

fs::path nativePath(const std::string &path)
{
    return fs::path(std::u8string(path.begin(), path.end()));
}

bool canBeOpened(const fs::path &file)
{
    return std::ifstream(file, std::ios::binary).good();
}

} // namespace

Problem problemWith(const std::string &path, const std::string &what)
{
    return {'"' + path + "\" " + what};
}

Result<Bytes> sizeOfReadableFile(const std::string &path)
{
    if (path.empty())
        return Problem{"No file was named: give the path of one."};
    const fs::path file = nativePath(path);
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (status.type() == fs::file_type::not_found)
        return problemWith(path, "cannot be opened: there is no such file.");
    if (error)
        return problemWith(path, "cannot be opened: " + error.message() + ".");
    if (fs::is_directory(status))
        return problemWith(path, "is a directory: name a file in it.");
    if (!fs::is_regular_file(status))
        return problemWith(path, "is a device or a pipe: only a regular file can be played.");
    if (!canBeOpened(file))
        return problemWith(path, "cannot be opened: there is no permission to read it.");
    const std::uintmax_t size = fs::file_size(file, error);
    if (error)
        return problemWith(path, "cannot be read: " + error.message() + ".");
    if (size == 0)
        return problemWith(path, "is empty: there is nothing in it to play.");
    return Bytes(static_cast<std::int64_t>(size));
}

std::string fileName(const std::string &path)
{
    const std::size_t slash = path.find_last_of('/');
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

} // namespace rebuffer
