#include "insight/compare.h"

#include <algorithm>
#include <utility>

#include "insight/adequacy.h"
#include "insight/distributions.h"
#include "text/cold_sort.h"

namespace earshot {
namespace {

std::uint64_t of(const Talk& talk, Label label) {
  return talk.labels[static_cast<std::size_t>(label)];
}

Difference difference_of(std::uint64_t k1, std::uint64_t n1, std::uint64_t k2, std::uint64_t n2) {
  Difference difference{newcombe(k1, n1, k2, n2), shares_p(k1, n1, k2, n2)};
  difference.tested = n1 >= kFewestMentions && n2 >= kFewestMentions;
  return difference;
}

Difference difference_of(Label label, const Talk& one, const Talk& two) {
  return difference_of(of(one, label), rated(one.labels), of(two, label), rated(two.labels));
}

void decide(std::span<Difference* const> together) {
  std::vector<double> p_values;
  for (const Difference* difference : together) {
    if (difference->tested) p_values.push_back(difference->p);
  }
  const double highest = benjamini_hochberg(p_values, kFalseDiscoveries);
  for (Difference* const difference : together) {
    // Near the border the test may reject what the interval does not: then nothing is clear.
    const auto& value = difference->value;
    difference->clear = difference->tested && difference->p <= highest && value &&
                        (value->low > 0 || value->high < 0);
  }
}

Talk sum_of_others(std::span<const Talk> brands, std::size_t but) {
  Talk sum;
  for (std::size_t at = 0; at < brands.size(); ++at) {
    if (at == but) continue;
    for (std::size_t label = 0; label < kLabelCount; ++label) {
      sum.labels[label] += brands[at].labels[label];
    }
  }
  return sum;
}

}  // namespace

std::uint64_t rated(const LabelCounts& labels) {
  return total(labels) - labels[static_cast<std::size_t>(Label::Unrated)];
}

std::optional<Comparison> compare(const View& view) { return compare(view, slice(view, bit(By::Topics))); }

std::optional<Comparison> compare(const View& view, Slices slices) {
  Comparison result;
  result.slices = std::move(slices);
  const std::vector<std::uint32_t>& brands = result.slices.brands.values;
  if (brands.size() < 2) return std::nullopt;
  for (std::size_t place = 0; place < brands.size() && !result.own_by_settings; ++place) {
    if (!view.brands[brands[place]].own) continue;
    result.own = place;
    result.own_by_settings = true;
  }

  // No other brand stands in for the person's own where nobody mentions it.
  if (!result.own_by_settings && std::ranges::any_of(view.brands, &Brand::own)) return std::nullopt;

  const std::vector<Slice>& topics = result.slices[By::Topics].slices;
  std::vector<Difference*> together;
  result.brands.resize(brands.size());
  for (std::size_t place = 0; place < brands.size(); ++place) {
    const std::uint64_t all = result.slices.whole[place].mentions();
    const std::uint64_t all_others = sum_of_others(result.slices.whole, place).mentions();
    result.brands[place].resize(topics.size());
    for (std::size_t topic = 0; topic < topics.size(); ++topic) {
      TopicStanding& standing = result.brands[place][topic];
      standing.talk = topics[topic].brands[place];
      standing.others = sum_of_others(topics[topic].brands, place);
      standing.positive = difference_of(Label::Positive, standing.talk, standing.others);
      standing.negative = difference_of(Label::Negative, standing.talk, standing.others);
      standing.volume = difference_of(standing.talk.mentions(), all, standing.others.mentions(),
                                      all_others);
      for (Difference* one : {&standing.positive, &standing.negative, &standing.volume}) {
        together.push_back(one);
      }
    }
  }
  decide(together);

  std::vector<Gap> gaps;
  for (std::size_t place = 0; place < brands.size(); ++place) {
    if (place == result.own || view.brands[brands[place]].own) continue;
    for (std::uint32_t topic = 0; topic < topics.size(); ++topic) {
      gaps.push_back({place, topic,
                      difference_of(Label::Negative, topics[topic].brands[place],
                                    topics[topic].brands[result.own])});
    }
  }
  together.clear();
  for (Gap& gap : gaps) together.push_back(&gap.negative);
  decide(together);
  for (const Gap& gap : gaps) {
    if (gap.negative.above()) result.openings.push_back(gap);
    if (gap.negative.below()) result.threats.push_back(gap);
  }
  for (std::vector<Gap>* list : {&result.openings, &result.threats}) {
    cold_sort(*list, [](const Gap& a, const Gap& b) {
      const double left = a.negative.value->value, right = b.negative.value->value;
      if (left != right) return left > 0 ? left > right : left < right;
      return a.competitor != b.competitor ? a.competitor < b.competitor : a.topic < b.topic;
    });
  }
  return result;
}

}  // namespace earshot
