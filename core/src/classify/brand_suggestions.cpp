#include "classify/brand_suggestions.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <numeric>
#include <tuple>
#include <utility>

#include "classify/sound.h"
#include "classify/standout_words.h"
#include "text/cold_sort.h"
#include "text/fold.h"

namespace earshot {
namespace {

// ---- what counts as standing out; all of it in texts of the sample, or in percent
// ------------------

constexpr std::uint32_t kLeastTexts = 3;
constexpr std::uint32_t kLeastHandles = 2;   ///< texts with an account whose name tells its brand
constexpr std::uint32_t kLeastPermille = 4;  ///< of all texts, for a brand
constexpr std::uint32_t kLeastSpellingPermille = 1;  ///< of all texts, for another spelling of one
constexpr int kLeastParticles = 3;                   ///< different ones, for a Korean name
constexpr std::size_t kMostCandidates = 500;

/// A word that follows another brand this often is that brand's product or a common noun.
constexpr std::uint32_t kFollowerPercent = 10;
/// Two words that stand together this often are one name.
constexpr std::uint32_t kPhrasePercent = 60;

/// Scores below this, in thousandths of a text and per mille of all texts, are no evidence at all.
constexpr std::uint64_t kLeastScore = 2500, kLeastScorePermille = 3;

/// Scores below this share of the best, or this far below the one before, end the list.
constexpr std::uint64_t kLeastPercentOfBest = 4, kLeastPercentOfPrevious = 30;

/// Evidence that a group of spellings is a name, as factors in percent.
constexpr std::uint64_t kAnotherWriting = 160, kHasHandle = 150, kHasTag = 120, kKanaOnly = 25,
                        kHangulOnly = 25, kTagOnly = 40, kHandleOnly = 50, kForeignOnly = 70,
                        kPlatform = 30, kPlace = 5;

/// What a brand's accounts in one country or for one purpose add to its name.
constexpr std::string_view kAccountEndings[] = {
    "kr",    "jp",       "ru",      "us",    "uk",    "eu",      "de",     "fr",    "it",
    "es",    "cn",       "tw",      "in",    "id",    "vn",      "th",     "tr",    "br",
    "mx",    "ca",       "au",      "korea", "japan", "russia",  "usa",    "india", "global",
    "world", "official", "oficial", "hq",    "app",   "apps",    "inc",    "co",    "company",
    "corp",  "team",     "support", "help",  "cs",    "service", "store",  "shop",  "news",
    "press", "pr",       "tv",      "media", "group", "brand",   "online", "intl",  "care",
};

/// What all texts together say of a word.
struct Tally {
  std::uint32_t texts = 0;
  std::uint32_t with[kEvidenceKinds] = {};  ///< texts, per bit of Evidence
  std::uint32_t particles = 0;              ///< kinds that only nouns take, a bit set
  std::uint32_t firm = 0;                   ///< tokens with one of them
  std::uint32_t voices = 0;                 ///< texts by another author than the one before
  std::uint32_t last_text = kNoWord, last_author = kNoWord;
  unsigned seen = 0;  ///< evidence in the last text

