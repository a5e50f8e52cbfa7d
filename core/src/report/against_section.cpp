#include "insight/against.h"
#include "report/change_out.h"
#include "report/figure_out.h"
#include "report/sections.h"

namespace earshot {

void write_against(JsonOut& json, const View& view) {
  if (!view.against) return json.null("against");
  const SelectionComparison found = compare_selections(view);
  json.begin_object("against");
  json.number("mentions", found.mentions);
  json.number("against", found.against);
  json.number("both", found.both);
  json.fraction("days", found.days);
  json.fraction("againstDays", found.against_days);
  json.fraction("level", kFalseVerdicts);
  json.text("counting", view.settings.fractional ? "fractional" : "full");
  json.begin_array("figures");
  for (const Compared& compared : found.figures) {
    json.begin_object();
    json.text("of", against_name(compared.of));
    json.text_or_null("name", compared.name);
    json.text("figure", compared.figure);
    write_change(json, compared.change, "value", "against");
    json.end();
  }
  json.end();
  const auto left_out = [&](std::string_view name, Against of) {
    write_left_out(json, name, found.left_out[static_cast<std::size_t>(of)]);
  };
  left_out("brands", Against::Brands);
  left_out("topics", Against::Topics);
  left_out("platforms", Against::Platforms);
  left_out("languages", Against::Languages);
  json.end();
}

}  // namespace earshot
