// UTF-8 as bytes: code points in and out, how much of a text is valid, and repair of what is not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace earshot {

inline constexpr char32_t kReplacement = 0xFFFD;

/// Code point at byte `at` (< text.size()), moving `at` behind it. An invalid sequence reads as
/// kReplacement and is passed as far as Unicode's "maximal subpart" goes; never reads past the end.
char32_t decode(std::string_view text, std::size_t& at);

/// Code point that ends at byte `at` (> 0), moving `at` to its beginning. The same over valid text
/// as `decode`; an invalid byte reads as kReplacement by itself.
char32_t decode_back(std::string_view text, std::size_t& at);

/// Appends UTF-8; a surrogate or a value past U+10FFFF is written as kReplacement.
void append_code_point(std::string& out, char32_t code_point);

/// Bytes of the longest valid prefix.
std::size_t valid_prefix(std::string_view text);

/// Bytes at the end of `text` that begin a code point without finishing it.
std::size_t incomplete_tail(std::string_view text);

/// Appends `text` to `out` with each maximal subpart of an ill-formed sequence replaced by U+FFFD
/// (the practice The Unicode Standard recommends in section 3.9, "U+FFFD Substitution").
/// @return how many were replaced
std::size_t repair(std::string_view text, std::string& out);

}  // namespace earshot
