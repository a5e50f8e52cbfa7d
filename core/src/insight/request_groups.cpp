#include "insight/request_groups.h"

#include <algorithm>
#include <tuple>

#include "classify/explanation.h"
#include "insight/distributions.h"
#include "insight/hash_index.h"
#include "insight/phrases.h"
#include "insight/text_words.h"
#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/hash.h"

namespace earshot {
namespace {

constexpr std::size_t kSentences = 4;       // of a mention
constexpr std::size_t kCompared = 6;        // words by which groups are looked up, the rarest
constexpr std::size_t kMostLeaders = 64;    // groups looked at for a word
constexpr std::uint32_t kNone = HashIndex::kNone;

constexpr std::uint32_t intent(Intent value) { return 1u << static_cast<unsigned>(value); }

struct Meaning {
  std::uint32_t intents;
  Cues phrases;
  bool questions;
  double alike;  ///< similarity from which on two sentences mean the same
};
const Meaning& meaning_of(RequestKind kind) {
  static constexpr Meaning kMeanings[] = {
      {intent(Intent::Question) | intent(Intent::Recommendation),
       cue(Cue::Question) | cue(Cue::Recommendation), true, 0.5},
      {intent(Intent::Suggestion), cue(Cue::Suggestion), false, 0.4},
      {intent(Intent::Fault), cue(Cue::Fault), false, 0.4},
  };
  return kMeanings[static_cast<std::size_t>(kind)];
}

/// Whether a sentence has no more than one word of content; of Han characters three are one.
bool is_one_word(std::span<const ContentKey> keys) {
  if (keys.size() != 2) return keys.size() < 2;
  return keys[0].begin < keys[1].end && keys[1].begin < keys[0].end;
}

/// Sentences of the same words.
struct WordSet {
  std::uint64_t hash = 0;
  std::uint32_t sentences = 0;
  std::uint32_t begin = 0, end = 0;  ///< of its words
  bool alone = false;                ///< they say too little to join other sets by
  std::uint32_t group = 0;
};

class Grouping {
 public:
  Grouping(const View& view, RequestKind kind)
      : view_(view), table_(view.table), meaning_(meaning_of(kind)), words_(view.brands) {
    if (kind == RequestKind::Question) note_parents();
  }

  RequestGroups run(const std::vector<RowId>& rows) {
    read(rows);
    weigh();
    join();
    gather();
    return std::move(result_);
  }

 private:
  /// A sentence where it stands.
  struct Place {
    std::uint32_t set = kNone;
    std::uint16_t begin = 0, end = 0;  ///< bytes of the folded text
  };
  struct Text {
    std::uint32_t begin = 0, end = 0;  ///< of its sentences in `places_`
    std::uint32_t hash = 0;
  };
  struct Mention {
    std::uint32_t text = 0, voice = 0;
    bool unanswered = false;
  };

  void note_parents() {
    each_row(table_, Selection(), [&](const Segment& segment, std::size_t row) {
      const std::string_view parent = Table::text(segment, row).parent;
      if (!parent.empty()) parents_[post_key(segment, row, parent)] = 0;
    });
    result_.replies = parents_.size() > 0;
  }

  /// Platforms number their posts alike.
  static std::uint64_t post_key(const Segment& segment, std::size_t row, std::string_view id) {
    return mixed(hash_bytes(id) ^ segment.platform[row]);
  }

  bool unanswered(RowId id) const {
    const auto [segment, row] = table_.at(id);
    const std::string_view own = Table::text(*segment, row).id;
    return !own.empty() && parents_.find(post_key(*segment, row, own)) == kNone;
  }

  /// Texts that were read before are not read again.
  void read(const std::vector<RowId>& rows) {
    rows_ = rows;
    HashIndex texts, voices;
    std::string subject, folded;
    mentions_.reserve(rows.size());
    for (const RowId id : rows) {
      const auto [segment, row] = table_.at(id);
      const RowWords words = Table::words(*segment, row);
      const std::string_view raw = Table::subject(words.title, words.text, subject);
      std::uint32_t& text = texts[hash_bytes(raw)];
      if (text == kNone) {
        text = static_cast<std::uint32_t>(texts_.size());
        fold(raw, folded);
        const bool titled = raw.size() > words.text.size() && !words.text.empty();
        read_text(folded, titled);
      }
      std::uint32_t& voice = voices[voice_of(table_, view_.clusters, id)];
      if (voice == kNone) voice = static_cast<std::uint32_t>(voices.size() - 1);
      mentions_.push_back({text, voice, result_.replies && unanswered(id)});
      for (std::uint32_t at = texts_[text].begin; at < texts_[text].end; ++at)
        ++sets_[places_[at].set].sentences;
    }
    voices_ = static_cast<std::uint32_t>(voices.size());
  }

