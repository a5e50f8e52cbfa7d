#include "labelling/lessons.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "classify/corrections.h"
#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/hash.h"

namespace earshot {
namespace {

// What corrected texts have in common is compared with at most this many others.
constexpr std::size_t kOtherTexts = 1'000;

}  // namespace

Lessons learn_from(const std::shared_ptr<const Model>& model, const Table& table,
                   const Corrections& in_force) {
  std::vector<CorrectedText> corrected;
  std::vector<std::string> others;
  std::string joined;
  const CorrectionRules own({{}, {}, in_force.mentions});
  const std::size_t stride = std::max<std::size_t>(1, table.size() / kOtherTexts);
  for (std::size_t id = 0; id < table.size(); ++id) {
    const auto [segment, row] = table.at(static_cast<RowId>(id));
    const RowWords words = Table::words(*segment, row);
    const std::string_view text = Table::subject(words.title, words.text, joined);
    const std::uint64_t key = text_key(text);
    if (const LabelChange* labels = own.labels_of(key)) {
      corrected.push_back({key, std::string(text), *labels});
    } else if (id % stride == 0 && text.size() <= kMaxLessonBytes) {
      others.emplace_back(text);
    }
  }
  cold_sort(corrected, [](const auto& a, const auto& b) { return a.key < b.key; });
  const auto same = [](const auto& a, const auto& b) { return a.key == b.key; };
  corrected.erase(std::unique(corrected.begin(), corrected.end(), same), corrected.end());
  return {propose_rules(model, in_force, corrected, others),
          learn_weights(model, in_force, corrected, others)};
}

Corrections with_rule(Corrections corrections, const PhraseRule& rule) {
  std::string folded;
  std::erase_if(corrections.phrases, [&](const PhraseRule& old) {
    fold(old.phrase, folded);
    return folded == rule.phrase;
  });
  corrections.phrases.push_back(rule);
  sort_by_phrase(corrections.phrases);
  return corrections;
}

}  // namespace earshot
