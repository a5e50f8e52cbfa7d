// The tables of East Asian encodings, which are no part of the program: a file beside the model.
#pragma once

#include <span>

#include <earshot/error.h>

namespace earshot {

/// Takes the bytes of `earshot.encodings`, which have to stay where they are. To be called once,
/// before the first analysis; without it, files in the encodings of Korea, Japan and China from before
/// Unicode are refused as unknown. Errors: BadModel.
Result<void> load_encodings(std::span<const unsigned char> bytes);

}  // namespace earshot
