#include "classify/standout_words.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

#include "text/cold_sort.h"
#include "text/fold.h"
#include "text/unicode.h"
#include "text/words.h"

namespace earshot {
namespace {

/// Words that show a text to be German, whose nouns all begin with a capital.
constexpr std::string_view kGermanWords[] = {
    "und", "der",  "die",  "das",  "ist", "nicht", "ich", "ein",  "mit",  "auf",  "für",
    "von", "sich", "auch", "aber", "den", "dem",   "wie", "sehr", "wird", "sind", "habe"};

/// Particles of Korean nouns; those of one row count as one kind. With what may be heaped on them.
constexpr std::string_view kNounParticles[][8] = {
    {"에게서는", "에게는", "한테는", "에게도", "한테도", "에게", "한테"},
    {"에서는", "에서도", "에서만", "에서의", "에서"},
    {"으로는", "으로도", "으로", "로는", "로도", "로"},
    {"이라는", "이라고", "라는", "라고"},
    {"보다는", "보다도", "보다"},
    {"이랑", "랑"},
    {"이", "가"},
    {"을", "를"},
    {"과", "와"},
    {"의"},
    // verbs and adverbs take what looks like these, too
    {"은", "는"},
    {"도"},
    {"만"},
    {"까지는", "까지도", "까지", "부터"},
    {"처럼", "같은", "만큼"},
    {"하고"},
    {"에는", "에도", "에"},
};
constexpr std::size_t kFirmParticles = 10;  ///< rows that only nouns take

/// Calls `use` with each common word and what it is, in their order.
template <class Use>
void for_each_common_word(Use use) {
  for (WordRows row("common"); row.next();) {
    const auto kind = row.one_of<Commonness>("Mistakable Place Platform Word");
    row.each_word(' ', [&](std::string_view word) { use(word, kind); });
  }
}

constexpr std::size_t kLongestWord = 60;    // bytes
constexpr std::size_t kMostRead = 1 << 14;  // bytes of one text: who is named is named by then

bool is_syllable(char32_t cp) { return cp - 0xAC00 < 11172; }
bool is_digit_or_small(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_handle_char(char c) { return is_digit_or_small(c) || c == '_'; }
bool is_apostrophe(char32_t cp) { return cp == '\'' || cp == 0x2019; }

bool is_katakana(char32_t cp) {
  return cp >= 0x30A1 && cp <= 0x30FC && cp != 0x30FB;  // without the middle dot
}

/// A letter or digit of a script that sets words apart by spaces and has capitals, or a mark on
/// one.
bool is_word_char(char32_t cp) {
  if (cp < 0x80) return is_digit_or_small(static_cast<char>(cp));
  const Properties properties = properties_of(cp);
  switch (properties.script) {
    case Script::Latin:
    case Script::Cyrillic:
    case Script::Greek:
    case Script::Armenian:
    case Script::Georgian:
    case Script::Common:
      return properties.category == Category::Letter || properties.category == Category::Digit ||
             properties.category == Category::Mark;
    default: return false;
  }
}

bool ends_sentence(char32_t cp) {
  constexpr std::u32string_view kEnds = U".!?:\n\r•…。";
  return kEnds.find(cp) != std::u32string_view::npos;
}

bool is_german_word(std::string_view word) {
  return word.size() <= 5 && std::find(std::begin(kGermanWords), std::end(kGermanWords), word) !=
                                 std::end(kGermanWords);
}

bool is_domain_ending(std::string_view word) {
  constexpr std::string_view kEndings[] = {"com", "net", "org", "co",   "io", "ru", "jp",
                                           "kr",  "de",  "fr",  "uk",   "be", "ly", "me",
                                           "tv",  "gl",  "app", "info", "su", "cn"};
  return std::find(std::begin(kEndings), std::end(kEndings), word) != std::end(kEndings);
}

/// A Cyrillic word without its case ending; other words as they are.
std::string_view stem_of(std::string_view word) {
  constexpr std::string_view kEndings[] = {"ами", "ями", "ах", "ях", "ам", "ям", "ов", "ев", "ей",
                                           "ой",  "ою",  "ею", "ом", "ем", "ью", "а",  "я",  "о",
                                           "е",   "ы",   "и",  "у",  "ю",  "й",  "ь"};
  constexpr std::size_t kLeastStem = 6;  // three letters
  std::size_t at = 0;
  if (word.empty() || script_of(decode(word, at)) != Script::Cyrillic) return word;
  for (const std::string_view ending : kEndings) {
    if (word.ends_with(ending) && word.size() >= ending.size() + kLeastStem) {
      return word.substr(0, word.size() - ending.size());
    }
  }
  return word;
}

std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t hash = bytes.size() * 0x9E3779B97F4A7C15u;
  const auto mix = [&](std::uint64_t word) {
    hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
  };
  std::size_t at = 0;
  std::uint64_t word = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::memcpy(&word, bytes.data() + at, 8);
    mix(word);
  }
  word = 0;
  if (at < bytes.size()) std::memcpy(&word, bytes.data() + at, bytes.size() - at);
  mix(word);
  return hash;
}

/// The text that a repost carries behind "RT @name: ".
std::string_view without_repost_mark(std::string_view folded) {
  if (!folded.starts_with("rt @")) return folded;
  std::size_t at = 4;
  while (at < folded.size() && is_handle_char(folded[at])) ++at;
  while (at < folded.size() && (folded[at] == ':' || folded[at] == ' ')) ++at;
  return folded.substr(at);
}

}  // namespace

