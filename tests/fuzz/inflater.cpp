// Any bytes as each format, in two feeds: the split makes no difference, and every end is a value.
#include "ingest/inflater.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace earshot;

namespace {

std::string inflate(Inflater::Format format, std::string_view bytes, std::size_t split) {
  Inflater inflater(format, 1 << 22);
  std::string out;
  for (const std::string_view part : {bytes.substr(0, split), bytes.substr(split)}) {
    inflater.feed(part);
    for (std::string_view piece; !(piece = inflater.next()).empty();) {
      if (piece.size() > kInflatedPiece) std::abort();
      // Over the limit the pieces until then depend on the split.
      out += piece;
    }
  }
  inflater.finish();
  if (inflater.error() && inflater.error()->code == ErrorCode::TooLarge) return "too large";
  out += inflater.error() ? "error" : inflater.trailing_garbage() ? "garbage" : "";
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t split = data[0] % bytes.size();
  for (const auto format :
       {Inflater::Format::Stored, Inflater::Format::Deflate, Inflater::Format::Gzip}) {
    if (inflate(format, bytes, split) != inflate(format, bytes, bytes.size())) std::abort();
  }
  return 0;
}
