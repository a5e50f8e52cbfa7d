#include "insight/search_query.h"

#include <optional>

#include "text/fold.h"
#include "text/unicode.h"
#include "text/utf8.h"
#include "text/word_marks.h"

namespace earshot {
namespace {

constexpr std::uint32_t kNothing = ~std::uint32_t{0};
constexpr int kMaxDepth = 32;

enum class Sign : std::uint8_t { End, Word, Phrase, Open, Close, And, Or, Not, Near };

bool is_quote(char32_t cp) {
  return cp == '"' || cp == 0x201C || cp == 0x201D || cp == 0x201E || cp == 0xAB || cp == 0xBB ||
         cp == 0xFF02;
}
bool is_open(char32_t cp) { return cp == '(' || cp == 0xFF08; }
bool is_close(char32_t cp) { return cp == ')' || cp == 0xFF09; }

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) { next(); }

  Result<SearchQuery> parse() {
    if (text_.size() > kMaxSearchBytes) fail("The search is too long; leave out some of its words.");
    std::uint32_t whole = any(0);
    if (sign_ != Sign::End && wrong_.empty()) fail(missing());
    if (!wrong_.empty()) {
      return std::unexpected(Error{ErrorCode::BadFilter, {}, std::string(text_), std::move(wrong_)});
    }
    // The last node is the whole: what was read last is what joins all.
    if (whole == kNothing) query_.nodes.clear();
    return std::move(query_);
  }

 private:
  void fail(std::string sentence) {
    if (wrong_.empty()) wrong_ = std::move(sentence);
    sign_ = Sign::End;
  }

  std::string missing() const {
    return "\"" + std::string(word_) +
           "\" has to stand between words. To search for the word itself, put it in quotes or write "
           "it in small letters.";
  }

  char32_t peek(std::size_t& after) const {
    after = at_;
    return decode(text_, after);
  }

  void next() {
    std::size_t after = at_;
    while (at_ < text_.size() && is_space(peek(after))) at_ = after;
    if (at_ == text_.size()) {
      sign_ = Sign::End;
      return;
    }
    const std::size_t begin = at_;
    const char32_t first = peek(after);
    if (is_open(first) || (is_close(first) && depth_ > 0)) {
      at_ = after;
      sign_ = is_open(first) ? Sign::Open : Sign::Close;
    } else if (is_quote(first)) {
      at_ = after;
      const std::size_t inside = at_;
      while (at_ < text_.size() && !is_quote(peek(after))) at_ = after;
      word_ = text_.substr(inside, at_ - inside);
      if (at_ < text_.size()) at_ = after;
      sign_ = Sign::Phrase;
      return;
    } else {
      // A parenthesis that closes none is part of its word, as in ":)".
      for (at_ = after; at_ < text_.size(); at_ = after) {
        const char32_t cp = peek(after);
        if (is_space(cp) || is_quote(cp) || is_open(cp) || (is_close(cp) && depth_ > 0)) break;
      }
      word_ = text_.substr(begin, at_ - begin);
      sign_ = sign_of(word_);
      return;
    }
    word_ = text_.substr(begin, at_ - begin);
  }

  Sign sign_of(std::string_view word) {
    if (word == "AND") return Sign::And;
    if (word == "OR") return Sign::Or;
    if (word == "NOT") return Sign::Not;
    if (!word.starts_with("NEAR")) return Sign::Word;
    nearness_ = kUsualNearness;
    if (word.size() == 4) return Sign::Near;
    if (word[4] != '/') return Sign::Word;
    nearness_ = 0;
    for (const char digit : word.substr(5)) {
      nearness_ = digit >= '0' && digit <= '9' && nearness_ <= kMostNearness
                      ? nearness_ * 10 + static_cast<std::uint32_t>(digit - '0')
                      : kMostNearness + 1;
    }
    // "NEAR/" at the end: the number is still to come.
    if (word.size() == 5 && at_ == text_.size()) nearness_ = kUsualNearness;
    if (nearness_ == 0 || nearness_ > kMostNearness) {
      fail("How near has to be a number of words from 1 to " + std::to_string(kMostNearness) +
           ", as in \"battery NEAR/5 hot\".");
    }
    return wrong_.empty() ? Sign::Near : Sign::End;
  }

  std::uint32_t add(SearchQuery::Node node) {
    query_.nodes.push_back(node);
    return static_cast<std::uint32_t>(query_.nodes.size() - 1);
  }

  std::uint32_t join(SearchQuery::Operator what, std::uint32_t left, std::uint32_t right,
                     std::uint32_t words = 0) {
    if (left == kNothing) return right;
    if (right == kNothing) return left;
    return add({what, left, right, words});
  }

