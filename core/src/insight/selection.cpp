#include "insight/selection.h"

#include <algorithm>

#include "classify/language.h"
#include "text/fold.h"

namespace earshot {
namespace {

bool holds(std::string_view text, const std::string& folded_needle, std::string& scratch) {
  fold(text, scratch);
  return scratch.find(folded_needle) != std::string::npos;
}

}  // namespace

Selection select(const Table& table, const Filter& filter, std::span<const Brand> brands,
                 const Zone& zone) {
  Selection selection;
  if (filter.empty()) return selection;
  selection.all = false;

  // Which brand sets hold the brand is worked out once, not per row.
  std::vector<bool> sets(table.brand_sets(), true);
  if (filter.brand) {
    const auto brand = std::ranges::find(brands, *filter.brand, &Brand::name);
    if (brand == brands.end()) return selection;
    const auto index = static_cast<std::uint32_t>(brand - brands.begin());
    for (BrandSetId set = 0; set < sets.size(); ++set) {
      sets[set] = std::ranges::binary_search(table.brands(set), index);
    }
  }
  StringPool::Id platform = 0;
  if (filter.platform) {
    platform = table.platforms.find(*filter.platform);
    if (platform == table.platforms.size()) return selection;
  }
  Language language = 0;
  if (filter.language) {
    language = language_from_code(*filter.language);
    if (language == 0 && *filter.language != language_code(0)) return selection;
  }
  std::string needle, scratch;
  fold(filter.search, needle);
  ZoneCursor cursor(zone);

  each_row(table, Selection(), [&](const Segment& segment, std::size_t row) {
    if (!sets[segment.brands[row]]) return;
    if (filter.sentiment && segment.label[row] != *filter.sentiment) return;
    if (filter.platform && segment.platform[row] != platform) return;
    if (filter.language && segment.language[row] != language) return;
    if (filter.from || filter.to) {
      const Time time = table.time(segment, row);
      if (!time.present()) return;
      const std::int64_t local = local_ms(time, cursor);
      if ((filter.from && local < *filter.from) || (filter.to && local >= *filter.to)) return;
    }
    if (!needle.empty()) {
      const RowText text = Table::text(segment, row);
      if (!holds(text.text, needle, scratch) && !holds(text.title, needle, scratch) &&
          !holds(table.authors[segment.author[row]], needle, scratch)) {
        return;
      }
    }
    selection.rows.push_back(segment.first + static_cast<RowId>(row));
  });
  return selection;
}

}  // namespace earshot
