// A table and a view of it made by hand, for tests of figures: labels and brands are what the test says.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/input.h>
#include <earshot/settings.h>

#include "insight/view.h"
#include "table/table.h"

namespace earshot {

struct TestMention {
  std::vector<std::uint32_t> brands = {};
  Label label = Label::Unrated;
  Mention mention = {};
  LabelSet labels = {};
};

struct TestTable {
  explicit TestTable(std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) settings.brands.emplace_back().name = name;
    inputs.emplace_back().name = "a.csv";
  }

  void add(const TestMention& one, std::size_t times = 1) {
    for (; times > 0; --times) {
      Mention mention = one.mention;
      mention.source.row = table.size() + 1;
      const auto [segment, row] = table.add(mention);
      segment->label[row] = one.label;
      segment->brands[row] = table.brand_set(one.brands);
      segment->labels[row] = table.label_set(one.labels);
    }
  }

  View view() {
    table.settle();
    return {table, selection, settings.brands, Zone::utc(), inputs, settings};
  }

  Table table;
  Selection selection;
  Settings settings;
  std::vector<Input> inputs;
};

/// Noon of a day of January 2026.
inline Time noon(std::int64_t day) {
  return Time::instant((20'454 + day - 1) * 86'400'000 + 43'200'000);
}

}  // namespace earshot
