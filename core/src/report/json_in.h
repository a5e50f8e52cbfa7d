// Small JSON documents that people and the page hand over: settings and filters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/json_text.h"

namespace earshot {

/// A value of a well-formed text, as it stands there: such documents are small, and each value is
/// asked for once.
class JsonIn {
 public:
  /// Nothing if the text is no JSON. The text has to outlive what is read of it.
  static std::optional<JsonIn> parse(std::string_view text);
  /// What a string's inside stands for.
  static std::string unescaped(std::string_view inside);

  explicit JsonIn(std::string_view value) : value_(value) {}

  std::string_view raw() const { return value_; }
  bool is_null() const { return value_ == "null"; }
  bool is_object() const { return value_.starts_with('{'); }
  bool is_array() const { return value_.starts_with('['); }
  bool is_boolean() const { return is_true() || value_ == "false"; }
  bool is_true() const { return value_ == "true"; }

  std::optional<std::string> text() const;
  std::optional<std::uint64_t> whole() const;
  std::optional<std::int64_t> integer() const;

  /// The member of that name, the last if there are several; nothing if it is null.
  std::optional<JsonIn> find(std::string_view key) const;
  JsonItems items() const { return JsonItems(value_); }
  std::size_t size() const;

 private:
  std::string_view value_;
};

}  // namespace earshot
