#include "insight/phrases.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <tuple>
#include <utility>

#include "insight/distributions.h"
#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/hash.h"
#include "text/utf8.h"

namespace earshot {
namespace {

constexpr std::size_t kMostWords = 3, kMostCharacters = 8;  // of a phrase
constexpr std::size_t kUnitsRead = std::size_t{1} << 20, kFewestUnits = 24;
constexpr std::size_t kShownFrom = 16;  // mentions whose spellings are weighed
constexpr std::size_t kExamples = 3;
constexpr double kCohesion = 4;  // how much more often than by chance two characters meet
constexpr std::uint32_t kNone = HashIndex::kNone;

std::uint64_t longer_key(std::uint64_t gram, std::uint64_t unit) { return mixed(gram * 31 + unit); }

/// The voices of a gram, told as they come one after another.
struct Tally {
  std::uint32_t last = 0;  ///< no voice has this number
  std::uint32_t count = 0;
  void add(std::uint32_t voice) {
    count += last != voice;
    last = voice;
  }
};

/// What all spellings of a phrase begin with, word by word: the way to search for it.
class Pieces {
 public:
  void add(std::string_view whole) {
    std::size_t words = 0;
    while (true) {
      const std::size_t end = std::min(whole.find_first_of(" -"), whole.size());
      const std::string_view word = whole.substr(0, end);
      if (!begun_) {
        pieces_.push_back({std::string(word), false});
      } else if (words < pieces_.size()) {
        Piece& piece = pieces_[words];
        const auto differ = std::ranges::mismatch(piece.start, word);
        piece.open |= differ.in1 != piece.start.end() || differ.in2 != word.end();
        piece.start.resize(static_cast<std::size_t>(differ.in1 - piece.start.begin()));
      }
      ++words;
      if (end == whole.size()) break;
      whole.remove_prefix(end + 1);
    }
    uneven_ |= begun_ && words != pieces_.size();
    begun_ = true;
  }

  /// A search, as insight/selection reads it: in quotes if it is more than one word, with `*` where
  /// words go on. `text` itself where its spellings have too little in common.
  std::string search(std::string_view text) {
    constexpr std::size_t kLeast = 3;  // bytes: a syllable, three Latin letters
    std::string query;
    bool usable = !uneven_;
    for (Piece& piece : pieces_) {
      piece.start.resize(valid_prefix(piece.start));
      usable &= !piece.open || piece.start.size() >= kLeast;
      if (!query.empty()) query += ' ';
      query += piece.start;
      if (piece.open) query += '*';
    }
    if (!usable) query = text;
    return query.find_first_of(" -") == std::string::npos ? query : '"' + query + '"';
  }

 private:
  struct Piece {
    std::string start;
    bool open;
  };
  std::vector<Piece> pieces_;
  bool begun_ = false, uneven_ = false;
};

}  // namespace

double log_odds_z(std::uint64_t y1, std::uint64_t n1, std::uint64_t y2, std::uint64_t n2) {
  if (n1 == 0 || n2 == 0 || y1 + y2 == 0) return 0;
  const double a0 = static_cast<double>(n1 + n2) / 10;
  const double a = static_cast<double>(y1 + y2) / 10;
  const double with1 = static_cast<double>(y1) + a, with2 = static_cast<double>(y2) + a;
  const double without1 = static_cast<double>(n1) + a0 - with1;
  const double without2 = static_cast<double>(n2) + a0 - with2;
  if (without1 <= 0 || without2 <= 0) return 0;
  const double delta = det_log(with1 / without1) - det_log(with2 / without2);
  return delta / std::sqrt(1 / with1 + 1 / with2);
}

std::vector<RowId> even_sample(const Table& table, const Selection& selection, std::size_t most) {
  const std::size_t size = selection.size(table);
  const std::size_t count = std::min(size, most);
  std::vector<RowId> rows;
  rows.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto at = static_cast<std::size_t>(static_cast<std::uint64_t>(i) * size / count);
    rows.push_back(selection.all ? static_cast<RowId>(at) : selection.rows[at]);
  }
  return rows;
}

