// Reads the tables of words that are kept beside the program (<earshot/words.h>).
//
// A table begins with a line "[name]"; each further line is a row "key: words", or says something to
// people behind a "#". Who asks first reads its table whole and keeps what it needs of it.
#pragma once

#include <charconv>
#include <string_view>
#include <utility>
#include <vector>

namespace earshot {

/// The rows of a table in their order:  for (WordRows row("dates"); row.next();) ...
class WordRows {
 public:
  explicit WordRows(std::string_view table);
  /// False behind the last row, and where no words were loaded.
  bool next();

  /// What the row is about, as far as `part` has not taken it.
  std::string_view key() const { return key_; }
  /// The next part of what the row is about, up to a space; "" behind the last.
  std::string_view part();
  /// The same as a number.
  int number() {
    const std::string_view digits = part();
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  }
  /// The same as a value of an enumeration, by its place among `names`, which spaces separate; the
  /// first of them for what is none.
  template <class Enum>
  Enum one_of(std::string_view names) {
    return static_cast<Enum>(place_among(names, part()));
  }
  /// Valid as long as the program runs.
  std::string_view words() const { return words_; }

  /// Calls `use` with each of the words, which `separator` keeps apart.
  template <class Use>
  void each_word(char separator, Use&& use) const {
    for (std::string_view rest = words_; !rest.empty();) use(cut(rest, separator));
  }

 private:
  /// Takes off what stands before the first `separator`, and that.
  static std::string_view cut(std::string_view& rest, char separator);
  static int place_among(std::string_view names, std::string_view name);

  std::string_view rest_, key_, words_;
};

/// A table by its words.
class WordTable {
 public:
  /// @param separator what keeps the words of a row apart
  WordTable(std::string_view table, char separator);
  /// What the row with this word is about; "" where no row has it.
  std::string_view find(std::string_view word) const;

 private:
  using Entry = std::pair<std::string_view, std::string_view>;  ///< a word, and what it says
  std::vector<Entry>::const_iterator place(std::string_view word) const;

  std::vector<Entry> entries_;  ///< by their words
};

}  // namespace earshot