[[gnu::cold]] bool is_common_word(std::string_view folded) {
  static const std::vector<std::uint64_t> hashes = [] {
    std::vector<std::uint64_t> all;
    std::string buffer;
    for_each_common_word([&](std::string_view word, Commonness commonness) {
      if (commonness == Commonness::Platform) return;
      fold(word, buffer);
      all.push_back(hash_of(stem_of(buffer)));
    });
    cold_sort(all);
    return all;
  }();
  return std::binary_search(hashes.begin(), hashes.end(), hash_of(stem_of(folded)));
}

// ---- vocabulary --------------------------------------------------------------------------------

/// Where the word is, or the free slot where it would be.
std::size_t Vocabulary::slot_of(std::string_view word, std::uint64_t hash) const {
  std::size_t slot = hash & (slots_.size() - 1);
  while (slots_[slot] != kNoWord &&
         (entries_[slots_[slot]].hash != hash || text(slots_[slot]) != word)) {
    slot = (slot + 1) & (slots_.size() - 1);
  }
  return slot;
}

std::uint32_t Vocabulary::find(std::string_view word) const {
  return slots_.empty() ? kNoWord : slots_[slot_of(word, hash_of(word))];
}

std::uint32_t Vocabulary::number(std::string_view word) {
  if (entries_.size() * 2 >= slots_.size()) grow();
  const std::uint64_t hash = hash_of(word);
  std::uint32_t& number = slots_[slot_of(word, hash)];
  if (number == kNoWord) {
    number = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({hash, letters_.size(), static_cast<std::uint32_t>(word.size())});
    letters_ += word;
  }
  return number;
}

std::string_view Vocabulary::text(std::uint32_t number) const {
  return std::string_view(letters_).substr(entries_[number].at, entries_[number].size);
}

void Vocabulary::grow() {
  slots_.assign(std::max<std::size_t>(1 << 12, slots_.size() * 2), kNoWord);
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    std::size_t slot = entries_[i].hash & (slots_.size() - 1);
    while (slots_[slot] != kNoWord) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = i;
  }
}

// ---- one text ----------------------------------------------------------------------------------

