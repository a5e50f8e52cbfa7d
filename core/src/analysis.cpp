#include <earshot/analysis.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "classify/aim.h"
#include "classify/brand_matcher.h"
#include "classify/brand_suggestions.h"
#include "classify/correction_learning.h"
#include "classify/corrections.h"
#include "classify/explanation.h"
#include "classify/language.h"
#include "classify/urgency.h"
#include "ingest/intake.h"
#include "insight/agreement.h"
#include "insight/audit.h"
#include "insight/clusters.h"
#include "insight/pile_on.h"
#include "insight/selection.h"
#include "insight/summary.h"
#include "report/audit_documents.h"
#include "report/brand_evidence.h"
#include "report/corrections_json.h"
#include "report/documents.h"
#include "report/json_out.h"
#include "report/label_evidence.h"
#include "report/mention_rows.h"
#include "report/sections.h"
#include "report/settings_json.h"
#include "report/text_out.h"
#include "table/identities.h"
#include "table/query_brands.h"
#include "table/table.h"
#include "text/bytes.h"
#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/hash.h"
#include "text/trigrams.h"

namespace earshot {
namespace {

// More distinct values than this are no brands (they may be key words).
constexpr std::size_t kMaxQueryBrands = 64;
// Brands are suggested from at most this many mentions, spread evenly over the table.
constexpr std::size_t kSuggestionSample = 20'000;
constexpr std::size_t kMaxInputs = 65'535;
// A word in more rows than this is no slip of a name, however often the brand is named.
constexpr std::size_t kMaxSlipRows = 20'000;
constexpr BrandSetId kUnmatched = ~BrandSetId{0};
constexpr std::size_t kAllRows = ~std::size_t{0};
constexpr RowId kDropped = ~RowId{0};
// What corrections would change is looked for in up to this many mentions, and what corrected texts
// have in common is compared with at most this many others, spread evenly over the table.
constexpr std::size_t kTriedRows = 200'000, kOtherTexts = 1'000;

}  // namespace

class Analysis::Body : private InputSink {
 public:
  explicit Body(std::shared_ptr<const Model> model)
      : model_(std::move(model)), labeller_(model_) {}

  void set_settings(Settings settings) {
    std::swap(settings_, settings);
    const auto aims = [](const TextCorrection& one) { return !one.brands.empty(); };
    aims_corrected_ = std::ranges::any_of(settings_.corrections.mentions, aims);
    if (settings.corrections != settings_.corrections || settings.topics.own != settings_.topics.own)
      label_anew(settings);
    piled_ = false;
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
    label_new_rows();
  }

  bool advance() {
    if (!intake_) return false;
    const bool more = intake_->advance();
    label_new_rows();
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
        (brand_source_ != BrandSource::Settings || brands_ != settings_.brands)) {
      prepare();
    }
    selection_ = {};
    clusters_.reset();
    suggested_at_ = 0;
    fed_ += part.fed_;
    // What comes behind all that is here is added to it; else all is put together anew, in order.
    std::optional<Body> before;
    const bool behind = places_.empty() || part.places_.empty() || part.places_.front() > places_.back();
    if (!behind) {
      before.emplace(model_);
      before->brands_ = brands_;
      before->brand_source_ = brand_source_;
      before->matched_ = std::exchange(matched_, 0);
      before->table_ = std::exchange(table_, Table());
      before->inputs_ = std::exchange(inputs_, {});
      before->places_ = std::exchange(places_, {});
      before->slips_ = std::exchange(slips_, {});
      before->slip_words_ = std::exchange(slip_words_, {});
      identities_ = Identities();
      digests_.clear();
      seen_.assign(seen_.size(), {});
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
      if (source.from) take_slips(*source.from, source.rows);
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
    return counts_json(brands_, count_mentions(table_, select_rows(filter), brands_.size()));
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
      if (section.clusters) looked_at.clusters = &clusters();
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
    return preview_json(table_, brands.empty() ? std::span<const Brand>(brands_) : brands, only,
                        count);
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
    Labeller labeller(model_);
    labeller.correct(next, settings_.topics.own);
    const CorrectionRules own({{}, {}, next.mentions});
    CorrectionTrial trial;
    trial.of = table_.size();
    const auto try_row = [&](Segment& segment, std::size_t row, std::string_view text) {
      const TextLabels now = labeller.label(text, folded_);
      const LabelSet& before = table_.labels(segment.labels[row]);
      LabelSet after = judged(segment, row, now);
      if (before.because & reason(UrgencyReason::PileOn)) pile_on(after);
      if (now.sentiment.label == segment.label[row] && after == before) return;
      if (own.touches(text, folded_)) return;
      trial.add(text, {Table::sentiment(segment, row), before}, {now.sentiment, after});
    };
    each_changeable_row(settings_.corrections, next, {}, kTriedRows, try_row);
    const std::size_t stride = table_.size() / kTriedRows + 1;
    trial.looked = (table_.size() + stride - 1) / stride;
    return trial_json(trial, settings_.topics);
  }

