// Compressed bytes back to what they were, as a stream: raw deflate and gzip through zlib, or bytes
// that were merely stored.
//
//   inflater.feed(bytes);
//   while (!(piece = inflater.next()).empty()) use(piece);
//
// What comes out is handed on in pieces of at most kInflatedPiece, so that a small input which
// stands for a huge output costs time but no memory; and time ends at the limit.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include <earshot/error.h>

struct z_stream_s;

namespace earshot {

inline constexpr std::size_t kInflatedPiece = std::size_t{64} << 10;

/// CRC-32 as zip and gzip have it, of all bytes before (0 at first) and `bytes`.
std::uint32_t crc32(std::uint32_t before, std::string_view bytes);

class Inflater {
 public:
  enum class Format : std::uint8_t { Stored, Deflate, Gzip };

  /// @param limit more output than this many bytes is an error
  explicit Inflater(Format format, std::uint64_t limit = UINT64_MAX);

  /// Takes the next bytes; they have to stay where they are until `next` has given all they hold.
  void feed(std::string_view bytes) { input_ = bytes; }
  /// What comes next, valid until the next call; empty when more input is needed, at the end and
  /// after an error.
  std::string_view next();
  /// Ends the input: an error if the compressed data has not ended.
  void finish();

  /// The compressed data has ended. Stored bytes end with `finish`.
  bool ended() const { return state_ == State::Ended; }
  /// Bytes that belong to nothing came after the end; they are left out.
  bool trailing_garbage() const { return garbage_; }
  std::uint64_t total() const { return total_; }
  const std::optional<Error>& error() const { return error_; }

 private:
  enum class State : std::uint8_t { Inside, Between, Ended, Failed };
  struct End {
    void operator()(z_stream_s* stream) const;
  };

  void fail(ErrorCode code, std::string_view message);
  void between();
  std::string_view inflate_piece(std::string_view& input);
  std::string_view count(std::string_view piece);

  Format format_;
  State state_ = State::Inside;
  bool garbage_ = false;
  bool half_magic_ = false;  // between gzip members: the first byte of one was seen
  std::string_view magic_;   // a member's first bytes, when they were taken off the input
  std::uint64_t limit_, total_ = 0;
  std::string_view input_;
  std::unique_ptr<char[]> output_;
  std::unique_ptr<z_stream_s, End> stream_;
  std::optional<Error> error_;
};

}  // namespace earshot