std::vector<RowId> steady_sample(const Table& table, const Selection& selection, std::size_t most,
                                 bool rest) {
  const std::size_t selected = selection.size(table);
  const std::size_t size = rest ? table.size() - selected : selected;
  // A row's place in the order of chance is a number of 32 bits.
  const std::uint64_t below = size <= most ? std::uint64_t{1} << 32
                                           : (static_cast<std::uint64_t>(most) << 32) / size;
  std::vector<RowId> rows;
  const auto take = [&](RowId row) {
    if ((mixed(row + std::uint64_t{1}) >> 32) < below) rows.push_back(row);
  };
  if (size == 0) return rows;
  if (!rest && !selection.all) {
    for (const RowId row : selection.rows) take(row);
    return rows;
  }
  std::size_t next = 0;
  for (RowId row = 0; row < table.size(); ++row) {
    if (rest && next < selection.rows.size() && selection.rows[next] == row) {
      ++next;
    } else {
      take(row);
    }
  }
  return rows;
}

PhraseReader::PhraseReader(const Table& table, std::vector<RowId> rows,
                           std::span<const Brand> brands, const Clusters* clusters, KeptWords* kept)
    : table_(table), words_(brands), kept_(kept), rows_(std::move(rows)) {
  read(clusters);
  count_grams();
}

void PhraseReader::read(const Clusters* clusters) {
  const std::size_t most =
      std::clamp(kUnitsRead / std::max<std::size_t>(1, rows_.size()), kFewestUnits, kMostUnits);
  mentions_.reserve(rows_.size());
  std::vector<std::uint64_t> voices;  // by row
  voices.reserve(rows_.size());
  HashIndex copies;  // how many mentions have a text
  std::string bare;
  if (kept_) kept_->make_room();
  for (const RowId id : rows_) {
    Mention mention;
    mention.begin = static_cast<std::uint32_t>(keys_.size());
    std::uint64_t voice = 0;
    if (const KeptWords::Text* known = kept_ ? kept_->find(id) : nullptr) {
      const std::size_t units = std::min<std::size_t>(known->units, most);
      const auto key = kept_->keys.begin() + known->begin;
      const auto flag = kept_->flags.begin() + known->begin;
      keys_.insert(keys_.end(), key, key + static_cast<std::ptrdiff_t>(units));
      flags_.insert(flags_.end(), flag, flag + static_cast<std::ptrdiff_t>(units));
      mention.told = known->told;
      voice = known->voice;
    } else {
      const auto [segment, row] = table_.at(id);
      const RowWords words = Table::words(*segment, row);
      fold(Table::subject(words.title, words.text, subject_), folded_);
      mention.told = mixed(hash_bytes(folded_));
      words_.read(folded_, units_);
      if (clusters) {
        voice = voice_of(table_, clusters, id);
      } else {
        std::size_t weight = 0;
        bare.clear();
        append_bare_words(folded_, bare, weight);
        if (weight >= kLeastWeight) {
          voice = mixed(hash_bytes(bare));
          std::uint32_t& count = copies[voice];
          count = count == kNone ? 1 : count + 1;
        }
      }
      if (kept_) kept_->add(id, mention.told, voice, units_);
      if (units_.size() > most) units_.resize(most);
      for (const TextUnit& unit : units_) {
        keys_.push_back(unit.key);
        flags_.push_back(unit.flags);
      }
    }
    mention.end = static_cast<std::uint32_t>(keys_.size());
    mentions_.push_back(mention);
    voices.push_back(voice);
  }
  // Voices get numbers of their own; mentions of one stand beside each other.
  HashIndex numbers;
  std::vector<std::uint32_t> next(2);
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const bool copy = clusters || (voices[i] != 0 && copies.find(voices[i]) > 1);
    std::uint32_t& number = numbers[copy ? voices[i] : voice_of(table_, clusters, rows_[i])];
    if (number == kNone) {
      number = static_cast<std::uint32_t>(numbers.size());
      next.push_back(0);
    }
    mentions_[i].voice = number;
    ++next[number + 1];
  }
  for (std::size_t voice = 1; voice < next.size(); ++voice) next[voice] += next[voice - 1];
  by_voice_.resize(rows_.size());
  for (std::uint32_t i = 0; i < by_voice_.size(); ++i) by_voice_[next[mentions_[i].voice]++] = i;
}

const KeptWords::Text* KeptWords::find(RowId row) const {
  const std::uint32_t at = numbers.find(row);
  return at == kNone ? nullptr : &texts[at];
}

void KeptWords::make_room() {
  if (keys.size() < kMostUnitsKept) return;
  *this = {};
}