  std::string lessons() {
    const auto [rules, weights] = learn_from(settings_.corrections);
    return lessons_json(rules, settings_.corrections.weights, weights, settings_.topics);
  }

  std::string learn() {
    prepare();
    const Topics& topics = settings_.topics;
    const auto [rules, weights] = learn_from(settings_.corrections);
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
    for (const RuleProposal& proposal : learn_from(next.corrections).first)
      next.corrections = with_rule(std::move(next.corrections), proposal.rule);
    next.corrections.weights = learn_from(next.corrections).second;
    std::string out = with_corrections(text, next);
    set_settings(std::move(next));
    return out;
  }

  std::string explain(std::uint64_t at) {
    std::string out;
    each_selected(at, 1, [&](const MentionContext&, const Segment& segment, std::size_t row) {
      const std::string text(subject(segment, row));
      explain_text(text, out, &segment, row);
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
      classify_line(line, out);
    }
    return out;
  }

 private:
  Selection select_rows(const Filter& filter) {
    return earshot::select(table_, filter, brands_, settings_.topics, *zone_, inputs_,
                           filter.once ? &clusters() : nullptr);
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

  View view(const Selection& selection, const Selection* against) const {
    View view{table_, selection, brands_, *zone_, inputs_, settings_, against};
    view.model = model_.get();
    return view;
  }

  /// Worked out once for the table as it stands.
  const Clusters& clusters() {
    const std::tuple state(fed_, table_.size(), input_open_);
    if (!clusters_ || clustered_ != state) {
      clusters_ = find_clusters(table_);
      clustered_ = state;
    }
    return *clusters_;
  }

  std::string document(const Filter& filter, Format format, const Filter* against,
                       std::span<const Section> sections) {
    prepare();
    const Selection selection = select_rows(filter);
    const Summary summary =
        summarise(table_, selection, brands_.size(), *zone_, settings_.topics.teams());
    const auto agreement = earshot::agreement(table_, selection);
    std::optional<AuditFigures> audit;
    if (const auto& asked = settings_.audit) {
      audit = audit_figures(draw_sample(table_, inputs_, *asked), *asked);
    }
    const ReportContext context{model_->name(), settings_, brands_, brand_source_, *zone_,
                                inputs_,        table_,    filter,  agreement,     audit};
    if (format == Format::Csv) return report_csv(context, summary, view(selection, nullptr));
    std::optional<Selection> other;
    if (against) other = select_rows(*against);
    View looked_at = view(selection, other ? &*other : nullptr);
    looked_at.filter = &filter;
    looked_at.against_filter = against;
    if (std::ranges::any_of(sections, &Section::clusters)) looked_at.clusters = &clusters();
    return report_json(context, summary, looked_at, sections);
  }

  /// What corrected texts teach on top of corrections: phrases, and the weights as they are then.
  std::pair<std::vector<RuleProposal>, std::vector<OwnWeight>> learn_from(
      const Corrections& in_force) {
    std::vector<CorrectedText> corrected;
    std::vector<std::string> others;
    const CorrectionRules own({{}, {}, in_force.mentions});
    const std::size_t stride = std::max<std::size_t>(1, table_.size() / kOtherTexts);
    for (std::size_t id = 0; id < table_.size(); ++id) {
      const auto [segment, row] = table_.at(static_cast<RowId>(id));
      const std::string_view text = subject(*segment, row);
      const std::uint64_t key = text_key(text);
      if (const LabelChange* labels = own.labels_of(key)) {
        corrected.push_back({key, std::string(text), *labels});
      } else if (id % stride == 0 && text.size() <= kMaxLessonBytes) {
        others.emplace_back(text);
      }
    }
    cold_sort(corrected, [](const auto& a, const auto& b) { return a.key < b.key; });
    const auto same = [](const auto& a, const auto& b) { return a.key == b.key; };
    corrected.erase(std::unique(corrected.begin(), corrected.end(), same), corrected.end());
    return {propose_rules(model_, in_force, corrected, others),
            learn_weights(model_, in_force, corrected, others)};
  }

  Corrections with_rule(Corrections corrections, const PhraseRule& rule) {
    std::erase_if(corrections.phrases, [&](const PhraseRule& old) {
      fold(old.phrase, folded_);
      return folded_ == rule.phrase;
    });
    corrections.phrases.push_back(rule);
    sort_by_phrase(corrections.phrases);
    return corrections;
  }

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
    places_.push_back(place_);
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
    piled_ = false;
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
    seen_.assign(seen_.size(), {});
    forget_matches(rows_before_);
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

  /// Brands have to be looked for again in the rows from this one on, which may be others now.
  void forget_matches(std::size_t from) {
    matched_ = std::min(matched_, from);
    bool lost = false;
    for (SlipWord& word : slip_words_) {
      lost |= word.frequent;
      std::erase_if(word.rows, [&](RowId id) { return id >= from; });
    }
    // Of a frequent word it is not known how many rows with it are left.
    if (lost) clear_matches();
  }

  void clear_matches() {
    table_.clear_brands();
    slips_.clear();
    slip_words_.clear();
    settled_at_ = kUnsettled;
    matched_ = 0;
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
    const bool same_brands = has_same_brands(from);
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
      const auto id = static_cast<RowId>(table_.size());
      rows.push_back(id);
      const auto [segment, here] = table_.add_row_of(from.table_, *there, row,
                                                     static_cast<std::uint16_t>(file), numbers);
      if (segment->trigrams.size() == here && row < there->trigrams.size()) {
        if (here == 0) segment->trigrams.reserve(Segment::kRows);
        segment->trigrams.push_back(there->trigrams[row]);
      }
      if (!same_brands || matched_ != id || next >= from.matched_) continue;
      ++matched_;
      const BrandSetId set = there->brands[row];
      segment->brands[here] = table_.brand_set(from.table_.brands(set), from.table_.aimed(set));
    }
    std::inplace_merge(input.rejects.begin(), input.rejects.begin() + known_rejects,
                       input.rejects.end(),
                       [](const Reject& a, const Reject& b) { return a.row < b.row; });
    if (!input.sha256.empty()) drop_repeated(input, file);
  }

  bool has_same_brands(const Body& other) const {
    return !brands_.empty() && brand_source_ == other.brand_source_ && brands_ == other.brands_;
  }

  /// The slips of names that another analysis found.
  void take_slips(const Body& from, std::span<const RowId> rows) {
    if (!has_same_brands(from)) return;
    const bool dropped = std::ranges::find(rows, kDropped) != rows.end();
    bool lost = false;
    for (const auto& [word, number] : from.slips_) {
      const SlipWord& there = from.slip_words_[number];
      lost |= there.frequent && dropped;
      std::vector<RowId> taken;
      for (const RowId row : there.rows) {
        if (row < rows.size() && rows[row] < matched_) taken.push_back(rows[row]);
      }
      if (taken.empty() && !there.frequent) continue;
      const auto [slip, first] =
          slips_.try_emplace(word, static_cast<std::uint32_t>(slip_words_.size()));
      if (first) slip_words_.emplace_back();
      SlipWord& here = slip_words_[slip->second];
      here.frequent |= there.frequent;
      here.rows.insert(here.rows.end(), taken.begin(), taken.end());
      make_unique(here.rows);
      here.frequent |= here.rows.size() > kMaxSlipRows;
      if (here.frequent) here.rows = {};
    }
    settled_at_ = kUnsettled;
    if (lost) clear_matches();
  }

  bool mention(const Mention& mention) override {
    const std::uint64_t words = hash_words(mention);
    if (!identities_.add(mention, words, table_)) return false;
    new_rows_[new_row_count_++] = {table_.add(mention), words};
    if (new_row_count_ == new_rows_.size()) label_new_rows();
    return true;
  }

  /// Labels the rows that have none yet. Many at once, in steps: what a step looks up lies anywhere
  /// in memory, and so the rows wait for it together.
  void label_new_rows() {
    table_.settle();
    if (new_row_count_ > 0) piled_ = false;
    struct Look {
      RowWords words, twin;
      Seen seen;
    };
    std::array<Look, kNewRows> looks;
    const std::span rows(new_rows_.data(), std::exchange(new_row_count_, 0));
    for (std::size_t i = 0; i < rows.size(); ++i) looks[i].seen = seen_[rows[i].hash % seen_.size()];
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Look& look = looks[i];
      look.words = Table::words(*rows[i].at.segment, rows[i].at.row);
      if (look.seen.segment && look.seen.tag != tag_of(rows[i].hash)) look.seen.segment = nullptr;
      if (look.seen.segment) look.twin = Table::words(*look.seen.segment, look.seen.row);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Look& look = looks[i];
      Seen& seen = look.seen;
      const auto [segment, row] = rows[i].at;
      const bool twin = seen.segment && equal_bytes(look.twin.text, look.words.text) &&
                        equal_bytes(look.twin.title, look.words.title);
      const bool noting =
          brand_source_ == BrandSource::Suggested && segment->trigrams.size() == row;
      if (noting && row == 0) segment->trigrams.reserve(Segment::kRows);
      if (twin) {
        if (noting && seen.row < seen.segment->trigrams.size()) {
          segment->trigrams.push_back(seen.segment->trigrams[seen.row]);
        }
      } else {
        const TextLabels labels = label(Table::subject(look.words.title, look.words.text, subject_));
        if (noting) segment->trigrams.emplace_back(folded_);
        seen = {segment, static_cast<std::uint32_t>(row), tag_of(rows[i].hash), segment->query[row],
                kUnmatched, labels};
      }
      set_labels(*segment, row, seen.labels);
      // With the brands known, the row gets its own at once; a change of brands matches all rows anew.
      if (matched_ == segment->first + row && !brands_.empty()) {
        ++matched_;
        // What is aimed at whom is read in the text's language; the export may give twins another.
        const bool same_brands = seen.brands != kUnmatched && seen.query == segment->query[row] &&
                                 (seen.labels.language != 0 || table_.brands(seen.brands).size() < 2);
        if (twin && same_brands) {
          segment->brands[row] = seen.brands;
        } else {
          if (twin) fold(Table::subject(look.words.title, look.words.text, subject_), folded_);
          const bool slips = match(*segment, row);
          seen.query = segment->query[row];
          seen.brands = slips ? kUnmatched : segment->brands[row];
        }
      }
      seen_[rows[i].hash % seen_.size()] = seen;
    }
  }

