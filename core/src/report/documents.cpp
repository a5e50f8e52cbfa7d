#include "report/documents.h"

#include <algorithm>
#include <numeric>

#include <earshot/report.h>

#include "classify/language.h"
#include "insight/intervals.h"
#include "insight/slices.h"
#include "report/audit_documents.h"
#include "report/filter_json.h"
#include "report/json_out.h"
#include "report/settings_json.h"
#include "report/text_out.h"
#include "text/cold_sort.h"

namespace earshot {
namespace {

// Every kind of `inspect` entry lists at most this many rejected records; all can be downloaded.
constexpr std::size_t kListedRejects = 100;
constexpr std::size_t kMostCountries = 200;

void write_labels(JsonOut& json, std::string_view name, const LabelCounts& labels) {
  json.begin_object(name);
  for (std::size_t label = 0; label < kLabelCount; ++label) {
    json.number(label_name(Label(label)), labels[label]);
  }
  json.end();
}

/// The members of a brand, of an object that is open.
void write_brand(JsonOut& json, const Brand& brand) {
  json.text("name", brand.name);
  json.texts("aliases", brand.aliases);
  json.texts("handles", brand.handles);
  json.texts("exclude", brand.exclude);
  if (!brand.near.empty()) json.texts("near", brand.near);
  if (!brand.not_near.empty()) json.texts("notNear", brand.not_near);
  json.flag("own", brand.own);
}

void write_error(JsonOut& json, std::string_view name, const Error& error) {
  json.begin_object(name);
  json.text("code", code_name(error.code));
  json.text("file", error.place.file);
  json.number("row", error.place.row);
  json.text("column", error.place.column);
  json.text("detail", error.detail);
  json.text("message", error.message);
  json.end();
}

/// The share of voice of each brand.
std::vector<std::optional<Estimate>> brand_shares(const Summary& summary, const View& view) {
  const Counting counting = counting_of(view.settings);
  std::vector<std::uint64_t> weights;
  if (counting.fractional) {
    weights = brand_weights(view);
  } else {
    for (const BrandFigures& brand : summary.brands) weights.push_back(total(brand.labels));
  }
  const std::uint64_t all = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
  std::vector<std::optional<Estimate>> shares;
  for (const std::uint64_t weight : weights) shares.push_back(share_of_voice(weight, all, counting));
  return shares;
}

/// By mentions, then by name: the order in which brands are printed.
std::vector<std::size_t> brand_order(std::span<const Brand> brands, const Summary& summary) {
  std::vector<std::size_t> order(summary.brands.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  cold_sort(order, [&](std::size_t a, std::size_t b) {
    const std::uint64_t left = total(summary.brands[a].labels);
    const std::uint64_t right = total(summary.brands[b].labels);
    const int names = brands[a].name.compare(brands[b].name);
    return left != right ? left > right : names != 0 ? names < 0 : a < b;
  });
  return order;
}

struct NetSentiment {
  std::optional<Estimate> polar, total;
};

NetSentiment net_sentiment(const LabelCounts& labels) {
  const auto of = [&](Label label) { return labels[static_cast<std::size_t>(label)]; };
  return {net_of_polar(of(Label::Positive), of(Label::Negative)),
          net_of_all(of(Label::Positive), of(Label::Neutral), of(Label::Negative))};
}

void write_settings(JsonOut& json, const ReportContext& context) {
  json.begin_object("settings");
  json.begin_array("brands");
  for (const Brand& brand : context.brands) {
    json.begin_object();
    write_brand(json, brand);
    json.end();
  }
  json.end();
  json.text("brandSource", brand_source_name(context.brand_source));
  json.text("timeZone", context.settings.time_zone);
  json.begin_array("inputs");
  for (const InputSettings& input : context.settings.inputs) write_input_settings(json, input);
  json.end();
  if (const auto& topics = context.settings.topics.own; !topics.empty()) {
    json.begin_array("topics");
    for (const OwnTopic& topic : topics) {
      json.begin_object();
      json.text("name", topic.name);
      json.texts("words", topic.words);
      json.text_or_null("team", topic.team);
      json.end();
    }
    json.end();
  }
  if (const Corrections& corrections = context.settings.corrections; !corrections.empty()) {
    json.begin_object("corrections");
    json.number("phrases", corrections.phrases.size());
    json.number("weights", corrections.weights.size());
    json.number("mentions", corrections.mentions.size());
    json.end();
  }
  json.text("counting", context.settings.fractional ? "fractional" : "full");
  json.end();
}

/// A named format, else the container speaks for itself.
std::string_view format_of(const Input& input) {
  return input.format.empty() ? input.container : input.format;
}

/// Votes are no mentions: of a filter's conditions only that on files can be asked of them.
void write_polls(JsonOut& json, std::span<const Input> inputs, const Filter& filter) {
  json.begin_array("polls");
  for (const Input& input : inputs) {
    if (!filter.files.empty() &&
        std::ranges::find(filter.files, input.name) == filter.files.end()) {
      continue;
    }
    for (const Poll& poll : input.polls) {
      std::uint64_t votes = 0;
      for (const Poll::Option& option : poll.options) votes += option.votes;
      json.begin_object();
      json.text_or_null("question", poll.question);
      json.text("file", input.name);
      json.number("row", poll.row);
      json.number("votes", votes);
      json.begin_array("options");
      for (const Poll::Option& option : poll.options) {
        json.begin_object();
        json.text("label", option.label);
        json.number("votes", option.votes);
        write_estimate(json, "share", wilson(option.votes, votes));
        json.end();
      }
      json.end();
      json.end();
    }
  }
  json.end();
}

/// What reports and `inspect` both say of an input, in three groups of members.
void write_file(JsonOut& json, const Input& input) {
  json.text("name", input.name);
  json.number("bytes", input.bytes);
  json.text_or_null("sha256", input.sha256);
  json.text_or_null("packed", input.packed);
  json.text_or_null("container", input.container);
  json.text_or_null("format", format_of(input));
}

void write_counts(JsonOut& json, const Input& input) {
  json.number("records", input.records);
  json.number("mentions", input.mentions);
  json.number("empty", input.empty);
  json.number("duplicates", input.duplicates);
  json.number("rejected", input.rejected);
}

void write_outcome(JsonOut& json, const Input& input) {
  json.begin_array("notes");
  for (const Note& note : input.notes) {
    json.begin_object();
    json.text("code", code_name(note.code));
    json.number("row", note.place.row);
    json.text("column", note.place.column);
    json.number("count", note.count);
    json.text("detail", note.detail);
    json.text("message", note.message);
    json.end();
  }
  json.end();
  input.error ? write_error(json, "error", *input.error) : json.null("error");
  json.flag("cancelled", input.cancelled);
}

std::string_view step_name(Step step) {
  switch (step) {
    case Step::Hour: return "hour";
    case Step::Day: return "day";
    case Step::Week: return "week";
    case Step::Month: return "month";
  }
  return "";
}

std::string platform_name(const ReportContext& context, const PlatformFigures& platform) {
  return std::string(context.table.platforms[platform.platform]);
}

std::string start_text(const Summary& summary, const TimePoint& point) {
  return local_text(point.start, summary.step == Step::Hour);
}

void write_timeline(JsonOut& json, const ReportContext& context, const Summary& summary,
                    std::span<const std::size_t> order) {
  json.begin_object("timeline");
  json.text("unit", step_name(summary.step));
  json.begin_array("points");
  for (const TimePoint& point : summary.points) {
    json.begin_object();
    json.text("start", start_text(summary, point));
    json.number("mentions", total(point.labels));
    json.begin_object("brands");
    for (const std::size_t brand : order) {
      const std::uint64_t mentions = total(point.brands[brand]);
      if (mentions > 0) json.number(context.brands[brand].name, mentions);
    }
    json.end();
    write_labels(json, "sentiment", point.labels);
    json.begin_object("brandSentiment");
    for (const std::size_t brand : order) {
      if (total(point.brands[brand]) == 0) continue;
      write_labels(json, context.brands[brand].name, point.brands[brand]);
    }
    json.end();
    json.end();
  }
  json.end();
  json.end();
}

void write_brands(JsonOut& json, const ReportContext& context, const Summary& summary,
                  const View& view, std::span<const std::size_t> order) {
  const auto shares = brand_shares(summary, view);
  json.begin_array("brands");
  for (const std::size_t at : order) {
    const BrandFigures& figures = summary.brands[at];
    const NetSentiment net = net_sentiment(figures.labels);
    json.begin_object();
    json.text("name", context.brands[at].name);
    json.number("mentions", total(figures.labels));
    write_estimate(json, "share", shares[at]);
    write_labels(json, "sentiment", figures.labels);
    json.begin_object("netSentiment");
    write_estimate(json, "polar", net.polar);
    write_estimate(json, "total", net.total);
    json.end();
    json.number_or_null("reach", figures.reach);
    json.number_or_null("engagement", figures.engagement);
    json.end();
  }
  json.end();
}

void write_platforms(JsonOut& json, const ReportContext& context, const Summary& summary,
                     std::span<const std::size_t> order) {
  json.begin_array("platforms");
  for (const PlatformFigures& platform : summary.platforms) {
    json.begin_object();
    json.text_or_null("name", platform_name(context, platform));
    json.number("mentions", total(platform.labels));
    json.begin_object("brands");
    for (const std::size_t brand : order) {
      if (platform.brands[brand] > 0) {
        json.number(context.brands[brand].name, platform.brands[brand]);
      }
    }
    json.end();
    write_labels(json, "sentiment", platform.labels);
    json.end();
  }
  json.end();
  json.begin_object("otherPlatforms");
  json.number("platforms", summary.other_platforms);
  json.number("mentions", summary.other_platform_mentions);
  json.end();
}

/// In the order of the names; those that no mention has stand with 0.
/// @param topics if given: whose names these are; then the team of each is said
void write_labelled(JsonOut& json, std::string_view key, std::span<const std::string_view> names,
                    std::span<const LabelCounts> counts, const Topics* topics = nullptr) {
  json.begin_array(key);
  for (std::size_t i = 0; i < names.size(); ++i) {
    json.begin_object();
    json.text("name", names[i]);
    if (topics) json.text_or_null("team", topics->team(i));
    json.number("mentions", total(counts[i]));
    write_labels(json, "sentiment", counts[i]);
    json.end();
  }
  json.end();
}

std::vector<std::string_view> team_names(const Topics& topics) {
  std::vector<std::string_view> names;
  for (const Team& team : topics.teams()) names.push_back(team.name);
  return names;
}

/// By mentions, then as the languages are counted.
void write_languages(JsonOut& json, const Summary& summary) {
  std::vector<std::pair<std::uint64_t, std::size_t>> by_size;
  for (std::size_t language = 0; language < kLanguageCount; ++language) {
    const std::uint64_t mentions = total(summary.languages[language]);
    if (mentions > 0) by_size.emplace_back(~mentions, language);
  }
  cold_sort(by_size);
  json.begin_array("languages");
  for (const auto& [order, language] : by_size) {
    json.begin_object();
    json.text("code", language_code(static_cast<Language>(language)));
    json.number("mentions", ~order);
    write_labels(json, "sentiment", summary.languages[language]);
    json.end();
  }
  json.end();
}

/// By mentions, then name; null: the export does not say.
void write_countries(JsonOut& json, const Summary& summary, const Table& table) {
  std::vector<std::pair<std::uint64_t, std::string_view>> by_size;
  for (std::size_t id = 0; id < summary.countries.size(); ++id) {
    if (summary.countries[id] == 0) continue;
    by_size.emplace_back(~summary.countries[id], table.countries[static_cast<StringPool::Id>(id)]);
  }
  cold_sort(by_size);
  if (by_size.size() > kMostCountries) by_size.resize(kMostCountries);
  json.begin_array("countries");
  for (const auto& [order, name] : by_size) {
    json.begin_object();
    json.text_or_null("name", name);
    json.number("mentions", ~order);
    json.end();
  }
  json.end();
}

}  // namespace

std::string_view brand_source_name(BrandSource source) {
  switch (source) {
    case BrandSource::Settings: return "settings";
    case BrandSource::Query: return "query";
    case BrandSource::Suggested: return "suggested";
  }
  return "";
}

std::string error_json(const Error& error) {
  std::string out;
  JsonOut json(out, JsonOut::Layout::Tight);
  write_error(json, {}, error);
  return out;
}

std::string_view version() { return EARSHOT_VERSION; }

std::string report_json(const ReportContext& context, const Summary& summary, const View& view,
                        std::span<const Section> sections) {
  const std::vector<std::size_t> order = brand_order(context.brands, summary);
  const auto moment = [&](Time time) {
    return time.present() ? iso_time(time, context.zone) : std::string();
  };
  std::string out;
  JsonOut json(out);
  json.begin_object();
  json.number("schema", kReportSchema);
  json.begin_object("engine");
  json.text("version", version());
  json.text("model", context.model);
  json.end();
  write_settings(json, context);
  write_filter(json, "filter", context.filter);
  json.begin_array("inputs");
  for (const Input& input : context.inputs) {
    json.begin_object();
    write_file(json, input);
    json.text_or_null("encoding", input.encoding);
    write_counts(json, input);
    write_outcome(json, input);
    json.end();
  }
  json.end();
  json.begin_object("period");
  json.text_or_null("from", moment(summary.first));
  json.text_or_null("to", moment(summary.last));
  json.text("timeZone", context.settings.time_zone);
  json.end();
  json.begin_object("totals");
  json.number("mentions", total(summary.labels));
  json.number("branded", summary.branded);
  json.number_or_null("authors", summary.authors);
  json.number_or_null("reach", summary.reach);
  json.number_or_null("engagement", summary.engagement);
  json.number("undated", summary.undated);
  write_labels(json, "sentiment", summary.labels);
  json.end();
  write_brands(json, context, summary, view, order);
  write_platforms(json, context, summary, order);
  write_languages(json, summary);
  write_countries(json, summary, view.table);
  write_labelled(json, "intents", kIntentNames, summary.intents);
  const Topics& topics = context.settings.topics;
  // The section of that name says all this and more.
  if (std::ranges::find(sections, "topics", &Section::name) == sections.end()) {
    write_labelled(json, "topics", topics.names(), summary.topics, &topics);
  }
  write_labelled(json, "urgency", kUrgencyNames, summary.urgencies);
  write_labelled(json, "teams", team_names(topics), summary.teams);
  write_timeline(json, context, summary, order);
  write_polls(json, context.inputs, context.filter);
  write_agreement(json, context.agreement);
  write_audit(json, context.settings, context.audit);
  for (const Section& section : sections) section.write(json, view);
  json.end();
  out += '\n';
  return out;
}

std::string counts_json(std::span<const Brand> brands, const Summary& summary) {
  std::string out;
  JsonOut json(out, JsonOut::Layout::Tight);
  json.begin_object();
  json.number("mentions", total(summary.labels));
  json.number("branded", summary.branded);
  write_labels(json, "sentiment", summary.labels);
  json.begin_array("brands");
  for (const std::size_t at : brand_order(brands, summary)) {
    json.begin_object();
    json.text("name", brands[at].name);
    json.number("mentions", total(summary.brands[at].labels));
    write_labels(json, "sentiment", summary.brands[at].labels);
    json.end();
  }
  json.end();
  json.end();
  return out;
}

namespace {

/// Writes the lines of the report's CSV.
class FigureLines {
 public:
  explicit FigureLines(std::string& out) : out_(out) {
    out_ += kByteOrderMark;
    out_ += "table,key,brand,measure,value,low,high\r\n";
  }

