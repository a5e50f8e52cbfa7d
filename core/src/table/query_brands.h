// Which brand an export's query stands for: the one whose name or alias it is.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include <earshot/settings.h>

#include "table/table.h"

namespace earshot {

class QueryBrands {
 public:
  QueryBrands() = default;
  explicit QueryBrands(std::span<const Brand> brands);

  /// The brand of a query of the table, always the same one; kNoBrand if there is none.
  std::uint32_t of(const Table& table, StringPool::Id query);

 private:
  std::map<std::string, std::uint32_t> named_;  // by folded name and alias
  std::vector<std::uint32_t> by_query_;
  std::string folded_;
};

}  // namespace earshot
