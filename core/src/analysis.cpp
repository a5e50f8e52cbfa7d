#include <earshot/analysis.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "classify/brand_matcher.h"
#include "classify/brand_suggestions.h"
#include "classify/language.h"
#include "ingest/intake.h"
#include "insight/selection.h"
#include "insight/summary.h"
#include "report/documents.h"
#include "report/mention_rows.h"
#include "report/text_out.h"
#include "table/identities.h"
#include "table/table.h"
#include "text/bytes.h"
#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/hash.h"

namespace earshot {
namespace {

// More distinct values than this are no brands (they may be key words).
constexpr std::size_t kMaxQueryBrands = 64;
// Brands are suggested from at most this many mentions, spread evenly over the table.
constexpr std::size_t kSuggestionSample = 20'000;
constexpr std::size_t kMaxInputs = 65'535;
constexpr BrandSetId kUnmatched = ~BrandSetId{0};

}  // namespace

class Analysis::Body : private InputSink {
 public:
  explicit Body(std::shared_ptr<const Model> model)
      : model_(std::move(model)), labeller_(model_) {}

  void set_settings(Settings settings) {
    settings_ = std::move(settings);
    if (const auto zone = Zone::find(settings_.time_zone)) zone_ = *zone;
  }

  void open(std::string_view name) {
    if (intake_) (void)close();
    first_input_ = inputs_.size();
    wishes_ = settings_.inputs;
    intake_.emplace(name, wishes_, static_cast<InputSink&>(*this));
    prepare();
  }

  void feed(std::span<const char> bytes) {
    if (!intake_) return;
    fed_ += bytes.size();
    intake_->feed({bytes.data(), bytes.size()});
    label_new_rows();
  }

  bool advance() {
    if (!intake_) return false;
    const bool more = intake_->advance();
    label_new_rows();
    return more;
  }

  Result<void> close() {
    if (intake_) {
      intake_->finish();
      intake_.reset();
    }
    // Of several inputs in an archive one that could be used makes it a success.
    const auto opened = std::span(inputs_).subspan(first_input_);
    const auto usable = [](const Input& input) { return !input.error; };
    if (opened.empty() || std::ranges::any_of(opened, usable)) return {};
    return std::unexpected(*opened.front().error);
  }

  void cancel() {
    if (!intake_) return;
    const bool open = input_open_;
    intake_->finish(/*cancelled=*/true);
    intake_.reset();
    if (inputs_.size() == first_input_ || !open) return;
    Input& input = inputs_.back();
    input.cancelled = true;
    // Little or nothing was read, but that is no fault of the file.
    input.error.reset();
    input.sha256.clear();
  }

