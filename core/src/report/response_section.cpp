#include "insight/response.h"

#include "report/figure_out.h"
#include "report/sections.h"

namespace earshot {
namespace {

void write_sums(JsonOut& json, const ConversionSums& sums) {
  json.number("mentions", sums.mentions);
  json.number("conversions", sums.conversions);
  json.number("people", sums.of);
  write_figure(json, "rate", sums.rate(), sums.of);
}

void write_groups(JsonOut& json, std::string_view name, const View& view, bool brands,
                  const std::vector<ConvertedGroup>& groups) {
  json.begin_array(name);
  for (const ConvertedGroup& group : groups) {
    json.begin_object();
    json.text_or_null("name", brands ? std::string_view(view.brands[group.value].name)
                                     : view.table.platforms[group.value]);
    write_sums(json, group.sums);
    json.end();
  }
  json.end();
}

}  // namespace

void write_response(JsonOut& json, const View& view) {
  const auto found = response_figures(view);
  if (!found) return json.null("response");
  json.begin_object("response");
  json.flag("byColumns", found->by_columns);
  json.flag("byReplies", found->by_replies);
  json.number("mentions", found->mentions);
  json.number("answered", found->answered);
  write_share(json, "rate", found->answered, found->mentions);
  if (found->timed == 0) {
    json.null("seconds");
  } else {
    json.begin_object("seconds");
    json.number("n", found->timed);
    json.fraction("median", found->median);
    write_figure(json, "mean", found->mean, found->timed, found->mean ? found->mean->value : 1);
    json.number("fastest", found->fastest);
    json.number("slowest", found->slowest);
    json.end();
  }
  write_share(json, "withinDay", found->prompt, found->timed);
  json.end();
}

void write_conversion(JsonOut& json, const View& view) {
  const auto found = conversion_figures(view);
  if (!found) return json.null("conversion");
  json.begin_object("conversion");
  json.text("of", found->of_clicks ? "clicks" : "recipients");
  write_sums(json, found->all);
  write_groups(json, "platforms", view, false, found->platforms);
  write_groups(json, "brands", view, true, found->brands);
  json.end();
}

}  // namespace earshot
