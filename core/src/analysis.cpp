#include <earshot/analysis.h>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "classify/brand_suggestions.h"
#include "ingest/intake.h"
#include "insight/agreement.h"
#include "insight/audit.h"
#include "insight/clusters.h"
#include "insight/kept.h"
#include "insight/selection.h"
#include "insight/summary.h"
#include "labelling/labelling.h"
#include "labelling/lessons.h"
#include "report/audit_documents.h"
#include "report/brand_evidence.h"
#include "report/corrections_json.h"
#include "report/documents.h"
#include "report/explained_text.h"
#include "report/json_out.h"
#include "report/mention_rows.h"
#include "report/sections.h"
#include "report/settings_json.h"
#include "report/text_out.h"
#include "table/identities.h"
#include "table/table.h"
#include "text/hash.h"

namespace earshot {
namespace {

// More distinct values than this are no brands (they may be key words).
constexpr std::size_t kMaxQueryBrands = 64;
// Brands are suggested from at most this many mentions, spread evenly over the table.
constexpr std::size_t kSuggestionSample = 20'000;
constexpr std::size_t kMaxInputs = 65'535;
constexpr RowId kDropped = ~RowId{0};

}  // namespace

class Analysis::Body : private InputSink {
 public:
  explicit Body(std::shared_ptr<const Model> model)
      : model_(std::move(model)), labelling_(model_, table_, settings_) {}

  void set_settings(Settings settings) {
    std::swap(settings_, settings);
    kept_.reset();
    labelling_.settings_changed(settings);
    if (const auto zone = Zone::find(settings_.time_zone)) zone_ = *zone;
  }

  void open(std::string_view name, std::optional<std::uint64_t> place) {
    if (intake_) (void)close();
    first_input_ = inputs_.size();
    const std::uint64_t last = places_.empty() ? 0 : places_.back();
    place_ = std::max(last, place.value_or(last + !places_.empty()));
    wishes_ = settings_.inputs;
    intake_.emplace(name, wishes_, static_cast<InputSink&>(*this));
    prepare();
  }

  void feed(std::span<const char> bytes) {
    if (!intake_) return;
    fed_ += bytes.size();
    intake_->feed({bytes.data(), bytes.size()});
    labelling_.label_new_rows();
  }

  bool advance() {
    if (!intake_) return false;
    const bool more = intake_->advance();
    labelling_.label_new_rows();
    return more;
  }

  double advanced() const { return intake_ ? intake_->advanced() : 1; }

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