  static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

  void set_labels(Segment& segment, std::size_t row, const TextLabels& labels) {
    segment.positive[row] = labels.sentiment.positive;
    segment.negative[row] = labels.sentiment.negative;
    segment.label[row] = labels.sentiment.label;
    if (labels.language != 0) segment.language[row] = labels.language;
    segment.labels[row] = table_.label_set(judged(segment, row, labels));
  }

  /// The labels of a row beside its sentiment, its pile-on aside.
  static LabelSet judged(const Segment& segment, std::size_t row, const TextLabels& labels) {
    const auto given = [](Count count) { return count == kAbsent ? 0 : count; };
    Count audience = std::max(given(widen(segment.followers[row])), given(widen(segment.reach[row])));
    // Views lie with the strings: a look at them is dear.
    const bool matters = labels.urgency != Urgency::Low || labels.sentiment.label == Label::Negative;
    if (matters && audience < kWideAudience)
      audience = std::max(audience, given(Table::text(segment, row).views));
    const JudgedUrgency judged = judge_urgency(labels, audience);
    return {labels.intents, labels.topics, judged.urgency, judged.because};
  }

  static void pile_on(LabelSet& labels) {
    JudgedUrgency judged{labels.urgency, labels.because};
    if (!raise(judged, UrgencyReason::PileOn)) return;
    labels.urgency = judged.urgency;
    labels.because =
        static_cast<UrgencyReasons>(judged.because | reason(UrgencyReason::Sentiment));
  }

