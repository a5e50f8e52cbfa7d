#include "table/query_brands.h"

#include "text/fold.h"

namespace earshot {

QueryBrands::QueryBrands(std::span<const Brand> brands) {
  for (std::uint32_t brand = 0; brand < brands.size(); ++brand) {
    fold(brands[brand].name, folded_);
    named_.try_emplace(folded_, brand);
    for (const std::string& alias : brands[brand].aliases) {
      fold(alias, folded_);
      named_.try_emplace(folded_, brand);
    }
  }
}

std::uint32_t QueryBrands::of(const Table& table, StringPool::Id query) {
  while (by_query_.size() <= query) {
    const auto id = static_cast<StringPool::Id>(by_query_.size());
    fold(table.queries[id], folded_);
    const auto named = id == 0 ? named_.end() : named_.find(folded_);
    by_query_.push_back(named == named_.end() ? kNoBrand : named->second);
  }
  return by_query_[query];
}

}  // namespace earshot