  void absorb(Body& part) {
    if (intake_) (void)close();
    if (part.intake_) (void)part.close();
    part.set_settings(settings_);
    // Brands that were sought with the same settings are taken over.
    if (!settings_.brands.empty() &&
        (brand_source_ != BrandSource::Settings || labelling_.brands() != settings_.brands)) {
      prepare();
    }
    selection_ = {};
    clusters_.reset();
    kept_.reset();
    suggested_at_ = 0;
    fed_ += part.fed_;
    // What comes behind all that is here is added to it; else all is put together anew, in order.
    std::optional<Body> before;
    const bool behind = places_.empty() || part.places_.empty() || part.places_.front() > places_.back();
    if (!behind) {
      before.emplace(model_);
      before->brand_source_ = brand_source_;
      labelling_.hand_over(before->labelling_);
      before->table_ = std::exchange(table_, Table());
      before->inputs_ = std::exchange(inputs_, {});
      before->places_ = std::exchange(places_, {});
      identities_ = Identities();
      digests_.clear();
    }
    struct Taken {
      Body* from;
      std::size_t file = 0, row = 0;
      Table::Numbers numbers;
      std::vector<RowId> rows;
      bool done() const { return !from || file == from->places_.size(); }
      std::uint64_t place() const { return from->places_[file]; }
    };
    Taken sources[] = {{before ? &*before : nullptr, 0, 0, {}, {}}, {&part, 0, 0, {}, {}}};
    for (;;) {
      Taken* first = nullptr;
      for (Taken& source : sources) {
        if (!source.done() && (!first || source.place() < first->place())) first = &source;
      }
      if (!first || inputs_.size() == kMaxInputs) break;
      take_over(*first->from, static_cast<std::uint32_t>(first->file++), first->row, first->numbers,
                first->rows);
    }
    for (Taken& source : sources) {
      if (source.from && has_brands_of(*source.from))
        labelling_.take_slips(source.from->labelling_, source.rows);
    }
    first_input_ = inputs_.size();
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

  std::string report(const Filter& filter, Format format, const Filter* against) {
    return document(filter, format, against, all_sections());
  }

  std::string overview(const Filter& filter) { return document(filter, Format::Json, nullptr, {}); }

  std::string counts_of(const Filter& filter) {
    prepare();
    return counts_json(labelling_.brands(), count_mentions(table_, select_rows(filter), labelling_.brands().size()));
  }

  std::string sections(std::string_view names, const Filter& filter, const Filter* against) {
    prepare();
    const Selection selection = select_rows(filter);
    std::optional<Selection> other;
    if (against) other = select_rows(*against);
    std::string out;
    JsonOut json(out, JsonOut::Layout::Tight);
    json.begin_object();
    View looked_at = view(selection, other ? &*other : nullptr);
    looked_at.filter = &filter;
    looked_at.against_filter = against;
    for (const Section& section : all_sections()) {
      if (!names_one(names, section.name)) continue;
      if (section.clusters(looked_at)) looked_at.clusters = &clusters();
      section.write(json, looked_at);
    }
    json.end();
    return out;
  }

  Result<void> set_audit_labels(std::string_view name, std::string_view bytes) {
    const auto sample = std::make_unique<Body>(model_);
    sample->set_settings(*parse_settings(kLabelColumns));
    sample->settings_.inputs[0].file = name;
    sample->open(name, std::nullopt);
    sample->feed(bytes);
    if (auto read = sample->close(); !read) return read;
    // An archive may hold nothing at all.
    if (sample->inputs_.empty()) sample->inputs_.emplace_back();
    auto labels = labels_in(sample->table_, sample->inputs_.back());
    if (!labels) return std::unexpected(std::move(labels.error()));
    if (!settings_.audit) settings_.audit.emplace();
    settings_.audit->labels = std::move(*labels);
    return {};
  }

  Result<void> check_filter(const Filter& filter) const {
    return earshot::check_filter(filter, settings_.topics);
  }

  Result<void> check_audit_labels() const {
    if (!settings_.audit || settings_.audit->labels.empty()) return {};
    const AuditSample sample = draw_sample(table_, inputs_, *settings_.audit);
    if (std::ranges::any_of(sample.mentions, [](const SampledMention& one) { return one.verdict.has_value(); }))
      return {};
    return std::unexpected(make_error(ErrorCode::BadSettings,
                                      "None of the labels is of a mention drawn here: the audit has to be "
                                      "of the same files, and drawn with the same settings."));
  }

  std::string audit_sample(Format format) {
    decide_dates();
    const AuditSettings usual;
    const AuditSettings& audit = settings_.audit ? *settings_.audit : usual;
    return sample_document(draw_sample(table_, inputs_, audit), table_, inputs_, *zone_, format);
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
    std::vector<std::uint64_t> mentions(labelling_.brands().size());
    each_row(table_, Selection(), [&](const Segment& segment, std::size_t row) {
      for (const std::uint32_t brand : table_.brands(segment.brands[row])) ++mentions[brand];
    });
    return brands_json(brand_source_, labelling_.brands(), mentions);
  }

  std::string suggestions() {
    suggest();
    return suggestions_json(suggestions_);
  }

  std::uint64_t select(const Filter& filter) {
    prepare();
    selection_ = select_rows(filter);
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

  std::string preview(std::span<const Brand> brands, std::optional<std::size_t> only,
                      std::size_t count) {
    if (brands.empty()) prepare();
    const bool in_force = brands.empty();
    return preview_json(table_, in_force ? std::span<const Brand>(labelling_.brands()) : brands, only,
                        count, !in_force || !labelling_.suggested());
  }

  std::string text_keys(std::uint64_t from, std::uint64_t count) {
    std::string out = "[";
    each_selected(from, count, [&](const MentionContext&, const Segment& segment, std::size_t row) {
      if (out.size() > 1) out += ',';
      append_text_key(out, text_key(subject(segment, row)));
    });
    out += ']';
    return out;
  }

  std::string try_corrections(const Corrections& next) {
    prepare();
    return trial_json(labelling_.try_corrections(next), settings_.topics);
  }

  std::string lessons() {
    const auto [rules, weights] = learn_from(model_, table_, settings_.corrections);
    return lessons_json(rules, settings_.corrections.weights, weights, settings_.topics);
  }

  std::string learn() {
    prepare();
    const Topics& topics = settings_.topics;
    const auto [rules, weights] = learn_from(model_, table_, settings_.corrections);
    std::string out = "{\"proposals\":[";
    const auto propose = [&](std::string_view key, auto&& write, const Corrections& next) {
      out += out.back() == '[' ? "\n{\"" : ",\n{\"";
      out += key;
      out += "\":";
      write();
      out += ",\"trial\":" + try_corrections(next) + "}";
    };
    for (const RuleProposal& proposal : rules) {
      propose("rule", [&] { append_rule(out, proposal.rule, topics); },
              with_rule(settings_.corrections, proposal.rule));
    }
    if (weights != settings_.corrections.weights) {
      Corrections next = settings_.corrections;
      next.weights = weights;
      propose("weights", [&] { append_weights(out, weights); }, next);
    }
    out += out.back() == '[' ? "]}\n" : "\n]}\n";
    return out;
  }

  std::string learn_into(std::string_view text) {
    prepare();
    Settings next = settings_;
    for (const RuleProposal& proposal : learn_from(model_, table_, next.corrections).rules)
      next.corrections = with_rule(std::move(next.corrections), proposal.rule);
    next.corrections.weights = learn_from(model_, table_, next.corrections).weights;
    std::string out = with_corrections(text, next);
    set_settings(std::move(next));
    return out;
  }

  std::string explain(std::uint64_t at) {
    std::string out;
    each_selected(at, 1, [&](const MentionContext&, const Segment& segment, std::size_t row) {
      const std::string text(subject(segment, row));
      append_explained_text(out, text, labelling_.read(text, &segment, row), labelling_.brands(),
                            settings_.topics);
    });
    return out.empty() ? "null" : out;
  }

  std::string classify(std::string_view lines) {
    prepare();
    std::string out;
    while (!lines.empty()) {
      const std::size_t end = std::min(lines.find('\n'), lines.size());
      std::string_view line = lines.substr(0, end);
      lines.remove_prefix(std::min(end + 1, lines.size()));
      if (line.ends_with('\r')) line.remove_suffix(1);
      append_explained_text(out, line, labelling_.read(line, nullptr, 0), labelling_.brands(),
                            settings_.topics);
      out += '\n';
    }
    return out;
  }

 private:
  Selection select_rows(const Filter& filter) {
    return earshot::select(table_, filter, labelling_.brands(), settings_.topics, *zone_, inputs_,
                           filter.once ? &clusters() : nullptr, &kept());
  }

  /// Whether `name` is one of the names that stand in `names` with commas between them.
  static bool names_one(std::string_view names, std::string_view name) {
    while (!names.empty()) {
      const std::size_t end = std::min(names.find(','), names.size());
      if (names.substr(0, end) == name) return true;
      names.remove_prefix(std::min(end + 1, names.size()));
    }
    return false;
  }

  View view(const Selection& selection, const Selection* against) {
    View view{table_, selection, labelling_.brands(), *zone_, inputs_, settings_, against};
    view.model = model_.get();
    view.kept = &kept();
    return view;
  }

  /// Forgets what was worked out for the table as it stood before.
  void forget_outdated() {
    const std::tuple state(fed_, table_.size(), input_open_);
    if (state == kept_of_) return;
    kept_of_ = state;
    clusters_.reset();
    kept_.reset();
  }
  const Clusters& clusters() {
    forget_outdated();
    if (!clusters_) clusters_ = find_clusters(table_);
    return *clusters_;
  }
  Kept& kept() {
    forget_outdated();
    if (!kept_) kept_.emplace();
    return *kept_;
  }

  std::string document(const Filter& filter, Format format, const Filter* against,
                       std::span<const Section> sections) {
    prepare();
    const Selection selection = select_rows(filter);
    const Summary summary =
        summarise(table_, selection, labelling_.brands().size(), *zone_, settings_.topics.teams());
    const auto agreement = earshot::agreement(table_, selection);
    std::optional<AuditFigures> audit;
    if (const auto& asked = settings_.audit) {
      audit = audit_figures(draw_sample(table_, inputs_, *asked), *asked);
    }
    const ReportContext context{model_->name(), settings_, labelling_.brands(), brand_source_, *zone_,
                                inputs_,        table_,    filter,  agreement,     audit};
    if (format == Format::Csv) return report_csv(context, summary, view(selection, nullptr));
    std::optional<Selection> other;
    if (against) other = select_rows(*against);
    View looked_at = view(selection, other ? &*other : nullptr);
    looked_at.filter = &filter;
    looked_at.against_filter = against;
    const auto wants = [&](const Section& section) { return section.clusters(looked_at); };
    if (std::ranges::any_of(sections, wants)) looked_at.clusters = &clusters();
    return report_json(context, summary, looked_at, sections);
  }

  Opened open_input(std::string_view name) override {
    if (inputs_.size() == kMaxInputs) return {nullptr, 0};
    const auto file = static_cast<std::uint32_t>(inputs_.size());
    inputs_.emplace_back().name = name;
    places_.push_back(place_);
    rows_before_ = table_.size();
    input_open_ = true;
    table_.set_date_decision(file, {});
    return {&inputs_.back(), file};
  }

  void close_input(const std::optional<DateDecision>& dates) override {
    labelling_.label_new_rows();
    input_open_ = false;
    Input& input = inputs_.back();
    const auto file = static_cast<std::uint32_t>(inputs_.size() - 1);
    if (dates) table_.set_date_decision(file, *dates);
    labelling_.outdate_pile_ons();
    drop_repeated(input, file);
  }

  /// Drops the mentions of the last input if an earlier one has the same bytes: nothing else may tell
  /// that mentions without id, author or time are the same.
  void drop_repeated(Input& input, std::uint32_t file) {
    const auto [known, first] = digests_.try_emplace(input.sha256, file);
    const auto noted = std::ranges::find(input.notes, ErrorCode::SameFile, &Note::code);
    if (first || (input.mentions == 0 && noted == input.notes.end())) return;
    const std::string& earlier = inputs_[known->second].name;
    table_.truncate(rows_before_);
    labelling_.forget_rows(rows_before_);
    input.duplicates += std::exchange(input.mentions, 0);
    Note note{ErrorCode::SameFile,
              {input.name, 0, ""},
              earlier,
              1,
              "This is the same file as \"" + earlier + "\"; its mentions count once."};
    if (noted == input.notes.end()) {
      input.notes.push_back(std::move(note));
    } else {
      *noted = std::move(note);
    }
  }

  /// Takes the next input of another analysis over, as if it were read now.
  /// @param next the first of its rows that is not taken over yet
  /// @param rows where its rows stand here; kDropped for repeats
  void take_over(Body& from, std::uint32_t from_file, std::size_t& next, Table::Numbers& numbers,
                 std::vector<RowId>& rows) {
    const auto file = static_cast<std::uint32_t>(inputs_.size());
    Input& input = inputs_.emplace_back(std::move(from.inputs_[from_file]));
    places_.push_back(from.places_[from_file]);
    table_.set_date_decision(file, from.table_.date_decision(from_file));
    rows_before_ = table_.size();
    const auto known_rejects = static_cast<std::ptrdiff_t>(input.rejects.size());
    const bool same_brands = has_brands_of(from);
    for (; next < from.table_.size(); ++next) {
      const auto [there, row] = from.table_.at(static_cast<RowId>(next));
      if (there->file[row] != from_file) break;
      const Mention mention = from.table_.identity(*there, row);
      if (!identities_.add(mention, hash_words(mention), table_)) {
        rows.push_back(kDropped);
        ++input.duplicates;
        --input.mentions;
        input.rejects.push_back({there->source_row[row], ErrorCode::Duplicate, {}});
        continue;
      }
      rows.push_back(static_cast<RowId>(table_.size()));
      const auto [segment, here] = table_.add_row_of(from.table_, *there, row,
                                                     static_cast<std::uint16_t>(file), numbers);
      if (segment->trigrams.size() == here && row < there->trigrams.size()) {
        if (here == 0) segment->trigrams.reserve(Segment::kRows);
        segment->trigrams.push_back(there->trigrams[row]);
      }
      if (same_brands) labelling_.take_brands(from.labelling_, *there, row, *segment, here);
    }
    std::inplace_merge(input.rejects.begin(), input.rejects.begin() + known_rejects,
                       input.rejects.end(),
                       [](const Reject& a, const Reject& b) { return a.row < b.row; });
    if (!input.sha256.empty()) drop_repeated(input, file);
  }

  bool mention(const Mention& mention) override {
    const std::uint64_t words = hash_words(mention);
    if (!identities_.add(mention, words, table_)) return false;
    labelling_.add(table_.add(mention), words);
    return true;
  }

  std::string_view subject(const Segment& segment, std::size_t row) {
    const RowWords words = Table::words(segment, row);
    return Table::subject(words.title, words.text, subject_);
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
    if (labelling_.brands() != brands) kept_.reset();
    labelling_.set_brands(std::move(brands), source == BrandSource::Suggested);
    labelling_.settle(*zone_);
  }

  void suggest() {
    if (suggested_at_ == table_.size()) return;
    suggested_at_ = table_.size();
    BrandSuggester suggester;
    const std::size_t stride = (table_.size() + kSuggestionSample - 1) / kSuggestionSample;
    for (std::size_t id = 0; id < table_.size(); id += stride) {
      const auto [segment, row] = table_.at(static_cast<RowId>(id));
      const RowWords words = Table::words(*segment, row);
      suggester.add(words.text, words.title, table_.authors[segment->author[row]]);
    }
    suggestions_ = suggester.suggest();
  }

  bool has_brands_of(const Body& other) const {
    return brand_source_ == other.brand_source_ && labelling_.has_brands_of(other.labelling_);
  }

  template <class Visit>
  void each_selected(std::uint64_t from, std::uint64_t count, Visit&& visit) {
    const MentionContext context{table_, labelling_.brands(), settings_.topics, inputs_, *zone_};
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
  std::vector<std::uint64_t> places_; // of the inputs' files among all; ascending where merged
  std::uint64_t place_ = 0;           // of the file opened last
  std::optional<Intake> intake_;      // of the file that is open
  std::vector<InputSettings> wishes_; // as they stood when it was opened
  std::size_t first_input_ = 0;       // that the file holds
  std::size_t rows_before_ = 0;       // the open input
  bool input_open_ = false;
  std::map<std::string, std::uint32_t> digests_;  // of inputs, the first of each
  std::uint64_t fed_ = 0;             // bytes, over all files
  Identities identities_;
  Labelling labelling_;

  BrandSource brand_source_ = BrandSource::Suggested;
  std::vector<Suggestion> suggestions_;
  std::size_t suggested_at_ = 0;      // size of the table that they come from
  Selection selection_;
  std::optional<Clusters> clusters_;
  std::optional<Kept> kept_;
  std::tuple<std::uint64_t, std::size_t, bool> kept_of_;  // bytes, rows, input open: of which both are

  std::string subject_;  // scratch, kept to spare allocations
};

Analysis::Analysis(std::shared_ptr<const Model> model)
    : body_(std::make_unique<Body>(std::move(model))) {}
Analysis::~Analysis() = default;
Analysis::Analysis(Analysis&&) noexcept = default;
Analysis& Analysis::operator=(Analysis&&) noexcept = default;

void Analysis::set_settings(Settings settings) { body_->set_settings(std::move(settings)); }
void Analysis::open(std::string_view name, std::optional<std::uint64_t> place) {
  body_->open(name, place);
}
void Analysis::absorb(Analysis&& part) {
  body_->absorb(*part.body_);
  part.body_.reset();
}
void Analysis::feed(std::span<const char> bytes) { body_->feed(bytes); }
bool Analysis::advance() { return body_->advance(); }
double Analysis::advanced() const { return body_->advanced(); }
Result<void> Analysis::close() { return body_->close(); }
void Analysis::cancel() { body_->cancel(); }
Analysis::Counts Analysis::counts() const { return body_->counts(); }
std::span<const Input> Analysis::inputs() const { return body_->inputs(); }
std::string Analysis::report(const Filter& filter, Format format, const Filter* against) {
  return body_->report(filter, format, against);
}
std::string Analysis::overview(const Filter& filter) { return body_->overview(filter); }
std::string Analysis::counts_of(const Filter& filter) { return body_->counts_of(filter); }
std::string Analysis::sections(std::string_view names, const Filter& filter,
                               const Filter* against) {
  return body_->sections(names, filter, against);
}
Result<void> Analysis::set_audit_labels(std::string_view name, std::string_view bytes) {
  return body_->set_audit_labels(name, bytes);
}
Result<void> Analysis::check_audit_labels() const { return body_->check_audit_labels(); }
Result<void> Analysis::check_filter(const Filter& filter) const { return body_->check_filter(filter); }
std::string Analysis::audit_sample(Format format) { return body_->audit_sample(format); }
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
std::string Analysis::preview(std::span<const Brand> brands, std::optional<std::size_t> only,
                              std::size_t count) {
  return body_->preview(brands, only, count);
}
std::string Analysis::text_keys(std::uint64_t from, std::uint64_t count) {
  return body_->text_keys(from, count);
}
std::string Analysis::try_corrections(const Corrections& next) {
  return body_->try_corrections(next);
}
std::string Analysis::lessons() { return body_->lessons(); }
std::string Analysis::learn() { return body_->learn(); }
std::string Analysis::learn_into(std::string_view settings) { return body_->learn_into(settings); }
std::string Analysis::explain(std::uint64_t at) { return body_->explain(at); }
std::string Analysis::classify(std::string_view lines) { return body_->classify(lines); }

}  // namespace earshot