  /// Finds anew who is being piled on.
  void settle_pile_ons() {
    if (std::exchange(piled_, true)) return;
    const auto each = [&](std::span<const RowId> rows, auto&& change) {
      for (const RowId id : rows) {
        if (id >= table_.size()) continue;
        const auto [segment, row] = table_.at(id);
        LabelSet labels = table_.labels(segment->labels[row]);
        change(labels, *segment, row);
        segment->labels[row] = table_.label_set(labels);
      }
    };
    each(piled_rows_, [](LabelSet& labels, const Segment& segment, std::size_t row) {
      constexpr UrgencyReasons kPileOn = reason(UrgencyReason::PileOn);
      if (!(labels.because & kPileOn)) return;
      labels.urgency = static_cast<Urgency>(static_cast<unsigned>(labels.urgency) - 1);
      labels.because = static_cast<UrgencyReasons>(labels.because & ~kPileOn);
      if (segment.label[row] != Label::Negative)
        labels.because &= static_cast<UrgencyReasons>(~reason(UrgencyReason::Sentiment));
      if (labels.urgency == Urgency::Low) labels.because = 0;
    });
    piled_rows_ = piled_on(table_, brands_.size(), *zone_);
    each(piled_rows_, [](LabelSet& labels, const Segment&, std::size_t) { pile_on(labels); });
  }

