// The table of time zones, which is no part of the program: a file beside the model.
#pragma once

#include <span>

#include <earshot/error.h>

namespace earshot {

/// Takes the bytes of `earshot.zones`, which are copied. To be called once, before the first
/// analysis; without it UTC is the only zone by name: settings that name another are refused, and
/// dates beside "ET" or "(Europe/Paris)" count as without a zone. Offsets such as "+09:00" and "KST"
/// are read all the same. Errors: BadModel.
Result<void> load_zones(std::span<const unsigned char> bytes);

}  // namespace earshot
