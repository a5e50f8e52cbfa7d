// JSON documents written as they come, value after value: no tree of them is ever built.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace earshot {

/// Appends one JSON value to a text. Each value of an object comes with the name of its member; in
/// an array, and for the outermost value, the name is left out. Bytes that are no UTF-8 are written
/// as U+FFFD.
class JsonOut {
 public:
  enum class Layout : std::uint8_t {
    Lines,  ///< a value a line, two spaces deeper for each container; empty ones as [] and {}
    Tight,  ///< no blanks at all
  };
  explicit JsonOut(std::string& out, Layout layout = Layout::Lines)
      : out_(out), lines_(layout == Layout::Lines) {}

  void begin_object() { begin({}, '{'); }
  void begin_array() { begin({}, '['); }
  void begin_object(std::string_view name) { begin(name, '{'); }
  void begin_array(std::string_view name) { begin(name, '['); }
  /// Ends the innermost object or array.
  void end();

  void null(std::string_view name) { plain(name, "null"); }
  void flag(std::string_view name, bool value) { plain(name, value ? "true" : "false"); }
  void number(std::string_view name, std::uint64_t value);
  void number_or_null(std::string_view name, const std::optional<std::uint64_t>& value);
  /// Rounded as reports round: see `append_fraction`.
  void fraction(std::string_view name, double value);
  void text(std::string_view name, std::string_view value);
  /// null for "".
  void text_or_null(std::string_view name, std::string_view value);
  /// Members of the object that is open, as they are: at least one, commas between them.
  void members(std::string_view written);
  void texts(std::string_view name, std::span<const std::string> values);

  // The same for names that stand in the code, which are most: in wasm a string_view has to be put
  // together in memory for each call, and an address has not.
  void begin_object(const char* name);
  void begin_array(const char* name);
  void null(const char* name);
  void flag(const char* name, bool value);
  void number(const char* name, std::uint64_t value);
  void number_or_null(const char* name, const std::optional<std::uint64_t>& value);
  void fraction(const char* name, double value);
  void text(const char* name, std::string_view value);
  void text_or_null(const char* name, std::string_view value);

 private:
  void begin(std::string_view name, char bracket);
  void plain(std::string_view name, std::string_view value);
  void value(std::string_view name);
  void break_line();

  std::string& out_;
  std::string open_;  // brackets that are due
  bool lines_;
  bool first_ = true;  // nothing stands in the innermost container yet
};

}  // namespace earshot
