#include "insight/compare.h"

#include "report/figure_out.h"
#include "report/sections.h"

namespace earshot {
namespace {

/// {"value", "low", "high", "clear", "direction"}: "higher", "lower" or "no clear change".
void write_difference(JsonOut& json, std::string_view name, const Difference& difference) {
  if (!difference.value) return json.null(name);
  json.begin_object(name);
  json.fraction("value", difference.value->value);
  json.fraction("low", difference.value->low);
  json.fraction("high", difference.value->high);
  json.text("verdict", difference.above()   ? "higher"
                       : difference.below() ? "lower"
                       : difference.tested  ? "no clear change"
                                            : "too few mentions to tell");
  json.end();
}

std::uint64_t of(const Talk& talk, Label label) {
  return talk.labels[static_cast<std::size_t>(label)];
}

void write_standing(JsonOut& json, const View& view, std::uint32_t topic,
                    const TopicStanding& standing, std::uint64_t mentions) {
  const std::uint64_t n = rated(standing.talk.labels);
  json.begin_object();
  json.text("name", slice_name(view, By::Topics, topic));
  json.number("mentions", standing.talk.mentions());
  write_share(json, "volume", standing.talk.mentions(), mentions);
  write_difference(json, "volumeAgainstOthers", standing.volume);
  write_share(json, "positive", of(standing.talk, Label::Positive), n);
  write_difference(json, "positiveAgainstOthers", standing.positive);
  write_share(json, "negative", of(standing.talk, Label::Negative), n);
  write_difference(json, "negativeAgainstOthers", standing.negative);
  write_figure(json, "netSentiment", net_of_polar(of(standing.talk, Label::Positive), of(standing.talk, Label::Negative)),
               of(standing.talk, Label::Positive) + of(standing.talk, Label::Negative));
  json.end();
}

void write_gaps(JsonOut& json, std::string_view name, const View& view, const Comparison& found,
                const std::vector<Gap>& gaps) {
  const std::vector<std::uint32_t>& brands = found.slices.brands.values;
  const std::size_t listed = std::min(gaps.size(), kListed);
  json.begin_array(name);
  for (std::size_t at = 0; at < listed; ++at) {
    const Gap& gap = gaps[at];
    json.begin_object();
    json.text("competitor", view.brands[brands[gap.competitor]].name);
    json.text("topic", slice_name(view, By::Topics, gap.topic));
    for (const auto& [key, place] : {std::pair{"theirs", gap.competitor}, std::pair{"ours", found.own}}) {
      const Talk& talk = found.brands[place][gap.topic].talk;
      write_share(json, key, of(talk, Label::Negative), rated(talk.labels));
    }
    write_difference(json, "difference", gap.negative);
    json.end();
  }
  json.end();
  write_left_out(json, name, gaps.size() - listed);
}

}  // namespace

void write_compare(JsonOut& json, const View& view) {
  const auto found = compare(view);
  if (!found) return json.null("compare");
  const Slices& slices = found->slices;
  const std::vector<std::uint32_t>& brands = slices.brands.values;
  const std::uint64_t all = all_weight(slices.whole);
  json.begin_object("compare");
  json.text("own", view.brands[brands[found->own]].name);
  json.text("ownBy", found->own_by_settings ? "settings" : "largest");
  json.fraction("falseDiscoveries", kFalseDiscoveries);
  json.begin_array("brands");
  for (std::size_t place = 0; place < brands.size(); ++place) {
    const Talk& talk = slices.whole[place];
    const std::vector<TopicStanding>& standings = found->brands[place];
    json.begin_object();
    json.text("name", view.brands[brands[place]].name);
    write_figure(json, "share", share_of_voice(talk.weight, all, slices.counting),
                 slices.counting.observations(all));
    write_sentiment(json, talk.labels);
    json.begin_array("topics");
    for (std::uint32_t topic = 0; topic < standings.size(); ++topic) {
      if (standings[topic].talk.mentions() == 0) continue;
      write_standing(json, view, topic, standings[topic], talk.mentions());
    }
    json.end();
    for (const bool good : {true, false}) {
      json.begin_array(good ? "strengths" : "weaknesses");
      for (std::uint32_t topic = 0; topic < standings.size(); ++topic) {
        if (good ? standings[topic].strength() : standings[topic].weakness()) {
          json.text({}, slice_name(view, By::Topics, topic));
        }
      }
      json.end();
    }
    json.end();
  }
  json.end();
  write_left_out(json, "brands", slices.brands.left_out);
  write_gaps(json, "openings", view, *found, found->openings);
  write_gaps(json, "threats", view, *found, found->threats);
  json.end();
}

}  // namespace earshot
