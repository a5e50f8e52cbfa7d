// The tables of Unicode, which are no part of the program: a file beside the model.
#pragma once

#include <span>

#include <earshot/error.h>

namespace earshot {

/// Takes the bytes of `earshot.unicode`, which are copied. To be called once, before anything else
/// but the other tables; without it no letter is known from a sign, and no model loads.
/// Errors: BadModel.
Result<void> load_unicode(std::span<const unsigned char> bytes);

}  // namespace earshot