void KeptWords::add(RowId row, std::uint64_t told, std::uint64_t voice, std::span<const TextUnit> units) {
  if (keys.size() + units.size() > 2 * kMostUnitsKept) return;
  for (const TextUnit& unit : units) {
    if (unit.begin > 0xFFFF || unit.end - unit.begin > 0xFF) return;
  }
  numbers[row] = static_cast<std::uint32_t>(texts.size());
  texts.push_back({told, voice, static_cast<std::uint32_t>(keys.size()), static_cast<std::uint32_t>(units.size())});
  for (const TextUnit& unit : units) {
    keys.push_back(unit.key);
    flags.push_back(unit.flags);
    places.push_back({static_cast<std::uint16_t>(unit.begin), static_cast<std::uint8_t>(unit.end - unit.begin),
                      static_cast<std::uint8_t>(unit.stem)});
  }
}

void KeptWords::units_of(const Text& text, std::vector<TextUnit>& units) const {
  units.clear();
  for (std::size_t at = text.begin; at < text.begin + text.units; ++at) {
    const Place place = places[at];
    units.push_back({keys[at], place.begin, std::uint32_t{place.begin} + place.size, place.stem, flags[at]});
  }
}

bool PhraseReader::may_be_phrase(std::size_t unit, std::size_t units) const {
  if (!(flags_[unit] & TextUnit::kStarts) || !(flags_[unit + units - 1] & TextUnit::kEnds)) {
    return false;
  }
  return units > 1 || !(flags_[unit] & TextUnit::kCharacter);
}

