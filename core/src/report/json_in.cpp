#include "report/json_in.h"

#include <charconv>

#include "text/utf8.h"

namespace earshot {
namespace {

constexpr int kMaxDepth = 64;

/// Whether a value is whole, and all in it.
bool is_well_formed(std::string_view value, int depth) {
  if (value.starts_with('"')) return true;
  if (!value.starts_with('{') && !value.starts_with('[')) return is_json_scalar(value);
  JsonItems items(value);
  while (items.next()) {
    if (depth == kMaxDepth || !is_well_formed(items.value(), depth + 1)) return false;
  }
  if (items.broken()) return false;
  // Nor may a comma stand behind the last item.
  value.remove_suffix(1);
  while (is_json_blank(value.back())) value.remove_suffix(1);
  return value.back() != ',';
}

template <class Number>
std::optional<Number> number_in(std::string_view value) {
  Number number;
  const char* const end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, number);
  return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

}  // namespace

std::optional<JsonIn> JsonIn::parse(std::string_view text) {
  if (valid_prefix(text) != text.size()) return std::nullopt;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text.remove_prefix(skip_json_blanks(text, 0));
  const std::size_t end = json_value_end(text, 0);
  if (end == std::string_view::npos || skip_json_blanks(text, end) != text.size()) {
    return std::nullopt;
  }
  text = text.substr(0, end);
  return is_well_formed(text, 0) ? std::optional(JsonIn(text)) : std::nullopt;
}

std::string JsonIn::unescaped(std::string_view inside) {
  std::string text(inside.size(), '\0');
  text.resize(json_unescape(inside, text.data()));
  return text;
}

std::optional<std::string> JsonIn::text() const {
  if (!value_.starts_with('"')) return std::nullopt;
  return unescaped(json_inside(value_));
}

std::optional<std::uint64_t> JsonIn::whole() const { return number_in<std::uint64_t>(value_); }
std::optional<std::int64_t> JsonIn::integer() const { return number_in<std::int64_t>(value_); }

std::optional<JsonIn> JsonIn::find(std::string_view key) const {
  std::optional<JsonIn> found;
  for (JsonItems items = this->items(); items.next();) {
    if (unescaped(items.key()) == key) found.emplace(items.value());
  }
  return found && found->is_null() ? std::nullopt : found;
}

std::size_t JsonIn::size() const {
  std::size_t count = 0;
  for (JsonItems items = this->items(); items.next();) ++count;
  return count;
}

}  // namespace earshot
