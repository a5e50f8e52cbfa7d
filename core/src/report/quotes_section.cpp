#include "insight/quotes.h"
#include "report/sections.h"

namespace earshot {

void write_quotes(JsonOut& json, const View& view) {
  const Quotes found = quotes(view);
  json.begin_object("quotes");
  json.number("looked", found.looked);
  json.number("of", found.of);
  json.begin_array("groups");
  for (const QuoteGroup& group : found.groups) {
    json.begin_object();
    json.text_or_null("brand", group.brand == kNoBrand ? std::string_view()
                                                       : view.brands[group.brand].name);
    json.text("sentiment", label_name(group.sentiment));
    json.number("mentions", group.mentions);
    json.begin_array("quotes");
    for (const RowId id : group.quotes) write_quoted(json, {}, view, id);
    json.end();
    json.end();
  }
  json.end();
  json.end();
}

}  // namespace earshot
