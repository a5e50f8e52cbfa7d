#include "insight/quotes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "classify/char_class.h"
#include "classify/language.h"
#include "insight/distributions.h"
#include "insight/hash_index.h"
#include "insight/kept.h"
#include "insight/text_words.h"
#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/hash.h"

namespace earshot {
namespace {

constexpr std::size_t kCandidates = 50;
constexpr double kRelevance = 0.7;
constexpr std::uint32_t kNone = HashIndex::kNone;

struct Text {
  RowId row = 0;
  std::uint32_t begin = 0, end = 0;  ///< of its words
  double length = 0;                 ///< of its vector
  std::uint64_t told = 0;            ///< hash of the text
  BrandSetId brands = 0;
  Label label = Label::Unrated;
  Language language = {};
  std::optional<bool> quotable;      ///< once it has been looked at
};

class Chooser {
 public:
  explicit Chooser(const View& view) : view_(view), table_(view.table), reader_(view.brands) {}

  Quotes run() {
    read();
    weigh();
    add_groups(kNoBrand, [](const Text& text, std::uint32_t) { return text.label; });
    std::vector<std::uint64_t> mentions(view_.brands.size());
    for (const Text& text : texts_) {
      for (const std::uint32_t brand : table_.brands(text.brands)) ++mentions[brand];
    }
    std::vector<std::uint32_t> brands;
    for (std::uint32_t brand = 0; brand < mentions.size(); ++brand) {
      if (mentions[brand] > 0) brands.push_back(brand);
    }
    cold_sort(brands, [&](std::uint32_t a, std::uint32_t b) {
      return mentions[a] != mentions[b] ? mentions[a] > mentions[b] : a < b;
    });
    if (brands.size() > kBrandsQuoted) brands.resize(kBrandsQuoted);
    for (const std::uint32_t brand : brands) {
      add_groups(brand, [&](const Text& text, std::uint32_t wanted) {
        const auto named = table_.brands(text.brands);
        const auto at = std::ranges::lower_bound(named, wanted);
        if (at == named.end() || *at != wanted) return Label::Unrated;
        return table_.aimed(text.brands)[static_cast<std::size_t>(at - named.begin())].value_or(text.label);
      });
    }
    return std::move(result_);
  }

 private:
  void read() {
    const std::vector<RowId> rows = steady_sample(table_, view_.selection, kQuotesRead);
    result_.looked = rows.size();
    result_.of = view_.selection.size(table_);
    KeptWords* const kept = view_.clusters && view_.kept ? &view_.kept->words : nullptr;
    if (kept) kept->make_room();
    std::vector<TextUnit> units;
    std::vector<std::uint64_t> keys;
    std::vector<std::uint32_t> last;  // by word: behind which text it was met last
    texts_.reserve(rows.size());
    for (const RowId id : rows) {
      const auto [segment, row] = table_.at(id);
      Text text;
      text.row = id;
      text.brands = segment->brands[row];
      text.label = segment->label[row];
      text.language = segment->language[row];
      if (const KeptWords::Text* known = kept ? kept->find(id) : nullptr) {
        text.told = known->told;
        units.clear();
        for (std::size_t at = known->begin; at < known->begin + known->units; ++at) {
          units.push_back({.key = kept->keys[at], .flags = kept->flags[at]});
        }
      } else {
        const RowWords words = Table::words(*segment, row);
        fold(Table::subject(words.title, words.text, subject_), folded_);
        text.told = mixed(hash_bytes(folded_));
        reader_.read(folded_, units);
        if (kept) kept->add(id, text.told, voice_of(table_, view_.clusters, id), units);
      }
      content_keys(units, keys);
      text.begin = static_cast<std::uint32_t>(words_.size());
      for (const std::uint64_t key : keys) {
        std::uint32_t& word = numbers_[key];
        if (word == kNone) {
          word = static_cast<std::uint32_t>(frequencies_.size());
          frequencies_.push_back(0);
          last.push_back(0);
        }
        if (last[word] == texts_.size() + 1) continue;
        last[word] = static_cast<std::uint32_t>(texts_.size() + 1);
        ++frequencies_[word];
        words_.push_back(word);
      }
      text.end = static_cast<std::uint32_t>(words_.size());
      texts_.push_back(text);
    }
  }

  /// Words that one mention alone has are left out: they make it like no other.
  void weigh() {
    for (const std::uint32_t frequency : frequencies_) {
      const double n = static_cast<double>(texts_.size());
      weights_.push_back(frequency < 2 ? 0 : det_log(n / frequency));
    }
    for (Text& text : texts_) {
      double squares = 0;
      for (const std::uint32_t word : words_of(text)) squares += weights_[word] * weights_[word];
      text.length = std::sqrt(squares);
    }
  }

  std::span<const std::uint32_t> words_of(const Text& text) const {
    return std::span(words_).subspan(text.begin, text.end - text.begin);
  }

  double cosine(const Text& a, const Text& b) const {
    if (a.length == 0 || b.length == 0) return 0;
    double sum = 0;
    for (const std::uint32_t word : words_of(a)) {
      if (std::ranges::find(words_of(b), word) != words_of(b).end()) {
        sum += weights_[word] * weights_[word];
      }
    }
    return sum / (a.length * b.length);
  }

  template <class LabelOf>
  void add_groups(std::uint32_t brand, LabelOf label_of) {
    std::vector<std::uint32_t> members[3];
    for (std::uint32_t i = 0; i < texts_.size(); ++i) {
      const Label label = label_of(texts_[i], brand);
      if (label != Label::Unrated) members[static_cast<std::size_t>(label)].push_back(i);
    }
    for (const Label label : {Label::Positive, Label::Neutral, Label::Negative}) {
      choose(brand, label, members[static_cast<std::size_t>(label)]);
    }
  }

