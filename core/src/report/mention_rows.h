// Mentions as lines of JSON or CSV, straight from the table.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/input.h>
#include <earshot/settings.h>
#include <earshot/topics.h>

#include "table/table.h"
#include "time/zone.h"

namespace earshot {

struct MentionContext {
  const Table& table;
  std::span<const Brand> brands;  ///< those that the table's brand sets index
  const Topics& topics;
  std::span<const Input> inputs;
  const Zone& zone;
};

/// {"label": ..., "scores": {...} or null}
void append_sentiment_json(std::string& out, const Sentiment& sentiment);

/// "intents": [...], "topics": [...], "urgency": ..., "urgencyBecause": [...], "teams": [...]: members of
/// an object, without commas around.
void append_labels_json(std::string& out, const LabelSet& labels, const Topics& topics);

/// Names in lists, of which a mention has some.
struct LabelNames {
  std::vector<std::string_view> intents, topics, reasons, teams;
  LabelNames(const LabelSet& labels, const Topics& topics);
};

/// One mention as a JSON object, without a line end.
void append_mention_json(std::string& out, const MentionContext& context, const Segment& segment,
                         std::size_t row);

/// The names of the CSV's columns, with a byte order mark before them and a line end after.
void append_mention_csv_header(std::string& out);
/// One mention as a CSV record with its line end. Several brands are joined by "; ".
void append_mention_csv(std::string& out, const MentionContext& context, const Segment& segment,
                        std::size_t row);

}  // namespace earshot
