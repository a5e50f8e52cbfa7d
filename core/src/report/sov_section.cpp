#include <cmath>

#include "insight/sov.h"
#include "report/figure_out.h"
#include "report/sections.h"

namespace earshot {
namespace {

void write_mentions(JsonOut& json, const View&, const Slice& slice) {
  json.number("mentions", slice.all.mentions());
}

void write_volume(JsonOut& json, const Slices& slices, const Slice& slice, const Talk& brand) {
  const std::uint64_t all = all_weight(slice.brands);
  json.number("mentions", brand.mentions());
  write_figure(json, "share", share_of_voice(brand.weight, all, slices.counting),
               slices.counting.observations(all));
  for (const auto& [name, sum] : {std::pair{"reach", brand.reach}, std::pair{"engagement", brand.engagement}}) {
    json.number_or_null(name, sum ? Sum(*sum / slices.counting.unit()) : sum);
  }
}

}  // namespace

void write_sov(JsonOut& json, const View& view) {
  const ShareOfVoice found = share_of_voice(view);
  const auto n = static_cast<std::uint64_t>(std::round(found.n));
  const auto n_once = static_cast<std::uint64_t>(std::round(found.n_once));
  json.begin_object("sov");
  json.text("counting", found.slices.counting.fractional ? "fractional" : "full");
  json.number("mentions", found.mentions);
  json.number("mentionsOnce", found.mentions_once);
  json.number("authors", found.authors);
  json.begin_array("brands");
  for (const BrandVoice& brand : found.brands) {
    json.begin_object();
    json.text("name", view.brands[brand.brand].name);
    json.flag("own", view.brands[brand.brand].own);
    json.number("mentions", brand.mentions);
    write_figure(json, "volume", brand.volume, n);
    json.begin_object("once");
    json.number("mentions", brand.mentions_once);
    write_figure(json, "volume", brand.volume_once, n_once);
    json.end();
    for (std::size_t voice = 0; voice < kVoiceNames.size(); ++voice) {
      const VoiceShare& share = brand.voices[voice];
      json.begin_object(kVoiceNames[voice]);
      json.number_or_null("sum", share.sum);
      write_figure(json, "share", share.share,
                   Voice(voice) == Voice::Authors ? found.authors : found.mentions);
      json.end();
    }
    json.end();
  }
  json.end();
  write_left_out(json, "brands", found.slices.brands.left_out);
  write_slices(json, "platforms", view, found.slices, By::Platforms, write_mentions, write_volume);
  write_slices(json, "languages", view, found.slices, By::Languages, write_mentions, write_volume);
  write_slices(json, "countries", view, found.slices, By::Countries, write_mentions, write_volume);
  write_slices(json, "points", view, found.slices, By::Points, write_mentions, write_volume);
  json.end();
}

}  // namespace earshot