  std::uint32_t count(Evidence kind) const {
    return with[std::countr_zero(static_cast<unsigned>(kind))];
  }
};

/// One spelling.
struct Candidate {
  std::uint32_t word;
  std::uint32_t texts;
  Writing writing;
  bool standing;  ///< worth a suggestion by itself; if not, only as another's spelling
  std::string sound;
  int weight;
};

/// Spellings that are one brand.
struct Group {
  std::vector<std::uint32_t> members;  ///< candidates, most frequent first
  std::uint32_t texts = 0, last_text = kNoWord;
  std::uint64_t score = 0;
  std::uint32_t second = kNoWord;  ///< the group whose word follows in a name of two words
  bool dropped = false;
};

std::vector<Tally> count_words(const StandoutWords& words) {
  std::vector<Tally> tallies(words.word_count());
  for (std::uint32_t text = 0; text < words.text_count(); ++text) {
    const std::uint32_t author = words.author(text);
    for (const StandoutToken& token : words.tokens(text)) {
      Tally& tally = tallies[token.word];
      if (tally.last_text != text) {
        tally.last_text = text;
        tally.seen = 0;
        ++tally.texts;
        if (std::exchange(tally.last_author, author) != author || author == kNoWord) ++tally.voices;
      }
      for (unsigned fresh = token.evidence & ~tally.seen; fresh != 0; fresh &= fresh - 1) {
        ++tally.with[std::countr_zero(fresh)];
      }
      tally.seen |= token.evidence;
      if (token.particle > 0) {
        tally.particles |= 1u << (token.particle - 1);
        ++tally.firm;
      }
    }
  }
  return tallies;
}

enum class Standing { None, Spelling, Brand };

/// Whether the marks of a name outweigh those of a common word.
Standing standing_of(const Tally& tally, Writing writing, bool is_author, std::uint32_t least) {
  const std::uint32_t tagged = tally.count(kTag);
  switch (writing) {
    case Writing::Latin:
    case Writing::Cyrillic: {
      const std::uint32_t inside = tally.count(kInside), foreign = tally.count(kForeign);
      const std::uint32_t lower = tally.count(kLower);
      const std::uint32_t marked = inside + foreign + tagged;
      if (2 * lower > 3 * inside && lower > (foreign + tagged) / 2) return Standing::None;
      if (inside + foreign == 0 && tagged < least) return Standing::None;
      return marked >= least ? Standing::Brand : Standing::Spelling;
    }
    case Writing::Kana: return tally.texts >= least ? Standing::Brand : Standing::Spelling;
    case Writing::Hangul: {
      const int particles = std::popcount(tally.particles);
      const bool is_noun = particles >= kLeastParticles && tally.firm * 5 >= tally.texts;
      if (tally.texts >= least && (is_noun || tagged >= least)) return Standing::Brand;
      return particles > 0 || tagged > 0 ? Standing::Spelling : Standing::None;
    }
    case Writing::Handle:
      return tally.count(kHandle) >= least && !is_author ? Standing::Brand : Standing::Spelling;
    case Writing::Other: return tagged >= least ? Standing::Brand : Standing::None;
  }
  return Standing::None;
}

std::vector<Candidate> choose_candidates(const StandoutWords& words,
                                         const std::vector<Tally>& tallies) {
  const auto texts = static_cast<std::uint32_t>(words.text_count());
  const std::uint32_t least = std::max(kLeastTexts, texts * kLeastPermille / 1000);
  const std::uint32_t least_spelling = std::max(kLeastTexts, texts * kLeastSpellingPermille / 1000);
  std::vector<Candidate> candidates;
  for (std::uint32_t word = 0; word < tallies.size(); ++word) {
    const Tally& tally = tallies[word];
    const Writing writing = words.writing(word);
    const bool is_handle = writing == Writing::Handle;
    if (tally.texts < (is_handle ? kLeastHandles : least_spelling) || tally.voices < 2) continue;
    if (words.commonness(word) == Commonness::Word) continue;
    const bool is_author = is_handle && words.is_author(words.word(word).substr(1));
    const Standing standing = standing_of(tally, writing, is_author, least);
    if (standing == Standing::None) continue;
    candidates.push_back({word, tally.texts, writing, standing == Standing::Brand, "", 0});
  }
  cold_sort(candidates, [&](const Candidate& a, const Candidate& b) {
    return std::tuple(b.texts, words.word(a.word)) < std::tuple(a.texts, words.word(b.word));
  });
  if (candidates.size() > kMostCandidates) candidates.resize(kMostCandidates);
  for (Candidate& candidate : candidates) {
    if (candidate.writing == Writing::Handle) continue;
    std::string folded;
    fold(words.surface(candidate.word), folded);
    candidate.sound = sound_of(folded);
    candidate.weight = sound_weight(candidate.sound);
  }
  return candidates;
}

// ---- spellings of one name ---------------------------------------------------------------------

/// Which candidates belong together; a root stands for itself.
class Unions {
 public:
  explicit Unions(std::size_t size) : parents_(size) {
    std::iota(parents_.begin(), parents_.end(), 0u);
  }

  std::uint32_t root(std::uint32_t i) {
    while (parents_[i] != i) i = parents_[i] = parents_[parents_[i]];
    return i;
  }
  /// The smaller number stays the root.
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a), b = root(b);
    parents_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parents_;
};

/// Whether an account named `handle` is of the brand: its name, or its name and a known ending.
bool is_account_of(std::string_view handle, std::string_view name) {
  constexpr std::size_t kLeastForAnyEnding = 5;
  if (!handle.starts_with(name)) return false;
  std::string_view rest = handle.substr(name.size());
  if (rest.empty()) return true;
  const bool separated = rest.front() == '_' || rest.front() == '.';
  if (separated && name.size() >= kLeastForAnyEnding) return true;
  if (separated) rest.remove_prefix(1);
  return std::find(std::begin(kAccountEndings), std::end(kAccountEndings), rest) !=
         std::end(kAccountEndings);
}

void join_handles(const StandoutWords& words, const std::vector<Candidate>& candidates,
                  Unions& unions) {
  constexpr std::size_t kLeastName = 3;
  for (std::uint32_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].writing != Writing::Handle) continue;
    const std::string_view handle = words.word(candidates[i].word).substr(1);
    std::uint32_t best = kNoWord;
    std::size_t longest = kLeastName - 1;
    for (std::uint32_t j = 0; j < candidates.size(); ++j) {
      const std::string_view name = words.word(candidates[j].word);
      if (candidates[j].writing == Writing::Latin && name.size() > longest &&
          is_account_of(handle, name)) {
        best = j;
        longest = name.size();
      }
    }
    if (best != kNoWord) unions.join(i, best);
  }
}

