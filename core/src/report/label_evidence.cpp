#include "report/label_evidence.h"

#include "report/corrections_json.h"
#include "report/spans.h"

namespace earshot {
namespace {

void write_places(JsonOut& json, std::string_view name, std::span<const Reason> reasons,
                  std::string_view text, std::span<const std::uint32_t> offsets) {
  json.begin_array(name);
  for (const Reason& reason : reasons) {
    json.begin_object();
    write_span(json, text, offsets[reason.begin], offsets[reason.end]);
    json.fraction("weight", reason.weight);
    json.end();
  }
  json.end();
}

/// The labels of a correction, as members of the object that is open.
void write_change(JsonOut& json, const LabelChange& change, bool name, const Topics& topics) {
  std::string members;
  append_change(members, change, name, topics);
  if (!members.empty()) json.members(std::string_view(members).substr(1));
}

}  // namespace

void write_reasons(JsonOut& json, const Explanation& why, const Topics& topics, std::string_view text,
                   std::span<const std::uint32_t> offsets) {
  write_places(json, "sentiment", why.sentiment, text, offsets);
  json.begin_object("intents");
  for (std::size_t i = 0; i < kIntentNames.size(); ++i) {
    if (why.labels.intents >> i & 1) write_places(json, kIntentNames[i], why.heads[i], text, offsets);
  }
  json.end();
  json.begin_object("topics");
  for (std::size_t topic = 0; topic < topics.size(); ++topic) {
    if (!(why.labels.topics >> topic & 1)) continue;
    if (topic < kTopicNames.size()) {
      write_places(json, topics.name(topic), why.heads[kFirstTopicHead + topic], text, offsets);
      continue;
    }
    json.begin_array(topics.name(topic));
    for (const CorrectionRules::Spoken& rule : why.rules) {
      if (rule.topic != topic) continue;
      json.begin_object();
      write_span(json, text, offsets[rule.begin], offsets[rule.end]);
      json.null("weight");
      json.end();
    }
    json.end();
  }
  json.end();
  const auto step = static_cast<std::size_t>(why.labels.urgency);
  const std::span<const Reason> none;
  write_places(json, "urgency",
               step == 0 ? none : std::span<const Reason>(why.heads[kFirstUrgencyHead + step - 1]),
               text, offsets);
  json.begin_array("corrections");
  for (const CorrectionRules::Spoken& rule : why.rules) {
    if (rule.topic) continue;
    json.begin_object();
    json.text("phrase", rule.rule->phrase);
    write_span(json, text, offsets[rule.begin], offsets[rule.end]);
    write_change(json, rule.rule->labels, rule.rule->name, topics);
    json.end();
  }
  if (why.own) {
    json.begin_object();
    json.null("phrase");
    write_change(json, *why.own, false, topics);
    json.end();
  }
  json.end();
}

void write_questions(JsonOut& json, const Explanation& why, std::string_view text,
                     std::span<const std::uint32_t> offsets) {
  json.begin_array();
  for (const Reason& question : why.questions) {
    const std::uint32_t begin = offsets[question.begin];
    json.text({}, text.substr(begin, offsets[question.end] - begin));
  }
  json.end();
}

}  // namespace earshot
