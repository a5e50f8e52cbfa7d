#include "insight/quotes.h"

#include <algorithm>
#include <cmath>

#include "classify/char_class.h"
#include "insight/distributions.h"
#include "insight/hash_index.h"
#include "insight/phrases.h"
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
  bool quotable = false;
  double length = 0;                 ///< of its vector
  std::uint64_t told = 0;            ///< hash of the text
};

class Chooser {
 public:
  explicit Chooser(const View& view) : view_(view), table_(view.table), reader_(view.brands) {}

  Quotes run() {
    read();
    weigh();
    const auto of_text = [&](const Text& text, std::uint32_t) {
      const auto [segment, row] = table_.at(text.row);
      return segment->label[row];
    };
    add_groups(kNoBrand, of_text);
    std::vector<std::uint64_t> mentions(view_.brands.size());
    for (const Text& text : texts_) {
      const auto [segment, row] = table_.at(text.row);
      for (const std::uint32_t brand : table_.brands(segment->brands[row])) ++mentions[brand];
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
        const auto [segment, row] = table_.at(text.row);
        const auto named = table_.brands(segment->brands[row]);
        const auto at = std::ranges::lower_bound(named, wanted);
        if (at == named.end() || *at != wanted) return Label::Unrated;
        return table_.aimed(segment->brands[row])[static_cast<std::size_t>(at - named.begin())].value_or(
            segment->label[row]);
      });
    }
    return std::move(result_);
  }

 private:
  void read() {
    const std::vector<RowId> rows = even_sample(table_, view_.selection, kQuotesRead);
    result_.looked = rows.size();
    result_.of = view_.selection.size(table_);
    std::string subject, folded;
    std::vector<TextUnit> units;
    std::vector<ContentKey> keys;
    for (const RowId id : rows) {
      const auto [segment, row] = table_.at(id);
      const RowWords words = Table::words(*segment, row);
      const std::string_view raw = Table::subject(words.title, words.text, subject);
      fold(raw, folded);
      reader_.read(folded, units);
      content_keys(folded, units, keys);
      Text text;
      text.row = id;
      text.quotable = is_quotable(words.text.empty() ? words.title : words.text, segment->kind[row]);
      text.told = mixed(hash_bytes(folded));
      text.begin = static_cast<std::uint32_t>(words_.size());
      for (const ContentKey& key : keys) {
        std::uint32_t& word = numbers_[key.key];
        if (word == kNone) {
          word = static_cast<std::uint32_t>(frequencies_.size());
          frequencies_.push_back(0);
        }
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

  /// Both are in the order of keys, which is not that of numbers.
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
    struct Candidate {
      double central;
      std::uint32_t text;
    };
    std::vector<Candidate> candidates;
    double most = 0;
    for (const std::uint32_t i : members) {
      const Text& text = texts_[i];
      if (!text.quotable) continue;
      double sum = 0;
      for (const std::uint32_t word : words_of(text)) {
        sum += weights_[word] * weights_[word] * within_[word];
      }
      candidates.push_back({text.length > 0 ? sum / text.length : 0, i});
      most = std::max(most, candidates.back().central);
    }
    const auto before = [&](const Candidate& a, const Candidate& b) {
      if (a.central != b.central) return a.central > b.central;
      const Text &left = texts_[a.text], &right = texts_[b.text];
      return left.told != right.told ? left.told < right.told : left.row < right.row;
    };
    const std::size_t kept = std::min(candidates.size(), kCandidates);
    std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(kept),
                      candidates.end(), before);
    candidates.resize(kept);
    std::vector<std::uint32_t> taken;
    std::vector<std::uint64_t> voices;
    while (group.quotes.size() < kQuotesShown && !candidates.empty()) {
      std::size_t best = 0;
      double best_score = -1;
      for (std::size_t c = 0; c < candidates.size(); ++c) {
        double nearest = 0;
        for (const std::uint32_t other : taken) {
          nearest = std::max(nearest, cosine(texts_[candidates[c].text], texts_[other]));
        }
        const double central = most > 0 ? candidates[c].central / most : 0;
        const double score = kRelevance * central - (1 - kRelevance) * nearest;
        if (score > best_score) {
          best = c;
          best_score = score;
        }
      }
      const std::uint32_t chosen = candidates[best].text;
      candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(best));
      const RowId row = texts_[chosen].row;
      const std::uint64_t voice = voice_of(table_, view_.clusters, row);
      if (std::ranges::find(voices, voice) != voices.end()) continue;
      voices.push_back(voice);
      taken.push_back(chosen);
      group.quotes.push_back(row);
    }
    result_.groups.push_back(std::move(group));
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
