#include "report/json_out.h"

#include "report/text_out.h"
#include "text/utf8.h"

namespace earshot {
namespace {

/// `{}` is no name.
std::string_view named(const char* name) { return name ? std::string_view(name) : ""; }

void append_valid(std::string& out, std::string_view text) {
  if (valid_prefix(text) == text.size()) return append_json_string(out, text);
  std::string repaired;
  repair(text, repaired);
  append_json_string(out, repaired);
}

}  // namespace

void JsonOut::break_line() {
  if (!lines_) return;
  out_ += '\n';
  out_.append(2 * open_.size(), ' ');
}

/// Everything that stands before a value.
void JsonOut::value(std::string_view name) {
  if (!open_.empty()) {
    if (!first_) out_ += ',';
    break_line();
    if (open_.back() == '}') {
      append_valid(out_, name);
      out_ += lines_ ? std::string_view(": ") : std::string_view(":");
    }
  }
  first_ = false;
}

void JsonOut::begin(std::string_view name, char bracket) {
  value(name);
  out_ += bracket;
  open_ += bracket == '{' ? '}' : ']';
  first_ = true;
}

void JsonOut::end() {
  const char bracket = open_.back();
  open_.pop_back();
  if (!first_) break_line();
  out_ += bracket;
  first_ = false;
}

void JsonOut::plain(std::string_view name, std::string_view text) {
  value(name);
  out_ += text;
}

void JsonOut::number(std::string_view name, std::uint64_t number) {
  value(name);
  append_integer(out_, number);
}

void JsonOut::number_or_null(std::string_view name, const std::optional<std::uint64_t>& number) {
  number ? this->number(name, *number) : null(name);
}

void JsonOut::fraction(std::string_view name, double fraction) {
  value(name);
  append_fraction(out_, fraction);
}

void JsonOut::members(std::string_view written) {
  if (!first_) out_ += ',';
  first_ = false;
  out_ += written;
}

void JsonOut::text(std::string_view name, std::string_view text) {
  value(name);
  append_valid(out_, text);
}

void JsonOut::text_or_null(std::string_view name, std::string_view text) {
  text.empty() ? null(name) : this->text(name, text);
}

void JsonOut::texts(std::string_view name, std::span<const std::string> texts) {
  begin_array(name);
  for (const std::string& one : texts) text({}, one);
  end();
}

void JsonOut::begin_object(const char* name) { begin(named(name), '{'); }
void JsonOut::begin_array(const char* name) { begin(named(name), '['); }
void JsonOut::null(const char* name) { null(named(name)); }
void JsonOut::flag(const char* name, bool value) { flag(named(name), value); }
void JsonOut::number(const char* name, std::uint64_t value) {
  number(named(name), value);
}
void JsonOut::number_or_null(const char* name, const std::optional<std::uint64_t>& value) {
  number_or_null(named(name), value);
}
void JsonOut::fraction(const char* name, double value) { fraction(named(name), value); }
void JsonOut::text(const char* name, std::string_view value) {
  text(named(name), value);
}
void JsonOut::text_or_null(const char* name, std::string_view value) {
  text_or_null(named(name), value);
}

}  // namespace earshot
