#include <earshot/analysis.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "classify/brand_matcher.h"
#include "classify/brand_suggestions.h"
#include "classify/language.h"
#include "ingest/importer.h"
#include "insight/selection.h"
#include "insight/summary.h"
#include "report/documents.h"
#include "report/mention_rows.h"
#include "report/text_out.h"
#include "table/table.h"
#include "text/fold.h"
#include "text/hash.h"

namespace earshot {
namespace {

// More distinct values than this are no brands (they may be key words).
constexpr std::size_t kMaxQueryBrands = 64;
// Brands are suggested from at most this many mentions, spread evenly over the table.
constexpr std::size_t kSuggestionSample = 50'000;
constexpr std::size_t kMaxInputs = 65'535;
constexpr std::uint32_t kNoBrand = ~std::uint32_t{0};

}  // namespace

class Analysis::Body : private MentionSink {
 public:
  explicit Body(std::shared_ptr<const Model> model) : model_(std::move(model)) {}

  void set_settings(Settings settings) {
    settings_ = std::move(settings);
    if (const auto zone = Zone::find(settings_.time_zone)) zone_ = *zone;
  }

  void open(std::string_view name) {
    if (importer_) (void)close();
    inputs_.emplace_back().name = name;
    if (inputs_.size() > kMaxInputs) {
      inputs_.back().error =
          Error{ErrorCode::TooLarge, {inputs_.back().name, 0, ""}, std::to_string(kMaxInputs),
                "There are more than " + std::to_string(kMaxInputs) + " files. Join some of them."};
      return;
    }
    prepare();
    const auto file = static_cast<std::uint32_t>(inputs_.size() - 1);
    table_.set_date_decision(file, {});
    importer_.emplace(inputs_.back(), file, static_cast<MentionSink&>(*this));
  }

  void feed(std::span<const char> bytes) {
    if (importer_) importer_->feed({bytes.data(), bytes.size()});
  }

  Result<void> close() {
    if (importer_) {
      importer_->finish();
      decide_dates();
      importer_.reset();
    }
    if (inputs_.empty() || !inputs_.back().error) return {};
    return std::unexpected(*inputs_.back().error);
  }

  void cancel() {
    if (!importer_) return;
    Input& input = inputs_.back();
    (void)close();
    input.cancelled = true;
    // Little or nothing was read, but that is no fault of the file.
    input.error.reset();
    input.sha256.clear();
  }

  Counts counts() const {
    Counts counts;
    for (const Input& input : inputs_) {
      counts.bytes += input.bytes;
      counts.records += input.records;
      counts.mentions += input.mentions;
      counts.empty += input.empty;
      counts.rejected += input.rejects.size();
    }
    return counts;
  }

  std::span<const Input> inputs() const { return inputs_; }

  std::string report(const Filter& filter, Format format) {
    prepare();
    const Selection selection = earshot::select(table_, filter, brands_, *zone_);
    const Summary summary = summarise(table_, selection, brands_.size(), *zone_);
    const ReportContext context{model_->name(), settings_, brands_, brand_source_,
                                *zone_,         inputs_,   table_,  filter};
    return format == Format::Csv ? report_csv(context, summary) : report_json(context, summary);
  }

  std::string brands() {
    prepare();
    std::vector<std::uint64_t> mentions(brands_.size());
    each_row(table_, Selection(), [&](const Segment& segment, std::size_t row) {
      for (const std::uint32_t brand : table_.brands(segment.brands[row])) ++mentions[brand];
    });
    return brands_json(brand_source_, brands_, mentions);
  }

  std::string suggestions() {
    suggest();
    return suggestions_json(suggestions_);
  }

  std::uint64_t select(const Filter& filter) {
    prepare();
    selection_ = earshot::select(table_, filter, brands_, *zone_);
    return selection_.size(table_);
  }

  std::string mentions(Format format, std::uint64_t from, std::uint64_t count) {
    std::string out;
    if (format == Format::Csv && from == 0) append_mention_csv_header(out);
    each_selected(from, count, [&](const MentionContext& context, const Segment& segment,
                                   std::size_t row) {
      if (format == Format::Csv) {
        append_mention_csv(out, context, segment, row);
      } else {
        append_mention_json(out, context, segment, row);
        out += '\n';
      }
    });
    return out;
  }

  std::string rows(std::uint64_t from, std::uint64_t count) {
    std::string out = "[";
    each_selected(from, count, [&](const MentionContext& context, const Segment& segment,
                                   std::size_t row) {
      if (out.size() > 1) out += ',';
      append_mention_json(out, context, segment, row);
    });
    out += ']';
    return out;
  }

  std::string rejected(std::uint64_t from, std::uint64_t count) const {
    std::string out;
    if (from == 0) out += rejected_csv_header();
    std::uint64_t at = 0;
    for (const Input& input : inputs_) {
      for (const Reject& reject : input.rejects) {
        if (at >= from && at - from < count) append_rejected_csv(out, input, reject);
        ++at;
      }
    }
    return out;
  }

