// What corrections would change, before they are in force.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/labels.h>
#include <earshot/mention.h>

#include "table/table.h"

namespace earshot {

struct CorrectionTrial {
  static constexpr std::size_t kSamples = 20;

  struct Labelled {
    Sentiment sentiment;
    LabelSet labels;
  };
  struct Sample {
    std::string text;
    Labelled before, after;
  };
  std::uint64_t changes = 0, looked = 0, of = 0;  ///< mentions
  std::vector<Sample> samples;                    ///< the first of different texts

  void add(std::string_view text, const Labelled& before, const Labelled& after);
};

}  // namespace earshot
