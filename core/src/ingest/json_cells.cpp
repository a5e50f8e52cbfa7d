#include "ingest/json_cells.h"

#include <algorithm>
#include <cstring>

#include "ingest/json_text.h"
#include "ingest/records.h"

namespace earshot {
namespace {

constexpr std::size_t kArenaBlock = std::size_t{64} << 10;
// Paths that hold objects come on top of those that are columns.
constexpr std::size_t kMaxNodes = 4 * kMaxColumns;
constexpr std::size_t kMaxPath = 512;
constexpr std::size_t kMaxBefore = 256;
// So many optional members may be missing before a key is looked up by its name.
constexpr int kMaxGuesses = 4;

std::string_view plain_scalar(std::string_view text) {
  return text == "null" || text == "NaN" || text == "undefined" ? std::string_view() : text;
}

/// What stands before a value is short: a call of memcmp costs more than the comparison.
bool same_bytes(const char* at, const std::string& wanted) {
  const auto differ = [](const char* a, const char* b) {
    std::uint64_t left, right;
    std::memcpy(&left, a, 8);
    std::memcpy(&right, b, 8);
    return left ^ right;
  };
  const std::size_t size = wanted.size();
  if (size < 8) return std::equal(wanted.begin(), wanted.end(), at);
  for (std::size_t done = 0; done + 8 < size; done += 8) {
    if (differ(at + done, wanted.data() + done) != 0) return false;
  }
  return differ(at + size - 8, wanted.data() + size - 8) == 0;
}

}  // namespace

char* TextArena::take(std::size_t bytes) {
  if (size_ - used_ < bytes) {
    size_ = std::max(bytes, kArenaBlock);
    used_ = 0;
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(size_));
  }
  char* const begin = blocks_.empty() ? nullptr : blocks_.back().get() + used_;
  used_ += bytes;
  return begin;
}

void TextArena::clear() {
  if (blocks_.size() > 1 || size_ > kArenaBlock) {
    blocks_.clear();
    size_ = 0;
  }
  used_ = 0;
}

JsonCells::JsonCells() {
  nodes_.emplace_back().is_prefix = false;
  by_path_.push_back(0);
}

void JsonCells::unwrap(std::string_view key) {
  const Id id = node(key);
  if (id < nodes_.size()) nodes_[id].is_prefix = false;
}

void JsonCells::clear() {
  for (const Id column : written_) cells_[column] = {};
  written_.clear();
  row_.clear();
  replies_.clear();
  arena_.clear();
  has_lists_ = false;
  ++record_;
}

bool JsonCells::add(std::string_view object_text, std::string_view prefix) {
  const Id id = node(prefix);
  text_ = object_text;
  at_ = 1;
  list_ = 0;
  return text_.starts_with('{') && id < nodes_.size() && object(id, 1) && at_ == text_.size();
}

void JsonCells::append(std::string_view path, std::string_view inside) {
  const Id id = node(path);
  if (id < nodes_.size()) put(id, unescaped(inside));
}

std::string_view JsonCells::cell(std::string_view path) const {
  const Id id = find(path);
  return id < nodes_.size() && nodes_[id].column < cells_.size() ? cells_[nodes_[id].column]
                                                                 : std::string_view();
}

JsonCells::Id JsonCells::find(std::string_view path) const {
  const auto at = std::lower_bound(
      by_path_.begin(), by_path_.end(), path,
      [&](Id id, std::string_view wanted) { return nodes_[id].path < wanted; });
  return at != by_path_.end() && nodes_[*at].path == path ? *at : kNone;
}

JsonCells::Id JsonCells::node(std::string_view path) {
  const auto at = std::lower_bound(
      by_path_.begin(), by_path_.end(), path,
      [&](Id id, std::string_view wanted) { return nodes_[id].path < wanted; });
  if (at != by_path_.end() && nodes_[*at].path == path) return *at;
  if (nodes_.size() == kMaxNodes || path.size() > kMaxPath) return kFull;
  const Id id = static_cast<Id>(nodes_.size());
  by_path_.insert(at, id);
  Node& added = nodes_.emplace_back();
  added.path = path;
  return id;
}

JsonCells::Id JsonCells::expected(Id parent, Id guess) {
  for (int tries = 0; guess < nodes_.size() && tries < kMaxGuesses; ++tries) {
    const Node& candidate = nodes_[guess];
    const std::string& before = candidate.before;
    if (candidate.parent == parent && text_.size() - at_ > before.size() &&
        same_bytes(text_.data() + at_, before)) {
      at_ += before.size();
      return guess;
    }
    guess = candidate.next;
  }
  return kNone;
}

