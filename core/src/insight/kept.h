// What was read out of the texts of the whole table, whatever is selected: worked out when it is first
// asked for, and kept for the filters to come until mentions, brands, labels or copies are others.
#pragma once

#include <array>
#include <optional>

#include "insight/phrases.h"
#include "insight/request_groups.h"

namespace earshot {

struct Kept {
  std::array<std::optional<RequestGroups>, kRequestKinds> requests;
  KeptWords words;
};

}  // namespace earshot