  void count(std::string_view table, std::string_view key, std::string_view brand,
             std::string_view measure, std::uint64_t value) {
    begin(table, key, brand, measure);
    append_integer(out_, value);
    out_ += ",,\r\n";
  }
  void sum(std::string_view table, std::string_view key, std::string_view brand,
           std::string_view measure, const Sum& value) {
    if (value) count(table, key, brand, measure, *value);
  }
  void estimate(std::string_view table, std::string_view key, std::string_view brand,
                std::string_view measure, const std::optional<Estimate>& estimate) {
    if (!estimate) return;
    begin(table, key, brand, measure);
    append_fraction(out_, estimate->value);
    out_ += ',';
    append_fraction(out_, estimate->low);
    out_ += ',';
    append_fraction(out_, estimate->high);
    out_ += "\r\n";
  }
  void labels(std::string_view table, std::string_view key, std::string_view brand,
              const LabelCounts& labels) {
    for (std::size_t label = 0; label < kLabelCount; ++label) {
      count(table, key, brand, label_name(Label(label)), labels[label]);
    }
  }

 private:
  void begin(std::string_view table, std::string_view key, std::string_view brand,
             std::string_view measure) {
    for (const std::string_view cell : {table, key, brand, measure}) {
      append_csv_cell(out_, cell);
      out_ += ',';
    }
  }
  std::string& out_;
};

/// A label of the export or of a person is the key, one of ours the measure.
void write_label_table(FigureLines& lines, std::string_view name, const LabelTable& table) {
  for (std::size_t by = 0; by < kRatedCount; ++by) {
    for (std::size_t ours = 0; ours < kRatedCount; ++ours) {
      lines.count(name, label_name(Label(by)), "", label_name(Label(ours)), table[by][ours]);
    }
  }
}

void write_audit(FigureLines& lines, const AuditFigures& audit) {
  lines.count("audit", "", "", "n", audit.n);
  write_label_table(lines, "audit", audit.table);
  lines.estimate("audit", "", "", "accuracy", audit.accuracy);
  lines.estimate("audit", "", "", "kappa", audit.kappa);
  for (std::size_t label = 0; label < kRatedCount; ++label) {
    const std::string_view name = label_name(Label(label));
    const ClassFigures& figures = audit.classes[label];
    lines.estimate("audit", name, "", "precision", figures.precision);
    lines.estimate("audit", name, "", "recall", figures.recall);
    lines.estimate("audit", name, "", "f1", figures.f1);
    if (audit.uncorrected == Uncorrected::No) {
      lines.estimate("audit", name, "", "correctedShare", audit.corrected[label]);
    }
  }
}

}  // namespace

std::string report_csv(const ReportContext& context, const Summary& summary, const View& view) {
  std::string out;
  FigureLines lines(out);
  const std::vector<std::size_t> order = brand_order(context.brands, summary);
  const auto shares = brand_shares(summary, view);

  lines.count("totals", "", "", "mentions", total(summary.labels));
  lines.count("totals", "", "", "branded", summary.branded);
  lines.count("totals", "", "", "undated", summary.undated);
  lines.sum("totals", "", "", "authors", summary.authors);
  lines.sum("totals", "", "", "reach", summary.reach);
  lines.sum("totals", "", "", "engagement", summary.engagement);
  lines.labels("totals", "", "", summary.labels);
  for (const std::size_t at : order) {
    const BrandFigures& figures = summary.brands[at];
    const std::string& name = context.brands[at].name;
    const NetSentiment net = net_sentiment(figures.labels);
    lines.count("brands", "", name, "mentions", total(figures.labels));
    lines.estimate("brands", "", name, "share", shares[at]);
    lines.labels("brands", "", name, figures.labels);
    lines.estimate("brands", "", name, "netSentimentPolar", net.polar);
    lines.estimate("brands", "", name, "netSentimentTotal", net.total);
    lines.sum("brands", "", name, "reach", figures.reach);
    lines.sum("brands", "", name, "engagement", figures.engagement);
  }
  for (const PlatformFigures& platform : summary.platforms) {
    const std::string name = platform_name(context, platform);
    lines.count("platforms", name, "", "mentions", total(platform.labels));
    lines.labels("platforms", name, "", platform.labels);
    for (const std::size_t brand : order) {
      if (platform.brands[brand] > 0) {
        lines.count("platforms", name, context.brands[brand].name, "mentions",
                    platform.brands[brand]);
      }
    }
  }
  const auto labelled = [&](std::string_view section, std::span<const std::string_view> names,
                            std::span<const LabelCounts> counts) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (total(counts[i]) == 0) continue;
      lines.count(section, names[i], "", "mentions", total(counts[i]));
      lines.labels(section, names[i], "", counts[i]);
    }
  };
  labelled("intents", kIntentNames, summary.intents);
  labelled("topics", context.settings.topics.names(), summary.topics);
  labelled("urgency", kUrgencyNames, summary.urgencies);
  labelled("teams", team_names(context.settings.topics), summary.teams);
  for (std::size_t language = 0; language < kLanguageCount; ++language) {
    if (total(summary.languages[language]) == 0) continue;
    const std::string_view code = language_code(static_cast<Language>(language));
    lines.count("languages", code, "", "mentions", total(summary.languages[language]));
    lines.labels("languages", code, "", summary.languages[language]);
  }
  for (const TimePoint& point : summary.points) {
    const std::string start = start_text(summary, point);
    lines.count("timeline", start, "", "mentions", total(point.labels));
    lines.labels("timeline", start, "", point.labels);
    for (const std::size_t brand : order) {
      if (total(point.brands[brand]) == 0) continue;
      const std::string& name = context.brands[brand].name;
      lines.count("timeline", start, name, "mentions", total(point.brands[brand]));
      lines.labels("timeline", start, name, point.brands[brand]);
    }
  }
  if (const auto& agreement = context.agreement) {
    write_label_table(lines, "agreement", agreement->table);
    lines.estimate("agreement", "", "", "observed", agreement->observed);
    lines.estimate("agreement", "", "", "kappa", agreement->kappa);
  }
  if (context.audit) write_audit(lines, *context.audit);
  return out;
}

