// Keys of settings that are misspelt: what a person meant to say would be passed over in silence.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <earshot/error.h>

#include "report/json_in.h"

namespace earshot {

/// Refuses an object with a key that is nearly one of `known`: other letter case, or an edit for
/// every three letters. Any other key is left alone, so that newer settings files open here.
/// @param path where the object stands, for the sentence; "" for the whole
/// Error: BadSettings.
Result<void> check_keys(const JsonIn& object, std::span<const std::string_view> known,
                        std::string_view path);

}  // namespace earshot