  std::string classify(std::string_view lines) {
    prepare();
    std::string out;
    while (!lines.empty()) {
      const std::size_t end = std::min(lines.find('\n'), lines.size());
      std::string_view line = lines.substr(0, end);
      lines.remove_prefix(std::min(end + 1, lines.size()));
      if (line.ends_with('\r')) line.remove_suffix(1);
      classify_line(line, out);
    }
    return out;
  }

 private:
  Labels label(std::string_view subject) {
    fold(subject, folded_);
    Labels labels;
    labels.language = model_->language(subject, folded_);
    labels.sentiment = model_->sentiment(subject, folded_, labels.language);
    return labels;
  }

  void mention(const Mention& mention) override {
    const std::uint64_t hash = hash_bytes(mention.text) ^ hash_bytes(mention.title) << 1;
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    Seen& seen = seen_[hash % seen_.size()];
    const Segment* twin = nullptr;
    std::size_t twin_row = 0;
    if (seen.tag == tag && seen.row < table_.size()) {
      const auto [segment, row] = table_.at(seen.row);
      const RowText text = Table::text(*segment, row);
      if (text.text == mention.text && text.title == mention.title) {
        twin = segment;
        twin_row = row;
      }
    }

    Labels labels;
    if (twin) {
      labels = {seen.language, Table::sentiment(*twin, twin_row)};
    } else {
      labels = label(Table::subject(mention.title, mention.text, subject_));
      seen = {static_cast<RowId>(table_.size()), tag, labels.language};
    }
    if (labels.language == 0) labels.language = language_from_code(mention.language);
    const auto [segment, row] = table_.add(mention, labels);

    // With the brands known, the row gets its own at once; a change of brands matches all rows anew.
    if (matched_ + 1 != table_.size() || brands_.empty()) return;
    if (!twin) {
      match(*segment, row);
    } else if (twin->query[twin_row] == segment->query[row]) {
      segment->brands[row] = twin->brands[twin_row];
    } else {
      fold(Table::subject(mention.title, mention.text, subject_), folded_);
      match(*segment, row);
    }
    matched_ = table_.size();
  }

  void classify_line(std::string_view line, std::string& out) {
    const Labels labels = label(line);
    matcher_.match(folded_, named_);
    out += "{\"text\":";
    append_json_string(out, line);
    out += ",\"language\":";
    append_json_string(out, language_code(labels.language));
    out += ",\"brands\":[";
    for (std::size_t at = 0; at < named_.size(); ++at) {
      if (at > 0) out += ',';
      append_json_string(out, brands_[named_[at]].name);
    }
    out += "],\"sentiment\":";
    append_sentiment_json(out, labels.sentiment);
    out += "}\n";
  }

  void decide_dates() {
    if (!importer_) return;
    if (const auto decision = importer_->date_decision()) {
      table_.set_date_decision(static_cast<std::uint32_t>(inputs_.size() - 1), *decision);
    }
  }

  /// Brings brands and dates up to what was read so far.
  void prepare() {
    decide_dates();
    BrandSource source = BrandSource::Settings;
    std::vector<Brand> brands = settings_.brands;
    if (brands.empty()) {
      const std::size_t queries = table_.queries.size() - 1;
      if (queries > 0 && queries <= kMaxQueryBrands) {
        source = BrandSource::Query;
        for (StringPool::Id query = 1; query <= queries; ++query) {
          brands.emplace_back().name = table_.queries[query];
        }
      } else {
        source = BrandSource::Suggested;
        // While a file streams, names settle soon: they are sought again only when it has doubled.
        if (!importer_ || table_.size() >= 2 * suggested_at_) suggest();
        for (const Suggestion& suggestion : suggestions_) brands.push_back(suggestion.brand);
      }
    }
    brand_source_ = source;
    if (brands != brands_) {
      brands_ = std::move(brands);
      matcher_ = BrandMatcher(brands_);
      table_.clear_brands();
      matched_ = 0;
      index_names();
      query_brands_.clear();
    }
    match_new_rows();
  }

  void suggest() {
    if (suggested_at_ == table_.size()) return;
    suggested_at_ = table_.size();
    BrandSuggester suggester;
    const std::size_t stride = (table_.size() + kSuggestionSample - 1) / kSuggestionSample;
    for (std::size_t id = 0; id < table_.size(); id += stride) {
      const auto [segment, row] = table_.at(static_cast<RowId>(id));
      const RowText text = Table::text(*segment, row);
      suggester.add(text.text, text.title, table_.authors[segment->author[row]]);
    }
    suggestions_ = suggester.suggest();
  }

  void index_names() {
    named_brands_.clear();
    for (std::uint32_t brand = 0; brand < brands_.size(); ++brand) {
      fold(brands_[brand].name, folded_);
      named_brands_.try_emplace(folded_, brand);
      for (const std::string& alias : brands_[brand].aliases) {
        fold(alias, folded_);
        named_brands_.try_emplace(folded_, brand);
      }
    }
  }

