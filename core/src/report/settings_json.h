// Settings as they stand in documents; reading them is `parse_settings` of <earshot/settings.h>.
#pragma once

#include <earshot/settings.h>

#include "report/json_out.h"

namespace earshot {

/// An entry about inputs, as settings files have it: only what the person decided.
void write_input_settings(JsonOut& json, const InputSettings& input, std::string_view name = {});

/// The settings file `text`, all in it as it stands but its corrections: they are those of `settings`.
std::string with_corrections(std::string_view text, const Settings& settings);

}  // namespace earshot
