// UTF-8 and folding: whatever comes in, valid text comes out, and folding twice is folding once.
#include "text/fold.h"

#include <vector>

#include "input.h"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Input input(data, size);
  const std::string_view bytes = input.bytes();
  fuzz::require(valid_prefix(bytes) <= bytes.size() && incomplete_tail(bytes) <= 3);
  std::string text;
  const std::size_t replaced = repair(bytes, text);
  fuzz::require(fuzz::is_valid(text) && (replaced == 0) == fuzz::is_valid(bytes));

  std::vector<char32_t> forward;
  for (std::size_t at = 0; at < text.size();) forward.push_back(decode(text, at));
  for (std::size_t at = text.size(); at > 0; forward.pop_back()) {
    fuzz::require(!forward.empty() && decode_back(text, at) == forward.back());
  }
  fuzz::require(forward.empty());
  for (std::size_t at = bytes.size(); at > 0;) decode_back(bytes, at);

  std::string folded, again;
  std::vector<std::uint32_t> offsets;
  fold(text, folded, &offsets);
  fuzz::require(fuzz::is_valid(folded) && offsets.size() == folded.size() + 1);
  for (std::size_t at = 1; at < offsets.size(); ++at) fuzz::require(offsets[at - 1] <= offsets[at]);
  fuzz::require(offsets.back() <= text.size());
  fold(text, again);
  fuzz::require(again == folded);
  fold(folded, again);
  fuzz::require(again == folded);
  return 0;
}
