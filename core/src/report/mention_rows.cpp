#include "report/mention_rows.h"

#include <algorithm>
#include <cmath>

#include "report/text_out.h"

namespace earshot {
namespace {

/// Hands over a mention's values in the order in which they are printed, whatever the format.
template <class Out>
void write_mention(Out& out, const MentionContext& context, const Segment& segment,
                   std::size_t row) {
  const Table& table = context.table;
  const RowText text = Table::text(segment, row);
  const Time time = table.time(segment, row);
  const Label given = segment.given_label[row];

  out.string("id", text.id);
  out.string("text", text.text);
  out.string("title", text.title);
  out.string("author", table.authors[segment.author[row]]);
  out.count("followers", widen(segment.followers[row]));
  out.count("reach", widen(segment.reach[row]));
  out.string("platform", table.platforms[segment.platform[row]]);
  out.string("url", text.url);
  out.string("time", time.present() ? iso_time(time, context.zone) : std::string());
  out.string("language", language_code(segment.language[row]));
  out.string("country", table.countries[segment.country[row]]);
  out.count("likes", text.likes);
  out.count("comments", text.comments);
  out.count("shares", text.shares);
  out.count("views", text.views);
  out.count("engagement", widen(segment.engagement[row]));
  out.number("rating", segment.rating[row]);
  out.string("givenSentiment", given == Label::Unrated ? "" : label_name(given));
  out.string("query", table.queries[segment.query[row]]);
  out.string("parent", text.parent);
  out.string("question", text.question);
  out.list("tags", text.tags);
  out.string("kind", kind_name(segment.kind[row]));
  out.brands(context.brands, table.brands(segment.brands[row]));
  out.sentiment(Table::sentiment(segment, row));
  out.brand_sentiment(context.brands, table.brands(segment.brands[row]),
                      table.aimed(segment.brands[row]), segment.label[row]);
  out.labels(table.labels(segment.labels[row]), context.topics);
  out.source(context.inputs[segment.file[row]].name, segment.source_row[row],
             table.part(segment.first + static_cast<RowId>(row)));
}

class JsonObject {
 public:
  explicit JsonObject(std::string& out) : out_(out) { out_ += '{'; }
  ~JsonObject() { out_ += '}'; }

  void string(std::string_view name, std::string_view value) {
    key(name);
    if (value.empty()) {
      out_ += "null";
    } else {
      append_json_string(out_, value);
    }
  }
  void list(std::string_view name, std::string_view list) {
    key(name);
    out_ += '[';
    for (bool first = true; !list.empty(); first = false) {
      if (!first) out_ += ',';
      const std::size_t end = std::min(list.find(kListSeparator), list.size());
      append_json_string(out_, list.substr(0, end));
      list.remove_prefix(std::min(end + 1, list.size()));
    }
    out_ += ']';
  }
  void count(std::string_view name, Count value) {
    key(name);
    if (value == kAbsent) {
      out_ += "null";
    } else {
      append_integer(out_, value);
    }
  }
  void number(std::string_view name, float value) {
    key(name);
    append_float(out_, value);
  }
  void brands(std::span<const Brand> all, std::span<const std::uint32_t> named) {
    key("brands");
    out_ += '[';
    for (std::size_t at = 0; at < named.size(); ++at) {
      if (at > 0) out_ += ',';
      append_json_string(out_, all[named[at]].name);
    }
    out_ += ']';
  }
  void sentiment(const Sentiment& sentiment) {
    key("sentiment");
    append_sentiment_json(out_, sentiment);
  }
  void brand_sentiment(std::span<const Brand> all, std::span<const std::uint32_t> named,
                       std::span<const Aimed> aimed, Label whole) {
    key("brandSentiment");
    out_ += '{';
    for (std::size_t at = 0; at < named.size(); ++at) {
      if (at > 0) out_ += ',';
      append_json_string(out_, all[named[at]].name);
      out_ += ":{\"label\":\"";
      out_ += label_name(aimed[at].value_or(whole));
      out_ += "\"}";
    }
    out_ += '}';
  }
  void labels(const LabelSet& labels, const Topics& topics) {
    if (!first_) out_ += ',';
    first_ = false;
    append_labels_json(out_, labels, topics);
  }
  void source(std::string_view file, std::uint64_t row, std::uint32_t part) {
    key("source");
    out_ += "{\"file\":";
    append_json_string(out_, file);
    out_ += ",\"row\":";
    append_integer(out_, row);
    if (part > 0) {
      out_ += ",\"part\":";
      append_integer(out_, part);
    }
    out_ += '}';
  }

 private:
  void key(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    out_ += '"';
    out_ += name;
    out_ += "\":";
  }
  std::string& out_;
  bool first_ = true;
};

class CsvRecord {
 public:
  explicit CsvRecord(std::string& out) : out_(out) {}
  ~CsvRecord() { out_ += "\r\n"; }