  bool begins_operand() const {
    return sign_ == Sign::Word || sign_ == Sign::Phrase || sign_ == Sign::Open || sign_ == Sign::Not;
  }

  /// After an operator: its word, or the end of what was typed so far.
  bool expects_operand() {
    const std::string sentence = missing();
    next();
    if (sign_ == Sign::End || sign_ == Sign::Close) return false;
    if (!begins_operand()) fail(sentence);
    return begins_operand();
  }

  std::uint32_t any(int depth) {
    std::uint32_t left = all(depth);
    while (sign_ == Sign::Or) {
      if (!expects_operand()) break;
      left = join(SearchQuery::Operator::Or, left, all(depth));
    }
    return left;
  }

  std::uint32_t all(int depth) {
    if (!begins_operand()) {
      if (sign_ != Sign::End && sign_ != Sign::Close) fail(missing());
      return kNothing;
    }
    std::uint32_t left = each(depth);
    for (;;) {
      if (sign_ == Sign::And) {
        if (!expects_operand()) return left;
      } else if (!begins_operand()) {
        return left;
      }
      left = join(SearchQuery::Operator::And, left, each(depth));
    }
  }

  std::uint32_t each(int depth) {
    bool negated = false;
    while (sign_ == Sign::Not) {
      negated = !negated;
      if (!expects_operand()) return kNothing;
    }
    const std::uint32_t operand = near(depth);
    if (!negated || operand == kNothing) return operand;
    return add({SearchQuery::Operator::Not, operand, 0, 0});
  }

  std::uint32_t near(int depth) {
    std::uint32_t left = one(depth);
    while (sign_ == Sign::Near) {
      const std::uint32_t words = nearness_;
      if (!expects_operand()) return left;
      const std::uint32_t right = sign_ == Sign::Not ? kNothing : one(depth);
      if (right == kNothing || !has_places(left) || !has_places(right)) {
        fail("NEAR stands between words, phrases, or several of them with OR in parentheses.");
        return kNothing;
      }
      left = join(SearchQuery::Operator::Near, left, right, words);
    }
    return left;
  }

  bool has_places(std::uint32_t at) const {
    if (at == kNothing) return false;
    const SearchQuery::Node& node = query_.nodes[at];
    switch (node.what) {
      case SearchQuery::Operator::Term:
      case SearchQuery::Operator::Near: return true;
      case SearchQuery::Operator::Or: return has_places(node.left) && has_places(node.right);
      default: return false;
    }
  }

  std::uint32_t one(int depth) {
    if (sign_ == Sign::Open) {
      if (depth == kMaxDepth) {
        fail("The search has too many parentheses inside each other.");
        return kNothing;
      }
      ++depth_;
      next();
      const std::uint32_t inside = any(depth + 1);
      --depth_;
      if (sign_ == Sign::Close) next();
      return inside;
    }
    SearchQuery::Term term;
    for (std::size_t begin = 0; begin < word_.size();) {
      std::size_t end = begin, after = begin;
      while (end < word_.size() && !is_space(decode(word_, after))) end = after;
      if (end > begin) add_part(word_.substr(begin, end - begin), term);
      begin = after;
    }
    if (!wrong_.empty()) return kNothing;
    next();
    if (term.empty()) return kNothing;
    if (query_.terms.size() == kMaxSearchTerms) {
      fail("The search has more than " + std::to_string(kMaxSearchTerms) +
           " words; leave out some of them.");
      return kNothing;
    }
    query_.terms.push_back(std::move(term));
    return add({SearchQuery::Operator::Term, static_cast<std::uint32_t>(query_.terms.size() - 1), 0, 0});
  }

  void add_part(std::string_view word, SearchQuery::Term& term) {
    SearchQuery::Part part;
    if (word.size() > 1 && word.starts_with('*')) {
      fail("A * stands at the end of a word, as in \"batter*\".");
      return;
    }
    part.open = word.size() > 1 && word.ends_with('*');
    if (part.open) word.remove_suffix(1);
    fold(word, folded_);
    for (std::size_t at = 0; at < folded_.size();) part.letters += decode(folded_, at);
    if (part.letters.empty()) return;
    part.begins_word = is_spaced_letter(part.letters.front());
    part.ends_word = !part.open && is_spaced_letter(part.letters.back());
    term.push_back(std::move(part));
  }

  std::string_view text_, word_;
  std::size_t at_ = 0;
  int depth_ = 0;  // of parentheses
  Sign sign_ = Sign::End;
  std::uint32_t nearness_ = 0;
  std::string wrong_, folded_;
  SearchQuery query_;
};

}  // namespace

Result<SearchQuery> parse_search(std::string_view text) { return Parser(text).parse(); }

}  // namespace earshot
