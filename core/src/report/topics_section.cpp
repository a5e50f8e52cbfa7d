#include "report/figure_out.h"
#include "report/sections.h"

namespace earshot {
namespace {

void write_talk(JsonOut& json, const Talk& talk) {
  write_sentiment(json, talk.labels);
  write_share(json, "complaints", talk.complaints, talk.mentions());
}

void write_topic(JsonOut& json, const View& view, const Slice& slice) {
  json.text_or_null("team", view.settings.topics.team(slice.value));
  write_talk(json, slice.all);
}

void write_brand(JsonOut& json, const Slices&, const Slice&, const Talk& brand) {
  write_talk(json, brand);
}

}  // namespace

void write_topics(JsonOut& json, const View& view) {
  write_slices(json, "topics", view, slice(view, bit(By::Topics)), By::Topics, write_topic, write_brand);
}

}  // namespace earshot
