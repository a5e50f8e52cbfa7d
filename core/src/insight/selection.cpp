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

  // Which brand sets hold the brand, and with which label, is worked out once, not per row.
  enum class Holds : std::uint8_t { No, AsText, Yes };
  std::vector<Holds> sets(table.brand_sets(), Holds::AsText);
  if (filter.brand) {
    const auto brand = std::ranges::find(brands, *filter.brand, &Brand::name);
    if (brand == brands.end()) return selection;
    const auto index = static_cast<std::uint32_t>(brand - brands.begin());
    for (BrandSetId set = 0; set < sets.size(); ++set) {
      const auto named = table.brands(set);
      const auto at = std::ranges::lower_bound(named, index);
      if (at == named.end() || *at != index) {
        sets[set] = Holds::No;
      } else if (const Aimed label = table.aimed(set)[static_cast<std::size_t>(at - named.begin())]) {
        sets[set] = !filter.sentiment || *label == *filter.sentiment ? Holds::Yes : Holds::No;
      }
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
  std::vector<bool> label_sets;
  if (filter.intent || filter.topic || filter.urgency) {
    for (std::size_t id = 0; id < table.label_sets(); ++id) {
      const LabelSet& set = table.labels(static_cast<LabelSetId>(id));
      const auto has = [](std::uint32_t bits, auto value) {
        return !value || (bits >> static_cast<std::uint32_t>(*value) & 1) != 0;
      };
      label_sets.push_back(has(set.intents, filter.intent) && has(set.topics, filter.topic) &&
                           (!filter.urgency || set.urgency == *filter.urgency));
    }
  }
  std::string needle, scratch;
  fold(filter.search, needle);
  ZoneCursor cursor(zone);

  each_row(table, Selection(), [&](const Segment& segment, std::size_t row) {
    const Holds holds_brand = sets[segment.brands[row]];
    if (holds_brand == Holds::No) return;
    if (filter.sentiment && holds_brand == Holds::AsText &&
        segment.label[row] != *filter.sentiment) {
      return;
    }
    if (filter.platform && segment.platform[row] != platform) return;
    if (filter.language && segment.language[row] != language) return;
    if (!label_sets.empty() && !label_sets[segment.labels[row]]) return;
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