std::string inspect_json(std::span<const Input> inputs, std::span<const InputPeriod> periods,
                         const Zone& zone) {
  std::string out;
  JsonOut json(out);
  json.begin_array();
  for (std::size_t at = 0; at < inputs.size(); ++at) {
    const Input& input = inputs[at];
    const InputPeriod& period = periods[at];
    json.begin_object();
    write_file(json, input);
    json.text_or_null("formatTitle", input.format_title);
    json.text_or_null("encoding", input.encoding);
    json.text_or_null("delimiter", input.delimiter);
    json.text_or_null("sheet", input.sheet);
    json.texts("sheets", input.sheets);
    input.header_row == 0 ? json.null("headerRow") : json.number("headerRow", input.header_row);
    json.texts("header", input.header);
    json.begin_array("columns");
    for (const InputColumn& column : input.columns) {
      json.begin_object();
      json.text("header", column.header);
      json.text_or_null("field", column.field);
      json.end();
    }
    json.end();
    json.begin_array("preview");
    for (const std::vector<std::string>& row : input.preview) json.texts({}, row);
    json.end();
    json.text_or_null("dateOrder", input.date_order);
    json.begin_object("dates");
    json.flag("ambiguous", input.dates_ambiguous);
    json.text_or_null("sentence", input.dates_sentence);
    json.text_or_null("example", input.date_example);
    json.text_or_null("timeZone", input.time_zone);
    json.end();
    if (period.first.present()) {
      json.begin_object("period");
      json.text("from", iso_time(period.first, zone));
      json.text("to", iso_time(period.last, zone));
      json.end();
    } else {
      json.null("period");
    }
    input.applied ? write_input_settings(json, *input.applied, "applied") : json.null("applied");
    json.begin_object("counts");
    write_counts(json, input);
    json.end();
    json.number("polls", input.polls.size());
    json.begin_array("rejected");
    std::size_t listed = 0;
    for (const Reject& reject : input.rejects) {
      if (reject.code == ErrorCode::Duplicate) continue;
      if (listed++ == kListedRejects) break;
      json.begin_object();
      json.number("row", reject.row);
      json.text("code", code_name(reject.code));
      json.text("message", reject_message(reject.code));
      json.end();
    }
    json.end();
    write_outcome(json, input);
    json.end();
  }
  json.end();
  out += '\n';
  return out;
}