  /// Drops what only leads up to the others: ahead of a question with its mark what has none ("I have a
  /// question"), and the title over wishes or faults that are told below it.
  void drop_introductions(std::string_view folded, bool titled, std::vector<Reason>& found) const {
    const auto leads_up = [&](const Reason& place) {
      const std::string_view sentence = folded.substr(place.begin, place.end - place.begin);
      if (meaning_.questions) return sentence.find('?') == sentence.npos &&
                                     sentence.find("\u061F") == sentence.npos;
      return titled && place.begin < folded.find('\n');
    };
    if (!std::ranges::all_of(found, leads_up)) std::erase_if(found, leads_up);
  }

  void read_text(std::string_view folded, bool titled) {
    auto found = sentences_of(*view_.model, folded, meaning_.phrases, meaning_.questions);
    drop_introductions(folded, titled, found);
    if (found.empty()) {
      // What tells is no phrase: the whole text, if it can be shown as one.
      const std::size_t end = std::min(folded.find('\n'), folded.size());
      found.push_back({0, static_cast<std::uint32_t>(end), 0});
    }
    if (found.size() > kSentences) found.resize(kSentences);
    Text text;
    text.hash = static_cast<std::uint32_t>(mixed(hash_bytes(folded)) >> 32);
    text.begin = static_cast<std::uint32_t>(places_.size());
    for (const Reason& place : found) {
      constexpr std::uint32_t kFarthest = 0xFFFF;
      const std::uint32_t begin = std::min(place.begin, kFarthest), end = std::min(place.end, kFarthest);
      const std::string_view sentence = folded.substr(begin, end - begin);
      words_.read(sentence, units_);
      content_keys(sentence, units_, keys_);
      const std::uint32_t set = set_of(sentence, keys_);
      if (set == kNone) continue;
      places_.push_back({set, static_cast<std::uint16_t>(begin), static_cast<std::uint16_t>(end)});
    }
    text.end = static_cast<std::uint32_t>(places_.size());
    texts_.push_back(text);
  }

  /// The number of a set of words; of a sentence that says nothing by itself ("how much?") that of its
  /// letters; with one word of content ("what do you think?") that of all its words but brands' names, since
  /// one is too little to join by. Scripts without spaces say much with one ("返金は？"): there it is enough
  /// to be the same by, but not to join others by. kNone for one without letters.
  std::uint32_t set_of(std::string_view sentence, const std::vector<ContentKey>& keys) {
    std::uint64_t hash = 0;
    const bool alone = is_one_word(keys);
    if (keys.empty()) {
      std::string bare;
      std::size_t weight = 0;
      append_bare_words(sentence, bare, weight);
      if (bare.empty()) return kNone;
      hash = mixed(hash_bytes(bare) + 1);
    }
    for (const ContentKey& key : keys) hash = mixed(hash * 31 + key.key);
    if (keys.empty() || (alone && keys[0].spaced)) {
      for (const TextUnit& unit : units_) {
        if (!unit.is(TextUnit::kName)) hash = mixed(hash * 31 + unit.key);
      }
    }
    std::uint32_t& set = set_numbers_[hash];
    if (set == kNone) {
      set = static_cast<std::uint32_t>(sets_.size());
      WordSet fresh;
      fresh.hash = hash;
      fresh.alone = alone;
      fresh.begin = static_cast<std::uint32_t>(set_words_.size());
      for (const ContentKey& key : keys) {
        std::uint32_t& word = word_numbers_[key.key];
        if (word == kNone) {
          word = static_cast<std::uint32_t>(frequencies_.size());
          frequencies_.push_back(0);
          word_keys_.push_back(key.key);
        }
        ++frequencies_[word];
        set_words_.push_back(word);
      }
      fresh.end = static_cast<std::uint32_t>(set_words_.size());
      sets_.push_back(fresh);
    }
    return set;
  }

  void weigh() {
    weights_.reserve(frequencies_.size());
    for (const std::uint32_t frequency : frequencies_) {
      const double n = static_cast<double>(sets_.size());
      weights_.push_back(frequency < 2 ? det_log(1 + n / 2) / 4 : det_log(1 + n / frequency));
    }
  }

  std::span<const std::uint32_t> words_of(std::uint32_t set) const {
    return std::span(set_words_).subspan(sets_[set].begin, sets_[set].end - sets_[set].begin);
  }

