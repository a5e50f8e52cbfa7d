#include "ingest/inflater.h"

#include <algorithm>
#include <climits>
#include <utility>

#include <zlib.h>

namespace earshot {
namespace {

constexpr std::string_view kGzipMagic = "\x1f\x8b";

// Negative: deflate without a header; 16 more: with gzip's.
constexpr int kRawWindow = -MAX_WBITS;
constexpr int kGzipWindow = MAX_WBITS + 16;

Bytef* bytes_of(std::string_view text) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
}

}  // namespace

std::uint32_t crc32(std::uint32_t before, std::string_view bytes) {
  if (bytes.empty()) return before;  // zlib would begin anew at a null pointer
  return static_cast<std::uint32_t>(crc32_z(before, bytes_of(bytes), bytes.size()));
}

void Inflater::End::operator()(z_stream_s* stream) const {
  inflateEnd(stream);
  delete stream;
}

Inflater::Inflater(Format format, std::uint64_t limit) : format_(format), limit_(limit) {
  if (format == Format::Stored) return;
  output_ = std::make_unique_for_overwrite<char[]>(kInflatedPiece);
  stream_.reset(new z_stream{});
  if (inflateInit2(stream_.get(), format == Format::Gzip ? kGzipWindow : kRawWindow) != Z_OK) {
    fail(ErrorCode::TooLarge, "There is not enough memory to unpack this. Close other programs.");
  }
}

void Inflater::fail(ErrorCode code, std::string_view message) {
  state_ = State::Failed;
  error_ = make_error(code, message);
}

std::string_view Inflater::count(std::string_view piece) {
  total_ += piece.size();
  if (total_ <= limit_) return piece;
  fail(ErrorCode::TooLarge, "Unpacked, this is larger than Earshot reads. Split it up.");
  return {};
}

std::string_view Inflater::next() {
  while (state_ != State::Failed) {
    if (state_ == State::Ended) {
      garbage_ |= !input_.empty();
      return {};
    }
    if (state_ == State::Between) {
      if (input_.empty()) return {};
      between();
      continue;
    }
    if (format_ == Format::Stored) {
      const std::string_view piece = input_.substr(0, kInflatedPiece);
      input_.remove_prefix(piece.size());
      return count(piece);
    }
    std::string_view& input = magic_.empty() ? input_ : magic_;
    const std::string_view piece = inflate_piece(input);
    if (!piece.empty()) return count(piece);
    if (state_ == State::Inside && input_.empty() && magic_.empty()) return {};
  }
  return {};
}

std::string_view Inflater::inflate_piece(std::string_view& input) {
  const std::string_view taken = input.substr(0, UINT_MAX);
  stream_->next_in = bytes_of(taken);
  stream_->avail_in = static_cast<uInt>(taken.size());
  stream_->next_out = reinterpret_cast<Bytef*>(output_.get());
  stream_->avail_out = static_cast<uInt>(kInflatedPiece);
  // Without input zlib may still hold output of what it took before.
  const int status = inflate(stream_.get(), Z_NO_FLUSH);
  input.remove_prefix(taken.size() - stream_->avail_in);
  if (status == Z_STREAM_END) {
    state_ = format_ == Format::Gzip ? State::Between : State::Ended;
  } else if (status == Z_MEM_ERROR) {
    fail(ErrorCode::TooLarge, "There is not enough memory to unpack this. Close other programs.");
  } else if (status != Z_OK && status != Z_BUF_ERROR) {
    fail(ErrorCode::DamagedFile,
         "The compressed data is damaged. Download it again, or export it again.");
  }
  return {output_.get(), kInflatedPiece - stream_->avail_out};
}

/// After a gzip member another one may begin; anything else does not belong to it.
void Inflater::between() {
  const char byte = input_.front();
  if (byte != kGzipMagic[half_magic_ ? 1 : 0]) {
    garbage_ = true;
    state_ = State::Ended;
    return;
  }
  input_.remove_prefix(1);
  if (std::exchange(half_magic_, !half_magic_)) {
    inflateReset(stream_.get());
    magic_ = kGzipMagic;
    state_ = State::Inside;
  }
}

void Inflater::finish() {
  if (state_ == State::Between || format_ == Format::Stored) {
    garbage_ |= half_magic_;
    if (state_ != State::Failed) state_ = State::Ended;
  } else if (state_ == State::Inside) {
    fail(ErrorCode::DamagedFile,
         "The compressed data ends too early: the download broke off. Download it again.");
  }
}

}  // namespace earshot
