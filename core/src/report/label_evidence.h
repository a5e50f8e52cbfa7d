// Why a text has its labels, as JSON: the places that spoke, for each label that holds.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "classify/explanation.h"
#include "report/json_out.h"

namespace earshot {

/// The members "sentiment", "intents", "topics", "urgency" and "corrections" of the evidence that is
/// open. A place's "weight" is what it adds to the log-odds of the label (of positive against negative);
/// it is null for a word of an own topic.
/// @param offsets from bytes of the folded text to bytes of `text`, as `fold` gives them
void write_reasons(JsonOut& json, const Explanation& why, const Topics& topics, std::string_view text,
                   std::span<const std::uint32_t> offsets);

/// The questions of the text as it is written, as an array.
void write_questions(JsonOut& json, const Explanation& why, std::string_view text,
                     std::span<const std::uint32_t> offsets);

}  // namespace earshot