/// Grams of one unit, then of two, and so on: a longer one is looked at only where both shorter ones it
/// is made of are frequent. Most that are rare are told by a table of small counters, so that memory is
/// bounded by what is frequent.
void PhraseReader::count_grams() {
  const std::size_t counters_size = std::bit_ceil(std::max<std::size_t>(1024, keys_.size() * 2));
  const auto least = static_cast<std::uint32_t>(kLeastVoices + rows_.size() / 20'000);
  const auto rare = static_cast<std::uint8_t>(std::min<std::uint32_t>(least, 255));
  std::vector<std::uint64_t> gram_keys = keys_;  // of the gram that begins at a unit; 0: none
  // The gram of that length that begins at a unit, if any, and the one a unit shorter.
  std::vector<std::uint32_t> grams(keys_.size(), kNone), shorter(keys_.size(), kNone);
  std::vector<std::uint8_t> characters(keys_.size());  // whether that gram holds a character
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    characters[i] = (flags_[i] & TextUnit::kCharacter) != 0;
    if (flags_[i] & TextUnit::kName) gram_keys[i] = 0;
  }
  // Where a gram of the length before begins that is frequent, by voice; most units soon begin none.
  struct Live {
    std::uint32_t mention, unit;
  };
  std::vector<Live> live;
  live.reserve(keys_.size());
  for (const std::uint32_t m : by_voice_) {
    for (std::uint32_t i = mentions_[m].begin; i < mentions_[m].end; ++i) {
      if (gram_keys[i] != 0) live.push_back({m, i});
    }
  }
  std::vector<std::uint8_t> counters;
  std::vector<Tally> tallies;
  struct Occurrence {
    std::uint32_t mention, gram;
  };
  std::vector<Occurrence> occurrences;
  std::vector<std::uint32_t> seen, singles;  // of one unit: the gram that begins at a unit
  HashIndex numbers;
  for (std::size_t units = 1; units <= kMostCharacters; ++units) {
    counters.assign(counters_size, 0);
    std::size_t left = 0;
    for (const auto [m, i] : live) {
      if (units > 1) {
        // Made longer in place: what begins at the next unit is still one shorter.
        const std::uint32_t last = i + static_cast<std::uint32_t>(units) - 1;
        const bool whole = last < mentions_[m].end && gram_keys[i + 1] != 0 &&
                           (flags_[last] & TextUnit::kJoined) != 0;
        if (whole && (flags_[last] & TextUnit::kCharacter)) characters[i] = 1;
        const bool fits = whole && (units <= kMostWords || characters[i]);
        gram_keys[i] = fits ? longer_key(gram_keys[i], keys_[last]) : 0;
        if (!fits) continue;
      }
      live[left++] = {m, i};
      std::uint8_t& counter = counters[gram_keys[i] & (counters_size - 1)];
      if (counter < 255) ++counter;
    }
    live.resize(std::exchange(left, 0));
    if (live.empty()) break;

    numbers.clear();
    tallies.clear();
    const std::size_t first = grams_.size();
    for (const auto [m, i] : live) {
      if (counters[gram_keys[i] & (counters_size - 1)] < rare) {
        gram_keys[i] = 0;
        continue;
      }
      live[left++] = {m, i};
      std::uint32_t& number = numbers[gram_keys[i]];
      if (number == kNone) {
        number = static_cast<std::uint32_t>(tallies.size());
        tallies.emplace_back();
        grams_.push_back({i, 0, static_cast<std::uint8_t>(units), false});
      }
      grams[i] = static_cast<std::uint32_t>(first + number);
      tallies[number].add(mentions_[m].voice);
      Gram& gram = grams_[grams[i]];
      if (!gram.phrase && may_be_phrase(i, units)) {
        gram.phrase = true;
        gram.unit = i;
      }
    }
    live.resize(std::exchange(left, 0));
    for (std::size_t number = 0; number < tallies.size(); ++number) {
      grams_[first + number].voices = tallies[number].count;
    }
    // A phrase that hardly ever stands without what goes on to a longer one is no phrase.
    if (units > 1) {
      for (std::size_t g = first; g < grams_.size(); ++g) {
        const Gram& gram = grams_[g];
        if (gram.voices < least || !gram.phrase) continue;
        for (const std::uint32_t part : {gram.unit, gram.unit + 1}) {
          Gram& part_of_it = grams_[shorter[part]];
          if (gram.voices * 5 >= part_of_it.voices * 4) part_of_it.phrase = false;
        }
      }
    }
    if (units == 1) {
      singles = grams;
    } else if (units == 2) {
      // Two characters that meet by chance are no word.
      double all = 0;
      for (std::size_t g = 0; g < first; ++g) all += grams_[g].voices;
      for (std::size_t g = first; g < grams_.size(); ++g) {
        Gram& gram = grams_[g];
        if (!(flags_[gram.unit] & flags_[gram.unit + 1] & TextUnit::kCharacter)) continue;
        const double a = grams_[singles[gram.unit]].voices, b = grams_[singles[gram.unit + 1]].voices;
        if (gram.voices * all < kCohesion * a * b) gram.phrase = false;
      }
    }
    // Who holds the frequent ones; the others end here.
    seen.assign(tallies.size(), kNone);
    for (const auto [m, i] : live) {
      const std::uint32_t g = grams[i];
      if (grams_[g].voices < least) {
        gram_keys[i] = 0;
        continue;
      }
      live[left++] = {m, i};
      if (seen[g - first] == m || (units > 1 && !may_be_phrase(i, units))) continue;
      seen[g - first] = m;
      occurrences.push_back({m, g});
    }
    live.resize(left);
    std::swap(grams, shorter);
  }
  // Of longer ones, only phrases are asked for; of those of one word, all that are frequent.
  std::vector<std::uint32_t> places(grams_.size(), kNone);
  std::uint32_t kept = 0;
  for (std::size_t g = 0; g < grams_.size(); ++g) {
    const Gram gram = grams_[g];
    if (gram.voices < least || (gram.units > 1 && !gram.phrase)) continue;
    places[g] = kept;
    grams_[kept++] = gram;
  }
  grams_.resize(kept);
  // By mention.
  for (const Occurrence& occurrence : occurrences) {
    if (places[occurrence.gram] != kNone) ++mentions_[occurrence.mention].held_end;
  }
  std::uint32_t held = 0;
  for (Mention& mention : mentions_) {
    mention.held = held;
    held += std::exchange(mention.held_end, held);
  }
  held_.resize(held);
  for (const Occurrence& occurrence : occurrences) {
    if (places[occurrence.gram] == kNone) continue;
    held_[mentions_[occurrence.mention].held_end++] = places[occurrence.gram];
  }
}

bool PhraseReader::holds(const Gram& longer, const Gram& shorter) const {
  const std::span all(keys_);
  const auto part = all.subspan(shorter.unit, shorter.units);
  return !std::ranges::search(all.subspan(longer.unit, longer.units), part).empty();
}

