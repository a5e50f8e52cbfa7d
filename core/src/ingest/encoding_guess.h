// Which encoding a file has, judged by its first bytes.
#pragma once

#include <cstddef>
#include <string_view>

#include "text/encoding.h"

namespace earshot {

struct EncodingGuess {
  Encoding encoding = Encoding::Utf8;
  std::size_t bom = 0;  ///< bytes of byte order mark to skip
};

/// Judges by a file's first bytes. `Unknown`: text in an encoding that is not read.
EncodingGuess guess_encoding(std::string_view head, bool whole_file);

}  // namespace earshot
