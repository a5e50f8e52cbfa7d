#include "insight/cell_rows.h"

#include <limits>

#include "insight/hash_index.h"
#include "insight/kept.h"

namespace earshot {

CellRows::CellRows(const Table& table, const Zone& zone) {
  HashIndex numbers, places, index;
  // Mixed, since an index looks at the lower bits; no two keys become one.
  const auto number = [](HashIndex& of, std::uint64_t key) {
    const auto next = static_cast<std::uint32_t>(of.size());
    std::uint32_t& known = of[mixed(key)];
    if (known == HashIndex::kNone) known = next;
    return known;
  };
  std::vector<std::uint32_t> topics;  // by set of labels: the number of its topics
  for (LabelSetId set = 0; set < table.label_sets(); ++set) {
    topics.push_back(number(numbers, table.labels(set).topics));
  }
  rows_.reserve(table.size());
  ZoneCursor cursor(zone);
  each_row(table, Selection(), [&](const Segment& segment, std::size_t row) {
    const Time time = table.time(segment, row);
    const std::int64_t hour = time.present() ? floor_div(local_ms(time, cursor), kHourMs)
                                             : std::numeric_limits<std::int32_t>::min();
    const BrandSetId brands = segment.brands[row];
    const StringPool::Id platform = segment.platform[row];
    const Label label = segment.label[row];
    const std::uint64_t place = number(places, std::uint64_t{platform} << 32 | topics[segment.labels[row]]);
    const std::uint32_t cell =
        number(index, (place * kLabelCount + static_cast<std::size_t>(label)) << 32 | brands);
    if (cell == cells_.size())
      cells_.push_back({table.labels(segment.labels[row]).topics, brands, platform, label});
    if (cell == whole_.size()) whole_.push_back(0);
    ++whole_[cell];
    rows_.push_back({static_cast<std::int32_t>(hour), cell});
  });
}

std::vector<std::uint32_t> CellRows::counts(const Table& table, const Selection& selection) const {
  if (selection.all) return whole_;
  std::vector<std::uint32_t> counts(cells_.size());
  each_segment(table, selection, [&](const Segment& segment, std::span<const std::uint16_t> rows) {
    const std::span<const CellRow> of_segment = of(segment);
    for (const std::size_t row : rows) ++counts[of_segment[row].cell];
  });
  return counts;
}

const CellRows& cell_rows(const View& view, std::optional<CellRows>& own) {
  std::optional<CellRows>& rows = view.kept ? view.kept->cells : own;
  if (!rows) rows.emplace(view.table, view.zone);
  return *rows;
}

}  // namespace earshot
