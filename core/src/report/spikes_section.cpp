#include <cmath>

#include "insight/spikes.h"
#include "report/figure_out.h"
#include "report/sections.h"

namespace earshot {
namespace {

std::string_view series_name(const View& view, const SpikeSeries& series) {
  switch (series.of) {
    case SeriesOf::All: break;
    case SeriesOf::Brand: return view.brands[series.value].name;
    case SeriesOf::Platform: return view.table.platforms[series.value];
    case SeriesOf::Topic: return view.settings.topics.name(series.value);
  }
  return "";
}

constexpr std::string_view kSeriesOf[] = {"all", "brand", "platform", "topic"};
constexpr std::string_view kVoices[] = {"many voices", "one text", "few authors"};

void write_ratio(JsonOut& json, const Estimate& ratio) {
  json.begin_object("ratio");
  json.fraction("value", ratio.value);
  json.fraction("low", ratio.low);
  std::isinf(ratio.high) ? json.null("high") : json.fraction("high", ratio.high);
  json.end();
}

/// What a part of a spike's mentions have in common.
template <class Name>
void write_shared(JsonOut& json, std::string_view key, const Spike& spike,
                  const std::vector<Shared>& values, Name&& name) {
  json.begin_array(key);
  for (const Shared& shared : values) {
    json.begin_object();
    json.text_or_null("name", name(shared.value));
    json.number("mentions", shared.mentions);
    write_share(json, "share", shared.mentions, spike.observed);
    if (key != "authors") json.fraction("usual", shared.usual);
    json.end();
  }
  json.end();
}

void write_drivers(JsonOut& json, const View& view, const Spike& spike) {
  const Table& table = view.table;
  json.begin_object("drivers");
  json.number("inside", spike.apart.inside);
  json.number("outside", spike.apart.outside);
  json.begin_array("phrases");
  for (const Phrase& phrase : spike.apart.phrases) {
    json.begin_object();
    json.text("text", phrase.text);
    json.text("search", phrase.search);
    json.number("inside", phrase.inside);
    json.number("outside", phrase.outside);
    json.fraction("z", phrase.z);
    json.flag("clear", phrase.clear);
    if (phrase.examples.empty()) {
      json.null("example");
    } else {
      write_quoted(json, "example", view, phrase.examples.front());
    }
    json.end();
  }
  json.end();
  write_shared(json, "authors", spike, spike.authors,
               [&](std::uint32_t author) { return table.authors[author]; });
  write_shared(json, "platforms", spike, spike.platforms,
               [&](std::uint32_t platform) { return table.platforms[platform]; });
  write_shared(json, "brands", spike, spike.brands,
               [&](std::uint32_t brand) { return std::string_view(view.brands[brand].name); });
  write_shared(json, "topics", spike, spike.topics,
               [&](std::uint32_t topic) { return view.settings.topics.name(topic); });
  json.text("voices", kVoices[static_cast<std::size_t>(spike.voices)]);
  spike.authored == 0 ? json.null("authorCount") : json.number("authorCount", spike.author_count);
  if (!view.clusters) {
    json.null("largestText");
  } else {
    json.begin_object("largestText");
    json.number("mentions", spike.largest_cluster);
    write_share(json, "share", spike.largest_cluster, spike.observed);
    if (spike.largest_cluster == 0) {
      json.null("first");
    } else {
      write_quoted(json, "first", view, spike.repeated);
    }
    json.end();
  }
  json.end();
}

void write_sum(JsonOut& json, std::string_view key, const std::optional<double>& sum,
               const std::optional<double>& usual) {
  if (!sum) return json.null(key);
  json.begin_object(key);
  json.number("sum", static_cast<std::uint64_t>(*sum));
  usual ? json.fraction("usual", *usual) : json.null("usual");
  json.end();
}

void write_negative(JsonOut& json, std::string_view key, const LabelCounts& labels) {
  write_share(json, key, labels[static_cast<std::size_t>(Label::Negative)],
              total(labels) - labels[static_cast<std::size_t>(Label::Unrated)]);
}

void write_spike(JsonOut& json, const View& view, Step step, const Spike& spike) {
  json.begin_object();
  json.number("event", spike.event);
  json.begin_object("series");
  json.text("of", kSeriesOf[static_cast<std::size_t>(spike.series.of)]);
  json.text_or_null("name", series_name(view, spike.series));
  json.flag("negative", spike.series.negative);
  json.end();
  json.text("start", step_text(step, spike.start));
  json.text("end", step_text(step, spike.end));
  json.text("peak", step_text(step, spike.peak));
  json.number("observed", spike.observed);
  json.fraction("expected", spike.expected);
  write_ratio(json, spike.ratio);
  json.fraction("p", spike.p);
  write_negative(json, "negativeShare", spike.inside);
  write_negative(json, "usualNegativeShare", spike.outside);
  write_figure(json, "moreNegative", spike.more_negative,
               total(spike.inside) - spike.inside[static_cast<std::size_t>(Label::Unrated)]);
  write_sum(json, "reach", spike.reach, spike.usual_reach);
  write_sum(json, "engagement", spike.engagement, spike.usual_engagement);
  spike.crisis ? json.flag("crisis", *spike.crisis) : json.null("crisis");
  write_drivers(json, view, spike);
  json.end();
}

}  // namespace

void write_spikes(JsonOut& json, const View& view) {
  const Spikes found = spikes(view);
  json.begin_object("spikes");
  json.text("unit", kStepNames[static_cast<std::size_t>(found.step)]);
  json.number("series", found.series);
  json.number("steps", found.steps);
  json.number("tests", found.tests);
  json.fraction("level", kFalseAlarms);
  json.fraction("expectedFalseAlarms", found.expected_false_alarms);
  json.begin_array("spikes");
  for (const Spike& spike : found.spikes) write_spike(json, view, found.step, spike);
  json.end();
  write_left_out(json, "spikes", found.left_out);
  json.end();
}

}  // namespace earshot