  void string(std::string_view, std::string_view value) {
    separate();
    append_csv_cell(out_, value);
  }
  void list(std::string_view, std::string_view list) {
    std::string joined;
    for (const char byte : list) {
      if (byte == kListSeparator) {
        joined += "; ";
      } else {
        joined += byte;
      }
    }
    string("", joined);
  }
  void count(std::string_view, Count value) {
    separate();
    if (value != kAbsent) append_integer(out_, value);
  }
  void number(std::string_view, float value) {
    separate();
    if (!std::isnan(value)) append_float(out_, value);
  }
  void brands(std::span<const Brand> all, std::span<const std::uint32_t> named) {
    std::string names;
    for (const std::uint32_t brand : named) {
      if (!names.empty()) names += "; ";
      names += all[brand].name;
    }
    string("", names);
  }
  void sentiment(const Sentiment& sentiment) {
    string("", label_name(sentiment.label));
    for (const std::uint16_t units :
         {sentiment.positive, sentiment.neutral, sentiment.negative}) {
      separate();
      if (sentiment.label != Label::Unrated) append_probability(out_, units);
    }
  }
  void brand_sentiment(std::span<const Brand> all, std::span<const std::uint32_t> named,
                       std::span<const Aimed> aimed, Label whole) {
    std::string text;
    for (std::size_t at = 0; at < named.size(); ++at) {
      if (at > 0) text += "; ";
      text += all[named[at]].name;
      text += ": ";
      text += label_name(aimed[at].value_or(whole));
    }
    string("", text);
  }
  void labels(const LabelSet& labels, const Topics& topics) {
    const LabelNames names(labels, topics);
    const auto list = [&](std::span<const std::string_view> all) {
      std::string joined;
      for (const std::string_view name : all) {
        if (!joined.empty()) joined += "; ";
        joined += name;
      }
      string("", joined);
    };
    list(names.intents);
    list(names.topics);
    string("", kUrgencyNames[static_cast<std::size_t>(labels.urgency)]);
    list(names.reasons);
    list(names.teams);
  }
  void source(std::string_view file, std::uint64_t row, std::uint32_t) {
    string("", file);
    count("", row);
  }

 private:
  void separate() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  std::string& out_;
  bool first_ = true;
};

}  // namespace

void append_sentiment_json(std::string& out, const Sentiment& sentiment) {
  out += "{\"label\":\"";
  out += label_name(sentiment.label);
  if (sentiment.label == Label::Unrated) {
    out += "\",\"scores\":null}";
    return;
  }
  out += "\",\"scores\":{\"positive\":";
  append_probability(out, sentiment.positive);
  out += ",\"neutral\":";
  append_probability(out, sentiment.neutral);
  out += ",\"negative\":";
  append_probability(out, sentiment.negative);
  out += "}}";
}

LabelNames::LabelNames(const LabelSet& labels, const Topics& all) {
  const auto pick = [](std::vector<std::string_view>& out, const auto& names, std::uint32_t set) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (set >> i & 1) out.push_back(names[i]);
    }
  };
  pick(intents, kIntentNames, labels.intents);
  pick(reasons, kUrgencyReasonNames, labels.because);
  for (std::size_t topic = 0; topic < all.size(); ++topic) {
    if (!(labels.topics >> topic & 1)) continue;
    topics.push_back(all.name(topic));
    const std::string_view team = all.team(topic);
    if (!team.empty() && std::ranges::find(teams, team) == teams.end()) teams.push_back(team);
  }
}

void append_labels_json(std::string& out, const LabelSet& labels, const Topics& topics) {
  const LabelNames names(labels, topics);
  const auto list = [&](std::string_view key, std::span<const std::string_view> all) {
    out += key;
    for (const std::string_view name : all) {
      if (out.back() != '[') out += ',';
      append_json_string(out, name);
    }
    out += ']';
  };
  list("\"intents\":[", names.intents);
  list(",\"topics\":[", names.topics);
  out += ",\"urgency\":";
  append_json_string(out, kUrgencyNames[static_cast<std::size_t>(labels.urgency)]);
  list(",\"urgencyBecause\":[", names.reasons);
  list(",\"teams\":[", names.teams);
}

void append_mention_json(std::string& out, const MentionContext& context, const Segment& segment,
                         std::size_t row) {
  JsonObject object(out);
  write_mention(object, context, segment, row);
}

void append_mention_csv_header(std::string& out) {
  out += kByteOrderMark;
  out +=
      "id,text,title,author,followers,reach,platform,url,time,language,country,likes,comments,"
      "shares,views,engagement,rating,givenSentiment,query,parent,question,tags,kind,brands,"
      "sentiment,"
      "positive,neutral,negative,brandSentiment,intents,topics,urgency,urgencyBecause,teams,file,row\r\n";
}

void append_mention_csv(std::string& out, const MentionContext& context, const Segment& segment,
                        std::size_t row) {
  CsvRecord record(out);
  write_mention(record, context, segment, row);
}

}  // namespace earshot
