#include "insight/trends.h"
#include "report/change_out.h"
#include "report/figure_out.h"
#include "report/sections.h"

namespace earshot {
namespace {

constexpr std::string_view kAfter = "after", kBefore = "before";

std::string_view brand_name(const View& view, std::uint32_t brand) {
  return brand == kNoBrand ? std::string_view() : std::string_view(view.brands[brand].name);
}

void write_track(JsonOut& json, const View& view, const Axis& axis, const Track& track) {
  json.begin_object();
  json.text_or_null("brand", brand_name(view, track.brand));
  const auto counts = [&](std::string_view name, auto&& count) {
    json.begin_array(name);
    for (std::size_t at = 0; at < axis.size(); ++at) {
      axis.covered[at] ? json.number({}, count(track.steps[at])) : json.null({});
    }
    json.end();
  };
  counts("mentions", [](const LabelCounts& labels) { return total(labels); });
  for (std::size_t label = 0; label < kLabelCount; ++label) {
    counts(label_name(Label(label)), [label](const LabelCounts& labels) { return labels[label]; });
  }
  const Averages found = averages(axis, track);
  const auto means = [&](std::string_view name, const std::vector<std::optional<double>>& values) {
    json.begin_array(name);
    for (const auto& value : values) value ? json.fraction({}, *value) : json.null({});
    json.end();
  };
  means("average", found.mentions);
  means("netAverage", found.net);
  json.end();
}

void write_marked(JsonOut& json, const View& view, const Marked& marked) {
  const Annotation& annotation = view.settings.annotations[marked.annotation];
  json.begin_object();
  json.text("at", step_text(Step::Hour, annotation.at));
  json.text("label", annotation.label);
  json.number("days", annotation.days);
  json.number("daysBefore", marked.days_before);
  json.number("daysAfter", marked.days_after);
  json.begin_array("figures");
  for (const BeforeAfter& figures : marked.figures) {
    const std::pair<std::string_view, const std::optional<Change>&> changes[] = {
        {"mentionsPerDay", figures.mentions},
        {"negativeShare", figures.negative},
        {"positiveShare", figures.positive},
        {"netSentiment", figures.net}};
    for (const auto& [name, change] : changes) {
      if (!change) continue;
      json.begin_object();
      json.text_or_null("brand", brand_name(view, figures.brand));
      json.text("figure", name);
      write_change(json, *change, kAfter, kBefore);
      json.end();
    }
  }
  json.end();
  json.end();
}

void write_hours(JsonOut& json, const std::optional<HeatMap>& hours) {
  if (!hours) return json.null("hours");
  json.begin_object("hours");
  const auto map = [&](std::string_view name, auto&& write) {
    json.begin_array(name);
    for (const auto& day : *hours) {
      json.begin_array();
      for (const LabelCounts& labels : day) {
        const std::uint64_t negative = labels[static_cast<std::size_t>(Label::Negative)];
        write(total(labels), total(labels) - labels[static_cast<std::size_t>(Label::Unrated)],
              negative);
      }
      json.end();
    }
    json.end();
  };
  using Count = std::uint64_t;
  map("mentions", [&](Count all, Count, Count) { json.number({}, all); });
  map("rated", [&](Count, Count rated, Count) { json.number({}, rated); });
  for (const auto& [name, part] : {std::pair{"negativeShare", &Estimate::value},
                                   std::pair{"low", &Estimate::low}, std::pair{"high", &Estimate::high}}) {
    map(name, [&](Count, Count rated, Count negative) {
      const auto share = wilson(negative, rated);
      share ? json.fraction({}, (*share).*part) : json.null({});
    });
  }
  json.end();
}

}  // namespace

void write_trends(JsonOut& json, const View& view) {
  const Trends found = trends(view);
  const Axis& axis = found.axis;
  json.begin_object("trends");
  json.text("unit", kStepNames[static_cast<std::size_t>(axis.step)]);
  json.number("averageOver", average_over(axis.step));
  json.number("undated", found.undated);
  json.number("outside", found.outside);
  json.begin_array("starts");
  for (const std::int64_t start : axis.starts) json.text({}, step_text(axis.step, start));
  json.end();
  json.begin_array("series");
  for (const Track& track : found.tracks) write_track(json, view, axis, track);
  json.end();
  write_left_out(json, "brands", found.other_brands);
  json.begin_array("annotations");
  for (const Marked& marked : found.annotations) write_marked(json, view, marked);
  json.end();
  write_hours(json, found.hours);
  json.end();
}

}  // namespace earshot