  std::string_view subject(const Segment& segment, std::size_t row) {
    const RowWords words = Table::words(segment, row);
    return Table::subject(words.title, words.text, subject_);
  }

  /// Calls visit(segment, row, text) for the rows whose labels may differ between two sets of
  /// corrections, of fewer than `most` rows; `folded_` has the text folded.
  /// @param topics whose words make a difference too
  template <class Visit>
  void each_changeable_row(const Corrections& before, const Corrections& after,
                           std::span<const OwnTopic> topics, std::size_t most, Visit&& visit) {
    const bool any = before.weights != after.weights;
    const CorrectionRules changed(difference(before, after), topics);
    const std::size_t stride = table_.size() / most + 1;
    for (std::size_t id = 0; id < table_.size(); id += stride) {
      const auto [segment, row] = table_.at(static_cast<RowId>(id));
      const std::string_view text = subject(*segment, row);
      fold(text, folded_);
      if (any || changed.touches(text, folded_)) visit(*segment, row, text);
    }
  }

  /// The settings' corrections or topics are others than before.
  void label_anew(const Settings& before) {
    labeller_.correct(settings_.corrections, settings_.topics.own);
    seen_.assign(seen_.size(), {});
    // A text without any word of either has none of these topics, whatever their numbers.
    std::vector<OwnTopic> topics;
    if (before.topics.own != settings_.topics.own) {
      topics.resize(1);
      for (const auto* own : {&before.topics.own, &std::as_const(settings_).topics.own}) {
        for (const OwnTopic& topic : *own)
          topics[0].words.insert(topics[0].words.end(), topic.words.begin(), topic.words.end());
      }
    }
    each_changeable_row(before.corrections, settings_.corrections, topics, kAllRows,
                        [&](Segment& segment, std::size_t row, std::string_view text) {
                          set_labels(segment, row, labeller_.label(text, folded_));
                          // What is aimed at its brands follows.
                          if (segment.first + row >= matched_) return;
                          if (table_.brands(segment.brands[row]).empty()) return;
                          match(segment, row);
                          settled_at_ = kUnsettled;
                        });
  }

  void classify_line(std::string_view line, std::string& out) {
    explain_text(line, out, nullptr, 0);
    out += '\n';
  }

  /// All that is said of a text, with evidence.
  /// @param segment where it stands; null if in no table: then its words alone speak
  void explain_text(std::string_view line, std::string& out, const Segment* segment,
                    std::size_t row) {
    fold(line, folded_, &offsets_);
    find_slips();
    matcher_.match(folded_, named_, &hits_, typos_);
    const Explanation why = earshot::explain(*model_, labeller_, line, folded_);
    TextLabels labels = why.labels;
    if (segment && labels.language == 0) labels.language = segment->language[row];
    aim(labels.language, labels.sentiment, typos_);
    if (segment) add_queried(*segment, row);
    correct_aim(line);
    LabelSet set;
    if (segment) {
      set = table_.labels(segment->labels[row]);
    } else {
      const JudgedUrgency judged = judge_urgency(labels, 0);
      set = {labels.intents, labels.topics, judged.urgency, judged.because};
    }
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
    out += ",\"brandSentiment\":{";
    for (std::size_t at = 0; at < named_.size(); ++at) {
      if (at > 0) out += ',';
      append_json_string(out, brands_[named_[at]].name);
      out += ':';
      append_sentiment_json(out, aimed_[at].value_or(labels.sentiment));
    }
    out += "},";
    append_labels_json(out, set, settings_.topics);
    JsonOut json(out, JsonOut::Layout::Tight);
    out += ",\"questions\":";
    write_questions(json, why, line, offsets_);
    out += ",\"evidence\":";
    json.begin_object();
    write_reasons(json, why, settings_.topics, line, offsets_);
    json.begin_array("brands");
    for (const Hit& hit : hits_) write_hit(json, brands_, hit, line, offsets_);
    json.end();
    json.end();
    out += '}';
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
    // Slips are looked for once somebody has named the brands: suggestions come and go.
    const bool typos = source != BrandSource::Suggested;
    const bool had_typos = brand_source_ != BrandSource::Suggested;
    brand_source_ = source;
    if (typos != had_typos || brands != brands_)
      replace_brands(std::move(brands), typos, typos == had_typos);
    match_new_rows();
    settle_slips();
    settle_pile_ons();
  }

