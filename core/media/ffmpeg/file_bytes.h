// The bytes of a file at any offset, through a window that moves along: for readers that go mostly forward.
#pragma once

#include "core/sim/units.h"

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <span>
#include <string>
#include <vector>

namespace rebuffer {

/// Answers with what is there; a file that has shrunk or cannot be read is a file that ends early.
class FileBytes {
public:
    explicit FileBytes(const std::string &path);

    /// The bytes [offset, offset + count), fewer at the end of the file. Good until the next call.
    std::span<const std::uint8_t> at(Bytes offset, std::size_t count);

private:
    void moveTo(Bytes offset, std::size_t count);

    std::ifstream m_file;
    std::vector<char> m_window;
    Bytes m_begin;            // of the window, in the file
    std::size_t m_filled = 0; // how much of it holds bytes
};

/// The unsigned number in `bytes`, most significant first; at most eight of them.
std::uint64_t bigEndian(std::span<const std::uint8_t> bytes);

} // namespace rebuffer