  /// Words in both over words in either, by weight. Both are in the order of keys.
  double similarity(std::uint32_t a, std::uint32_t b) const {
    const auto left = words_of(a), right = words_of(b);
    double shared = 0, all = 0;
    std::size_t i = 0, k = 0;
    while (i < left.size() || k < right.size()) {
      const bool first = k == right.size() ||
                         (i < left.size() && word_keys_[left[i]] <= word_keys_[right[k]]);
      const bool both = first && k < right.size() && left[i] == right[k];
      const double weight = weights_[first ? left[i] : right[k]];
      all += weight;
      if (both) shared += weight;
      i += first, k += !first || both;
    }
    return all > 0 ? shared / all : 0;
  }

  /// The most that the similarity can be, going by the weights of all words.
  double most_similar(std::uint32_t a, std::uint32_t b) const {
    const auto [less, more] = std::minmax(totals_[a], totals_[b]);
    constexpr double kRounding = 1 + 1e-9;
    return more > 0 ? less / more * kRounding : 0;
  }

  void join() {
    for (std::uint32_t set = 0; set < sets_.size(); ++set) {
      totals_.push_back(0);
      for (const std::uint32_t word : words_of(set)) totals_[set] += weights_[word];
    }
    std::vector<std::uint32_t> compared(sets_.size(), kNone);  // with which set last
    std::vector<std::uint32_t> holder(frequencies_.size(), kNone);  // by word: the set last asked about that has it
    // As `similarity`, but for the order of sums.
    const auto nearly_similar = [&](std::uint32_t set, std::uint32_t leader) {
      double shared = 0;
      for (const std::uint32_t word : words_of(leader)) shared += holder[word] == set ? weights_[word] : 0;
      const double all = totals_[set] + totals_[leader] - shared;
      return all > 0 ? shared / all : 0;
    };
    std::vector<std::uint32_t> order(sets_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    cold_sort(order, [&](std::uint32_t a, std::uint32_t b) {
      return sets_[a].sentences != sets_[b].sentences ? sets_[a].sentences > sets_[b].sentences
                                                      : sets_[a].hash < sets_[b].hash;
    });
    std::vector<std::vector<std::uint32_t>> leaders(frequencies_.size());  // by word
    std::vector<std::uint32_t> rarest;
    for (const std::uint32_t set : order) {
      rarest.assign(words_of(set).begin(), words_of(set).end());
      if (sets_[set].alone) rarest.clear();
      std::erase_if(rarest, [&](std::uint32_t word) { return frequencies_[word] < 2; });
      cold_sort(rarest, [&](std::uint32_t a, std::uint32_t b) {
        return std::tie(frequencies_[a], word_keys_[a]) < std::tie(frequencies_[b], word_keys_[b]);
      });
      if (rarest.size() > kCompared) rarest.resize(kCompared);
      for (const std::uint32_t word : words_of(set)) holder[word] = set;
      double best = meaning_.alike;
      sets_[set].group = kNone;
      for (const std::uint32_t word : rarest) {
        for (const std::uint32_t leader : leaders[word]) {
          if (compared[leader] == set || most_similar(set, leader) < best) continue;
          compared[leader] = set;
          constexpr double kRounding = 1e-9;
          if (nearly_similar(set, leader) < best - kRounding) continue;
          const double similar = similarity(set, leader);
          const bool better = similar > best || (similar == best && sets_[set].group == kNone);
          if (!better) continue;
          best = similar;
          sets_[set].group = sets_[leader].group;
        }
      }
      if (sets_[set].group != kNone) continue;
      sets_[set].group = static_cast<std::uint32_t>(leaders_.size());
      leaders_.push_back(set);
      for (const std::uint32_t word : rarest) {
        if (leaders[word].size() < kMostLeaders) leaders[word].push_back(set);
      }
    }
  }

  std::vector<std::uint32_t> mentions_by_voice() const {
    std::vector<std::uint32_t> next(voices_ + 1), order(mentions_.size());
    for (const Mention& mention : mentions_) ++next[mention.voice + 1];
    for (std::uint32_t voice = 1; voice <= voices_; ++voice) next[voice] += next[voice - 1];
    for (std::uint32_t i = 0; i < mentions_.size(); ++i) order[next[mentions_[i].voice]++] = i;
    return order;
  }

  /// Sentences by group, then voice, then row; and of each group the words that most of it shares.
  void gather() {
    std::vector<std::uint32_t> begins(leaders_.size() + 2);
    const std::vector<std::uint32_t> by_voice = mentions_by_voice();
    const auto each = [&](auto&& visit) {
      for (const std::uint32_t i : by_voice) {
        const Text& text = texts_[mentions_[i].text];
        for (std::uint32_t at = text.begin; at < text.end; ++at)
          visit(i, sets_[places_[at].set].group, places_[at], at == text.begin);
        if (text.begin == text.end) visit(i, static_cast<std::uint32_t>(leaders_.size()), Place(), true);
      }
    };
    each([&](std::uint32_t, std::uint32_t group, const Place&, bool) { ++begins[group + 1]; });
    for (std::size_t group = 1; group < begins.size(); ++group) begins[group] += begins[group - 1];
    for (std::size_t group = 0; group <= leaders_.size(); ++group) {
      const std::uint64_t hash = group < leaders_.size() ? sets_[leaders_[group]].hash : 0;
      result_.groups.push_back({hash, begins[group], 0});
    }
    std::vector<std::uint32_t> next = begins;
    result_.sentences.resize(begins.back());
    each([&](std::uint32_t i, std::uint32_t group, const Place& place, bool first) {
      const bool leads = place.set != kNone && place.set == leaders_[group];
      result_.sentences[next[group]++] = {rows_[i], texts_[mentions_[i].text].hash,
                                          mentions_[i].voice & 0x1FFF'FFFF, leads, first, mentions_[i].unanswered,
                                          place.begin, place.end};
    });
    share();
  }

  /// The words of leaders that three of five sentences of the group have.
  void share() {
    std::vector<std::uint32_t> sets(sets_.size());
    for (std::uint32_t set = 0; set < sets.size(); ++set) sets[set] = set;
    cold_sort(sets, [&](std::uint32_t a, std::uint32_t b) {
      return std::tie(sets_[a].group, a) < std::tie(sets_[b].group, b);
    });
    std::vector<std::uint32_t> shared(frequencies_.size());
    for (std::size_t from = 0, to = 0; from < sets.size(); from = to) {
      const std::uint32_t group = sets_[sets[from]].group;
      std::uint64_t all = 0;
      for (; to < sets.size() && sets_[sets[to]].group == group; ++to) {
        const std::uint32_t sentences = sets_[sets[to]].sentences;
        all += sentences;
        for (const std::uint32_t word : words_of(sets[to])) shared[word] += sentences;
      }
      result_.groups[group].words = static_cast<std::uint32_t>(result_.words.size());
      for (const std::uint32_t word : words_of(leaders_[group])) {
        if (shared[word] * std::uint64_t{5} >= all * 3)
          result_.words.push_back({word_keys_[word], frequencies_[word]});
      }
      for (std::size_t at = from; at < to; ++at) {
        for (const std::uint32_t word : words_of(sets[at])) shared[word] = 0;
      }
    }
    result_.groups.back().words = static_cast<std::uint32_t>(result_.words.size());
  }

  const View& view_;
  const Table& table_;
  const Meaning& meaning_;
  TextWords words_;
  RequestGroups result_;
  HashIndex parents_;                       ///< what somebody replied to
  std::vector<RowId> rows_;
  std::vector<Mention> mentions_;           ///< by row
  std::uint32_t voices_ = 0;
  std::vector<Text> texts_;                 ///< each once
  std::vector<Place> places_;               ///< of all texts
  std::vector<WordSet> sets_;
  std::vector<std::uint32_t> set_words_;    ///< of all sets, each by key
  std::vector<std::uint32_t> frequencies_;  ///< by word: sets that have it
  std::vector<std::uint64_t> word_keys_;
  std::vector<double> weights_;             ///< by word
  std::vector<double> totals_;              ///< by set
  std::vector<std::uint32_t> leaders_;      ///< by group: its first set
  HashIndex set_numbers_, word_numbers_;
  // Scratch.
  std::vector<TextUnit> units_;
  std::vector<ContentKey> keys_;
};

}  // namespace

bool asks(RequestKind kind, IntentSet intents) { return (intents & meaning_of(kind).intents) != 0; }

RequestGroups group_requests(const View& view, RequestKind kind, const std::vector<RowId>& rows) {
  return Grouping(view, kind).run(rows);
}

RequestGroups group_requests(const View& view, RequestKind kind) {
  Selection asking;
  asking.all = false;
  each_row(view.table, Selection(), [&](const Segment& segment, std::size_t row) {
    if (asks(kind, view.table.labels(segment.labels[row]).intents))
      asking.rows.push_back(segment.first + static_cast<RowId>(row));
  });
  const std::vector<RowId> rows = even_sample(view.table, asking, kRequestsRead);
  RequestGroups groups = group_requests(view, kind, rows);
  groups.whole = rows.size() == asking.rows.size();
  return groups;
}

}  // namespace earshot