  /// @param in_part whether rows that hold no changed spelling may stay as they are
  void replace_brands(std::vector<Brand> brands, bool typos, bool in_part) {
    const std::vector<Brand> before = std::exchange(brands_, std::move(brands));
    matcher_ = BrandMatcher(brands_, typos);
    typo_memory_.clear();
    settled_at_ = kUnsettled;
    rows_of_brand_.assign(brands_.size(), 0);
    piled_ = false;
    query_brands_ = QueryBrands(brands_);
    for (Seen& seen : seen_) seen.brands = kUnmatched;
    const std::optional<Brand> changed = changed_spellings(before, brands_);
    // Brands named by the query column are not found by their spelling in the text.
    if (!in_part || !changed || aims_corrected_ || table_.queries.size() > 1) {
      clear_matches();
      return;
    }
    std::vector<std::uint32_t> numbers;
    for (const Brand& brand : before) {
      const auto now = std::ranges::find(brands_, brand.name, &Brand::name);
      numbers.push_back(now == brands_.end() ? kNoBrand
                                             : static_cast<std::uint32_t>(now - brands_.begin()));
    }
    table_.renumber_brands(numbers);
    aim_anew();
    const BrandMatcher touched(std::span(&*changed, 1), typos);
    if (touched.empty()) return;
    TypoMemory memory;
    const auto may_hold = [&](const Segment& segment, std::size_t row) {
      return touched.finds_typos() || row >= segment.trigrams.size() ||
             touched.may_occur_in(segment.trigrams[row]);
    };
    each_folded_row(0, matched_, may_hold, [&](Segment& segment, std::size_t row) {
      touched.find_typos(folded_, memory, typos_);
      if (!typos_.empty() || touched.occurs_in(folded_)) match(segment, row);
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
        if (!brand.exclude.empty() || !brand.near.empty() || !brand.not_near.empty()) {
          return std::nullopt;
        }
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
      const RowWords words = Table::words(*segment, row);
      suggester.add(words.text, words.title, table_.authors[segment->author[row]]);
    }
    suggestions_ = suggester.suggest();
  }

  /// What is aimed at each of `named_`, the brands of the text in `folded_`, into `aimed_`.
  /// @param slips places of it that are taken for slips of names
  void aim(Language language, const Sentiment& whole, std::span<const TypoPlace> slips) {
    aimed_.assign(named_.size(), std::nullopt);
    if (named_.size() < 2 || whole.label == Label::Unrated) return;
    matcher_.match(folded_, named_, &hits_, slips);
    const auto brands = aim_.read(labeller_, folded_, language, whole, hits_);
    if (brands.empty()) return;
    const auto sentiments = aim_.sentiments();
    for (std::size_t at = 0; at < brands.size(); ++at) {
      const auto place = std::ranges::lower_bound(named_, brands[at]) - named_.begin();
      aimed_[static_cast<std::size_t>(place)] = sentiments[at];
    }
  }

  /// Matches the rows again whose several brands have nothing aimed at them: one more was taken out.
  void aim_anew() {
    std::vector<bool> unaimed(table_.brand_sets());
    for (BrandSetId set = 0; set < unaimed.size(); ++set) {
      const auto aimed = table_.aimed(set);
      unaimed[set] = aimed.size() > 1 &&
                     std::ranges::none_of(aimed, [](const Aimed& label) { return label.has_value(); });
    }
    if (std::ranges::find(unaimed, true) == unaimed.end()) return;
    for (const auto& segment : table_.segments()) {
      for (std::size_t row = 0; row < segment->size && segment->first + row < matched_; ++row) {
        if (!unaimed[segment->brands[row]]) continue;
        const RowText text = Table::text(*segment, row);
        fold(Table::subject(text.title, text.text, subject_), folded_);
        match(*segment, row);
      }
    }
  }

  /// Puts a row into its set of brands. Its folded subject is in `folded_`. Slips of names wait until
  /// it is known how frequent the word is. Returns whether there are any.
  bool match(Segment& segment, std::size_t row) {
    matcher_.match(folded_, named_);
    put_brands(segment, row);
    matcher_.find_typos(folded_, typo_memory_, typos_);
    const auto id = static_cast<RowId>(segment.first + row);
    for (const TypoPlace& typo : typos_) note_slip(typo, id);
    return !typos_.empty();
  }

  void note_slip(const TypoPlace& typo, RowId id) {
    const auto number = static_cast<std::uint32_t>(slip_words_.size());
    const auto [slip, first] =
        slips_.try_emplace(folded_.substr(typo.begin, typo.end - typo.begin), number);
    if (first) slip_words_.emplace_back();
    SlipWord& word = slip_words_[slip->second];
    if (word.frequent || (!word.rows.empty() && word.rows.back() == id)) return;
    word.rows.push_back(id);
    settled_at_ = kUnsettled;
    if (word.rows.size() <= kMaxSlipRows) return;
    make_unique(word.rows);
    if (word.rows.size() <= kMaxSlipRows) return;
    word.frequent = true;
    word.rows = {};
  }

  static void make_unique(std::vector<RowId>& rows) {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  }

  /// The slips in `folded_` that are no frequent words of their own, in `typos_`.
  void find_slips() {
    matcher_.find_typos(folded_, typo_memory_, typos_);
    std::erase_if(typos_, [&](const TypoPlace& typo) {
      const auto known = slips_.find(folded_.substr(typo.begin, typo.end - typo.begin));
      if (known == slips_.end()) return false;
      const SlipWord& word = slip_words_[known->second];
      bool slip = false;
      matcher_.each_owner(typo, [&](std::uint32_t brand) {
        slip |= is_slip(word.rows.size(), rows_of_brand_[brand]);
      });
      return word.frequent || !slip;
    });
  }

  /// Gives the rows with slips their brands, now that all words are counted.
  void settle_slips() {
    if (settled_at_ == table_.size() || slips_.empty()) return;
    settled_at_ = table_.size();
    piled_ = false;
    std::vector<RowId> rows;
    for (SlipWord& word : slip_words_) {
      make_unique(word.rows);
      std::erase_if(word.rows, [&](RowId id) { return id >= table_.size(); });
      rows.insert(rows.end(), word.rows.begin(), word.rows.end());
    }
    make_unique(rows);
    // A brand's rows are those that spell its name right.
    const auto each_slip_row = [&](auto use) {
      for (const RowId id : rows) {
        const auto [segment, row] = table_.at(id);
        const RowText text = Table::text(*segment, row);
        fold(Table::subject(text.title, text.text, subject_), folded_);
        use(*segment, row);
      }
    };
    each_slip_row([&](Segment& segment, std::size_t row) {
      matcher_.match(folded_, named_);
      put_brands(segment, row);
    });
    std::vector<std::uint64_t> of_set(table_.brand_sets());
    each_row(table_, Selection(), [&](const Segment& segment, std::size_t row) {
      ++of_set[segment.brands[row]];
    });
    rows_of_brand_.assign(brands_.size(), 0);
    for (std::size_t set = 0; set < of_set.size(); ++set) {
      for (const std::uint32_t brand : table_.brands(static_cast<BrandSetId>(set))) {
        rows_of_brand_[brand] += of_set[set];
      }
    }
    each_slip_row([&](Segment& segment, std::size_t row) {
      find_slips();
      if (typos_.empty()) return;
      matcher_.match(folded_, named_, nullptr, typos_);
      put_brands(segment, row, typos_);
    });
  }

  void put_brands(Segment& segment, std::size_t row, std::span<const TypoPlace> slips = {}) {
    aim(segment.language[row], Table::sentiment(segment, row), slips);
    add_queried(segment, row);
    if (aims_corrected_ && !named_.empty()) {
      const RowWords words = Table::words(segment, row);
      correct_aim(Table::subject(words.title, words.text, subject_));
    }
    labels_.clear();
    for (const auto& aimed : aimed_) labels_.push_back(aimed ? Aimed(aimed->label) : Aimed());
    segment.brands[row] = table_.brand_set(named_, labels_);
  }

  /// The brand of the row's query joins `named_` and `aimed_`.
  void add_queried(const Segment& segment, std::size_t row) {
    const std::uint32_t queried = query_brands_.of(table_, segment.query[row]);
    const auto at = std::ranges::lower_bound(named_, queried);
    if (queried == kNoBrand || (at != named_.end() && *at == queried)) return;
    aimed_.insert(aimed_.begin() + (at - named_.begin()), std::nullopt);
    named_.insert(at, queried);
  }

  /// What the person said is aimed at the brands of a text.
  void correct_aim(std::string_view text) {
    if (!aims_corrected_) return;
    const auto& mentions = settings_.corrections.mentions;
    const std::uint64_t key = text_key(text);
    const auto own = std::ranges::lower_bound(mentions, key, {}, &TextCorrection::text);
    if (own == mentions.end() || own->text != key) return;
    for (const auto& [name, label] : own->brands) {
      for (std::size_t at = 0; at < named_.size(); ++at) {
        if (brands_[named_[at]].name == name) aimed_[at] = certain(label);
      }
    }
  }

  void match_new_rows() {
    if (brands_.empty()) return;
    each_folded_row(
        std::exchange(matched_, table_.size()), table_.size(),
        [](const Segment&, std::size_t) { return true; },
        [this](Segment& segment, std::size_t row) { match(segment, row); });
  }

  /// Calls visit(segment, row) for the rows of which wanted(segment, row) holds, with the row's folded
  /// subject in `folded_`.
  template <class Wanted, class Visit>
  void each_folded_row(std::size_t from, std::size_t to, Wanted&& wanted, Visit&& visit) {
    for (const auto& segment : table_.segments()) {
      const std::size_t begin = std::max<std::size_t>(from, segment->first);
      const std::size_t end = std::min<std::size_t>(to, segment->first + segment->size);
      for (std::size_t id = begin; id < end; ++id) {
        const std::size_t row = id - segment->first;
        if (!wanted(*segment, row)) continue;
        const RowWords words = Table::words(*segment, row);
        fold(Table::subject(words.title, words.text, subject_), folded_);
        visit(*segment, row);
      }
    }
  }

  template <class Visit>
  void each_selected(std::uint64_t from, std::uint64_t count, Visit&& visit) {
    const MentionContext context{table_, brands_, settings_.topics, inputs_, *zone_};
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

  std::vector<Brand> brands_;         // in force; the table's brand sets index them
  BrandSource brand_source_ = BrandSource::Suggested;
  BrandMatcher matcher_;
  Aim aim_;
  std::size_t matched_ = 0;           // rows before this one have their brands
  QueryBrands query_brands_;
  std::vector<Suggestion> suggestions_;
  std::size_t suggested_at_ = 0;      // size of the table that they come from
  Selection selection_;
  std::optional<Clusters> clusters_;
  std::tuple<std::uint64_t, std::size_t, bool> clustered_;  // bytes, rows, input open: when

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
  struct NewRow {
    Table::Position at;
    std::uint64_t hash;  // of its words
  };
  std::array<NewRow, kNewRows> new_rows_;  // not labelled yet; none outside of `feed`
  std::size_t new_row_count_ = 0;

  // Words that are slips of names, unless they turn out to be frequent, with the rows that have them.
  struct SlipWord {
    std::vector<RowId> rows;
    bool frequent = false;  // in more than kMaxSlipRows
  };
  static constexpr std::size_t kUnsettled = ~std::size_t{0};
  std::map<std::string, std::uint32_t> slips_;  // by word: index into slip_words_
  std::vector<SlipWord> slip_words_;
  std::size_t settled_at_ = kUnsettled;       // size of the table when they were judged
  std::vector<std::uint64_t> rows_of_brand_;  // then: those that spell it right
  TypoMemory typo_memory_;

  std::vector<RowId> piled_rows_;  // as they were found last
  bool piled_ = false;             // and whether that still holds
  bool aims_corrected_ = false;    // by corrections of single texts

  // Scratch, kept to spare allocations.
  std::string folded_, subject_;
  std::vector<std::uint32_t> named_, offsets_;
  std::vector<TypoPlace> typos_;
  std::vector<Hit> hits_;
  std::vector<std::optional<Sentiment>> aimed_;  // at `named_`
  std::vector<Aimed> labels_;
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
