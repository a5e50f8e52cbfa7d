#include "report/figure_out.h"

#include "insight/adequacy.h"

namespace earshot {

void write_figure(JsonOut& json, std::string_view name, const std::optional<Estimate>& figure,
                  std::uint64_t n, double scale) {
  if (!figure) return json.null(name);
  json.begin_object(name);
  json.fraction("value", figure->value);
  json.fraction("low", figure->low);
  json.fraction("high", figure->high);
  json.number("n", n);
  json.flag("enough", enough(n, Estimate{0, figure->low / scale, figure->high / scale}));
  json.end();
}

void write_share(JsonOut& json, std::string_view name, std::uint64_t k, std::uint64_t n) {
  write_figure(json, name, wilson(k, n), n);
}

void write_label_counts(JsonOut& json, std::string_view name, const LabelCounts& labels) {
  json.begin_object(name);
  for (std::size_t label = 0; label < kLabelCount; ++label) {
    json.number(label_name(Label(label)), labels[label]);
  }
  json.end();
}

void write_sentiment(JsonOut& json, const LabelCounts& labels) {
  const auto of = [&](Label label) { return labels[static_cast<std::size_t>(label)]; };
  const std::uint64_t positive = of(Label::Positive), neutral = of(Label::Neutral),
                      negative = of(Label::Negative);
  json.number("mentions", total(labels));
  write_label_counts(json, "sentiment", labels);
  write_net_sentiment(json, labels);
  write_share(json, "positiveRatio", positive, positive + negative);
  write_figure(json, "experienceScore", experience_score(positive, neutral, negative),
               positive + neutral + negative, 100);
}

void write_net_sentiment(JsonOut& json, const LabelCounts& labels) {
  const auto of = [&](Label label) { return labels[static_cast<std::size_t>(label)]; };
  const std::uint64_t positive = of(Label::Positive), neutral = of(Label::Neutral),
                      negative = of(Label::Negative);
  json.begin_object("netSentiment");
  write_figure(json, "polar", net_of_polar(positive, negative), positive + negative);
  write_figure(json, "total", net_of_all(positive, neutral, negative), positive + neutral + negative);
  json.end();
}

void write_slices(JsonOut& json, std::string_view name, const View& view, const Slices& slices, By by,
                  WriteSlice write_whole, WriteBrand write_brand) {
  const Slices::Dimension& dimension = slices[by];
  json.begin_array(name);
  for (const Slice& slice : dimension.slices) {
    json.begin_object();
    if (by == By::Points) {
      json.text("start", step_text(slices.step, slices.starts[slice.value]));
    } else {
      json.text_or_null("name", slice_name(view, by, slice.value));
    }
    write_whole(json, view, slice);
    json.begin_array("brands");
    for (std::size_t at = 0; at < slices.brands.values.size(); ++at) {
      if (slice.brands[at].mentions() == 0) continue;
      json.begin_object();
      json.text("name", view.brands[slices.brands.values[at]].name);
      write_brand(json, slices, slice, slice.brands[at]);
      json.end();
    }
    json.end();
    json.end();
  }
  json.end();
  if (by == By::Platforms || by == By::Languages || by == By::Countries) {
    write_left_out(json, name, dimension.left_out);
  }
}

void write_left_out(JsonOut& json, std::string_view name, std::uint64_t count) {
  std::string key = "other";
  key += name;
  key[5] = static_cast<char>(key[5] - 'a' + 'A');
  json.number(key, count);
}

std::string step_text(Step step, std::int64_t local) {
  char text[kIsoLength];
  write_iso(text, local, 0);
  return std::string(text, step == Step::Hour ? 16 : kIsoDateLength);
}

}  // namespace earshot
