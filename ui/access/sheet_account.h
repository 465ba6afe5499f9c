// A packet's sheet in words: its headers field by field, what it carries, and each moment of its life.
#pragma once

#include "ui/access/accessible_part.h"

namespace rebuffer {

class PacketSheet;

AccessibleParts sheetAccount(const PacketSheet &sheet);

} // namespace rebuffer
