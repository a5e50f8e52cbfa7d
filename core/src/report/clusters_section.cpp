#include "insight/repetition.h"
#include "report/figure_out.h"
#include "report/sections.h"
#include "report/text_out.h"

namespace earshot {
namespace {

constexpr std::size_t kPlatformsShown = 5;

void write_likenesses(JsonOut& json, const std::array<std::uint64_t, kLikenesses>& counts) {
  json.begin_object("kinds");
  for (std::size_t i = 0; i < kLikenesses; ++i) {
    json.number(likeness_name(static_cast<Likeness>(i)), counts[i]);
  }
  json.end();
}

}  // namespace

void write_clusters(JsonOut& json, const View& view) {
  const Repetition found = repetition(view);
  RawAndOnce tracked;
  for (const RawAndOnce& brand : found.brands) {
    tracked.mentions += brand.mentions;
    tracked.once += brand.once;
  }
  json.begin_object("clusters");
  json.number("mentions", found.all.mentions);
  json.number("once", found.all.once);
  json.number("clusters", found.clusters);
  write_likenesses(json, found.likenesses);
  json.begin_array("brands");
  for (std::size_t brand = 0; brand < found.brands.size(); ++brand) {
    const RawAndOnce& counts = found.brands[brand];
    json.begin_object();
    json.text("name", view.brands[brand].name);
    json.number("mentions", counts.mentions);
    json.number("once", counts.once);
    write_share(json, "share", counts.mentions, tracked.mentions);
    write_share(json, "shareOnce", counts.once, tracked.once);
    json.end();
  }
  json.end();
  json.begin_array("largest");
  for (const Repeated& repeated : found.largest) {
    json.begin_object();
    json.number("mentions", repeated.mentions);
    write_likenesses(json, repeated.likenesses);
    json.number("authors", repeated.authors);
    json.begin_array("platforms");
    for (std::size_t i = 0; i < repeated.platforms.size() && i < kPlatformsShown; ++i) {
      json.begin_object();
      json.text_or_null("name", view.table.platforms[repeated.platforms[i].platform]);
      json.number("mentions", repeated.platforms[i].mentions);
      json.end();
    }
    json.end();
    json.text_or_null("since",
                      repeated.since.present() ? iso_time(repeated.since, view.zone) : std::string());
    write_quoted(json, "first", view, repeated.first);
    write_places(json, "places", view, repeated.rows);
    json.end();
  }
  json.end();
  json.number("otherClusters", found.clusters - found.largest.size());
  json.number("otherMentions", found.other_mentions);
  json.end();
}

}  // namespace earshot