Apart PhraseReader::apart(std::span<const Side> sides, std::size_t count) {
  Apart result;
  Tally voices_inside, voices_outside;
  std::vector<Tally> inside(grams_.size()), outside(grams_.size());
  for (const std::uint32_t m : by_voice_) {
    if (sides[m] == Side::Neither) continue;
    const bool in = sides[m] == Side::Inside;
    const std::uint32_t voice = mentions_[m].voice;
    (in ? voices_inside : voices_outside).add(voice);
    Tally* const tallies = (in ? inside : outside).data();
    for (const std::uint32_t gram : held_by(m)) tallies[gram].add(voice);
  }
  result.inside = voices_inside.count;
  result.outside = voices_outside.count;
  std::uint64_t words_inside = 0, words_outside = 0;
  for (std::size_t g = 0; g < grams_.size() && grams_[g].units == 1; ++g) {
    words_inside += inside[g].count;
    words_outside += outside[g].count;
  }

  struct Candidate {
    double z;
    std::uint32_t gram;
  };
  std::vector<Candidate> candidates;
  std::vector<double> p_values;
  for (std::uint32_t g = 0; g < grams_.size(); ++g) {
    if (!grams_[g].phrase || inside[g].count + outside[g].count < kLeastVoices) continue;
    const double z =
        log_odds_z(inside[g].count, words_inside, outside[g].count, words_outside);
    // What is likelier than any p that could stand needs no number.
    constexpr double kNeverStands = 1.6;
    p_values.push_back(std::abs(z) < kNeverStands ? 1 : two_sided_p(z));
    if (z >= kLeastZ && inside[g].count >= kLeastVoices) candidates.push_back({z, g});
  }
  const double highest_p = benjamini_hochberg(p_values, kFalsePhrases);
  // Ties are broken by what the phrase is made of, not by where it was met first.
  const auto before = [&](const Candidate& a, const Candidate& b) {
    if (a.z != b.z) return a.z > b.z;
    const Gram &left = grams_[a.gram], &right = grams_[b.gram];
    if (left.units != right.units) return left.units > right.units;
    const std::span all(keys_);
    return std::ranges::lexicographical_compare(all.subspan(left.unit, left.units),
                                                all.subspan(right.unit, right.units));
  };
  cold_sort(candidates, before);
  constexpr std::size_t kLooked = 12;
  if (candidates.size() > count * kLooked) candidates.resize(count * kLooked);

  std::vector<Candidate> chosen;
  for (const Candidate& candidate : candidates) {
    const Gram& gram = grams_[candidate.gram];
    const std::uint64_t voices = inside[candidate.gram].count;
    bool kept = true, replaces = false;
    for (Candidate& other : chosen) {
      const Gram& there = grams_[other.gram];
      const std::uint64_t theirs = inside[other.gram].count;
      if (there.units > gram.units && holds(there, gram)) {
        // Part of a phrase that most of its voices use.
        kept &= theirs * 10 < voices * 6;
      } else if (gram.units > there.units && holds(gram, there)) {
        if (voices * 10 >= theirs * 6) {
          other = candidate;
          replaces = true;
        } else {
          kept &= voices * 4 >= theirs;
        }
      }
    }
    if (kept && !replaces) chosen.push_back(candidate);
  }
  // A phrase may have grown into one that is there already.
  std::vector<Candidate> different;
  for (const Candidate& candidate : chosen) {
    const auto same = [&](const Candidate& other) {
      if (other.gram == candidate.gram) return true;
      const Gram &a = grams_[other.gram], &b = grams_[candidate.gram];
      return a.units > b.units && holds(a, b) &&
             inside[other.gram].count * 10 >= inside[candidate.gram].count * 6;
    };
    if (std::ranges::none_of(different, same)) different.push_back(candidate);
  }
  cold_sort(different, before);
  if (different.size() > count) different.resize(count);

  // The mentions that hold each, those with the smallest hash first: whatever their order.
  std::vector<std::uint32_t> place(grams_.size(), kNone);
  for (std::uint32_t i = 0; i < different.size(); ++i) place[different[i].gram] = i;
  std::vector<std::vector<std::uint32_t>> holders(different.size());
  for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
    if (sides[m] != Side::Inside) continue;
    for (const std::uint32_t gram : held_by(m)) {
      if (const std::uint32_t at = place[gram]; at != kNone) holders[at].push_back(m);
    }
  }
  for (std::size_t i = 0; i < different.size(); ++i) {
    const std::uint32_t g = different[i].gram;
    cold_sort(holders[i], [&](std::uint32_t a, std::uint32_t b) {
      return std::tie(mentions_[a].told, a) < std::tie(mentions_[b].told, b);
    });
    // One of each text.
    const auto twice = [&](std::uint32_t a, std::uint32_t b) {
      return mentions_[a].told == mentions_[b].told;
    };
    holders[i].erase(std::unique(holders[i].begin(), holders[i].end(), twice), holders[i].end());
    if (holders[i].size() > kShownFrom) holders[i].resize(kShownFrom);
    Phrase phrase;
    phrase.inside = inside[g].count;
    phrase.outside = outside[g].count;
    phrase.z = different[i].z;
    phrase.clear = two_sided_p(phrase.z) <= highest_p;
    show(grams_[g], holders[i], phrase);
    result.phrases.push_back(std::move(phrase));
  }
  return result;
}

