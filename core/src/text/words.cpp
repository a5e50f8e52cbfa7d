#include "text/words.h"

#include <algorithm>
#include <string>

#include <earshot/words.h>

namespace earshot {
namespace {

constexpr std::string_view kMagic = "# Earshot's words, 1\n";
std::string_view loaded;

}  // namespace

Result<void> load_words(std::span<const unsigned char> bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (!text.starts_with(kMagic)) {
    return std::unexpected(Error{ErrorCode::BadModel,
                                 {},
                                 "words",
                                 "The tables of words are damaged or of another version. Load the "
                                 "earshot.words that came with this version."});
  }
  loaded = text;
  return {};
}

WordRows::WordRows(std::string_view table) {
  const std::size_t at = loaded.find("\n[" + std::string(table) + "]\n");
  if (at == loaded.npos) return;
  rest_ = loaded.substr(at + table.size() + 4);
  rest_ = rest_.substr(0, rest_.find("\n["));
}

bool WordRows::next() {
  while (!rest_.empty()) {
    words_ = cut(rest_, '\n');
    if (words_.empty() || words_.starts_with('#')) continue;
    key_ = cut(words_, ':');
    if (words_.starts_with(' ')) words_.remove_prefix(1);
    return true;
  }
  return false;
}

std::string_view WordRows::part() { return cut(key_, ' '); }

std::string_view WordRows::cut(std::string_view& rest, char separator) {
  const std::string_view cut = rest.substr(0, rest.find(separator));
  rest.remove_prefix(cut.size() == rest.size() ? cut.size() : cut.size() + 1);
  return cut;
}

int WordRows::place_among(std::string_view names, std::string_view name) {
  for (int place = 0; !names.empty(); ++place) {
    if (cut(names, ' ') == name) return place;
  }
  return 0;
}

WordTable::WordTable(std::string_view table, char separator) {
  for (WordRows row(table); row.next();) {
    row.each_word(separator, [&](std::string_view word) {
      entries_.insert(place(word), Entry(word, row.key()));
    });
  }
}

std::vector<WordTable::Entry>::const_iterator WordTable::place(std::string_view word) const {
  return std::lower_bound(entries_.begin(), entries_.end(), word,
                          [](const Entry& entry, std::string_view wanted) { return entry.first < wanted; });
}

std::string_view WordTable::find(std::string_view word) const {
  const auto found = place(word);
  return found != entries_.end() && found->first == word ? found->second : std::string_view();
}

}  // namespace earshot
