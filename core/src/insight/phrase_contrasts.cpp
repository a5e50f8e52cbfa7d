#include "insight/phrase_contrasts.h"

#include <algorithm>

#include "insight/kept.h"
#include "text/cold_sort.h"
#include "time/civil.h"

namespace earshot {
namespace {

using Side = PhraseReader::Side;

/// The rows of both lists, ascending, each once.
std::vector<RowId> merged(const std::vector<RowId>& a, const std::vector<RowId>& b) {
  std::vector<RowId> rows;
  rows.reserve(a.size() + b.size());
  std::ranges::set_union(a, b, std::back_inserter(rows));
  return rows;
}

}  // namespace

PhraseContrasts phrase_contrasts(const View& view) {
  const Table& table = view.table;
  PhraseContrasts result;
  const std::vector<RowId> selected = steady_sample(table, view.selection, kMostRead);
  result.looked = selected.size();
  result.of = view.selection.size(table);
  const std::vector<RowId> other = view.against ? steady_sample(table, *view.against, kMostRead)
                                                : steady_sample(table, view.selection, kMostOthers, true);
  PhraseReader reader(table, merged(selected, other), view.brands, view.clusters,
                      view.kept ? &view.kept->words : nullptr);
  const std::span<const RowId> rows = reader.rows();

  std::vector<bool> is_selected(rows.size()), is_other(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    is_selected[i] = std::ranges::binary_search(selected, rows[i]);
    is_other[i] = std::ranges::binary_search(other, rows[i]);
  }
  std::vector<Side> sides(rows.size());
  const auto contrast = [&](auto side_of, std::size_t count) {
    for (std::size_t i = 0; i < rows.size(); ++i) sides[i] = side_of(i);
    return reader.apart(sides, count);
  };
  const auto add = [&](PhraseContrast::Of of, std::string_view name, Apart found) {
    if (found.inside > 0 && found.outside > 0) result.apart.push_back({of, name, std::move(found)});
  };
  const auto side = [](bool inside, bool outside) {
    return inside ? Side::Inside : outside ? Side::Outside : Side::Neither;
  };
  if (!other.empty()) {
    add(PhraseContrast::Of::Selection, {},
        contrast([&](std::size_t i) { return side(is_selected[i], is_other[i]); },
                 kPhrasesOfSelection));
  }
  if (view.against) {
    add(PhraseContrast::Of::Against, {},
        contrast([&](std::size_t i) { return side(is_other[i], is_selected[i]); },
                 kPhrasesOfSelection));
  }

  // What the groups within the selection go by, once a row.
  std::vector<Label> labels(rows.size());
  std::vector<BrandSetId> sets(rows.size());
  std::vector<std::int64_t> times(rows.size());
  std::vector<bool> dated(rows.size());
  std::vector<std::uint64_t> mentions(view.brands.size());
  std::optional<std::int64_t> first, last;
  ZoneCursor cursor(view.zone);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!is_selected[i]) continue;
    const auto [segment, row] = table.at(rows[i]);
    labels[i] = segment->label[row];
    sets[i] = segment->brands[row];
    for (const std::uint32_t brand : table.brands(sets[i])) ++mentions[brand];
    const Time time = table.time(*segment, row);
    dated[i] = time.present();
    if (!dated[i]) continue;
    times[i] = local_ms(time, cursor);
    first = first ? std::min(*first, times[i]) : times[i];
    last = last ? std::max(*last, times[i]) : times[i];
  }
  for (const Label label : {Label::Positive, Label::Negative}) {
    add(PhraseContrast::Of::Sentiment, label_name(label),
        contrast([&](std::size_t i) { return side(is_selected[i] && labels[i] == label, is_selected[i]); },
                 kPhrasesOfGroup));
  }
  std::vector<std::uint32_t> brands;
  for (std::uint32_t brand = 0; brand < mentions.size(); ++brand) {
    if (mentions[brand] > 0) brands.push_back(brand);
  }
  cold_sort(brands, [&](std::uint32_t a, std::uint32_t b) {
    return mentions[a] != mentions[b] ? mentions[a] > mentions[b] : a < b;
  });
  if (brands.size() > kBrandsContrasted) brands.resize(kBrandsContrasted);
  for (const std::uint32_t brand : brands) {
    add(PhraseContrast::Of::Brand, view.brands[brand].name,
        contrast(
            [&](std::size_t i) {
              if (!is_selected[i]) return Side::Neither;
              const auto named = table.brands(sets[i]);
              return side(std::ranges::binary_search(named, brand), !named.empty());
            },
            kPhrasesOfGroup));
  }
  if (first && *last - *first >= kDayMs) {
    result.border = *last - (*last - *first) / 4;
    const auto late = [&](std::size_t i) { return is_selected[i] && dated[i] && times[i] >= *result.border; };
    const auto early = [&](std::size_t i) { return is_selected[i] && dated[i] && times[i] < *result.border; };
    result.emerging =
        contrast([&](std::size_t i) { return side(late(i), early(i)); }, kPhrasesOfSelection);
    result.fading =
        contrast([&](std::size_t i) { return side(early(i), late(i)); }, kPhrasesOfSelection);
  }
  return result;
}

}  // namespace earshot