JsonCells::Step JsonCells::read_key(Id parent, Id previous, Id& member) {
  const std::size_t begin = at_;
  at_ = skip_json_blanks(text_, at_);
  if (previous != kNone && at_ < text_.size() && text_[at_] == ',') {
    at_ = skip_json_blanks(text_, at_ + 1);
  } else if (previous != kNone && (at_ >= text_.size() || text_[at_] != '}')) {
    return Step::Broken;
  }
  if (at_ >= text_.size()) return Step::Broken;
  if (text_[at_] == '}') {
    ++at_;
    return Step::End;
  }
  if (text_[at_] != '"') return Step::Broken;
  bool escaped = false;
  const std::size_t end = json_string_end(text_, at_ + 1, escaped);
  if (end == std::string_view::npos) return Step::Broken;
  std::string_view key = text_.substr(at_ + 1, end - at_ - 1);
  at_ = skip_json_blanks(text_, end + 1);
  if (at_ >= text_.size() || text_[at_] != ':') return Step::Broken;
  at_ = skip_json_blanks(text_, at_ + 1);

  member = kFull;
  if (key.size() > kMaxPath) return Step::Member;
  if (escaped) {
    key_.resize(key.size());
    key_.resize(json_unescape(key, key_.data()));
    key = key_;
  }
  path_.clear();
  if (nodes_[parent].is_prefix) (path_ += nodes_[parent].path) += '.';
  path_ += key;
  member = node(path_);
  if (member >= nodes_.size()) return Step::Member;
  Node& found = nodes_[member];
  found.is_text = key == "text";
  found.parent = kNone;
  if (at_ - begin <= kMaxBefore) {
    found.parent = parent;
    found.before = text_.substr(begin, at_ - begin);
  }
  if (previous == kNone) {
    nodes_[parent].first = member;
  } else if (previous < nodes_.size()) {
    nodes_[previous].next = member;
  }
  return Step::Member;
}

// `at_` is behind the opening bracket here and in `array`, at the value's first byte in `value`.
bool JsonCells::object(Id parent, std::size_t depth) {
  Id previous = kNone;
  Id guess = nodes_[parent].first;
  for (;;) {
    Id id = expected(parent, guess);
    if (id == kNone) {
      const Step step = read_key(parent, previous, id);
      if (step != Step::Member) return step == Step::End;
    }
    previous = id;
    if (id == kFull) {
      ++dropped_;
      if (!skip()) return false;
      guess = kNone;
    } else {
      if (!member(id, depth)) return false;
      guess = nodes_[id].next;
    }
  }
}

bool JsonCells::member(Id id, std::size_t depth) {
  if (list_ != 0) return value(id, depth);
  Node& entered = nodes_[id];
  if (entered.record == record_) {
    for (std::size_t at = entered.begin; at < entered.end; ++at) cells_[written_[at]] = {};
  }
  entered.record = record_;
  entered.begin = entered.end = written_.size();
  const bool valid = value(id, depth);
  nodes_[id].end = written_.size();
  return valid;
}

bool JsonCells::value(Id id, std::size_t depth) {
  if (at_ >= text_.size()) return false;
  std::string_view text;
  switch (text_[at_]) {
    case '"':
      if (!string(text)) return false;
      break;
    case '{':
    case '[': {
      if (depth >= kMaxJsonDepth) return skip();
      const bool is_object = text_[at_] == '{';
      ++at_;
      return is_object ? object(id, depth + 1) : array(id, depth + 1);
    }
    default:
      if (!scalar(text)) return false;
  }
  put(id, text);
  return true;
}

bool JsonCells::array(Id id, std::size_t depth) {
  if (nodes_[id].is_text) return rich_text(id);
  if (nodes_[id].path == kReplies && find(kFirstComment) != kNone) return comments();
  const std::uint64_t outer = list_;
  if (list_ == 0) list_ = ++lists_;
  for (bool first = true;; first = false) {
    at_ = skip_json_blanks(text_, at_);
    if (!first && at_ < text_.size() && text_[at_] == ',') {
      at_ = skip_json_blanks(text_, at_ + 1);
    } else if (!first && (at_ >= text_.size() || text_[at_] != ']')) {
      return false;
    }
    if (at_ < text_.size() && text_[at_] == ']') break;
    if (!value(id, depth)) return false;
  }
  ++at_;
  list_ = outer;
  return true;
}