std::string brands_json(BrandSource source, std::span<const Brand> brands,
                        std::span<const std::uint64_t> mentions) {
  std::string out;
  JsonOut json(out);
  json.begin_object();
  json.text("source", brand_source_name(source));
  json.begin_array("brands");
  for (std::size_t at = 0; at < brands.size(); ++at) {
    json.begin_object();
    write_brand(json, brands[at]);
    json.number("mentions", mentions[at]);
    json.end();
  }
  json.end();
  json.end();
  out += '\n';
  return out;
}

std::string suggestions_json(std::span<const Suggestion> suggestions) {
  std::string out;
  JsonOut json(out);
  json.begin_object();
  json.begin_array("brands");
  for (const Suggestion& suggestion : suggestions) {
    json.begin_object();
    json.text("name", suggestion.brand.name);
    json.texts("aliases", suggestion.brand.aliases);
    json.texts("handles", suggestion.brand.handles);
    json.number("mentions", suggestion.mentions);
    json.text("why", suggestion.why);
    json.end();
  }
  json.end();
  json.end();
  out += '\n';
  return out;
}

std::string_view reject_message(ErrorCode code) {
  switch (code) {
    case ErrorCode::RecordTooLarge:
      return "The record is larger than 16 MiB; look for a quote that is missing, or shorten it.";
    case ErrorCode::UnclosedQuote:
      return "A quote opens here and never closes; close it, or double it if it belongs to the "
             "text.";
    case ErrorCode::BadJson:
      return "The record is no valid JSON, or the file ends inside of it; export it again, or mend it "
             "here.";
    case ErrorCode::TooManyCells:
      return "The row has more filled cells than the header has columns; put quotes around texts "
             "that hold the delimiter.";
    case ErrorCode::TooFewCells:
      return "The row ends before the column that holds the text; put quotes around texts that "
             "hold line breaks.";
    case ErrorCode::EmptyRow:
      return "There is no text, title or rating in it; it was not counted.";
    case ErrorCode::NotAMention:
      return "This is a sum, a message of the platform's own or the header once more; it was not "
             "counted.";
    case ErrorCode::NotPublic:
      return "This was written for some people only; it was not counted.";
    case ErrorCode::ChoicesOnly:
      return "This answer holds choices and no words; the choices are counted with their questions.";
    case ErrorCode::Duplicate:
      return "This mention was read before, here or in another input; it counts once.";
    default:
      return "";
  }
}

std::string_view rejected_csv_header() {
  static const std::string header =
      std::string(kByteOrderMark) + "file,row,reason,message,record\r\n";
  return header;
}

void append_rejected_csv(std::string& out, const Input& input, const Reject& reject) {
  append_csv_cell(out, input.name);
  out += ',';
  append_integer(out, reject.row);
  out += ',';
  append_csv_cell(out, code_name(reject.code));
  out += ',';
  append_csv_cell(out, reject_message(reject.code));
  out += ',';
  append_csv_cell(out, reject.raw);
  out += "\r\n";
}

}  // namespace earshot
