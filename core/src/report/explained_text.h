// One text with all that is said of it, and why: a line of `classify`, and what the page shows of a
// mention.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <earshot/settings.h>

#include "labelling/labelling.h"

namespace earshot {

/// {"text", "language", "brands", "sentiment", "brandSentiment", "intents" ..., "questions", "evidence"}
/// @param brands those in force, which `reading` indexes
void append_explained_text(std::string& out, std::string_view text,
                           const Labelling::Reading& reading, std::span<const Brand> brands,
                           const Topics& topics);

}  // namespace earshot
