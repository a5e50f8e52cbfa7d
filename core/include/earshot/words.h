// The tables of words, which are no part of the program: a file beside the model, to be read and
// added to by people.
#pragma once

#include <span>

#include <earshot/error.h>

namespace earshot {

/// Takes the bytes of `earshot.words`, which have to stay where they are. To be called once, before
/// anything else. Without it no named format, no column, no platform, no date and no number in
/// words is known, encodings of before Unicode are not told apart, no Korean ending may follow a
/// name, and words that are common or compare are none. Errors: BadModel.
Result<void> load_words(std::span<const unsigned char> bytes);

}  // namespace earshot
