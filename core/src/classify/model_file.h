// The layout of `earshot.model`, shared by the loader and the trainer. All numbers little-endian.
//
//   header      kMagic, then 17 numbers of 32 bits: format version, feature version, languages,
//               places of features, those that have weights, bytes that say which, rows of Latin's features of languages, of all others', buckets of the heads, their rows, number of
//               heads, buckets of the net, its rows, bytes of the lexicon, length of the name, bytes that follow the header, CRC-32
//               of them
//   name        padded with 0 to a multiple of 4
//   languages   per language: what scores are multiplied by (0: the language is not rated), bias of
//               positive, bias of negative, bias by length (32 bits, signed)
//   codes       256 pairs (positive, negative) of 16 bits, signed
//   sentiment   which places have weights: of each the distance from the one before it (from -1), less 1,
//               as bytes to be added up, of which 255 says that more follow; then a byte of each: which
//               pair. No 64 places that begin at a multiple of 64 have more than four with weights
//   language    (language.h) of Latin, then of the other scripts: a bit per bucket as of the heads; a signed byte
//               per lane of each row
//   heads       a bit per bucket, the lowest of a byte first: whether it has a row of its own; a signed
//               byte per row and head, row 0 being all 0 and the others in the order of the buckets;
//               then per sign (heads.h), then per language, 16 bits per head, signed
//   net         (word_net.h) a bit per bucket as of the heads; signed bytes: kNetNumbers per row but row 0,
//               then by number, place in the window and filter what it is multiplied by; then 16 bits per
//               filter, signed: biases, what each says for positive, for negative
//   lexicon     phrases one after the other: where it may stand (Fit), its group (Cue), its length
//               in bytes (a byte each), its bytes
//
// Scores of sentiment are relative to neutral, in units of 1/kScoreUnit before the length is
// divided out (see labeller.cpp), those of the net in units of 1/kNetUnit; biases and what scores are multiplied by are in the same unit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace earshot::model_file {

inline constexpr std::string_view kMagic = "EARSHOT\x1A";
inline constexpr std::uint32_t kFormatVersion = 8;
inline constexpr std::size_t kHeaderBytes = 8 + 17 * 4;
inline constexpr std::size_t kRatingBytes = 16;
inline constexpr std::size_t kCodes = 256;
inline constexpr double kScoreUnit = 2048.0;
inline constexpr double kNetUnit = 1 << 18;
inline constexpr std::uint32_t kMaxBuckets = 1u << 24;

/// CRC-32 as in ISO 3309 (reflected, polynomial 0x04C11DB7).
std::uint32_t crc32(const unsigned char* bytes, std::size_t size);

}  // namespace earshot::model_file