/// Joins spellings in different writings that sound alike and are as prominent in theirs.
void join_sounds(const StandoutWords& words, const std::vector<Candidate>& candidates,
                 Unions& unions) {
  constexpr int kLeastWeight = 10, kWeightPerDifference = 7;
  constexpr std::uint64_t kSameRatio = 12, kLikeRatio = 5;
  for (std::uint32_t i = 0; i < candidates.size(); ++i) {
    for (std::uint32_t j = i + 1; j < candidates.size(); ++j) {
      const Candidate &a = candidates[i], &b = candidates[j];
      if (a.writing == b.writing || std::min(a.weight, b.weight) < kLeastWeight) continue;
      const int most = std::max(1, std::max(a.weight, b.weight) / kWeightPerDifference);
      if (std::abs(a.weight - b.weight) > most) continue;
      const int distance = sound_distance(a.sound, b.sound);
      if (distance > most) continue;
      // Shares of the texts of either writing, compared by cross-multiplication.
      const std::uint64_t share_a = std::uint64_t{a.texts} * words.texts_in(b.writing);
      const std::uint64_t share_b = std::uint64_t{b.texts} * words.texts_in(a.writing);
      const std::uint64_t ratio = distance <= 1 ? kSameRatio : kLikeRatio;
      if (share_a <= ratio * share_b && share_b <= ratio * share_a) unions.join(i, j);
    }
  }
}

std::vector<Group> group_spellings(const StandoutWords& words,
                                   const std::vector<Candidate>& candidates) {
  Unions unions(candidates.size());
  join_handles(words, candidates, unions);
  join_sounds(words, candidates, unions);
  std::vector<Group> groups;
  std::vector<std::uint32_t> group_of(candidates.size(), kNoWord);
  for (std::uint32_t i = 0; i < candidates.size(); ++i) {
    std::uint32_t& group = group_of[unions.root(i)];
    if (group == kNoWord) {
      group = static_cast<std::uint32_t>(groups.size());
      groups.emplace_back();
    }
    groups[group].members.push_back(i);
  }
  return groups;
}

// ---- products and names of two words -----------------------------------------------------------

/// Texts in which one group's word directly follows another's.
class Followers {
 public:
  explicit Followers(std::size_t groups)
      : groups_(groups), counts_(groups * groups), last_(groups * groups, kNoWord) {}

  void note(std::uint32_t first, std::uint32_t second, std::uint32_t text) {
    const std::size_t at = first * groups_ + second;
    if (std::exchange(last_[at], text) != text) ++counts_[at];
  }
  std::uint32_t count(std::size_t first, std::size_t second) const {
    return counts_[first * groups_ + second];
  }

 private:
  std::size_t groups_;
  std::vector<std::uint32_t> counts_, last_;
};

/// Counts the texts of each group, once however many of its spellings they hold.
Followers count_groups(const StandoutWords& words, const std::vector<Candidate>& candidates,
                       std::vector<Group>& groups) {
  std::vector<std::uint32_t> group_of(words.word_count(), kNoWord);
  for (std::uint32_t i = 0; i < groups.size(); ++i) {
    for (const std::uint32_t member : groups[i].members) group_of[candidates[member].word] = i;
  }
  Followers followers(groups.size());
  for (std::uint32_t text = 0; text < words.text_count(); ++text) {
    std::uint32_t previous = kNoWord, here = kNoWord;
    for (const StandoutToken& token : words.tokens(text)) {
      // A stem stands at the place of the run of Hangul it was cut from.
      if (token.evidence != kParticle) previous = here;
      const std::uint32_t group = group_of[token.word];
      if (token.evidence != kParticle || group != kNoWord) here = group;
      if (group == kNoWord) continue;
      if (std::exchange(groups[group].last_text, text) != text) ++groups[group].texts;
      if (token.follows && previous != kNoWord && previous != group)
        followers.note(previous, group, text);
    }
  }
  return followers;
}