/// Cuts one text into tokens.
class StandoutReader {
 public:
  StandoutReader(StandoutWords& words, std::string_view raw, bool may_be_reply)
      : words_(words),
        raw_(raw.substr(0, valid_prefix(raw.substr(0, kMostRead)))),
        first_token_(words.tokens_.size()),
        reply_(may_be_reply) {
    fold(raw_, words.folded_, &words.offsets_);
    text_ = words.folded_;
    at_ = text_.size() - without_repost_mark(text_).size();
  }

  void read() {
    while (at_ < text_.size()) read_one();
    settle_capitals();
  }

 private:
  void read_one() {
    std::size_t next = at_;
    const char32_t cp = decode(text_, next);
    if (cp == '@' || cp == '#') return read_sign(static_cast<char>(cp));
    if (is_syllable(cp)) return read_hangul();
    if (is_katakana(cp)) return read_katakana();
    if (is_word_char(cp)) return read_word();
    at_ = next;
    switch (properties_of(cp).category) {
      case Category::Space:
        if (cp == '\n') opening_ = true, follows_ = false;
        return;
      case Category::Letter:  // hiragana, Han, and scripts without capitals
        ++other_letters_;
        opening_ = reply_ = false;
        if (cp != U'の') follows_ = false;  // between two names: the one's other
        return;
      case Category::Emoji: follows_ = false; return;
      default:
        if (ends_sentence(cp)) opening_ = true;
        if (cp != '-' && cp != U'・') follows_ = false;
    }
  }

  char32_t peek(std::size_t at) const { return at < text_.size() ? decode(text_, at) : 0; }

  /// The letters as they were written.
  std::string_view written(std::size_t begin, std::size_t end) const {
    const auto& offsets = words_.offsets_;
    return raw_.substr(offsets[begin], offsets[end] - offsets[begin]);
  }

  bool is_capital(std::size_t at) const {
    std::size_t raw_at = words_.offsets_[at];
    const char32_t raw = decode(raw_, raw_at);
    if (raw < 0x80) return raw >= 'A' && raw <= 'Z';
    // Small letters that folding changes all the same.
    constexpr std::u32string_view kSmall = U"ёıςſϐϑϕϖϰϱϵ";
    return kSmall.find(raw) == std::u32string_view::npos && !(raw >= 0xFF41 && raw <= 0xFF5A) &&
           is_letter(raw) && folded_code_point(raw) != raw;
  }

  std::uint32_t put(std::string_view key, Writing writing, unsigned evidence,
                    std::size_t particle = 0) {
    const std::uint32_t word = words_.words_.number(key);
    words_.info(word).writing = writing;
    words_.tokens_.push_back({word, static_cast<std::uint16_t>(evidence),
                              static_cast<std::uint8_t>(particle), follows_});
    opening_ = false;
    follows_ = true;
    return word;
  }

  void skip_to_space() {
    while (at_ < text_.size() && !is_space(peek(at_))) decode(text_, at_);
    follows_ = false;
  }

  /// '#tag' or '@handle'.
  void read_sign(char sign) {
    const bool glued = at_ > 0 && is_handle_char(text_[at_ - 1]);
    const std::size_t begin = ++at_;
    follows_ = false;
    if (sign == '@') {
      while (at_ < text_.size() && (is_handle_char(text_[at_]) || text_[at_] == '.')) ++at_;
      std::size_t end = at_;
      while (end > begin && text_[end - 1] == '.') --end;
      if (glued || end - begin < 2 || end - begin > kLongestWord) return;
      put(text_.substr(begin - 1, end - begin + 1), Writing::Handle, reply_ ? kAddressed : kHandle);
      if (reply_) opening_ = true;
    } else {
      std::size_t end = at_;
      bool has_letter = false;
      for (std::size_t next = at_; next < text_.size(); end = next) {
        const char32_t cp = decode(text_, next);
        if (!is_letter(cp) && !is_digit(cp) && !is_mark(cp) && cp != '_') break;
        has_letter |= is_letter(cp);
      }
      at_ = end;
      const std::string_view tag = text_.substr(begin, end - begin);
      if (glued || !has_letter || tag.size() < 2 || tag.size() > kLongestWord) return;
      const std::uint32_t word = put(stem_of(tag), writing_of(tag), kTag);
      words_.note_surface(word, written(begin, end), false);
      reply_ = false;
    }
    follows_ = false;
  }

