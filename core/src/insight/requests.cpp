#include "insight/requests.h"

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
#include "text/utf8.h"

namespace earshot {
namespace {

constexpr std::size_t kSentences = 4;       // of a mention
constexpr std::size_t kLongest = 400;       // bytes of a sentence that is shown
constexpr std::size_t kCompared = 6;        // words by which groups are looked up, the rarest
constexpr std::size_t kMostLeaders = 64;    // groups looked at for a word
constexpr std::size_t kExamples = 3, kSearched = 3, kMostNamed = 20;
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

/// A sentence of a mention.
struct Sentence {
  RowId row = 0;
  std::uint32_t set = 0;
  std::uint32_t begin = 0, end = 0;  ///< bytes of the folded text
};

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
    result_.unanswered = kind == RequestKind::Question ? note_parents() : std::nullopt;
  }

  Requests run() {
    read();
    weigh();
    join();
    gather();
    return std::move(result_);
  }

 private:
  /// 0, if any mention names a parent.
  std::optional<std::uint64_t> note_parents() {
    each_row(table_, Selection(), [&](const Segment& segment, std::size_t row) {
      const std::string_view parent = Table::text(segment, row).parent;
      if (!parent.empty()) parents_[post_key(segment, row, parent)] = 0;
    });
    return parents_.size() > 0 ? std::optional<std::uint64_t>(0) : std::nullopt;
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

  std::string_view fold_row(RowId id, std::vector<std::uint32_t>* offsets = nullptr) {
    const auto [segment, row] = table_.at(id);
    const RowWords words = Table::words(*segment, row);
    raw_ = Table::subject(words.title, words.text, subject_);
    fold(raw_, folded_, offsets);
    return folded_;
  }

  void read() {
    Selection asking;
    asking.all = false;
    each_row(table_, view_.selection, [&](const Segment& segment, std::size_t row) {
      ++result_.selected;
      if ((table_.labels(segment.labels[row]).intents & meaning_.intents) == 0) return;
      asking.rows.push_back(segment.first + static_cast<RowId>(row));
    });
    result_.mentions = asking.rows.size();
    const std::vector<RowId> rows = even_sample(table_, asking, kRequestsRead);
    result_.looked = rows.size();
    std::vector<ContentKey> keys;
    for (const RowId id : rows) {
      const std::string_view folded = fold_row(id);
      auto found = sentences_of(*view_.model, folded, meaning_.phrases, meaning_.questions);
      if (found.empty()) {
        // What tells is no phrase: the whole text, if it can be shown as one.
        const std::size_t end = std::min(folded.find('\n'), folded.size());
        found.push_back({0, static_cast<std::uint32_t>(end), 0});
      }
      if (found.size() > kSentences) found.resize(kSentences);
      for (const Reason& place : found) {
        const std::string_view sentence = folded.substr(place.begin, place.end - place.begin);
        words_.read(sentence, units_);
        content_keys(sentence, units_, keys);
        const std::uint32_t set = set_of(sentence, keys);
        if (set != kNone) sentences_.push_back({id, set, place.begin, place.end});
      }
      if (result_.unanswered && unanswered(id)) ++*result_.unanswered;
    }
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
    ++sets_[set].sentences;
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

  void join() {
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
      double best = meaning_.alike;
      sets_[set].group = kNone;
      for (const std::uint32_t word : rarest) {
        for (const std::uint32_t leader : leaders[word]) {
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

  void gather() {
    struct Count {
      std::uint64_t mentions = 0, voices = 0;
    };
    std::vector<Count> counts(leaders_.size());
    // Each mention, then each voice, once a group.
    std::vector<std::tuple<std::uint32_t, std::uint64_t, RowId, std::uint32_t>> members;
    for (std::uint32_t i = 0; i < sentences_.size(); ++i) {
      const Sentence& sentence = sentences_[i];
      members.emplace_back(sets_[sentence.set].group,
                           voice_of(table_, view_.clusters, sentence.row), sentence.row, i);
    }
    cold_sort(members);
    for (std::size_t i = 0; i < members.size(); ++i) {
      const auto& [group, voice, row, sentence] = members[i];
      const bool same_group = i > 0 && std::get<0>(members[i - 1]) == group;
      const bool same_voice = same_group && std::get<1>(members[i - 1]) == voice;
      if (!same_voice) ++counts[group].voices;
      if (!same_voice || std::get<2>(members[i - 1]) != row) ++counts[group].mentions;
    }
    std::vector<std::uint32_t> order(leaders_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    cold_sort(order, [&](std::uint32_t a, std::uint32_t b) {
      const Count &left = counts[a], &right = counts[b];
      if (left.voices != right.voices) return left.voices > right.voices;
      if (left.mentions != right.mentions) return left.mentions > right.mentions;
      return sets_[leaders_[a]].hash < sets_[leaders_[b]].hash;
    });
    const std::size_t shown = std::min(order.size(), kMostRequests);
    for (std::size_t i = shown; i < order.size(); ++i) {
      result_.other_mentions += counts[order[i]].mentions;
    }
    result_.other_groups = order.size() - shown;
    order.resize(shown);
    for (const std::uint32_t g : order) {
      RequestGroup group;
      group.mentions = counts[g].mentions;
      group.voices = counts[g].voices;
      auto at = std::ranges::lower_bound(members, g, {}, [](const auto& m) { return std::get<0>(m); });
      std::vector<std::uint32_t> sentences;
      std::vector<RowId> rows;
      for (; at != members.end() && std::get<0>(*at) == g; ++at) {
        sentences.push_back(std::get<3>(*at));
        if (rows.empty() || rows.back() != std::get<2>(*at)) rows.push_back(std::get<2>(*at));
      }
      std::sort(rows.begin(), rows.end());
      rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
      describe(g, sentences, rows, group);
      group.rows = std::move(rows);
      result_.groups.push_back(std::move(group));
    }
  }

  void describe(std::uint32_t g, std::span<const std::uint32_t> sentences,
                std::span<const RowId> rows, RequestGroup& group) {
    // The shortest sentence of the leader's words, and examples by hash of their text: whatever the
    // order of rows.
    std::vector<std::uint32_t> offsets;
    std::vector<std::pair<std::uint64_t, RowId>> texts;
    std::uint32_t shown = kNone;
    std::vector<std::uint32_t> shared(frequencies_.size());
    constexpr std::size_t kTried = 200;  // sentences
    std::size_t tried = 0;
    for (const std::uint32_t i : sentences) {
      const Sentence& sentence = sentences_[i];
      for (const std::uint32_t word : words_of(sentence.set)) ++shared[word];
      if (sentence.set != leaders_[g] || ++tried > kTried) continue;
      fold_row(sentence.row, &offsets);
      const std::uint32_t begin = offsets[sentence.begin];
      const std::string_view text = raw_.substr(begin, offsets[sentence.end] - begin);
      const auto shorter = [](std::string_view a, std::string_view b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
      };
      if (shown == kNone || shorter(text, group.text)) {
        shown = i;
        group.text = text;
      }
    }
    if (group.text.size() > kLongest) {
      group.text.resize(kLongest);
      group.text.resize(valid_prefix(group.text));
      group.text += "…";
    }
    std::vector<std::uint64_t> named(view_.brands.size());
    for (const RowId id : rows) {
      const auto [segment, row] = table_.at(id);
      if (result_.unanswered && unanswered(id)) ++group.unanswered;
      for (const std::uint32_t brand : table_.brands(segment->brands[row])) ++named[brand];
      if (texts.size() < kTried) texts.emplace_back(mixed(hash_bytes(fold_row(id))), id);
    }
    for (std::uint32_t brand = 0; brand < named.size(); ++brand) {
      if (named[brand] > 0) group.brands.push_back({brand, named[brand]});
    }
    cold_sort(group.brands, [](const RequestGroup::Named& a, const RequestGroup::Named& b) {
      return a.mentions != b.mentions ? a.mentions > b.mentions : a.brand < b.brand;
    });
    if (group.brands.size() > kMostNamed) group.brands.resize(kMostNamed);
    cold_sort(texts);
    for (std::size_t i = 0; i < texts.size() && group.examples.size() < kExamples; ++i) {
      if (i == 0 || texts[i].first != texts[i - 1].first) group.examples.push_back(texts[i].second);
    }
    group.search = search_of(sentences_[shown], shared, sentences.size());
  }

  /// The rarest words of a sentence that three of five of the group's share.
  std::string search_of(const Sentence& sentence, std::span<const std::uint32_t> shared,
                        std::size_t all) {
    std::vector<ContentKey> keys;
    const std::string_view text =
        fold_row(sentence.row).substr(sentence.begin, sentence.end - sentence.begin);
    words_.read(text, units_);
    content_keys(text, units_, keys);
    std::erase_if(keys, [&](const ContentKey& key) {
      return shared[word_numbers_.find(key.key)] * 5 < all * 3;
    });
    cold_sort(keys, [&](const ContentKey& a, const ContentKey& b) {
      const std::uint32_t left = frequencies_[word_numbers_.find(a.key)];
      const std::uint32_t right = frequencies_[word_numbers_.find(b.key)];
      return left != right ? left < right : a.begin < b.begin;
    });
    if (keys.size() > kSearched) keys.resize(kSearched);
    cold_sort(keys, [](const ContentKey& a, const ContentKey& b) { return a.begin < b.begin; });
    std::string search;
    for (const ContentKey& key : keys) {
      if (!search.empty()) search += ' ';
      search += text.substr(key.begin, key.end - key.begin);
      if (key.spaced) search += '*';
    }
    return search;
  }

  const View& view_;
  const Table& table_;
  const Meaning& meaning_;
  TextWords words_;
  Requests result_;
  HashIndex parents_;                       ///< what somebody replied to
  std::vector<Sentence> sentences_;
  std::vector<WordSet> sets_;
  std::vector<std::uint32_t> set_words_;    ///< of all sets, each by key
  std::vector<std::uint32_t> frequencies_;  ///< by word: sets that have it
  std::vector<std::uint64_t> word_keys_;
  std::vector<double> weights_;
  std::vector<std::uint32_t> leaders_;      ///< by group: its first set
  HashIndex set_numbers_, word_numbers_;
  // Scratch.
  std::vector<TextUnit> units_;
  std::string subject_, folded_;
  std::string_view raw_;
};

}  // namespace

Requests requests(const View& view, RequestKind kind) { return Grouping(view, kind).run(); }

}  // namespace earshot
