// Folding: the one normal form in which texts are compared with names and looked up in weights.
//
// Per code point: canonical composition (so that decomposed Hangul, kana and accents, as macOS writes
// them, equal the composed ones), simple case folding, full-width Latin to ASCII, half-width katakana
// to full-width. Then ё becomes е, and the Turkish İ and ı become i. Nothing is deleted but
// variation selectors, soft hyphens, joiners outside emoji and bidi controls, so word borders survive.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace earshot {

/// Folds valid UTF-8 into `out` (cleared first; its capacity is kept). Linear time.
/// @param offsets if given: one entry per byte of `out` plus one for the end: the offset in `text`
///        of the code point that made it.
void fold(std::string_view text, std::string& out, std::vector<std::uint32_t>* offsets = nullptr);

}  // namespace earshot