  /// The brand whose name or alias a query's value is; kNoBrand if there is none.
  std::uint32_t brand_of_query(StringPool::Id query) {
    while (query_brands_.size() <= query) {
      const auto id = static_cast<StringPool::Id>(query_brands_.size());
      fold(table_.queries[id], folded_query_);
      const auto named = id == 0 ? named_brands_.end() : named_brands_.find(folded_query_);
      query_brands_.push_back(named == named_brands_.end() ? kNoBrand : named->second);
    }
    return query_brands_[query];
  }

  /// Puts a row into its set of brands. Its folded subject is in `folded_`.
  void match(Segment& segment, std::size_t row) {
    matcher_.match(folded_, named_);
    const std::uint32_t queried = brand_of_query(segment.query[row]);
    if (queried != kNoBrand && !std::ranges::binary_search(named_, queried)) {
      named_.insert(std::ranges::lower_bound(named_, queried), queried);
    }
    segment.brands[row] = table_.brand_set(named_);
  }

  void match_new_rows() {
    if (brands_.empty()) return;
    for (const auto& segment : table_.segments()) {
      if (segment->first + segment->size <= matched_) continue;
      for (std::size_t row = matched_ - segment->first; row < segment->size; ++row) {
        const RowText text = Table::text(*segment, row);
        fold(Table::subject(text.title, text.text, subject_), folded_);
        match(*segment, row);
      }
      matched_ = segment->first + segment->size;
    }
  }

  template <class Visit>
  void each_selected(std::uint64_t from, std::uint64_t count, Visit&& visit) {
    const MentionContext context{table_, brands_, inputs_, *zone_};
    const std::uint64_t size = selection_.size(table_);
    const std::uint64_t end = count < size - std::min(from, size) ? from + count : size;
    for (std::uint64_t at = from; at < end; ++at) {
      const RowId id = selection_.all ? static_cast<RowId>(at) : selection_.rows[at];
      const auto [segment, row] = table_.at(id);
      visit(context, *segment, row);
    }
  }

  std::shared_ptr<const Model> model_;
  Settings settings_;
  const Zone* zone_ = &Zone::utc();
  Table table_;
  std::vector<Input> inputs_;
  std::optional<Importer> importer_;  // of the last input, while it is open

  std::vector<Brand> brands_;         // in force; the table's brand sets index them
  BrandSource brand_source_ = BrandSource::Suggested;
  BrandMatcher matcher_;
  std::size_t matched_ = 0;           // rows before this one have their brands
  std::map<std::string, std::uint32_t> named_brands_;  // by folded name and alias
  std::vector<std::uint32_t> query_brands_;            // by query id
  std::vector<Suggestion> suggestions_;
  std::size_t suggested_at_ = 0;      // size of the table that they come from
  Selection selection_;

  // Reposts and syndicated texts repeat: one of each is classified. A slot a hash, so that memory
  // stays bounded; what comes out does not depend on it.
  struct Seen {
    RowId row = ~RowId{0};
    std::uint32_t tag = 0;  // more of the hash, so that most other texts are told without a look
    Language language = 0;  // by the text alone
  };
  std::vector<Seen> seen_ = std::vector<Seen>(std::size_t{1} << 17);

  // Scratch, kept to spare allocations.
  std::string folded_, subject_, folded_query_;
  std::vector<std::uint32_t> named_;
};

Analysis::Analysis(std::shared_ptr<const Model> model)
    : body_(std::make_unique<Body>(std::move(model))) {}
Analysis::~Analysis() = default;
Analysis::Analysis(Analysis&&) noexcept = default;
Analysis& Analysis::operator=(Analysis&&) noexcept = default;

void Analysis::set_settings(Settings settings) { body_->set_settings(std::move(settings)); }
void Analysis::open(std::string_view name) { body_->open(name); }
void Analysis::feed(std::span<const char> bytes) { body_->feed(bytes); }
Result<void> Analysis::close() { return body_->close(); }
void Analysis::cancel() { body_->cancel(); }
Analysis::Counts Analysis::counts() const { return body_->counts(); }
std::span<const Input> Analysis::inputs() const { return body_->inputs(); }
std::string Analysis::report(const Filter& filter, Format format) {
  return body_->report(filter, format);
}
std::string Analysis::inspect() const { return inspect_json(body_->inputs()); }
std::string Analysis::brands() { return body_->brands(); }
std::string Analysis::suggestions() { return body_->suggestions(); }
std::uint64_t Analysis::select(const Filter& filter) { return body_->select(filter); }
std::string Analysis::mentions(Format format, std::uint64_t from, std::uint64_t count) {
  return body_->mentions(format, from, count);
}
std::string Analysis::rows(std::uint64_t from, std::uint64_t count) {
  return body_->rows(from, count);
}
std::string Analysis::rejected(std::uint64_t from, std::uint64_t count) const {
  return body_->rejected(from, count);
}
std::string Analysis::classify(std::string_view lines) { return body_->classify(lines); }

}  // namespace earshot