  static Writing writing_of(std::string_view word) {
    std::size_t at = 0;
    const char32_t cp = decode(word, at);
    switch (script_of(cp)) {
      case Script::Latin: return Writing::Latin;
      case Script::Cyrillic: return Writing::Cyrillic;
      case Script::Katakana: return Writing::Kana;
      case Script::Hangul: return Writing::Hangul;
      default: return Writing::Other;
    }
  }

  /// A word of Latin letters or Cyrillic or the like.
  void read_word() {
    const std::size_t begin = at_;
    const bool after_apostrophe = begin > 0 && [&] {
      std::size_t before = begin;
      return is_apostrophe(decode_back(text_, before)) && before > 0 &&
             is_word_char(peek_back(before));
    }();
    const bool capital = is_capital(begin);
    int letters = 0, digits = 0, inner_capitals = 0;
    const auto pass_letters = [&] {
      for (std::size_t next = at_; next < text_.size(); at_ = next) {
        const std::size_t here = next;
        const char32_t cp = decode(text_, next);
        if (!is_word_char(cp)) break;
        if (is_digit(cp)) {
          ++digits;
        } else {
          ++letters;
          if (here != begin && is_capital(here)) ++inner_capitals;
        }
      }
    };
    pass_letters();
    // Coca-Cola is one word, well-known are two.
    while (capital && at_ + 1 < text_.size() && text_[at_] == '-' && is_word_char(peek(at_ + 1)) &&
           is_capital(at_ + 1)) {
      ++at_;
      pass_letters();
    }
    if (is_address(begin)) return skip_to_space();

    const std::string_view word = text_.substr(begin, at_ - begin);
    const Writing writing = writing_of(word);
    (writing == Writing::Latin ? latin_letters_ : other_letters_) += letters;
    const bool entity = begin > 0 && text_[begin - 1] == '&' && peek(at_) == ';';
    if (after_apostrophe || entity) return;  // the s of 's; &amp;
    reply_ = false;
    ++words_seen_;
    if (capital) ++capitals_;
    if (is_german_word(word)) ++german_;
    const bool nameable = letters >= 2 && (digits == 0 || letters >= 4) &&
                          word.size() <= kLongestWord &&
                          (writing == Writing::Latin || writing == Writing::Cyrillic);
    if (!nameable) {
      if (digits == 0) follows_ = false;
      opening_ = false;
      return;
    }
    const bool shows = capital || inner_capitals > 0;
    const unsigned evidence = !shows                            ? kLower
                              : opening_ && inner_capitals == 0 ? kOpening
                                                                : kInside;
    const std::uint32_t number = put(stem_of(word), writing, evidence);
    if (shows) words_.note_surface(number, written(begin, at_), true);
  }

  char32_t peek_back(std::size_t at) const { return decode_back(text_, at); }

  /// Whether the word from `begin` to here is part of a link or an e-mail address.
  bool is_address(std::size_t begin) const {
    const std::string_view rest = text_.substr(begin);
    if (rest.starts_with("http:") || rest.starts_with("https:") || rest.starts_with("www."))
      return true;
    if (at_ == text_.size()) return false;
    if (text_[at_] == '@') return at_ + 1 < text_.size() && is_handle_char(text_[at_ + 1]);
    if (text_[at_] != '.') return false;
    std::size_t end = at_ + 1;
    while (end < text_.size() && is_digit_or_small(text_[end])) ++end;
    return is_domain_ending(text_.substr(at_ + 1, end - at_ - 1));
  }

