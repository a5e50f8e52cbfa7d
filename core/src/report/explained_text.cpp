#include "report/explained_text.h"

#include <cstddef>

#include "classify/language.h"
#include "report/brand_evidence.h"
#include "report/json_out.h"
#include "report/label_evidence.h"
#include "report/mention_rows.h"
#include "report/text_out.h"

namespace earshot {

void append_explained_text(std::string& out, std::string_view text,
                           const Labelling::Reading& reading, std::span<const Brand> brands,
                           const Topics& topics) {
  const auto& [why, language, labels, named, aimed, hits, offsets] = reading;
  out += "{\"text\":";
  append_json_string(out, text);
  out += ",\"language\":";
  append_json_string(out, language_code(language));
  out += ",\"brands\":[";
  for (std::size_t at = 0; at < named.size(); ++at) {
    if (at > 0) out += ',';
    append_json_string(out, brands[named[at]].name);
  }
  out += "],\"sentiment\":";
  append_sentiment_json(out, why.labels.sentiment);
  out += ",\"brandSentiment\":{";
  for (std::size_t at = 0; at < named.size(); ++at) {
    if (at > 0) out += ',';
    append_json_string(out, brands[named[at]].name);
    out += ':';
    append_sentiment_json(out, aimed[at].value_or(why.labels.sentiment));
  }
  out += "},";
  append_labels_json(out, labels, topics);
  JsonOut json(out, JsonOut::Layout::Tight);
  out += ",\"questions\":";
  write_questions(json, why, text, offsets);
  out += ",\"evidence\":";
  json.begin_object();
  write_reasons(json, why, topics, text, offsets);
  json.begin_array("brands");
  for (const Hit& hit : hits) write_hit(json, brands, hit, text, offsets);
  json.end();
  json.end();
  out += '}';
}

}  // namespace earshot
