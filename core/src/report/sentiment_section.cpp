#include "report/figure_out.h"
#include "report/sections.h"

namespace earshot {
namespace {

/// The labels' shares of all mentions, so that they add up to 1.
void write_shares(JsonOut& json, const LabelCounts& labels) {
  json.begin_object("shares");
  for (std::size_t label = 0; label < kLabelCount; ++label) {
    write_share(json, label_name(Label(label)), labels[label], total(labels));
  }
  json.end();
}

void write_whole(JsonOut& json, const View&, const Slice& slice) {
  write_sentiment(json, slice.all.labels);
  write_shares(json, slice.all.labels);
}

void write_brand(JsonOut& json, const Slices&, const Slice&, const Talk& brand) {
  write_sentiment(json, brand.labels);
}

}  // namespace

void write_sentiments(JsonOut& json, const View& view) {
  const Slices slices = slice(view, bit(By::Platforms) | bit(By::Languages) | bit(By::Topics) |
                                        bit(By::Intents) | bit(By::Points));
  json.begin_object("sentiment");
  write_sentiment(json, slices.all.labels);
  write_shares(json, slices.all.labels);
  json.begin_array("brands");
  for (std::size_t at = 0; at < slices.brands.values.size(); ++at) {
    json.begin_object();
    json.text("name", view.brands[slices.brands.values[at]].name);
    write_sentiment(json, slices.whole[at].labels);
    write_shares(json, slices.whole[at].labels);
    json.end();
  }
  json.end();
  write_left_out(json, "brands", slices.brands.left_out);
  write_slices(json, "platforms", view, slices, By::Platforms, write_whole, write_brand);
  write_slices(json, "languages", view, slices, By::Languages, write_whole, write_brand);
  write_slices(json, "topics", view, slices, By::Topics, write_whole, write_brand);
  write_slices(json, "intents", view, slices, By::Intents, write_whole, write_brand);
  json.begin_array("points");
  for (const Slice& point : slices[By::Points].slices) {
    json.begin_object();
    json.text("start", step_text(slices.step, slices.starts[point.value]));
    json.number("mentions", point.all.mentions());
    write_net_sentiment(json, point.all.labels);
    json.end();
  }
  json.end();
  json.end();
}

}  // namespace earshot
