// Trains the weights that tell languages of one script apart.
#pragma once

#include <cstdint>
#include <vector>

#include "classify/language.h"
#include "data.h"

namespace earshot::train {

LanguageWeights train_language(const std::vector<Row>& rows, std::uint32_t seed);

}  // namespace earshot::train