  void choose(std::uint32_t brand, Label label, std::span<const std::uint32_t> members) {
    if (members.empty()) return;
    QuoteGroup group{brand, label, members.size(), {}};
    within_.assign(frequencies_.size(), 0);
    for (const std::uint32_t i : members) {
      for (const std::uint32_t word : words_of(texts_[i])) ++within_[word];
    }
    std::array<OfLanguage, kLanguageCount> languages = {};
    const auto before = [&](const Candidate& a, const Candidate& b) {
      if (a.central != b.central) return a.central > b.central;
      const Text &left = texts_[a.text], &right = texts_[b.text];
      return left.told != right.told ? left.told < right.told : left.row < right.row;
    };
    for (const std::uint32_t i : members) {
      const Text& text = texts_[i];
      OfLanguage& of = languages[text.language];
      ++of.mentions;
      double sum = 0;
      for (const std::uint32_t word : words_of(text)) {
        sum += weights_[word] * weights_[word] * within_[word];
      }
      const Candidate candidate{text.length > 0 ? sum / text.length : 0, i};
      if (of.best.size() == kCandidates && !before(candidate, of.best.back())) continue;
      if (!quotable(i)) continue;
      of.best.insert(std::ranges::upper_bound(of.best, candidate, before), candidate);
      if (of.best.size() > kCandidates) of.best.pop_back();
    }
    for (OfLanguage& of : languages) of.most = of.best.empty() ? 0 : of.best.front().central;
    std::vector<std::uint32_t> taken;
    std::vector<std::uint64_t> voices;
    while (group.quotes.size() < kQuotesShown) {
      OfLanguage* next = nullptr;
      for (OfLanguage& of : languages) {
        if (of.best.empty()) continue;
        const std::uint64_t its = next ? of.mentions * (2 * next->taken + 1) : 1;
        const std::uint64_t most = next ? next->mentions * (2 * of.taken + 1) : 0;
        if (its > most || (its == most && of.mentions > next->mentions)) next = &of;
      }
      if (!next) break;
      const std::uint32_t chosen = take_best(*next, taken);
      const RowId row = texts_[chosen].row;
      const std::uint64_t voice = voice_of(table_, view_.clusters, row);
      if (std::ranges::find(voices, voice) != voices.end()) continue;
      voices.push_back(voice);
      taken.push_back(chosen);
      ++next->taken;
      group.quotes.push_back(row);
    }
    result_.groups.push_back(std::move(group));
  }

  struct Candidate {
    double central;
    std::uint32_t text;
  };
  /// What a group has in one language.
  struct OfLanguage {
    std::uint64_t mentions = 0, taken = 0;
    std::vector<Candidate> best;  ///< by centrality
    double most = 0;              ///< of the first that there was
  };

  bool quotable(std::uint32_t at) {
    Text& text = texts_[at];
    if (!text.quotable) {
      const auto [segment, row] = table_.at(text.row);
      const RowWords words = Table::words(*segment, row);
      text.quotable = is_quotable(words.text.empty() ? words.title : words.text, segment->kind[row]);
    }
    return *text.quotable;
  }

  std::uint32_t take_best(OfLanguage& of, std::span<const std::uint32_t> taken) const {
    std::size_t best = 0;
    double best_score = -1;
    for (std::size_t c = 0; c < of.best.size(); ++c) {
      double nearest = 0;
      for (const std::uint32_t other : taken) {
        nearest = std::max(nearest, cosine(texts_[of.best[c].text], texts_[other]));
      }
      const double central = of.most > 0 ? of.best[c].central / of.most : 0;
      const double score = kRelevance * central - (1 - kRelevance) * nearest;
      if (score > best_score) {
        best = c;
        best_score = score;
      }
    }
    const std::uint32_t chosen = of.best[best].text;
    of.best.erase(of.best.begin() + static_cast<std::ptrdiff_t>(best));
    return chosen;
  }

  const View& view_;
  const Table& table_;
  TextWords reader_;
  Quotes result_;
  std::vector<Text> texts_;
  std::vector<std::uint32_t> words_;        ///< of all texts
  std::vector<std::uint32_t> frequencies_;  ///< by word: texts that have it
  std::vector<double> weights_;
  std::vector<std::uint32_t> within_;       ///< by word: texts of the group at hand
  HashIndex numbers_;
  // Scratch.
  std::string subject_, folded_;
};

}  // namespace

bool is_quotable(std::string_view text, Kind kind) {
  constexpr std::size_t kLeastLetters = 40, kMostCharacters = 280;
  constexpr int kMostSigns = 2, kMostPictures = 3;
  if (kind == Kind::Repost || text.starts_with("RT @")) return false;
  if (text.size() > 4 * kMostCharacters) return false;
  // What ends so was cut short.
  if (text.ends_with("…") || text.ends_with("...")) return false;
  if (text.find("http") != std::string_view::npos || text.find("www.") != std::string_view::npos) {
    return false;
  }
  std::size_t characters = 0, letters = 0;
  int signs = 0, pictures = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    const std::uint32_t c = next_code_point(at, end);
    ++characters;
    if (c == '#' || c == '@') ++signs;
    switch (class_of(c)) {
      case CharClass::Picture: ++pictures; break;
      case CharClass::Hangul:
      case CharClass::Kanji: letters += 2; break;
      default: ++letters;
    }
  }
  return letters >= kLeastLetters && characters <= kMostCharacters && signs <= kMostSigns &&
         pictures <= kMostPictures;
}

Quotes quotes(const View& view) { return Chooser(view).run(); }

}  // namespace earshot
