#include "report/label_evidence.h"

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

}  // namespace

void write_reasons(JsonOut& json, const Explanation& why, std::string_view text,
                   std::span<const std::uint32_t> offsets) {
  write_places(json, "sentiment", why.sentiment, text, offsets);
  const auto group = [&](std::string_view key, const auto& names, std::size_t first_head,
                         std::uint32_t set) {
    json.begin_object(key);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (set >> i & 1) write_places(json, names[i], why.heads[first_head + i], text, offsets);
    }
    json.end();
  };
  group("intents", kIntentNames, 0, why.labels.intents);
  group("topics", kTopicNames, kFirstTopicHead, why.labels.topics);
  const auto step = static_cast<std::size_t>(why.labels.urgency);
  const std::span<const Reason> none;
  write_places(json, "urgency",
               step == 0 ? none : std::span<const Reason>(why.heads[kFirstUrgencyHead + step - 1]),
               text, offsets);
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