/// Its spelling: the longest that four of five mentions share (a noun with or without its particle),
/// else the most frequent one.
void PhraseReader::show(const Gram& gram, std::span<const std::uint32_t> mentions,
                        Phrase& phrase) {
  struct Form {
    std::string text;
    std::size_t count;
    bool bare;  ///< it stood so, without more behind it
  };
  std::vector<Form> forms;
  const auto note = [&](std::string_view text, bool bare) {
    for (Form& form : forms) {
      if (form.text != text) continue;
      ++form.count;
      form.bare |= bare;
      return;
    }
    forms.push_back({std::string(text), 1, bare});
  };
  std::size_t found = 0;
  Pieces shared;
  for (const std::uint32_t m : mentions) {
    const auto [segment, row] = table_.at(rows_[m]);
    const RowWords words = Table::words(*segment, row);
    fold(Table::subject(words.title, words.text, subject_), folded_);
    if (const KeptWords::Text* known = kept_ ? kept_->find(rows_[m]) : nullptr) {
      kept_->units_of(*known, units_);
    } else {
      words_.read(folded_, units_);
    }
    for (std::size_t i = 0; i + gram.units <= units_.size(); ++i) {
      const TextUnit& last = units_[i + gram.units - 1];
      bool here = units_[i].is(TextUnit::kStarts) && last.is(TextUnit::kEnds);
      for (std::size_t k = 0; k < gram.units && here; ++k) {
        here = units_[i + k].key == keys_[gram.unit + k] &&
               (k == 0 || units_[i + k].is(TextUnit::kJoined));
      }
      if (!here) continue;
      const std::uint32_t begin = units_[i].begin;
      const std::string_view whole(folded_.data() + begin, last.end - begin);
      note(whole, true);
      if (last.is(TextUnit::kNoun)) note(whole.substr(0, last.begin + last.stem - begin), false);
      shared.add(whole);
      ++found;
      break;
    }
    if (phrase.examples.size() < kExamples) phrase.examples.push_back(rows_[m]);
  }
  const Form* best = nullptr;
  constexpr std::size_t kSyllable = 3;
  const auto firm = [&](const Form& form) { return form.count * 5 >= found * 4; };
  // A single syllable is a noun only where it stands alone, too.
  std::erase_if(forms, [](const Form& form) { return !form.bare && form.text.size() <= kSyllable; });
  for (const Form& form : forms) {
    const auto rank = [&](const Form& of) {
      return std::tuple(firm(of), firm(of) ? of.text.size() : of.count);
    };
    if (!best || rank(form) > rank(*best) || (rank(form) == rank(*best) && form.text < best->text)) {
      best = &form;
    }
  }
  if (best) phrase.text = best->text;
  phrase.search = shared.search(phrase.text);
}

std::vector<Phrase> distinctive_phrases(const Table& table, const Selection& inside,
                                        const Selection& outside, std::size_t count,
                                        std::span<const Brand> brands, const Clusters* clusters) {
  const std::vector<RowId> in = even_sample(table, inside, kMostRead);
  const std::vector<RowId> out = even_sample(table, outside, kMostRead);
  std::vector<RowId> rows;
  std::vector<PhraseReader::Side> sides;
  for (std::size_t i = 0, k = 0; i < in.size() || k < out.size();) {
    const bool left = k == out.size() || (i < in.size() && in[i] <= out[k]);
    const bool both = left && k < out.size() && in[i] == out[k];
    rows.push_back(left ? in[i] : out[k]);
    sides.push_back(left ? PhraseReader::Side::Inside : PhraseReader::Side::Outside);
    i += left, k += !left || both;
  }
  if (in.empty() || out.empty()) return {};
  return PhraseReader(table, std::move(rows), brands, clusters).apart(sides, count).phrases;
}

}  // namespace earshot
