// Sentiment as an export gives it, in many words and numbers, as one of our labels.
#pragma once

#include <cstdint>
#include <string_view>

#include <earshot/mention.h>

namespace earshot {

enum class LabelScale : std::uint8_t {
  Signed,     ///< numbers from -5 to 5: below 0, 0, above 0
  OneToFive,  ///< below 3, 3, above 3
};

/// Positive, Neutral or Negative if the cell says so: "positive", "Basic Negative", "POS", "긍정",
/// "нейтральная", "-1". Mixed and ambivalent ones are Neutral: neither side prevails. Unrated for
/// everything else, a negated word ("not positive") included.
Label read_label(std::string_view cell, LabelScale scale = LabelScale::Signed);

}  // namespace earshot
