// The text of a mention as its author wrote it, from the cell of an export.
//
// Exports wrap texts in HTML (Mastodon, YouTube, Zendesk), escape them (Reddit, spreadsheets), put
// a machine's translation beside them (Google) or a placeholder in their place. Whatever is not
// surely such a wrapping is the author's: "I <3 this", "AT&T", "<redacted>" and "C:\new" stay.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace earshot {

/// Keeps its memory from one cell to the next.
class TextCleaner {
 public:
  /// @param cell valid UTF-8
  /// @return a part of `cell` where nothing had to be undone (the usual case), else a view into own
  ///         memory, valid until the next call; "" for a placeholder such as "[deleted]". Takes
  ///         time linear in the cell, whatever it holds.
  std::string_view clean(std::string_view cell);
  /// Whether the last text may hold a kListSeparator.
  bool holds_list() const { return holds_list_; }

 private:
  void put(std::string_view run);
  void put(char32_t code_point);
  std::size_t tag(std::string_view cell, std::size_t at);
  std::size_t entity(std::string_view cell, std::size_t at);
  std::size_t spreadsheet_escape(std::string_view cell, std::size_t at);
  std::size_t written_break(std::string_view cell, std::size_t at);
  std::size_t behind(std::string_view cell, std::size_t at, std::string_view end);

  std::string out_;
  bool holds_list_ = false;
  bool html_ = false;        // a tag was met: blanks count as they do in HTML
  bool blank_ = false;       // blanks wait at the end of out_
  unsigned raw_breaks_ = 0;  // line ends among them, as written
  unsigned tag_breaks_ = 0;  // and those that tags ask for
  std::size_t budget_ = 0;   // bytes that may yet be looked through for ends that do not come
};

/// Whether a text breaks off: it ends with "…" or with an ellipsis and a t.co link, or it is as
/// long as a spreadsheet's cell can be (32,767 UTF-16 units).
bool looks_truncated(std::string_view text);

}  // namespace earshot
