// What was worked out of the whole table, whatever is selected, when it was first asked for: kept for the
// filters to come until mentions, brands, labels or copies are others.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "insight/author_rows.h"
#include "insight/cell_rows.h"
#include "insight/phrases.h"
#include "insight/request_groups.h"
#include "insight/response.h"

namespace earshot {

struct Kept {
  std::array<std::optional<RequestGroups>, kRequestKinds> requests;
  KeptWords words;
  std::optional<AuthorRows> authors;
  std::optional<CellRows> cells;
  std::vector<std::uint32_t> accounts;  ///< see `brand_accounts`; empty until asked for
  std::optional<Answers> answers;
  std::optional<std::vector<Answered>> replied;  ///< by mention, whether any names it as its parent
};

}  // namespace earshot
