#include "insight/phrase_contrasts.h"
#include "report/sections.h"
#include "report/text_out.h"

namespace earshot {
namespace {

constexpr std::string_view kOf[] = {"selection", "against", "sentiment", "brand"};

void write_found(JsonOut& json, const View& view, const Apart& found) {
  json.number("inside", found.inside);
  json.number("outside", found.outside);
  json.begin_array("phrases");
  for (const Phrase& phrase : found.phrases) {
    json.begin_object();
    json.text("text", phrase.text);
    json.text("search", phrase.search);
    json.number("inside", phrase.inside);
    json.number("outside", phrase.outside);
    json.fraction("z", phrase.z);
    json.flag("clear", phrase.clear);
    json.begin_array("examples");
    for (const RowId id : phrase.examples) write_quoted(json, {}, view, id);
    json.end();
    json.end();
  }
  json.end();
}

void write_found(JsonOut& json, std::string_view name, const View& view, const Apart& found,
                 bool known) {
  if (!known) return json.null(name);
  json.begin_object(name);
  write_found(json, view, found);
  json.end();
}

}  // namespace

void write_phrases(JsonOut& json, const View& view) {
  const PhraseContrasts found = phrase_contrasts(view);
  json.begin_object("phrases");
  json.number("looked", found.looked);
  json.number("of", found.of);
  json.begin_array("apart");
  for (const PhraseContrast& contrast : found.apart) {
    json.begin_object();
    json.text("of", kOf[static_cast<std::size_t>(contrast.of)]);
    json.text_or_null("name", contrast.name);
    write_found(json, view, contrast.found);
    json.end();
  }
  json.end();
  const Time border = found.border ? Time::wall(*found.border) : Time();
  json.text_or_null("lastQuarter", found.border ? iso_time(border, view.zone) : std::string());
  write_found(json, "emerging", view, found.emerging, found.border.has_value());
  write_found(json, "fading", view, found.fading, found.border.has_value());
  json.end();
}

}  // namespace earshot
