// Bytes to UTF-8, in the encoding that is guessed and in every other: the same valid text however
// the bytes arrive.
#include "ingest/decoder.h"

#include "ingest/encoding_guess.h"
#include "ingest/twice_encoded.h"
#include "input.h"

using namespace earshot;

namespace {

struct Text : TextSink {
  void text(std::string_view piece) override {
    fuzz::require(fuzz::is_valid(piece) && piece.find('\0') == std::string_view::npos);
    all.append(piece);
  }
  std::string all;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const bool complete = input.choose(2) == 0;
  const EncodingGuess guess = guess_encoding(input.bytes(), complete);
  fuzz::require(guess.bom <= size);
  const auto other = static_cast<Encoding>(input.choose(kEncodingCount));
  for (const Encoding encoding : {guess.encoding, other}) {
    if (encoding == Encoding::Unknown) continue;
    Text whole, split;
    Decoder decoder(encoding, whole);
    decoder.feed(input.bytes());
    decoder.finish();
    Decoder in_pieces(encoding, split);
    input.in_pieces(input.bytes(), [&](std::string_view piece) { in_pieces.feed(piece); });
    in_pieces.finish();
    fuzz::require(whole.all == split.all);
    fuzz::require(decoder.replaced() == in_pieces.replaced() && decoder.nuls() == in_pieces.nuls());

    const auto view = find_twice_encoded(whole.all, complete);
    if (!view) continue;
    std::string once, once_split;
    TwiceEncoded undo(*view), undo_split(*view);
    undo.feed(whole.all, once);
    undo.finish(once);
    input.in_pieces(
        whole.all, [&](std::string_view piece) { undo_split.feed(piece, once_split); }, true);
    undo_split.finish(once_split);
    fuzz::require(once == once_split && fuzz::is_valid(once));
  }
  return 0;
}