  Counts counts() const {
    Counts counts;
    counts.bytes = fed_;
    for (const Input& input : inputs_) {
      counts.records += input.records;
      counts.mentions += input.mentions;
      counts.empty += input.empty;
      counts.duplicates += input.duplicates;
      counts.rejected += input.rejected;
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

  std::string inspect() {
    decide_dates();
    std::vector<InputPeriod> periods(inputs_.size());
    std::vector<std::pair<std::int64_t, std::int64_t>> locals(inputs_.size());
    ZoneCursor cursor(*zone_);
    each_row(table_, Selection(), [&](const Segment& segment, std::size_t row) {
      const Time time = table_.time(segment, row);
      if (!time.present()) return;
      const std::int64_t local =
          time.kind() == Time::Kind::Instant ? cursor.to_local(time.ms()) : time.ms();
      InputPeriod& period = periods[segment.file[row]];
      auto& [first, last] = locals[segment.file[row]];
      if (!period.first.present() || local < first) {
        first = local;
        period.first = time;
      }
      if (!period.last.present() || local > last) {
        last = local;
        period.last = time;
      }
    });
    return inspect_json(inputs_, periods, *zone_);
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
  /// What the classifier says of a text, brands aside.
  /// Leaves the folded subject in `folded_`.
  TextLabels label(std::string_view subject) {
    fold(subject, folded_);
    return labeller_.label(subject, folded_);
  }

  Opened open_input(std::string_view name) override {
    if (inputs_.size() == kMaxInputs) return {nullptr, 0};
    const auto file = static_cast<std::uint32_t>(inputs_.size());
    inputs_.emplace_back().name = name;
    rows_before_ = table_.size();
    input_open_ = true;
    table_.set_date_decision(file, {});
    return {&inputs_.back(), file};
  }

  void close_input(const std::optional<DateDecision>& dates) override {
    label_new_rows();
    input_open_ = false;
    Input& input = inputs_.back();
    const auto file = static_cast<std::uint32_t>(inputs_.size() - 1);
    if (dates) table_.set_date_decision(file, *dates);
    const auto [known, first] = digests_.try_emplace(input.sha256, file);
    if (first || input.mentions == 0) return;
    // Nothing but the bytes may tell that mentions without id, author or time are the same.
    const std::string& earlier = inputs_[known->second].name;
    table_.truncate(rows_before_);
    matched_ = std::min(matched_, rows_before_);
    seen_.assign(seen_.size(), {});
    input.duplicates += std::exchange(input.mentions, 0);
    input.notes.push_back({ErrorCode::SameFile,
                           {input.name, 0, ""},
                           earlier,
                           1,
                           "This is the same file as \"" + earlier + "\"; its mentions count once."});
  }

  bool mention(const Mention& mention) override {
    if (!identities_.add(mention, table_)) return false;
    new_rows_[new_row_count_++] = table_.add(mention);
    if (new_row_count_ == new_rows_.size()) label_new_rows();
    return true;
  }

  /// Labels the rows that have none yet. Many at once, in steps: what a step looks up lies anywhere
  /// in memory, and so the rows wait for it together.
  void label_new_rows() {
    table_.settle();
    struct Look {
      RowText text, twin;
      std::uint64_t hash;
      Seen seen;
    };
    std::array<Look, kNewRows> looks;
    const std::span rows(new_rows_.data(), std::exchange(new_row_count_, 0));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Look& look = looks[i];
      look.text = Table::text(*rows[i].segment, rows[i].row);
      look.hash = hash_bytes(look.text.text) ^ hash_bytes(look.text.title) << 1;
    }
    const std::span taken = std::span(looks).first(rows.size());
    for (Look& look : taken) look.seen = seen_[look.hash % seen_.size()];
    for (Look& look : taken) {
      if (look.seen.segment && look.seen.tag != tag_of(look.hash)) look.seen.segment = nullptr;
      if (look.seen.segment) look.twin = Table::text(*look.seen.segment, look.seen.row);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Look& look = looks[i];
      Seen& seen = look.seen;
      const auto [segment, row] = rows[i];
      const bool twin = seen.segment && equal_bytes(look.twin.text, look.text.text) &&
                        equal_bytes(look.twin.title, look.text.title);
      if (!twin) {
        const TextLabels labels = label(Table::subject(look.text.title, look.text.text, subject_));
        seen = {segment, static_cast<std::uint32_t>(row), tag_of(look.hash), segment->query[row],
                kUnmatched, labels};
      }
      set_labels(*segment, row, seen.labels);
      // With the brands known, the row gets its own at once; a change of brands matches all rows anew.
      if (matched_ == segment->first + row && !brands_.empty()) {
        ++matched_;
        if (twin && seen.brands != kUnmatched && seen.query == segment->query[row]) {
          segment->brands[row] = seen.brands;
        } else {
          if (twin) fold(Table::subject(look.text.title, look.text.text, subject_), folded_);
          match(*segment, row);
          seen.query = segment->query[row];
          seen.brands = segment->brands[row];
        }
      }
      seen_[look.hash % seen_.size()] = seen;
    }
  }

  static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

  static void set_labels(Segment& segment, std::size_t row, const TextLabels& labels) {
    segment.positive[row] = labels.sentiment.positive;
    segment.negative[row] = labels.sentiment.negative;
    segment.label[row] = labels.sentiment.label;
    if (labels.language != 0) segment.language[row] = labels.language;
  }

  void classify_line(std::string_view line, std::string& out) {
    const TextLabels labels = label(line);
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
    if (!intake_ || !input_open_) return;
    if (const auto decision = intake_->date_decision()) {
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
        // While a file streams, names settle soon: they are sought again only when it is four times
        // as long, and after a full sample only at its end.
        const bool settled =
            suggested_at_ >= kSuggestionSample || table_.size() < 4 * suggested_at_;
        if (!intake_ || !settled) suggest();
        for (const Suggestion& suggestion : suggestions_) brands.push_back(suggestion.brand);
      }
    }
    brand_source_ = source;
    if (brands != brands_) replace_brands(std::move(brands));
    match_new_rows();
  }

  void replace_brands(std::vector<Brand> brands) {
    const std::vector<Brand> before = std::exchange(brands_, std::move(brands));
    matcher_ = BrandMatcher(brands_);
    index_names();
    query_brands_.clear();
    for (Seen& seen : seen_) seen.brands = kUnmatched;
    const std::optional<Brand> changed = changed_spellings(before, brands_);
    // Brands named by the query column are not found by their spelling in the text.
    if (!changed || table_.queries.size() > 1) {
      table_.clear_brands();
      matched_ = 0;
      return;
    }
    std::vector<std::uint32_t> numbers;
    for (const Brand& brand : before) {
      const auto now = std::ranges::find(brands_, brand.name, &Brand::name);
      numbers.push_back(now == brands_.end() ? kNoBrand
                                             : static_cast<std::uint32_t>(now - brands_.begin()));
    }
    table_.renumber_brands(numbers);
    const BrandMatcher touched(std::span(&*changed, 1));
    if (touched.empty()) return;
    each_folded_row(0, matched_, [&](Segment& segment, std::size_t row) {
      if (touched.occurs_in(folded_)) match(segment, row);
    });
  }

  /// The spellings (of brands with names of their own) that one of the lists has and the other has not, or has for another brand: a text
  /// without them names the same brands under both. Nothing if that cannot be told from spellings.
  static std::optional<Brand> changed_spellings(std::span<const Brand> before,
                                                std::span<const Brand> now) {
    enum Use { Name, Handle };
    using Spelling = std::tuple<std::string_view, std::string_view, Use>;
    std::vector<Spelling> sides[2], changed;
    for (const int side : {0, 1}) {
      for (const Brand& brand : side == 0 ? before : now) {
        const auto add = [&](std::string_view spelling, Use use) {
          sides[side].emplace_back(brand.name, spelling, use);
        };
        add(brand.name, Name);
        for (const std::string& alias : brand.aliases) add(alias, Name);
        for (const std::string& handle : brand.handles) add(handle, Handle);
        if (!brand.exclude.empty()) return std::nullopt;
      }
      cold_sort(sides[side]);
    }
    std::ranges::set_symmetric_difference(sides[0], sides[1], std::back_inserter(changed));
    Brand all;
    for (const auto& [brand, spelling, use] : changed) {
      (use == Name ? all.aliases : all.handles).emplace_back(spelling);
    }
    return all;
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
    each_folded_row(std::exchange(matched_, table_.size()), table_.size(),
                    [this](Segment& segment, std::size_t row) { match(segment, row); });
  }

  /// Calls visit(segment, row) with the row's folded subject in `folded_`.
  template <class Visit>
  void each_folded_row(std::size_t from, std::size_t to, Visit&& visit) {
    for (const auto& segment : table_.segments()) {
      const std::size_t begin = std::max<std::size_t>(from, segment->first);
      const std::size_t end = std::min<std::size_t>(to, segment->first + segment->size);
      for (std::size_t id = begin; id < end; ++id) {
        const RowText text = Table::text(*segment, id - segment->first);
        fold(Table::subject(text.title, text.text, subject_), folded_);
        visit(*segment, id - segment->first);
      }
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
  Labeller labeller_;
  Settings settings_;
  const Zone* zone_ = &Zone::utc();
  Table table_;
  std::vector<Input> inputs_;
  std::optional<Intake> intake_;      // of the file that is open
  std::vector<InputSettings> wishes_; // as they stood when it was opened
  std::size_t first_input_ = 0;       // that the file holds
  std::size_t rows_before_ = 0;       // the open input
  bool input_open_ = false;
  std::map<std::string, std::uint32_t> digests_;  // of inputs, the first of each
  std::uint64_t fed_ = 0;             // bytes, over all files
  Identities identities_;

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
    const Segment* segment = nullptr;
    std::uint32_t row = 0;
    std::uint32_t tag = 0;  // more of the hash, so that most other texts are told without a look
    StringPool::Id query = 0;
    BrandSetId brands = kUnmatched;  // of this text with this query
    TextLabels labels;                   // by the text alone
  };
  std::vector<Seen> seen_ = std::vector<Seen>(std::size_t{1} << 17);

  static constexpr std::size_t kNewRows = 64;
  std::array<Table::Position, kNewRows> new_rows_;  // not labelled yet; none outside of `feed`
  std::size_t new_row_count_ = 0;

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
bool Analysis::advance() { return body_->advance(); }
Result<void> Analysis::close() { return body_->close(); }
void Analysis::cancel() { body_->cancel(); }
Analysis::Counts Analysis::counts() const { return body_->counts(); }
std::span<const Input> Analysis::inputs() const { return body_->inputs(); }
std::string Analysis::report(const Filter& filter, Format format) {
  return body_->report(filter, format);
}
std::string Analysis::inspect() { return body_->inspect(); }
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
