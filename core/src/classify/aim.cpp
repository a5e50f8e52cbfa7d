#include "classify/aim.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "classify/char_class.h"
#include "classify/language.h"
#include "classify/lexicon.h"
#include "classify/probabilities.h"

namespace earshot {
namespace {

/// What is read of a text.
constexpr std::size_t kMaxBytes = 4096;
/// A word governs a name no farther away than this many bytes.
constexpr std::uint32_t kReach = 30;
/// Of what stands between names that are joined.
constexpr std::uint32_t kMaxJoint = 24;
/// Groups of phrases that say something of the brand beside them.
constexpr Cue kWeighedCues[] = {
    Cue::Positive,   Cue::Negative, Cue::Mild,  Cue::Relief,   Cue::Letdown,
    Cue::Sarcasm,    Cue::Praise,   Cue::Fault, Cue::Churn,    Cue::Complaint,
    Cue::Comparison, Cue::Question, Cue::News,  Cue::Leaving,  Cue::Arriving,
    Cue::Waiting,    Cue::Price,    Cue::Recommendation};
constexpr std::int32_t kMaxLean = 4 * kAimUnit;

#include "classify/aim_weights.inc"

constexpr std::uint32_t bit(AimGroup group) { return 1u << static_cast<unsigned>(group); }

bool ends_sentence(std::uint32_t c) {
  return c == '.' || c == '!' || c == '?' || c == '\n' || c == 0x2026 || c == 0x3002 ||
         c == 0x0964 || c == 0x061F;
}

bool ends_clause(std::uint32_t c) {
  return ends_sentence(c) || c == ',' || c == ';' || c == ':' || c == '(' || c == ')' ||
         c == '|' || c == 0x3001 || c == 0x2014 || c == 0x2013 || c == 0x2192 || c == 0x060C ||
         c == 0x061B || c == '"' || c == 0x300C || c == 0x300D;
}

/// Their verbs stand at the end.
bool ends_with_verb(Language language) {
  return language == language_from_code("ko") || language == language_from_code("ja") ||
         language == language_from_code("tr") || language == language_from_code("hi");
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// What measures are counted in.
constexpr std::int64_t kWhole = 100;

/// Reads a number at `at`; one of more digits than any price has stays at its first ones. A mark with three
/// digits behind it parts thousands, any other a fraction. Returns its end.
/// @param number in 1/kWhole
const char* read_number(const char* at, const char* end, std::int64_t& number) {
  constexpr std::int64_t kMost = 1'000'000'000;
  constexpr int kFraction = 2;
  int fraction = -1;  // digits of it read; -1 ahead of it
  for (number = 0; at != end; ++at) {
    if (is_digit(*at)) {
      if (number >= kMost || fraction >= kFraction) continue;
      number = number * 10 + (*at - '0');
      fraction += fraction >= 0;
      continue;
    }
    const auto digits = [&](std::ptrdiff_t count) {
      return end - at > count && std::all_of(at + 1, at + 1 + count, is_digit);
    };
    if (fraction >= 0 || (*at != '.' && *at != ',' && *at != ' ')) break;
    if (digits(3)) continue;
    if (*at == ' ' || !digits(1)) break;
    fraction = 0;
  }
  for (int i = std::max(fraction, 0); i < kFraction; ++i) number *= 10;
  return at;
}

}  // namespace

std::span<const std::uint32_t> Aim::read(Labeller& labeller, std::string_view folded,
                                         Language language, const Sentiment& whole,
                                         std::span<const Hit> hits) {
  if (folded.size() > kMaxBytes) {
    std::size_t end = kMaxBytes;
    while (end > 0 && (static_cast<unsigned char>(folded[end]) & 0xC0) == 0x80) --end;
    folded = folded.substr(0, end);
  }
  text_ = folded;
  whole_ = whole;
  language_ = language;
  find_places(hits);
  if (numbers_.size() < 2 || numbers_.size() > kMaxAimed) return {};
  find_aim_words(text_, language, name_ends_, cues_);
  find_pronouns();
  join_places();
  find_cuts();
  weigh_clauses(labeller);
  read_cues();
  read_measures();
  return numbers_;
}

void Aim::find_places(std::span<const Hit> hits) {
  places_.clear();
  numbers_.clear();
  name_ends_.clear();
  for (const Hit& hit : hits) {
    if (hit.end > text_.size()) continue;
    auto slot = std::find(numbers_.begin(), numbers_.end(), hit.brand);
    if (slot == numbers_.end()) {
      if (numbers_.size() > kMaxAimed) break;
      slot = numbers_.insert(slot, hit.brand);
    }
    places_.push_back({static_cast<std::uint32_t>(slot - numbers_.begin()), hit.begin, hit.end, 0,
                       false});
    name_ends_.push_back(hit.end);
  }
  std::sort(name_ends_.begin(), name_ends_.end());
  brands_.assign(numbers_.size(), {});
}

void Aim::find_pronouns() {
  if (numbers_.size() != 2) return;
  const auto named_second = std::find_if(places_.begin(), places_.end(),
                                         [](const Place& place) { return place.slot == 1; });
  const std::uint32_t from = named_second->end;
  for (const AimCue& cue : cues_) {
    const bool former = cue.group == AimGroup::Former;
    if ((!former && cue.group != AimGroup::Latter) || cue.begin < from) continue;
    places_.insert(std::ranges::upper_bound(places_, cue.begin, {}, &Place::begin),
                   {former ? 0u : 1u, cue.begin, cue.end, 0, false});
  }
}

void Aim::join_places() {
  auto cue = cues_.begin();
  for (std::size_t i = 1; i < places_.size(); ++i) {
    const std::uint32_t stop = places_[i].begin;
    std::uint32_t at = places_[i - 1].end;
    if (stop < at || stop - at > kMaxJoint) continue;
    bool joined = false;
    while (at < stop) {
      while (cue != cues_.end() && cue->begin < at) ++cue;
      std::uint32_t end = 0;
      for (auto here = cue; here != cues_.end() && here->begin == at; ++here) {
        const bool joins = here->group == AimGroup::And || here->group == AimGroup::Or;
        if (joins && here->end <= stop) end = std::max(end, here->end);
      }
      const char* next = text_.data() + at;
      const std::uint32_t c = next_code_point(next, text_.data() + stop);
      if (end == 0 && class_of(c) != CharClass::Space && class_of(c) != CharClass::Punctuation) {
        break;
      }
      if (end == 0 && (ends_sentence(c) || c == '>' || c == '<' || c == 0x2192)) break;
      if (class_of(c) != CharClass::Space) joined = true;
      at = end != 0 ? end : static_cast<std::uint32_t>(next - text_.data());
    }
    places_[i].joined = at >= stop && joined;
  }
}

void Aim::find_cuts() {
  cuts_.clear();
  groups_ = 0;
  for (const AimCue& cue : cues_) {
    groups_ |= bit(cue.group);
    if (cue.group == AimGroup::Contrast || cue.group == AimGroup::And) {
      cuts_.push_back(cue.side == AimSide::Behind ? cue.end : cue.begin);
    }
  }
  numbers_met_ = pictures_ = shouts_ = 0;
  const char* const end = text_.data() + text_.size();
  std::uint32_t before = 0;
  CharClass kind = CharClass::Space;
  for (const char* at = text_.data(); at != end;) {
    const std::uint32_t c = next_code_point(at, end);
    const CharClass kind_before = std::exchange(kind, class_of(c));
    if (kind >= CharClass::Letter) {  // none of what follows
      before = c;
      continue;
    }
    numbers_met_ += kind == CharClass::Digit && kind_before != CharClass::Digit;
    pictures_ += kind == CharClass::Picture;
    shouts_ += c == '!';
    const bool in_number = (c == '.' || c == ',' || c == ':') && at != end && *at >= '0' && *at <= '9' &&
                           before >= '0' && before <= '9';
    const bool dash = c == '-' && before == ' ' && at != end && *at == ' ';
    const bool picture = kind == CharClass::Picture && at != end && *at == ' ';
    if ((ends_clause(c) && !in_number) || dash || picture) {
      cuts_.push_back(static_cast<std::uint32_t>(at - text_.data()));
    }
    before = c;
  }
  cuts_.push_back(static_cast<std::uint32_t>(text_.size()));
  std::sort(cuts_.begin(), cuts_.end());
  cuts_.erase(std::unique(cuts_.begin(), cuts_.end()), cuts_.end());
  // None inside of a name, nor between names that are joined.
  std::size_t place = 0, kept = 0;
  for (const std::uint32_t cut : cuts_) {
    while (place < places_.size() && places_[place].end <= cut &&
           !(place + 1 < places_.size() && places_[place + 1].joined &&
             cut <= places_[place + 1].begin)) {
      ++place;
    }
    const bool inside = place < places_.size() && places_[place].begin < cut && cut < text_.size() &&
                        (cut < places_[place].end ||
                         (place + 1 < places_.size() && places_[place + 1].joined));
    if (!inside) cuts_[kept++] = cut;
  }
  cuts_.resize(kept);

  // Whether the sentence that a name stands in ends with a question mark.
  bool asked = false;
  asked_ = false;
  std::size_t left = places_.size();
  for (std::size_t at = text_.size(); at-- > 0;) {
    if ((static_cast<unsigned char>(text_[at]) & 0xC0) == 0x80) continue;
    const char* from = text_.data() + at;
    const std::uint32_t c = next_code_point(from, end);
    if (ends_sentence(c)) {
      asked = c == '?' || c == 0x061F;
      asked_ |= asked;
    }
    while (left > 0 && places_[left - 1].begin >= at) brands_[places_[--left].slot].asked |= asked;
  }
}

Aim::Lean Aim::lean(Labeller& labeller, std::size_t begin, std::size_t end) {
  if (begin >= end) return {};
  const Leaning found = labeller.lean(text_.substr(begin, end - begin));
  const auto units = [](double value) {
    const double scaled = value * kAimUnit;
    return scaled > kMaxLean    ? kMaxLean
           : scaled < -kMaxLean ? -kMaxLean
                                : static_cast<std::int32_t>(scaled);
  };
  return {units(found.positive), units(found.negative), found.cues, found.denied};
}

void Aim::weigh_clauses(Labeller& labeller) {
  whole_lean_ = lean(labeller, 0, text_.size());
  ahead_ = {};
  std::size_t begin = 0, place = 0;
  std::uint32_t last = kNone;
  std::uint32_t clause = 0;
  for (const std::uint32_t end : cuts_) {
    const std::size_t first = place;
    bool several = false;
    while (place < places_.size() && places_[place].begin < end) {
      several |= places_[place].slot != places_[first].slot;
      places_[place++].clause = clause;
    }
    ++clause;
    const std::span<const Place> here(places_.data() + first, place - first);
    if (several) {
      weigh_shared(labeller, begin, end, here);
    } else {
      const Lean found = lean(labeller, begin, end);
      if (!here.empty()) {
        brands_[here.front().slot].own += found;
        brands_[here.front().slot].alone = true;
      } else if (last != kNone) {
        brands_[last].carried += found;
      } else {
        ahead_ += found;
      }
    }
    if (!here.empty()) last = here.back().slot;
    begin = end;
  }
  first_slot_ = places_.front().slot;
  last_slot_ = last;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    Brand& brand = brands_[places_[i].slot];
    ++brand.places;
    if (places_[i].joined) brand.joined = brands_[places_[i - 1].slot].joined = true;
  }
}

void Aim::weigh_shared(Labeller& labeller, std::size_t begin, std::size_t end,
                       std::span<const Place> places) {
  for (std::size_t i = 0; i < places.size();) {
    // Names that are joined share what stands beside them.
    std::size_t next = i + 1;
    while (next < places.size() && (places[next].joined || places[next].slot == places[i].slot)) {
      ++next;
    }
    const std::size_t from = i == 0 ? begin : places[i - 1].end;
    const std::size_t to = next == places.size() ? end : places[next].begin;
    const Lean before = lean(labeller, from, places[i].begin);
    const Lean after = lean(labeller, places[next - 1].end, to);
    for (; i < next; ++i) {
      Brand& brand = brands_[places[i].slot];
      brand.before += before;
      brand.after += after;
      brand.shares = true;
    }
  }
}

void Aim::read_cues() {
  std::size_t next = 0;
  std::size_t cut = 0;
  for (const AimCue& cue : cues_) {
    while (cut < cuts_.size() && cuts_[cut] <= cue.begin) ++cut;
    const std::uint32_t clause = static_cast<std::uint32_t>(cut);
    while (next < places_.size() && places_[next].begin < cue.end) ++next;
    std::size_t last = next;
    while (last > 0 && places_[last - 1].end > cue.begin) --last;
    if (next < places_.size() && places_[next].clause == clause) {
      Brand& brand = brands_[places_[next].slot];
      brand.preceded |= bit(cue.group);
      if (cue.side == AimSide::Ahead && places_[next].begin - cue.end <= kReach) {
        brand.governed |= bit(cue.group);
        if (places_[next].begin - cue.end <= 1) brand.adjacent |= bit(cue.group);
      }
    }
    if (last > 0 && places_[last - 1].clause == clause) {
      Brand& brand = brands_[places_[last - 1].slot];
      brand.followed |= bit(cue.group);
      if (cue.side == AimSide::Behind && cue.begin - places_[last - 1].end <= kReach) {
        brand.governed |= bit(cue.group);
        if (cue.begin - places_[last - 1].end <= 1) brand.adjacent |= bit(cue.group);
      }
    }
  }
}

void Aim::read_measures() {
  constexpr std::uint32_t kUnits = bit(AimGroup::Minute) | bit(AimGroup::Hour) | bit(AimGroup::Day) |
                                   bit(AimGroup::Week);
  if (numbers_met_ == 0 && (groups_ & kUnits) == 0) return;
  // Each belongs to the brand named last before it, or to the first one.
  std::size_t place = 0;
  const auto note = [&](std::int64_t Brand::* measure, std::int64_t value) {
    Brand& brand = brands_[places_[place == 0 ? 0 : place - 1].slot];
    if (brand.*measure == kUnknown) brand.*measure = value;
  };
  constexpr std::uint32_t kNoNumber = 0;
  std::uint32_t number_end = kNoNumber;  // of one that may yet turn out to count units of time
  std::int64_t number = 0;
  const char* const end = text_.data() + text_.size();
  auto cue = cues_.begin();
  for (const char* at = text_.data(); at != end;) {
    const auto here = static_cast<std::uint32_t>(at - text_.data());
    for (; cue != cues_.end() && cue->begin <= here; ++cue) {
      if (cue->group < AimGroup::Minute || cue->group > AimGroup::Week) continue;
      constexpr std::int64_t kMinutes[] = {1, 60, 24 * 60, 7 * 24 * 60};
      const std::int64_t unit = kMinutes[static_cast<std::size_t>(cue->group) - static_cast<std::size_t>(AimGroup::Minute)];
      const bool counted = number_end != kNoNumber && here - number_end <= 1;
      note(&Brand::time, unit * (counted ? number : kWhole));
      number_end = kNoNumber;
    }
    if (number_end != kNoNumber && here - number_end > 1) {
      note(&Brand::amount, number);
      number_end = kNoNumber;
    }
    while (place < places_.size() && places_[place].end <= here) ++place;
    const bool in_name = place < places_.size() && places_[place].begin <= here;
    if (!is_digit(*at) || in_name) {
      next_code_point(at, end);
      continue;
    }
    at = read_number(at, end, number);
    number_end = at != end && *at == '%' ? kNoNumber : static_cast<std::uint32_t>(at - text_.data());
  }
  if (number_end != kNoNumber) note(&Brand::amount, number);
}

std::span<const AimFeature> Aim::features(std::size_t at) {
  features_.clear();
  const Brand& brand = brands_[at];
  std::uint32_t id = 0;
  const auto put = [&](std::uint32_t feature, std::int32_t value) {
    if (value != 0) features_.push_back({feature, value});
  };
  const auto both = [&](const Lean& lean) {
    put(id, std::clamp(lean.positive, -kMaxLean, kMaxLean));
    put(id + 1, std::clamp(lean.negative, -kMaxLean, kMaxLean));
    id += 2;
  };
  // A bit each; most are not set.
  std::uint32_t bits = 0, count = 0;
  const auto flag = [&](bool value) { bits |= std::uint32_t{value} << count++; };
  const auto flush = [&] {
    for (; bits != 0; bits &= bits - 1)
      put(id + static_cast<std::uint32_t>(std::countr_zero(bits)), kAimUnit);
    id += std::exchange(count, 0);
  };
  const std::int32_t positive = whole_.positive * kAimUnit / 65535;
  const std::int32_t negative = whole_.negative * kAimUnit / 65535;
  const auto times_whole = [&](std::uint32_t feature) {
    put(feature, kAimUnit);
    put(feature + 1, positive);
    put(feature + 2, negative);
  };

  times_whole(0);
  id = 3;
  both(whole_lean_);
  both(brand.own);
  both(brand.carried);
  both(brand.before);
  both(brand.after);
  const bool verb_last = ends_with_verb(language_);
  both(verb_last ? brand.before : Lean());
  both(verb_last ? brand.after : Lean());
  const bool first = at == first_slot_, last = at == last_slot_;
  both(first ? ahead_ : Lean());
  Lean own, carried, before, after;
  std::uint32_t governed = 0, adjacent = 0;
  bool others_alone = false;
  for (std::size_t i = 0; i < brands_.size(); ++i) {
    if (i == at) continue;
    own += brands_[i].own;
    carried += brands_[i].carried;
    before += brands_[i].before;
    after += brands_[i].after;
    governed |= brands_[i].governed;
    adjacent |= brands_[i].adjacent;
    others_alone |= brands_[i].alone;
  }
  both(own);
  both(carried);
  both(before);
  both(after);
  Lean beside = brand.own, elsewhere = own;
  for (const Lean& part : {brand.carried, brand.before, brand.after}) beside += part;
  for (const Lean& part : {carried, before, after}) elsewhere += part;
  for (const Cue group : kWeighedCues) {
    if (count == 32) flush();
    flag(beside.cues & cue(group));
    flag(elsewhere.cues & cue(group));
  }
  flush();
  for (const Cue group : {Cue::Positive, Cue::Negative}) {
    flag(beside.denied & cue(group));
    flag(elsewhere.denied & cue(group));
  }
  flush();
  const std::size_t brands = brands_.size();
  flag(brands == 2);
  flag(brands > 3);
  flag(first);
  flag(last);
  flag(brand.places > 1);
  flag(brand.joined);
  flag(brand.shares);
  flag(brand.alone);
  flag(others_alone);
  flag(brand.asked);
  flag(asked_);
  flag(verb_last && first);
  flag(verb_last && last);
  // Where words say who is better, less depends on who comes first.
  constexpr std::uint32_t kTelling = bit(AimGroup::Than) | bit(AimGroup::Unlike) |
                                     bit(AimGroup::Left) | bit(AimGroup::Arrived);
  const bool told = ((brand.governed | governed) & kTelling) != 0;
  flag(told);
  flag(told && first);
  flag(told && last);
  flag((brand.adjacent & bit(AimGroup::Than)) && last);
  flag((adjacent & bit(AimGroup::Than)) && first);
  flag(brand.alone && others_alone);
  flag(brand.alone && others_alone && first);
  for (; bits != 0; bits &= bits - 1)
    times_whole(id + 3 * static_cast<std::uint32_t>(std::countr_zero(bits)));
  id += 3 * std::exchange(count, 0);
  constexpr std::uint32_t kOfGroup = 11;
  constexpr std::uint32_t kTellingGroups = (1u << kAimTellingGroups) - 1;
  for (std::uint32_t groups = groups_ & kTellingGroups; groups != 0; groups &= groups - 1) {
    const auto group = static_cast<std::uint32_t>(std::countr_zero(groups));
    const std::uint32_t mask = 1u << group, here = id + kOfGroup * group;
    if (brand.governed & mask) times_whole(here);
    if (governed & mask) times_whole(here + 3);
    if (brand.adjacent & mask) put(here + 6, kAimUnit);
    if (adjacent & mask) put(here + 7, kAimUnit);
    if (brand.preceded & mask) put(here + 8, kAimUnit);
    if (brand.followed & mask) put(here + 9, kAimUnit);
    put(here + 10, kAimUnit);
  }
  id += kOfGroup * kAimTellingGroups;
  flag(numbers_met_ > 0);
  flag(numbers_met_ > 1);
  flag(numbers_met_ > 3);
  flag(pictures_ > 0);
  flag(shouts_ > 0);
  for (const std::size_t length : {40u, 80u, 160u, 320u}) flag(text_.size() > length);
  flush();
  // The least or the most time or money of all.
  for (const auto measure : {&Brand::time, &Brand::amount}) {
    std::int64_t least = kUnknown, most = kUnknown;
    for (std::size_t i = 0; i < brands; ++i) {
      const std::int64_t value = brands_[i].*measure;
      if (i == at || value == kUnknown) continue;
      if (most == kUnknown || value < least) least = value;
      if (most == kUnknown || value > most) most = value;
    }
    const std::int64_t value = brand.*measure;
    const bool known = value != kUnknown, others_known = most != kUnknown;
    if (known && others_known && value < least) times_whole(id);
    if (known && others_known && value > most) times_whole(id + 3);
    if (known) put(id + 6, kAimUnit);
    if (others_known) put(id + 7, kAimUnit);
    id += 8;
  }
  return features_;
}

std::span<const Sentiment> Aim::sentiments() {
  constexpr double kUnit = kAimUnit * kAimWeightUnit;
  using Odds = std::array<double, 3>;  // in the order of Label, neutral 0
  std::array<Odds, kMaxAimed> odds{};
  const std::size_t count = brands_.size();
  for (std::size_t at = 0; at < count; ++at) {
    std::int64_t positive = 0, negative = 0;
    for (const AimFeature& feature : features(at)) {
      positive += std::int64_t{kWeights[0][feature.id]} * feature.value;
      negative += std::int64_t{kWeights[1][feature.id]} * feature.value;
    }
    odds[at] = {static_cast<double>(positive) / kUnit, 0.0, static_cast<double>(negative) / kUnit};
  }
  sentiments_.clear();
  if (count > kMaxAimedTogether) {
    for (std::size_t at = 0; at < count; ++at) {
      sentiments_.push_back(probabilities(odds[at][0], odds[at][2]));
    }
    return sentiments_;
  }

  // Every way to label all of them.
  constexpr std::size_t kMostWays = 81;
  std::size_t ways = 1;
  for (std::size_t at = 0; at < count; ++at) ways *= 3;
  std::array<std::array<std::uint8_t, kMaxAimedTogether>, kMostWays> labels;
  std::array<double, kMostWays> scores;
  const double share = 1.0 / (kAimWeightUnit * static_cast<double>(count - 1));
  for (std::size_t way = 0; way < ways; ++way) {
    std::size_t rest = way;
    std::int32_t pairs = 0;
    scores[way] = 0;
    for (std::size_t at = 0; at < count; ++at, rest /= 3) {
      const auto label = static_cast<std::uint8_t>(rest % 3);
      labels[way][at] = label;
      scores[way] += odds[at][label];
      for (std::size_t other = 0; other < at; ++other) pairs += kPairs[labels[way][other]][label];
    }
    scores[way] += pairs * share;
  }
  const double top = *std::max_element(scores.begin(), scores.begin() + ways);
  std::array<Odds, kMaxAimedTogether> sums{};
  for (std::size_t way = 0; way < ways; ++way) {
    const double weight = exponential(scores[way] - top);
    for (std::size_t at = 0; at < count; ++at) sums[at][labels[way][at]] += weight;
  }
  for (std::size_t at = 0; at < count; ++at) {
    sentiments_.push_back(shares(sums[at][0], sums[at][1], sums[at][2]));
  }
  return sentiments_;
}

}  // namespace earshot
