#include "insight/adequacy.h"
#include "report/sections.h"

namespace earshot {
namespace {

struct Wording {
  std::string_view code, message;
};

constexpr Wording kWordings[] = {
    {"fewMentions", "Fewer than 30 mentions: too few to tell."},
    {"wideShares", "This brand's share is known to no better than 20 points."},
    {"shortPeriod", "Less than two weeks of mentions: a passing mood may look like a trend."},
    {"oneSource", "One platform has more than 80 % of the mentions: the figures speak of it alone."},
    {"oneAuthor", "One author wrote more than 20 % of the mentions."},
    {"undated", "More than half of the mentions have no date: what changes over time is not known."},
};

}  // namespace

void write_adequacy(JsonOut& json, const View& view) {
  const Adequacy found = adequacy(view);
  json.begin_object("adequacy");
  json.flag("enough", found.warnings.empty());
  json.number("mentions", found.mentions);
  json.fraction("days", found.days);
  json.begin_array("warnings");
  for (const Warning& warning : found.warnings) {
    const Wording& wording = kWordings[static_cast<std::size_t>(warning.shortfall)];
    json.begin_object();
    json.text("code", wording.code);
    json.fraction("measured", warning.measured);
    json.text_or_null("of", warning.of);
    json.text("message", wording.message);
    json.end();
  }
  json.end();
  json.end();
}

}  // namespace earshot
