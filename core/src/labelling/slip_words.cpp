#include "labelling/slip_words.h"

#include <algorithm>

namespace earshot {

bool is_slip(std::uint64_t rows_of_word, std::uint64_t rows_of_brand) {
  constexpr std::uint64_t kAlways = 2, kOfBrand = 4;
  return rows_of_word <= kAlways || rows_of_word * kOfBrand <= rows_of_brand;
}

void SlipWords::clear() {
  numbers_.clear();
  words_.clear();
}

SlipWords::Word& SlipWords::at(std::string_view word) {
  const auto known = numbers_.find(word);
  if (known != numbers_.end()) return words_[known->second];
  numbers_.emplace(word, static_cast<std::uint32_t>(words_.size()));
  return words_.emplace_back();
}

void SlipWords::make_unique(std::vector<RowId>& rows) {
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
}

bool SlipWords::note(std::string_view spelling, RowId row) {
  Word& word = at(spelling);
  if (word.frequent || (!word.rows.empty() && word.rows.back() == row)) return false;
  word.rows.push_back(row);
  if (word.rows.size() <= kMostRows) return true;
  make_unique(word.rows);
  if (word.rows.size() <= kMostRows) return true;
  word = {{}, true};
  return true;
}

std::optional<std::size_t> SlipWords::rows_with(std::string_view spelling) const {
  const auto known = numbers_.find(spelling);
  if (known == numbers_.end()) return 0;
  const Word& word = words_[known->second];
  if (word.frequent) return std::nullopt;
  return word.rows.size();
}

std::vector<RowId> SlipWords::rows(std::size_t size) {
  std::vector<RowId> rows;
  for (Word& word : words_) {
    make_unique(word.rows);
    std::erase_if(word.rows, [&](RowId id) { return id >= size; });
    rows.insert(rows.end(), word.rows.begin(), word.rows.end());
  }
  make_unique(rows);
  return rows;
}

bool SlipWords::forget(std::size_t from) {
  bool known = true;
  for (Word& word : words_) {
    known &= !word.frequent;
    std::erase_if(word.rows, [&](RowId id) { return id >= from; });
  }
  return known;
}

bool SlipWords::take(const SlipWords& other, std::span<const RowId> rows, std::size_t end) {
  // A row that is nowhere here is past every end.
  const bool dropped = std::ranges::any_of(rows, [&](RowId row) { return row == ~RowId{0}; });
  bool known = true;
  for (const auto& [word, number] : other.numbers_) {
    const Word& there = other.words_[number];
    known &= !(there.frequent && dropped);
    std::vector<RowId> taken;
    for (const RowId row : there.rows) {
      if (row < rows.size() && rows[row] < end) taken.push_back(rows[row]);
    }
    if (taken.empty() && !there.frequent) continue;
    Word& here = at(word);
    here.rows.insert(here.rows.end(), taken.begin(), taken.end());
    make_unique(here.rows);
    here.frequent |= there.frequent || here.rows.size() > kMostRows;
    if (here.frequent) here.rows = {};
  }
  return known;
}

}  // namespace earshot
