// One JSON object as cells under columns that are paths: {"user":{"name":"A"}} fills "user.name".
//
// Columns are found by expectation: objects of one file have the same keys in the same order, so
// the bytes that stood before a member's value the last time (`,"name": `) are compared before any
// key is read. Strings without escapes are views into the object's text; whatever has to be written
// anew stands in an arena that is emptied from one record to the next.
//
//   arrays of scalars      one cell, values joined by kListSeparator
//   arrays of objects      per path of a leaf one cell, values joined likewise
//   an array under "text"  strings and the "text" of objects run together (rich text)
//   null, NaN              "", other scalars as they are written
//   a key that comes again the last one counts
//   "replies.comments"     left out: see `replies()`
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <earshot/mention.h>

namespace earshot {

/// Objects and arrays nested deeper in a record are left out.
inline constexpr std::size_t kMaxJsonDepth = 64;

/// In YouTube's comment threads: where the first comment stands ...
inline constexpr std::string_view kFirstComment = "snippet.topLevelComment";
/// ... and the answers to it.
inline constexpr std::string_view kReplies = "replies.comments";

/// Memory for strings that live until `clear`; what has been handed out never moves.
class TextArena {
 public:
  char* take(std::size_t bytes);
  /// Gives back the end of what was taken last.
  void give_back(std::size_t bytes) { used_ -= bytes; }
  /// Keeps one block of usual size.
  void clear();

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t used_ = 0, size_ = 0;  // of the last block
};

class JsonCells {
 public:
  JsonCells();

  /// Members of the object under this key of a record stand as if they were the record's own.
  void unwrap(std::string_view key);
  /// Empties the cells for the next record.
  void clear();
  /// Adds the members of `object`, under `prefix` ("author") if that is not "". Its text has to
  /// stay until `clear`. False if it is no valid object: then the cells are of no use.
  bool add(std::string_view object, std::string_view prefix = {});
  /// Between `begin_list` and `end_list`: adds to a column's list what is inside of a JSON string.
  void append(std::string_view path, std::string_view inside);
  void begin_list() { list_ = ++lists_; }
  void end_list() { list_ = 0; }
  /// What a column of this record holds, "" if there is none.
  std::string_view cell(std::string_view path) const;
  /// Cells by position instead: the elements of an array. An array of scalars inside is a list, any
  /// other container stands as its JSON text.
  bool add_row(std::string_view array);

  std::span<const std::string_view> cells() const { return cells_; }
  std::span<const std::string_view> row() const { return row_; }
  /// Whether a cell holds several values.
  bool lists() const { return has_lists_; }
  const std::vector<std::string>& columns() const { return columns_; }
  /// Members that were left out because there were too many columns, or their path was too long.
  std::uint64_t dropped() const { return dropped_; }
  /// Objects under kReplies in a record that has kFirstComment before it, as text: comments of the
  /// same kind, to be records of their own.
  std::span<const std::string_view> replies() const { return replies_; }

 private:
  using Id = std::uint32_t;
  static constexpr Id kNone = ~Id{0};
  static constexpr Id kFull = kNone - 1;

  // A path. Its column is made when it first holds a scalar.
  struct Node {
    std::string path;
    std::string before;   // the bytes before its value, as last seen, inside of `parent`
    Id parent = kNone;
    Id first = kNone;     // the member that is expected first
    Id next = kNone;      // the sibling that is expected to follow
    Id column = kNone;
    bool is_text = false;         // its key is "text"
    bool is_prefix = true;        // of its members' paths
    std::uint64_t record = 0;     // the last record in which it stood outside lists ...
    std::size_t begin = 0, end = 0;  // ... and what of `written_` it wrote there
  };
  struct List {
    std::uint64_t list = 0;   // which one the cell holds
    char* data = nullptr;     // not before it has two values
    std::size_t capacity = 0;
  };
  enum class Step : std::uint8_t { Member, End, Broken };

  Id find(std::string_view path) const;
  Id node(std::string_view path);
  Id expected(Id parent, Id guess);
  Step read_key(Id parent, Id previous, Id& member);
  bool object(Id parent, std::size_t depth);
  bool member(Id id, std::size_t depth);
  bool value(Id id, std::size_t depth);
  bool array(Id id, std::size_t depth);
  bool rich_text(Id id);
  bool comments();
  bool skip();
  bool string(std::string_view& text);
  bool scalar(std::string_view& text);
  std::string_view unescaped(std::string_view inside);
  void put(Id id, std::string_view text);

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint64_t record_ = 0;
  std::uint64_t list_ = 0;   // the outermost list that is open, 0 for none
  std::uint64_t lists_ = 0;

  std::vector<Node> nodes_;  // the first is the record itself
  std::vector<Id> by_path_;
  std::vector<std::string> columns_;
  std::vector<std::string_view> cells_, row_, replies_;
  std::vector<List> joined_;   // a column's list in this record
  std::vector<Id> written_;    // columns, in the order they were written
  std::string path_, key_;     // scratch
  TextArena arena_;
  std::uint64_t dropped_ = 0;
  bool has_lists_ = false;
};

}  // namespace earshot