  /// A run of Hangul syllables: as it stands, and without its particle.
  void read_hangul() {
    constexpr std::size_t kSyllable = 3, kMostSyllables = 12;
    const std::size_t begin = at_;
    while (is_syllable(peek(at_))) at_ += kSyllable;
    other_letters_ += static_cast<int>((at_ - begin) / kSyllable);
    reply_ = false;
    const bool glued = begin > 0 && is_word_char(peek_back(begin));
    const std::string_view run = text_.substr(begin, at_ - begin);
    if (glued || run.size() < 2 * kSyllable || run.size() > kMostSyllables * kSyllable) {
      opening_ = false;
      if (!(glued && run == "의")) follows_ = false;
      return;
    }
    const bool follows = follows_;
    put(without_plural(run), Writing::Hangul, kBare);
    // All particles it may end in: who knows whether 라는 is one, or the end of a name and 는.
    for (std::size_t row = 0; row < std::size(kNounParticles); ++row) {
      for (const std::string_view particle : kNounParticles[row]) {
        if (particle.empty() || run.size() < particle.size() + 2 * kSyllable) continue;
        if (!run.ends_with(particle) || !agrees(run, particle)) continue;
        follows_ = follows;
        put(without_plural(run.substr(0, run.size() - particle.size())), Writing::Hangul, kParticle,
            row < kFirmParticles ? row + 1 : 0);
      }
    }
    follows_ = run.ends_with("의");
  }

  static std::string_view without_plural(std::string_view noun) {
    constexpr std::string_view kPlural = "들";
    if (noun.size() < 3 * kPlural.size() || !noun.ends_with(kPlural)) return noun;
    return noun.substr(0, noun.size() - kPlural.size());
  }

  /// Particles with two forms take the one that suits the syllable before.
  static bool agrees(std::string_view run, std::string_view particle) {
    std::size_t at = run.size() - particle.size();
    const char32_t final = (decode_back(run, at) - 0xAC00) % 28;
    constexpr char32_t kFinalL = 8;
    for (const std::string_view consonant : {"은", "이", "을", "과"}) {
      if (particle.starts_with(consonant)) return final != 0;
    }
    for (const std::string_view vowel : {"는", "가", "를", "와", "랑", "라"}) {
      if (particle.starts_with(vowel)) return final == 0;
    }
    if (particle.starts_with("으")) return final != 0 && final != kFinalL;
    if (particle.starts_with("로")) return final == 0 || final == kFinalL;
    return true;
  }

  void read_katakana() {
    constexpr std::size_t kLetter = 3, kLeastLetters = 3;
    const std::size_t begin = at_;
    while (is_katakana(peek(at_))) at_ += kLetter;
    const std::string_view run = text_.substr(begin, at_ - begin);
    other_letters_ += static_cast<int>(run.size() / kLetter);
    reply_ = false;
    if (run.size() < kLeastLetters * kLetter || run.size() > kLongestWord) {
      opening_ = follows_ = false;
      return;
    }
    put(run, Writing::Kana, kKana);
  }

  /// Decides at the end what the capitals of the text were worth.
  void settle_capitals() {
    constexpr int kLeastWords = 4;
    const bool foreign = other_letters_ > latin_letters_;
    const bool loud = words_seen_ < kLeastWords || capitals_ * 5 > words_seen_ * 3 || german_ >= 2;
    for (std::size_t i = first_token_; i < words_.tokens_.size(); ++i) {
      StandoutToken& token = words_.tokens_[i];
      if (!(token.evidence & (kInside | kOpening | kLower))) continue;
      if (foreign && words_.infos_[token.word].writing == Writing::Latin) {
        token.evidence = kForeign;
      } else if (loud && token.evidence == kInside) {
        token.evidence = kOpening;
      }
    }
  }

  StandoutWords& words_;
  std::string_view raw_, text_;
  std::size_t at_ = 0;
  std::size_t first_token_;
  bool opening_ = true;   ///< a sentence begins here
  bool follows_ = false;  ///< nothing has come between the last token and here
  bool reply_;            ///< nothing but handles so far
  int latin_letters_ = 0, other_letters_ = 0;
  int words_seen_ = 0, capitals_ = 0, german_ = 0;
};

