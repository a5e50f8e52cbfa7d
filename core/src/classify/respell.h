// Other spellings that people use for a name without being told: Adidas as Адидас, Сбер as Sber,
// Nestlé as Nestle.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace earshot {

/// Latin letters without their marks, a Latin name in Cyrillic letters, a Cyrillic one in Latin.
/// Letters that are written in several ways give several spellings, at most kMostRespellings.
/// Nothing for names that are too short to be told from words of the other language.
/// @param folded a name after `fold`; only words of one of the two scripts are respelt
/// @param out cleared first; never holds `folded` itself
void respell(std::string_view folded, std::vector<std::string>& out);
inline constexpr std::size_t kMostRespellings = 24;

}  // namespace earshot
