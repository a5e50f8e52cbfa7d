// Emoji, emoticons and laughter: what they express, in one table for all languages.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace earshot {

enum class Emote : std::uint8_t {
  None,
  Love,      ///< hearts, kisses
  Joy,       ///< smiles, celebration
  Laugh,     ///< laughing aloud: at something funny, or at somebody
  Approval,  ///< thumbs up, applause, thanks
  Fire,      ///< strength, heat, sparkle
  Wink,      ///< winks, tongues, irony
  Doubt,     ///< thinking, smirking, rolling eyes
  Surprise,
  Sad,
  Cry,  ///< tears: of grief, or of being moved
  Anger,
  Disgust,
  Fear,
  Refusal,  ///< thumbs down, crosses
};
inline constexpr std::size_t kEmoteCount = 15;

/// Whether an emote alone says enough to rate a text that holds nothing else.
bool is_clear(Emote emote);

/// What a pictograph expresses; None for flags, food, objects and the like.
Emote emoji_emote(std::uint32_t code_point);

struct EmoticonMatch {
  Emote emote = Emote::None;
  std::size_t length = 0;  ///< bytes
};

/// The longest emoticon of the table that `text` begins with, e.g. ":-)"; length 0 if none.
/// `text` is folded, so ":D" is looked up as ":d".
EmoticonMatch match_emoticon(std::string_view text);

/// By first byte: whether any emoticon begins with it.
extern const std::array<bool, 256> kBeginsEmoticon;

/// A cheap test before `match_emoticon`.
inline bool begins_emoticon(unsigned char byte) { return kBeginsEmoticon[byte]; }

}  // namespace earshot