// ---- all texts ---------------------------------------------------------------------------------

StandoutWords::StandoutWords() {
  for_each_common_word([&](std::string_view word, Commonness commonness) {
    if (commonness == Commonness::Rare) return;  // mistakable for a name: may be one
    fold(word, folded_);
    info(words_.number(stem_of(folded_))).commonness = commonness;
  });
}

StandoutWords::Info& StandoutWords::info(std::uint32_t word) {
  if (infos_.size() <= word) infos_.resize(std::max<std::size_t>(word + 1, infos_.size() * 2));
  return infos_[word];
}

void StandoutWords::note_surface(std::uint32_t word, std::string_view written, bool plain) {
  constexpr int kMostSurfaces = 24;  // enough for all cases of a Russian noun
  const std::uint32_t number = surfaces_.number(written);
  std::uint32_t previous = kNoWord;
  std::uint32_t at = infos_[word].first_surface;
  for (int i = 0; i < kMostSurfaces; ++i) {
    if (at == kNoWord) {
      at = static_cast<std::uint32_t>(surface_pool_.size());
      surface_pool_.push_back({number, 1, kNoWord, plain});
      (previous == kNoWord ? infos_[word].first_surface : surface_pool_[previous].next) = at;
      return;
    }
    Surface& surface = surface_pool_[at];
    if (surface.written == number && surface.plain == plain) {
      ++surface.count;
      return;
    }
    previous = std::exchange(at, surface.next);
  }
}

std::string_view StandoutWords::surface(std::uint32_t word) const {
  const Surface* best = nullptr;
  for (std::uint32_t at = infos_[word].first_surface; at != kNoWord; at = surface_pool_[at].next) {
    const Surface& surface = surface_pool_[at];
    const bool better =
        !best || (surface.plain != best->plain ? surface.plain : surface.count > best->count);
    if (better) best = &surface;
  }
  return best ? surfaces_.text(best->written) : words_.text(word);
}

bool StandoutWords::seen_before(std::string_view text, std::string_view title) {
  constexpr std::size_t kTold = 96, kTooShort = 16;  // bytes
  std::string& opening = folded_;
  fold(text.substr(0, valid_prefix(text.substr(0, 2 * kTold))), opening);
  std::string_view told = without_repost_mark(opening);
  if (told.size() < kTooShort) return false;
  std::string key(told.substr(0, kTold));
  key += title.substr(0, kTold);
  const std::size_t before = openings_.size();
  return openings_.number(key) < before;
}

void StandoutWords::add(std::string_view text, std::string_view title, std::string_view author) {
  if (seen_before(text, title)) return;
  const std::size_t begin = tokens_.size();
  if (!title.empty()) StandoutReader(*this, title, false).read();
  StandoutReader(*this, text, title.empty()).read();

  fold(author, folded_);
  std::string_view name = folded_;
  if (name.starts_with('@')) name.remove_prefix(1);
  text_authors_.push_back(name.empty() ? kNoWord : authors_.number(name));
  ends_.push_back(tokens_.size());
  bool holds[kWritings] = {};
  for (std::size_t i = begin; i < tokens_.size(); ++i) {
    holds[static_cast<std::size_t>(infos_[tokens_[i].word].writing)] = true;
  }
  for (std::size_t i = 0; i < kWritings; ++i) texts_in_[i] += holds[i];
}

std::span<const StandoutToken> StandoutWords::tokens(std::size_t text) const {
  const std::size_t begin = text == 0 ? 0 : ends_[text - 1];
  return std::span(tokens_).subspan(begin, ends_[text] - begin);
}

Commonness StandoutWords::commonness(std::uint32_t word) const {
  const std::string_view name = words_.text(word);
  if (!name.starts_with('@')) return infos_[word].commonness;
  const std::uint32_t plain = words_.find(stem_of(name.substr(1)));
  return plain == kNoWord ? Commonness::Rare : infos_[plain].commonness;
}

}  // namespace earshot
