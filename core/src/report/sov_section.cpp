#include <cmath>

#include "insight/adequacy.h"
#include "insight/sov.h"
#include "report/figure_out.h"
#include "report/sections.h"

namespace earshot {
namespace {

constexpr std::array<std::string_view, kVoices> kShareKeys = {"reachShare", "engagementShare", "authorsShare"};

void write_brand(JsonOut& json, const View& view, const Voices& voices, const VoiceSlice& slice,
                 std::size_t cell, bool shares) {
  const VoiceCell& brand = slice.brands[cell];
  const std::uint64_t all = all_weight(slice);
  json.begin_object();
  json.text("name", view.brands[voices.brands.values[cell]].name);
  json.number("mentions", brand.mentions);
  write_figure(json, "share", share_of_voice(brand.weight, all, voices.counting), voices.counting.observations(all));
  std::array<VoiceShare, kVoices> found;
  for (std::size_t voice = 0; voice < kVoices; ++voice) {
    found[voice] = share_in_slice(voices, slice, cell, Voice(voice));
    json.number_or_null(kVoiceNames[voice], found[voice].sum);
  }
  for (std::size_t voice = 0; shares && voice < kVoices; ++voice) {
    write_figure(json, kShareKeys[voice], found[voice].share, found[voice].n);
  }
  json.end();
}

/// @param shares whether those by reach, engagement and authors stand in each brand
void write_dimension(JsonOut& json, std::string_view name, const View& view, const Voices& voices, By by,
                     bool shares) {
  const Voices::Dimension& dimension = voices.by[voice_dimension(by)];
  json.begin_array(name);
  for (const VoiceSlice& slice : dimension.slices) {
    json.begin_object();
    if (by == By::Points) {
      json.text("start", step_text(voices.step, voices.starts[slice.value]));
    } else {
      json.text_or_null("name", slice_name(view, by, slice.value));
    }
    json.number("mentions", slice.mentions);
    json.begin_array("brands");
    for (std::size_t cell = 0; cell < voices.brands.values.size(); ++cell) {
      if (slice.brands[cell].mentions > 0) write_brand(json, view, voices, slice, cell, shares);
    }
    json.end();
    json.end();
  }
  json.end();
  if (by != By::Points) write_left_out(json, name, dimension.left_out);
}

/// By brand and measure a list of values, lows and highs, one each of the points: a tenth of the bytes
/// of as many figures.
void write_point_shares(JsonOut& json, const View& view, const ShareOfVoice& found) {
  const Voices& voices = found.voices;
  json.begin_array("pointShares");
  for (std::size_t cell = 0; cell < found.brands.size(); ++cell) {
    json.begin_object();
    json.text("name", view.brands[found.brands[cell].brand].name);
    for (std::size_t voice = 0; voice < kVoices; ++voice) {
      if (!found.brands[cell].voices[voice].sum) {
        json.null(kVoiceNames[voice]);
        continue;
      }
      std::vector<VoiceShare> shares;
      for (const VoiceSlice& point : voices.by[voice_dimension(By::Points)].slices) {
        shares.push_back(share_in_slice(voices, point, cell, Voice(voice)));
      }
      json.begin_object(kVoiceNames[voice]);
      for (const auto& [name, part] : {std::pair{"value", &Estimate::value}, std::pair{"low", &Estimate::low},
                                       std::pair{"high", &Estimate::high}}) {
        json.begin_array(name);
        for (const VoiceShare& one : shares) {
          // Of few authors the value says something, an interval nothing.
          const bool told = one.share && (part == &Estimate::value || one.n >= kFewestMentions);
          told ? json.fraction({}, (*one.share).*part) : json.null({});
        }
        json.end();
      }
      json.end();
    }
    json.end();
  }
  json.end();
}

}  // namespace

void write_sov(JsonOut& json, const View& view) {
  const ShareOfVoice found = share_of_voice(view);
  const Voices& voices = found.voices;
  const auto n = static_cast<std::uint64_t>(std::round(found.n));
  const auto n_once = static_cast<std::uint64_t>(std::round(found.n_once));
  json.begin_object("sov");
  json.text("counting", voices.counting.fractional ? "fractional" : "full");
  json.number("mentions", voices.mentions);
  json.number("mentionsOnce", voices.mentions_once);
  json.number("authors", voices.authors);
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
    for (std::size_t voice = 0; voice < kVoices; ++voice) {
      const VoiceShare& share = brand.voices[voice];
      json.begin_object(kVoiceNames[voice]);
      json.number_or_null("sum", share.sum);
      write_figure(json, "share", share.share, voice == kAuthors ? voices.authors : voices.mentions);
      json.end();
    }
    json.end();
  }
  json.end();
  write_left_out(json, "brands", voices.brands.left_out);
  write_dimension(json, "platforms", view, voices, By::Platforms, true);
  write_dimension(json, "languages", view, voices, By::Languages, true);
  write_dimension(json, "countries", view, voices, By::Countries, true);
  write_dimension(json, "points", view, voices, By::Points, false);
  write_point_shares(json, view, found);
  json.end();
}

}  // namespace earshot