/// Whether the name is spelled in letters of which words are set apart by spaces.
bool has_spaced_spelling(const std::vector<Candidate>& candidates, const Group& group) {
  return std::any_of(group.members.begin(), group.members.end(), [&](std::uint32_t member) {
    return candidates[member].writing == Writing::Latin ||
           candidates[member].writing == Writing::Cyrillic;
  });
}

/// Makes one name of words that are hardly ever apart, and drops what only follows a bigger name.
void settle_followers(const Followers& followers, const std::vector<Candidate>& candidates,
                      std::vector<Group>& groups) {
  for (std::uint32_t a = 0; a < groups.size(); ++a) {
    for (std::uint32_t b = 0; b < groups.size(); ++b) {
      const std::uint64_t together = followers.count(a, b);
      if (a == b || together < kLeastTexts) continue;
      const bool of_a = together * 100 >= std::uint64_t{kPhrasePercent} * groups[a].texts;
      const bool of_b = together * 100 >= std::uint64_t{kPhrasePercent} * groups[b].texts;
      if (of_a && of_b) {
        if (has_spaced_spelling(candidates, groups[a]) &&
            has_spaced_spelling(candidates, groups[b]) && groups[a].second == kNoWord) {
          groups[a].second = b;
        }
        groups[b].dropped = true;
      } else if (of_a && groups[a].texts <= groups[b].texts) {
        groups[a].dropped = true;
      } else if (together * 100 >= std::uint64_t{kFollowerPercent} * groups[b].texts &&
                 2 * groups[a].texts >= groups[b].texts) {
        groups[b].dropped = true;
      }
    }
  }
}

// ---- ranking -----------------------------------------------------------------------------------

std::uint64_t score_of(const StandoutWords& words, const std::vector<Candidate>& candidates,
                       const std::vector<Tally>& tallies, const Group& group) {
  bool in[kWritings] = {};
  bool standing = false, tagged = false, spelled_out = false, inside = false;
  auto commonness = Commonness::Rare;
  for (const std::uint32_t member : group.members) {
    const Candidate& candidate = candidates[member];
    const Tally& tally = tallies[candidate.word];
    in[static_cast<std::size_t>(candidate.writing)] = true;
    standing |= candidate.standing;
    tagged |= tally.count(kTag) * 50 >= tally.texts && tally.count(kTag) >= kLeastTexts;
    spelled_out |= candidate.writing != Writing::Handle && tally.count(kTag) < tally.texts;
    inside |= tally.count(kInside) * 10 >= tally.texts;
    if (words.commonness(candidate.word) != Commonness::Rare) {
      commonness = words.commonness(candidate.word);
    }
  }
  if (!standing) return 0;
  const auto has = [&](Writing writing) { return in[static_cast<std::size_t>(writing)]; };
  const int writings =
      has(Writing::Latin) + has(Writing::Cyrillic) + has(Writing::Kana) + has(Writing::Hangul);

  std::uint64_t score = std::uint64_t{group.texts} * 1000;
  const auto times = [&](std::uint64_t percent) { score = score * percent / 100; };
  for (int i = 1; i < writings; ++i) times(kAnotherWriting);
  if (has(Writing::Handle)) times(writings > 0 ? kHasHandle : kHandleOnly);
  if (tagged && spelled_out) times(kHasTag);
  if (!spelled_out && writings > 0) times(kTagOnly);
  if (writings == 1 && spelled_out && !has(Writing::Handle)) {
    if (has(Writing::Kana)) times(kKanaOnly);
    if (has(Writing::Hangul)) times(kHangulOnly);
    if (has(Writing::Latin) && !inside) times(kForeignOnly);
  }
  if (commonness == Commonness::Platform) times(kPlatform);
  if (commonness == Commonness::Place) times(kPlace);
  return score;
}

// ---- telling people ----------------------------------------------------------------------------

