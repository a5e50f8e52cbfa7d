#include "labelling/labelling.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <tuple>
#include <utility>

#include "classify/corrections.h"
#include "classify/language.h"
#include "classify/urgency.h"
#include "insight/pile_on.h"
#include "insight/selection.h"
#include "text/bytes.h"
#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/hash.h"
#include "text/trigrams.h"

namespace earshot {
namespace {

constexpr std::size_t kAllRows = ~std::size_t{0};
// What corrections would change is looked for in up to this many mentions, spread evenly over the table.
constexpr std::size_t kTriedRows = 200'000;

std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

/// The labels of a row beside its sentiment, its pile-on aside.
LabelSet judged(const Segment& segment, std::size_t row, const TextLabels& labels) {
  const auto given = [](Count count) { return count == kAbsent ? 0 : count; };
  Count audience = std::max(given(widen(segment.followers[row])), given(widen(segment.reach[row])));
  // Views lie with the strings: a look at them is dear.
  const bool matters = labels.urgency != Urgency::Low || labels.sentiment.label == Label::Negative;
  if (matters && audience < kWideAudience)
    audience = std::max(audience, given(Table::text(segment, row).views));
  const JudgedUrgency judged = judge_urgency(labels, audience);
  return {labels.intents, labels.topics, judged.urgency, judged.because};
}

void pile_on(LabelSet& labels) {
  JudgedUrgency judged{labels.urgency, labels.because};
  if (!raise(judged, UrgencyReason::PileOn)) return;
  labels.urgency = judged.urgency;
  labels.because = static_cast<UrgencyReasons>(judged.because | reason(UrgencyReason::Sentiment));
}

void take_pile_on_back(LabelSet& labels, const Segment& segment, std::size_t row) {
  constexpr UrgencyReasons kPileOn = reason(UrgencyReason::PileOn);
  if (!(labels.because & kPileOn)) return;
  labels.urgency = static_cast<Urgency>(static_cast<unsigned>(labels.urgency) - 1);
  labels.because = static_cast<UrgencyReasons>(labels.because & ~kPileOn);
  if (segment.label[row] != Label::Negative)
    labels.because &= static_cast<UrgencyReasons>(~reason(UrgencyReason::Sentiment));
  if (labels.urgency == Urgency::Low) labels.because = 0;
}

/// The spellings (of brands with names of their own) that one of the lists has and the other has not,
/// or has for another brand: a text without them names the same brands under both. Nothing if that
/// cannot be told from spellings.
std::optional<Brand> changed_spellings(std::span<const Brand> before, std::span<const Brand> now) {
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

}  // namespace

Labelling::Labelling(std::shared_ptr<const Model> model, Table& table, const Settings& settings)
    : model_(std::move(model)), labeller_(model_), table_(table), settings_(settings) {}

// Rows.

void Labelling::add(Table::Position row, std::uint64_t words) {
  new_rows_[new_row_count_++] = {row, words};
  if (new_row_count_ == new_rows_.size()) label_new_rows();
}

/// Many at once, in steps: what a step looks up lies anywhere in memory, and so the rows wait for it
/// together.
void Labelling::label_new_rows() {
  table_.settle();
  if (new_row_count_ > 0) piled_ = false;
  struct Look {
    RowWords words, twin;
    Seen seen;
  };
  std::array<Look, kTogether> looks;
  const std::span rows(new_rows_.data(), std::exchange(new_row_count_, 0));
  for (std::size_t i = 0; i < rows.size(); ++i)
    looks[i].seen = seen_[seen_slot(tag_of(rows[i].hash))];
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
    const bool noting = suggested_ && segment->trigrams.size() == row;
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
    seen_[seen_slot(seen.tag)] = seen;
  }
  if (seen_.size() < std::min(table_.size() / 2, kMostSeen)) grow_seen();
}

std::size_t Labelling::seen_slot(std::uint32_t tag) const {
  return tag >> (32 - std::countr_zero(seen_.size()));
}

void Labelling::grow_seen() {
  const std::vector<Seen> before = std::exchange(seen_, std::vector<Seen>(seen_.size() * 4));
  for (const Seen& seen : before) {
    if (seen.segment) seen_[seen_slot(seen.tag)] = seen;
  }
}

void Labelling::forget_rows(std::size_t from) {
  forget_seen();
  matched_ = std::min(matched_, from);
  // Of a frequent word it is not known how many rows with it are left.
  if (!slips_.forget(from)) clear_matches();
}

TextLabels Labelling::label(std::string_view subject) {
  fold(subject, folded_);
  return labeller_.label(subject, folded_);
}

void Labelling::set_labels(Segment& segment, std::size_t row, const TextLabels& labels) {
  segment.positive[row] = labels.sentiment.positive;
  segment.negative[row] = labels.sentiment.negative;
  segment.label[row] = labels.sentiment.label;
  if (labels.language != 0) segment.language[row] = labels.language;
  segment.labels[row] = table_.label_set(judged(segment, row, labels));
}

/// Leaves the row's folded subject in `folded_`. @return the subject; holds until the next call
std::string_view Labelling::fold_subject(const Segment& segment, std::size_t row) {
  const RowWords words = Table::words(segment, row);
  const std::string_view subject = Table::subject(words.title, words.text, subject_);
  fold(subject, folded_);
  return subject;
}

// Settings and corrections.

void Labelling::settings_changed(const Settings& before) {
  const auto aims = [](const TextCorrection& one) { return !one.brands.empty(); };
  aims_corrected_ = std::ranges::any_of(settings_.corrections.mentions, aims);
  if (before.corrections != settings_.corrections || before.topics.own != settings_.topics.own)
    label_anew(before);
  piled_ = false;
}

/// Calls visit(segment, row, text) for the rows whose labels may differ between two sets of
/// corrections, of fewer than `most` rows; `folded_` has the text folded.
/// @param topics whose words make a difference too
template <class Visit>
void Labelling::each_changeable_row(const Corrections& before, const Corrections& after,
                                    std::span<const OwnTopic> topics, std::size_t most,
                                    Visit&& visit) {
  const bool any = before.weights != after.weights;
  const CorrectionRules changed(difference(before, after), topics);
  const std::size_t stride = table_.size() / most + 1;
  for (std::size_t id = 0; id < table_.size(); id += stride) {
    const auto [segment, row] = table_.at(static_cast<RowId>(id));
    const std::string_view text = fold_subject(*segment, row);
    if (any || changed.touches(text, folded_)) visit(*segment, row, text);
  }
}

/// The settings' corrections or topics are others than before.
void Labelling::label_anew(const Settings& before) {
  labeller_.correct(settings_.corrections, settings_.topics.own);
  forget_seen();
  // A text without any word of either has none of these topics, whatever their numbers.
  std::vector<OwnTopic> topics;
  if (before.topics.own != settings_.topics.own) {
    topics.resize(1);
    for (const auto* own : {&before.topics.own, &settings_.topics.own}) {
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

CorrectionTrial Labelling::try_corrections(const Corrections& next) {
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
  return trial;
}

// Brands.

void Labelling::set_brands(std::vector<Brand> brands, bool suggested) {
  // Slips are looked for once somebody has named the brands: suggestions come and go.
  const bool had_suggested = std::exchange(suggested_, suggested);
  if (suggested != had_suggested || brands != brands_)
    replace_brands(std::move(brands), !suggested, suggested == had_suggested);
}

/// @param in_part whether rows that hold no changed spelling may stay as they are
void Labelling::replace_brands(std::vector<Brand> brands, bool typos, bool in_part) {
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

void Labelling::clear_matches() {
  table_.clear_brands();
  slips_.clear();
  settled_at_ = kUnsettled;
  matched_ = 0;
}

void Labelling::settle(const Zone& zone) {
  match_new_rows();
  settle_slips();
  settle_pile_ons(zone);
}

void Labelling::match_new_rows() {
  if (brands_.empty()) return;
  each_folded_row(
      std::exchange(matched_, table_.size()), table_.size(),
      [](const Segment&, std::size_t) { return true; },
      [this](Segment& segment, std::size_t row) { match(segment, row); });
}

/// Calls visit(segment, row) for the rows of which wanted(segment, row) holds, with the row's folded
/// subject in `folded_`.
template <class Wanted, class Visit>
void Labelling::each_folded_row(std::size_t from, std::size_t to, Wanted&& wanted, Visit&& visit) {
  for (const auto& segment : table_.segments()) {
    const std::size_t begin = std::max<std::size_t>(from, segment->first);
    const std::size_t end = std::min<std::size_t>(to, segment->first + segment->size);
    for (std::size_t id = begin; id < end; ++id) {
      const std::size_t row = id - segment->first;
      if (!wanted(*segment, row)) continue;
      fold_subject(*segment, row);
      visit(*segment, row);
    }
  }
}

/// Puts a row into its set of brands. Its folded subject is in `folded_`. Slips of names wait until
/// it is known how frequent the word is. Returns whether there are any.
bool Labelling::match(Segment& segment, std::size_t row) {
  matcher_.match(folded_, named_);
  put_brands(segment, row);
  matcher_.find_typos(folded_, typo_memory_, typos_);
  const auto id = static_cast<RowId>(segment.first + row);
  for (const TypoPlace& typo : typos_) {
    if (slips_.note(std::string_view(folded_).substr(typo.begin, typo.end - typo.begin), id))
      settled_at_ = kUnsettled;
  }
  return !typos_.empty();
}

void Labelling::put_brands(Segment& segment, std::size_t row, std::span<const TypoPlace> slips) {
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
void Labelling::add_queried(const Segment& segment, std::size_t row) {
  const std::uint32_t queried = query_brands_.of(table_, segment.query[row]);
  const auto at = std::ranges::lower_bound(named_, queried);
  if (queried == kNoBrand || (at != named_.end() && *at == queried)) return;
  aimed_.insert(aimed_.begin() + (at - named_.begin()), std::nullopt);
  named_.insert(at, queried);
}

// What is aimed at brands.

/// What is aimed at each of `named_`, the brands of the text in `folded_`, into `aimed_`.
/// @param slips places of it that are taken for slips of names
void Labelling::aim(Language language, const Sentiment& whole, std::span<const TypoPlace> slips) {
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
void Labelling::aim_anew() {
  std::vector<bool> unaimed(table_.brand_sets());
  for (BrandSetId set = 0; set < unaimed.size(); ++set) {
    const auto aimed = table_.aimed(set);
    unaimed[set] = aimed.size() > 1 &&
                   std::ranges::none_of(aimed, [](const Aimed& label) { return label.has_value(); });
  }
  if (std::ranges::find(unaimed, true) == unaimed.end()) return;
  each_folded_row(
      0, matched_,
      [&](const Segment& segment, std::size_t row) { return unaimed[segment.brands[row]]; },
      [this](Segment& segment, std::size_t row) { match(segment, row); });
}

/// What the person said is aimed at the brands of a text.
void Labelling::correct_aim(std::string_view text) {
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

// Slips of names.

/// The slips in `folded_` that are no frequent words of their own, in `typos_`.
void Labelling::find_slips() {
  matcher_.find_typos(folded_, typo_memory_, typos_);
  std::erase_if(typos_, [&](const TypoPlace& typo) {
    const auto word = std::string_view(folded_).substr(typo.begin, typo.end - typo.begin);
    if (!slips_.has(word)) return false;
    const auto rows = slips_.rows_with(word);
    if (!rows) return true;
    bool slip = false;
    matcher_.each_owner(typo,
                        [&](std::uint32_t brand) { slip |= is_slip(*rows, rows_of_brand_[brand]); });
    return !slip;
  });
}

/// Gives the rows with slips their brands, now that all words are counted.
void Labelling::settle_slips() {
  if (settled_at_ == table_.size() || slips_.empty()) return;
  settled_at_ = table_.size();
  piled_ = false;
  const std::vector<RowId> rows = slips_.rows(table_.size());
  // A brand's rows are those that spell its name right.
  const auto each_slip_row = [&](auto use) {
    for (const RowId id : rows) {
      const auto [segment, row] = table_.at(id);
      fold_subject(*segment, row);
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

// Pile-ons.

/// Finds anew who is being piled on.
void Labelling::settle_pile_ons(const Zone& zone) {
  if (std::exchange(piled_, true)) return;
  const auto each = [&](auto&& change) {
    for (const RowId id : piled_rows_) {
      if (id >= table_.size()) continue;
      const auto [segment, row] = table_.at(id);
      LabelSet labels = table_.labels(segment->labels[row]);
      change(labels, *segment, row);
      segment->labels[row] = table_.label_set(labels);
    }
  };
  each(take_pile_on_back);
  piled_rows_ = piled_on(table_, brands_.size(), zone);
  each([](LabelSet& labels, const Segment&, std::size_t) { pile_on(labels); });
}

// Merging.

void Labelling::hand_over(Labelling& to) {
  to.brands_ = brands_;
  to.suggested_ = suggested_;
  to.matched_ = std::exchange(matched_, 0);
  to.slips_ = std::exchange(slips_, {});
  forget_seen();
}

bool Labelling::has_brands_of(const Labelling& other) const {
  return !brands_.empty() && suggested_ == other.suggested_ && brands_ == other.brands_;
}

void Labelling::take_brands(const Labelling& other, const Segment& there, std::size_t at,
                            Segment& segment, std::size_t row) {
  if (matched_ != segment.first + row || there.first + at >= other.matched_) return;
  ++matched_;
  const BrandSetId set = there.brands[at];
  segment.brands[row] = table_.brand_set(other.table_.brands(set), other.table_.aimed(set));
}

void Labelling::take_slips(const Labelling& other, std::span<const RowId> rows) {
  const bool known = slips_.take(other.slips_, rows, matched_);
  settled_at_ = kUnsettled;
  if (!known) clear_matches();
}

// Texts.

Labelling::Reading Labelling::read(std::string_view text, const Segment* segment,
                                   std::size_t row) {
  fold(text, folded_, &offsets_);
  find_slips();
  matcher_.match(folded_, named_, &hits_, typos_);
  Reading reading{explain(*model_, labeller_, text, folded_), 0, {}, {}, {}, {}, {}};
  TextLabels labels = reading.why.labels;
  if (segment && labels.language == 0) labels.language = segment->language[row];
  reading.language = labels.language;
  aim(labels.language, labels.sentiment, typos_);
  if (segment) add_queried(*segment, row);
  correct_aim(text);
  if (segment) {
    reading.labels = table_.labels(segment->labels[row]);
  } else {
    const JudgedUrgency judged = judge_urgency(labels, 0);
    reading.labels = {labels.intents, labels.topics, judged.urgency, judged.because};
  }
  reading.brands = named_;
  reading.aimed = aimed_;
  reading.hits = hits_;
  reading.offsets = offsets_;
  return reading;
}

}  // namespace earshot