bool JsonCells::rich_text(Id id) {
  const std::size_t begin = at_ - 1;
  const std::size_t end = json_value_end(text_, begin);
  if (end == std::string_view::npos) return false;
  char* const out = arena_.take(end - begin);
  std::size_t length = 0;
  JsonItems items(text_.substr(begin, end - begin));
  while (items.next()) {
    std::string_view piece = items.value();
    if (piece[0] == '{') {
      JsonItems members(piece);
      piece = {};
      while (members.next()) {
        if (members.key() == "text") piece = members.value();
      }
      if (members.broken()) return false;
    }
    length += json_unescape(json_inside(piece), out + length);
  }
  if (items.broken()) return false;
  arena_.give_back(end - begin - length);
  at_ = end;
  put(id, {out, length});
  return true;
}

bool JsonCells::comments() {
  const std::size_t begin = at_ - 1;
  const std::size_t end = json_value_end(text_, begin);
  if (end == std::string_view::npos) return false;
  JsonItems items(text_.substr(begin, end - begin));
  while (items.next()) {
    if (items.value()[0] == '{') replies_.push_back(items.value());
  }
  at_ = end;
  return !items.broken();
}

bool JsonCells::skip() {
  const std::size_t end = json_value_end(text_, at_);
  if (end == std::string_view::npos || end == at_) return false;
  at_ = end;
  return true;
}

bool JsonCells::string(std::string_view& text) {
  bool escaped = false;
  const std::size_t end = json_string_end(text_, at_ + 1, escaped);
  if (end == std::string_view::npos) return false;
  text = text_.substr(at_ + 1, end - at_ - 1);
  if (escaped) text = unescaped(text);
  at_ = end + 1;
  return true;
}

bool JsonCells::scalar(std::string_view& text) {
  const std::size_t end = json_value_end(text_, at_);
  if (end == std::string_view::npos) return false;
  text = text_.substr(at_, end - at_);
  at_ = end;
  if (!is_json_scalar(text)) return false;
  text = plain_scalar(text);
  return true;
}

std::string_view JsonCells::unescaped(std::string_view inside) {
  char* const out = arena_.take(inside.size());
  const std::size_t length = json_unescape(inside, out);
  arena_.give_back(inside.size() - length);
  return {out, length};
}

void JsonCells::put(Id id, std::string_view text) {
  Id column = nodes_[id].column;
  if (column >= columns_.size()) {
    if (columns_.size() == kMaxColumns) {
      ++dropped_;
      return;
    }
    column = nodes_[id].column = static_cast<Id>(columns_.size());
    columns_.push_back(nodes_[id].path);
    cells_.emplace_back();
    joined_.emplace_back();
  }
  std::string_view& cell = cells_[column];
  List& joined = joined_[column];
  if (list_ == 0 || joined.list != list_) {
    joined = {list_, nullptr, 0};
    cell = text;
    written_.push_back(column);
    return;
  }
  const std::size_t length = cell.size() + 1 + text.size();
  if (length > joined.capacity) {
    joined.capacity = length * 2;
    char* const data = arena_.take(joined.capacity);
    std::copy(cell.begin(), cell.end(), data);
    joined.data = data;
  }
  joined.data[cell.size()] = kListSeparator;
  has_lists_ = true;
  std::copy(text.begin(), text.end(), joined.data + cell.size() + 1);
  cell = {joined.data, length};
}

bool JsonCells::add_row(std::string_view array_text) {
  JsonItems items(array_text);
  while (items.next()) {
    std::string_view text = items.value();
    if (text[0] == '"') {
      text_ = text;
      at_ = 0;
      if (!string(text)) return false;
    } else if (text[0] == '[') {
      char* const out = arena_.take(text.size());
      has_lists_ = true;
      std::size_t length = 0;
      bool first = true, flat = true;
      JsonItems elements(text);
      while (flat && elements.next()) {
        const std::string_view element = elements.value();
        if (!first) out[length++] = kListSeparator;
        first = false;
        flat = (element[0] | 0x20) != '{';
        if (element[0] == '"') {
          length += json_unescape(json_inside(element), out + length);
        } else if (flat) {
          const std::string_view plain = plain_scalar(element);
          std::copy(plain.begin(), plain.end(), out + length);
          length += plain.size();
        }
      }
      if (elements.broken()) return false;
      arena_.give_back(text.size() - (flat ? length : 0));
      if (flat) text = {out, length};
    } else if (text[0] != '{') {
      if (!is_json_scalar(text)) return false;
      text = plain_scalar(text);
    }
    if (row_.size() < kMaxColumns) {
      row_.push_back(text);
    } else {
      ++dropped_;
    }
  }
  return !items.broken();
}

}  // namespace earshot