std::string with_thousands(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

class Describer {
 public:
  Describer(const StandoutWords& words, const std::vector<Candidate>& candidates,
            const std::vector<Group>& groups)
      : words_(words), candidates_(candidates), groups_(groups) {}

  Suggestion describe(const Group& group) const {
    Suggestion suggestion;
    suggestion.mentions = group.texts;
    Brand& brand = suggestion.brand;
    const std::uint32_t named = naming_member(group);
    brand.name = spelling(candidates_[named]);
    if (group.second != kNoWord) {
      const Group& second = groups_[group.second];
      brand.name += ' ';
      brand.name += spelling(candidates_[naming_member(second)]);
    }
    for (const std::uint32_t member : group.members) {
      const Candidate& candidate = candidates_[member];
      if (candidate.writing == Writing::Handle) {
        brand.handles.emplace_back(words_.word(candidate.word).substr(1));
      } else if (member != named && group.second == kNoWord && !is_longer_cut(group, member)) {
        brand.aliases.push_back(spelling(candidate));
      }
    }
    suggestion.why = reason(suggestion);
    return suggestion;
  }

 private:
  /// The most frequent spelling, but a Latin one if it is in use at all: everybody can read that.
  std::uint32_t naming_member(const Group& group) const {
    constexpr std::uint64_t kInUsePercent = 10;
    for (const std::uint32_t member : group.members) {
      if (candidates_[member].writing == Writing::Latin &&
          std::uint64_t{candidates_[member].texts} * 100 >= kInUsePercent * group.texts) {
        return member;
      }
    }
    for (const std::uint32_t member : group.members) {
      if (candidates_[member].writing != Writing::Handle) return member;
    }
    return group.members.front();
  }

  /// Whether a Korean spelling is a more frequent one with a part of its particle.
  bool is_longer_cut(const Group& group, std::uint32_t member) const {
    if (candidates_[member].writing != Writing::Hangul) return false;
    const std::string_view word = words_.word(candidates_[member].word);
    return std::any_of(group.members.begin(), group.members.end(), [&](std::uint32_t other) {
      return other < member && candidates_[other].writing == Writing::Hangul &&
             word.starts_with(words_.word(candidates_[other].word));
    });
  }

  std::string spelling(const Candidate& candidate) const {
    std::string_view written = words_.surface(candidate.word);
    if (candidate.writing == Writing::Handle) written = words_.word(candidate.word).substr(1);
    return std::string(written);
  }

  static std::string reason(const Suggestion& suggestion) {
    const Brand& brand = suggestion.brand;
    std::string why = "named in " + with_thousands(suggestion.mentions) + " mentions";
    if (!brand.aliases.empty()) {
      why += ", in " + std::to_string(brand.aliases.size() + 1) + " spellings";
    }
    if (!brand.handles.empty()) {
      why += brand.handles.size() == 1
                 ? ", and as an account"
                 : ", and as " + std::to_string(brand.handles.size()) + " accounts";
    }
    return why;
  }

  const StandoutWords& words_;
  const std::vector<Candidate>& candidates_;
  const std::vector<Group>& groups_;
};

}  // namespace

struct BrandSuggester::State {
  StandoutWords words;
};

BrandSuggester::BrandSuggester() : state_(std::make_unique<State>()) {}
BrandSuggester::~BrandSuggester() = default;
BrandSuggester::BrandSuggester(BrandSuggester&&) noexcept = default;
BrandSuggester& BrandSuggester::operator=(BrandSuggester&&) noexcept = default;

void BrandSuggester::add(std::string_view text, std::string_view title, std::string_view author) {
  state_->words.add(text, title, author);
}

std::vector<Suggestion> BrandSuggester::suggest(std::size_t limit) const {
  const StandoutWords& words = state_->words;
  const std::vector<Tally> tallies = count_words(words);
  const std::vector<Candidate> candidates = choose_candidates(words, tallies);
  std::vector<Group> groups = group_spellings(words, candidates);
  const Followers followers = count_groups(words, candidates, groups);
  settle_followers(followers, candidates, groups);
  for (Group& group : groups) group.score = score_of(words, candidates, tallies, group);

  std::vector<std::uint32_t> ranking;
  for (std::uint32_t i = 0; i < groups.size(); ++i) {
    if (!groups[i].dropped && groups[i].score > 0) ranking.push_back(i);
  }
  // Groups are in the order of their most frequent spelling, which settles ties.
  cold_sort(ranking, [&](std::uint32_t a, std::uint32_t b) {
    return groups[a].score != groups[b].score ? groups[a].score > groups[b].score : a < b;
  });

  std::vector<Suggestion> suggestions;
  const Describer describer(words, candidates, groups);
  const std::uint64_t least = std::max(kLeastScore, kLeastScorePermille * words.text_count());
  for (std::size_t i = 0; i < ranking.size() && i < limit; ++i) {
    if (groups[ranking[i]].score < least) break;
    const std::uint64_t score = groups[ranking[i]].score * 100;
    if (i > 0 && (score < groups[ranking[0]].score * kLeastPercentOfBest ||
                  score < groups[ranking[i - 1]].score * kLeastPercentOfPrevious)) {
      break;
    }
    suggestions.push_back(describer.describe(groups[ranking[i]]));
  }
  return suggestions;
}

}  // namespace earshot
