// Where the words that tell whom an opinion is aimed at stand in a text: the table "aim" of
// core/models/earshot.words.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <earshot/model.h>

namespace earshot {

enum class AimGroup : std::uint8_t {
  Than,
  Favoured,
  Unlike,
  Left,
  Arrived,
  Contrast,
  And,
  Or,
  Better,
  Worse,
  Both,
  Ask,
  News,
  Not,
  Like,
  // How long something took: units of time.
  Minute,
  Hour,
  Day,
  Week,
  // Words for the brand of two that was named first, or second.
  Former,
  Latter,
};
inline constexpr std::size_t kAimGroups = 21;
/// Those before the units of time, which tell something of a brand by themselves.
inline constexpr std::size_t kAimTellingGroups = 15;

/// Which brand a word governs.
enum class AimSide : std::uint8_t { None, Ahead, Behind };

struct AimCue {
  std::uint32_t begin, end;  ///< bytes of the folded text
  AimGroup group;
  AimSide side;
};

/// Lists the words in order of where they begin; of those of one group that begin together, the
/// longest.
/// @param name_ends where names end, ascending: Korean particles begin there
void find_aim_words(std::string_view folded, Language language,
                    const std::vector<std::uint32_t>& name_ends, std::vector<AimCue>& cues);

}  // namespace earshot
