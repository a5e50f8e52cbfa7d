// What a name sounds like, coarsely, so that its spellings in Latin letters, Hangul, kana and
// Cyrillic can be told to be the same: Samsung, 삼성, サムスン, Самсунг.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace earshot {

/// Consonants as one capital for all that scripts mix up (P for b p f v ..., R for l r), vowels as
/// a small letter; vowels that only help to pronounce a consonant are left out. "" if the word has
/// other letters than these four scripts'.
/// @param folded one word after `fold`
std::string sound_of(std::string_view folded);

/// How far apart two sounds are: the least cost of edits, where consonants weigh more than vowels.
/// Quadratic in the length; longer ones than `kLongestSound` are `kUnlike` all others.
int sound_distance(std::string_view a, std::string_view b);
inline constexpr std::size_t kLongestSound = 32;
inline constexpr int kUnlike = 1 << 20;

/// The cost of leaving out all of `sound`, to compare a distance with.
int sound_weight(std::string_view sound);

}  // namespace earshot
