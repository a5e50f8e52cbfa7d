#include "text/sha256.h"

#include <catch2/catch_test_macros.hpp>

using earshot::Sha256;

namespace {
std::string hash(std::string_view text, std::size_t piece) {
  Sha256 sha;
  for (std::size_t at = 0; at < text.size(); at += piece) sha.update(text.substr(at, piece));
  return sha.finish();
}
}  // namespace

TEST_CASE("SHA-256 gives the values of FIPS 180-4's examples, in any split") {
  CHECK(Sha256().finish() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const std::string_view two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  for (std::size_t piece = 1; piece <= 64; ++piece) {
    CHECK(hash("abc", piece) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hash(two_blocks, piece) ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  }
  CHECK(hash(std::string(1'000'000, 'a'), 8191) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
