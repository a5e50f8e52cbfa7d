// Settings as they stand in documents; reading them is `parse_settings` of <earshot/settings.h>.
#pragma once

#include <earshot/settings.h>

#include "report/json_out.h"

namespace earshot {

/// An entry about inputs, as settings files have it: only what the person decided.
void write_input_settings(JsonOut& json, const InputSettings& input, std::string_view name = {});

}  // namespace earshot
