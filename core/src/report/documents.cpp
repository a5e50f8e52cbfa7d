#include "report/documents.h"

#include <algorithm>
#include <numeric>

#include <nlohmann/json.hpp>

#include <earshot/report.h>

#include "classify/language.h"
#include "insight/intervals.h"
#include "report/text_out.h"

namespace earshot {
namespace {

using Json = nlohmann::ordered_json;

// Every kind of `inspect` entry lists at most this many rejected records; all can be downloaded.
constexpr std::size_t kListedRejects = 100;

std::string dump(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json text_or_null(std::string_view text) { return text.empty() ? Json() : Json(text); }

Json labels_json(const LabelCounts& labels) {
  Json json;
  for (std::size_t label = 0; label < kLabelCount; ++label) {
    json[std::string(label_name(Label(label)))] = labels[label];
  }
  return json;
}

Json sum_json(const Sum& sum) { return sum ? Json(*sum) : Json(); }

Json estimate_json(const std::optional<Estimate>& estimate) {
  if (!estimate) return {};
  return {{"value", rounded(estimate->value)},
          {"low", rounded(estimate->low)},
          {"high", rounded(estimate->high)}};
}

Json brand_json(const Brand& brand) {
  return {{"name", brand.name},
          {"aliases", brand.aliases},
          {"handles", brand.handles},
          {"exclude", brand.exclude},
          {"own", brand.own}};
}

Json error_object(const Error& error) {
  return {{"code", code_name(error.code)}, {"file", error.place.file},
          {"row", error.place.row},        {"column", error.place.column},
          {"detail", error.detail},        {"message", error.message}};
}

std::uint64_t all_brand_mentions(const Summary& summary) {
  std::uint64_t sum = 0;
  for (const BrandFigures& brand : summary.brands) sum += total(brand.labels);
  return sum;
}

/// By mentions, then by name: the order in which brands are printed.
std::vector<std::size_t> brand_order(const ReportContext& context, const Summary& summary) {
  std::vector<std::size_t> order(summary.brands.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const std::uint64_t left = total(summary.brands[a].labels);
    const std::uint64_t right = total(summary.brands[b].labels);
    return left != right ? left > right : context.brands[a].name < context.brands[b].name;
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

Json settings_json(const ReportContext& context) {
  Json brands = Json::array();
  for (const Brand& brand : context.brands) brands.push_back(brand_json(brand));
  return {{"brands", std::move(brands)},
          {"brandSource", brand_source_name(context.brand_source)},
          {"timeZone", context.settings.time_zone},
          {"counting", "full"}};
}

std::string local_text(std::int64_t local, bool with_time) {
  char date[kIsoDateLength];
  write_iso_date(date, local);
  std::string text(date, sizeof date);
  if (with_time) {
    const std::int64_t minutes = (local - floor_div(local, kDayMs) * kDayMs) / kMinuteMs;
    const auto two = [](std::int64_t value) {
      return std::string{static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
    };
    text += "T" + two(minutes / 60) + ":" + two(minutes % 60);
  }
  return text;
}

Json filter_json(const Filter& filter) {
  if (filter.empty()) return {};
  Json json;
  if (filter.brand) json["brand"] = *filter.brand;
  if (filter.sentiment) json["sentiment"] = label_name(*filter.sentiment);
  if (filter.platform) json["platform"] = *filter.platform;
  if (filter.language) json["language"] = *filter.language;
  if (filter.from) json["from"] = local_text(*filter.from, true);
  if (filter.to) json["to"] = local_text(*filter.to, true);
  if (!filter.search.empty()) json["search"] = filter.search;
  return json;
}

Json note_json(const Note& note) {
  return {{"code", code_name(note.code)}, {"row", note.place.row},
          {"column", note.place.column},  {"count", note.count},
          {"detail", note.detail},        {"message", note.message}};
}

Json notes_json(const Input& input) {
  Json notes = Json::array();
  for (const Note& note : input.notes) notes.push_back(note_json(note));
  return notes;
}

Json input_json(const Input& input) {
  return {{"name", input.name},
          {"bytes", input.bytes},
          {"sha256", text_or_null(input.sha256)},
          {"format", text_or_null(input.format)},
          {"encoding", text_or_null(input.encoding)},
          {"records", input.records},
          {"mentions", input.mentions},
          {"empty", input.empty},
          {"rejected", input.rejects.size()},
          {"notes", notes_json(input)},
          {"error", input.error ? error_object(*input.error) : Json()},
          {"cancelled", input.cancelled}};
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

Json timeline_json(const ReportContext& context, const Summary& summary,
                   std::span<const std::size_t> order) {
  Json points = Json::array();
  for (const TimePoint& point : summary.points) {
    Json brands = Json::object(), sentiment = Json::object();
    for (const std::size_t brand : order) {
      const std::uint64_t mentions = total(point.brands[brand]);
      if (mentions == 0) continue;
      brands[context.brands[brand].name] = mentions;
      sentiment[context.brands[brand].name] = labels_json(point.brands[brand]);
    }
    points.push_back({{"start", start_text(summary, point)},
                      {"mentions", total(point.labels)},
                      {"brands", std::move(brands)},
                      {"sentiment", labels_json(point.labels)},
                      {"brandSentiment", std::move(sentiment)}});
  }
  return {{"unit", step_name(summary.step)}, {"points", std::move(points)}};
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
  return error_object(error).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string_view version() { return EARSHOT_VERSION; }

std::string report_json(const ReportContext& context, const Summary& summary) {
  const std::vector<std::size_t> order = brand_order(context, summary);
  const std::uint64_t tracked = all_brand_mentions(summary);

  Json inputs = Json::array();
  for (const Input& input : context.inputs) inputs.push_back(input_json(input));

  Json brands = Json::array();
  for (const std::size_t at : order) {
    const BrandFigures& figures = summary.brands[at];
    const NetSentiment net = net_sentiment(figures.labels);
    brands.push_back({{"name", context.brands[at].name},
                      {"mentions", total(figures.labels)},
                      {"share", estimate_json(wilson(total(figures.labels), tracked))},
                      {"sentiment", labels_json(figures.labels)},
                      {"netSentiment", {{"polar", estimate_json(net.polar)},
                                        {"total", estimate_json(net.total)}}},
                      {"reach", sum_json(figures.reach)},
                      {"engagement", sum_json(figures.engagement)}});
  }

  Json platforms = Json::array();
  for (const PlatformFigures& platform : summary.platforms) {
    Json named = Json::object();
    for (const std::size_t brand : order) {
      if (platform.brands[brand] > 0) named[context.brands[brand].name] = platform.brands[brand];
    }
    platforms.push_back({{"name", text_or_null(platform_name(context, platform))},
                         {"mentions", total(platform.labels)},
                         {"brands", std::move(named)},
                         {"sentiment", labels_json(platform.labels)}});
  }

  std::vector<Language> by_size;
  for (std::size_t language = 0; language < kLanguageCount; ++language) {
    if (total(summary.languages[language]) > 0) by_size.push_back(static_cast<Language>(language));
  }
  std::ranges::stable_sort(by_size, [&](Language a, Language b) {
    return total(summary.languages[a]) > total(summary.languages[b]);
  });
  Json languages = Json::array();
  for (const Language language : by_size) {
    languages.push_back({{"code", language_code(language)},
                         {"mentions", total(summary.languages[language])},
                         {"sentiment", labels_json(summary.languages[language])}});
  }

  const auto moment = [&](Time time) {
    return time.present() ? Json(iso_time(time, context.zone)) : Json();
  };
  const Json report = {
      {"schema", kReportSchema},
      {"engine", {{"version", version()}, {"model", context.model}}},
      {"settings", settings_json(context)},
      {"filter", filter_json(context.filter)},
      {"inputs", std::move(inputs)},
      {"period",
       {{"from", moment(summary.first)},
        {"to", moment(summary.last)},
        {"timeZone", context.settings.time_zone}}},
      {"totals",
       {{"mentions", total(summary.labels)},
        {"branded", summary.branded},
        {"authors", sum_json(summary.authors)},
        {"reach", sum_json(summary.reach)},
        {"engagement", sum_json(summary.engagement)},
        {"undated", summary.undated},
        {"sentiment", labels_json(summary.labels)}}},
      {"brands", std::move(brands)},
      {"platforms", std::move(platforms)},
      {"otherPlatforms",
       {{"platforms", summary.other_platforms}, {"mentions", summary.other_platform_mentions}}},
      {"languages", std::move(languages)},
      {"timeline", timeline_json(context, summary, order)},
  };
  return dump(report);
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
  void estimate(std::string_view table, std::string_view brand, std::string_view measure,
                const std::optional<Estimate>& estimate) {
    if (!estimate) return;
    begin(table, "", brand, measure);
    out_ += Json(rounded(estimate->value)).dump() + "," + Json(rounded(estimate->low)).dump() +
            "," + Json(rounded(estimate->high)).dump() + "\r\n";
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

}  // namespace

std::string report_csv(const ReportContext& context, const Summary& summary) {
  std::string out;
  FigureLines lines(out);
  const std::vector<std::size_t> order = brand_order(context, summary);
  const std::uint64_t tracked = all_brand_mentions(summary);

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
    lines.estimate("brands", name, "share", wilson(total(figures.labels), tracked));
    lines.labels("brands", "", name, figures.labels);
    lines.estimate("brands", name, "netSentimentPolar", net.polar);
    lines.estimate("brands", name, "netSentimentTotal", net.total);
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
  return out;
}

std::string inspect_json(std::span<const Input> inputs) {
  Json documents = Json::array();
  for (const Input& input : inputs) {
    Json columns = Json::array();
    for (const InputColumn& column : input.columns) {
      columns.push_back({{"header", column.header}, {"field", text_or_null(column.field)}});
    }
    Json rejects = Json::array();
    for (const Reject& reject : std::span(input.rejects).first(
             std::min(input.rejects.size(), kListedRejects))) {
      rejects.push_back({{"row", reject.row},
                         {"code", code_name(reject.code)},
                         {"message", reject_message(reject.code)}});
    }
    documents.push_back({{"name", input.name},
                         {"bytes", input.bytes},
                         {"sha256", text_or_null(input.sha256)},
                         {"format", text_or_null(input.format)},
                         {"encoding", text_or_null(input.encoding)},
                         {"delimiter", text_or_null(input.delimiter)},
                         {"headerRow", input.header_row == 0 ? Json() : Json(input.header_row)},
                         {"columns", std::move(columns)},
                         {"dateOrder", text_or_null(input.date_order)},
                         {"counts",
                          {{"records", input.records},
                           {"mentions", input.mentions},
                           {"empty", input.empty},
                           {"rejected", input.rejects.size()}}},
                         {"rejected", std::move(rejects)},
                         {"notes", notes_json(input)},
                         {"error", input.error ? error_object(*input.error) : Json()},
                         {"cancelled", input.cancelled}});
  }
  return dump(documents);
}

std::string brands_json(BrandSource source, std::span<const Brand> brands,
                        std::span<const std::uint64_t> mentions) {
  Json list = Json::array();
  for (std::size_t at = 0; at < brands.size(); ++at) {
    Json brand = brand_json(brands[at]);
    brand["mentions"] = mentions[at];
    list.push_back(std::move(brand));
  }
  return dump({{"source", brand_source_name(source)}, {"brands", std::move(list)}});
}

std::string suggestions_json(std::span<const Suggestion> suggestions) {
  Json list = Json::array();
  for (const Suggestion& suggestion : suggestions) {
    list.push_back({{"name", suggestion.brand.name},
                    {"aliases", suggestion.brand.aliases},
                    {"handles", suggestion.brand.handles},
                    {"mentions", suggestion.mentions},
                    {"why", suggestion.why}});
  }
  return dump({{"brands", std::move(list)}});
}

std::string_view reject_message(ErrorCode code) {
  switch (code) {
    case ErrorCode::RecordTooLarge:
      return "The record is larger than 16 MiB; look for a quote that is missing, or shorten it.";
    case ErrorCode::UnclosedQuote:
      return "A quote opens here and never closes; close it, or double it if it belongs to the "
             "text.";
    case ErrorCode::TooManyCells:
      return "The row has more filled cells than the header has columns; put quotes around texts "
             "that hold the delimiter.";
    case ErrorCode::TooFewCells:
      return "The row ends before the column that holds the text; put quotes around texts that "
             "hold line breaks.";
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
