#include "insight/requests.h"
#include "report/figure_out.h"
#include "report/sections.h"

namespace earshot {
namespace {

void write_requests(JsonOut& json, std::string_view name, const View& view, RequestKind kind) {
  const Requests found = requests(view, kind);
  const bool answerable = kind == RequestKind::Question;
  json.begin_object(name);
  write_share(json, "share", found.mentions, found.selected);
  json.number("mentions", found.mentions);
  json.number("looked", found.looked);
  if (answerable) json.number_or_null("unanswered", found.unanswered);
  json.begin_array("groups");
  for (const RequestGroup& group : found.groups) {
    json.begin_object();
    json.text("text", group.text);
    json.text_or_null("search", group.search);
    json.number("mentions", group.mentions);
    json.number("voices", group.voices);
    if (answerable) {
      json.number_or_null("unanswered", found.unanswered ? std::optional(group.unanswered)
                                                         : std::nullopt);
    }
    json.begin_array("brands");
    for (const RequestGroup::Named& named : group.brands) {
      json.begin_object();
      json.text("name", view.brands[named.brand].name);
      json.number("mentions", named.mentions);
      json.end();
    }
    json.end();
    json.begin_array("examples");
    for (const RowId id : group.examples) write_quoted(json, {}, view, id);
    json.end();
    write_places(json, "places", view, group.rows);
    json.end();
  }
  json.end();
  json.number("otherGroups", found.other_groups);
  json.number("otherMentions", found.other_mentions);
  json.end();
}

}  // namespace

void write_questions(JsonOut& json, const View& view) {
  write_requests(json, "questions", view, RequestKind::Question);
}
void write_wishes(JsonOut& json, const View& view) {
  write_requests(json, "wishes", view, RequestKind::Wish);
}
void write_faults(JsonOut& json, const View& view) {
  write_requests(json, "faults", view, RequestKind::Fault);
}

}  // namespace earshot
