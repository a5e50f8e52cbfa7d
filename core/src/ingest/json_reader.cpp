#include "ingest/json_reader.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "ingest/json_text.h"
#include "text/seldom.h"
#include "text/simd.h"

namespace earshot {
namespace {

constexpr std::size_t kLastJudgement = kMaxRecordBytes;
constexpr std::size_t kMaxSurroundings = 64;
constexpr std::size_t kMaxSurroundingBytes = 256;

struct Block {
  explicit Block(const char* at)
      : bytes{simd::load(at), simd::load(at + 16), simd::load(at + 32), simd::load(at + 48)} {}

  std::uint64_t equal(char byte) const {
    const simd::Bytes wanted = simd::fill(byte);
    std::uint64_t mask = 0;
    for (int part = 0; part < 4; ++part) {
      mask |= std::uint64_t{simd::bitmask(simd::equal(bytes[part], wanted))} << 16 * part;
    }
    return mask;
  }

  /// `{` and `[` (or their closing kin) differ by one bit that no other byte has like this.
  std::uint64_t bracket(char byte) const {
    const simd::Bytes wanted = simd::fill(byte), bit = simd::fill(0x20);
    std::uint64_t mask = 0;
    for (int part = 0; part < 4; ++part) {
      mask |= std::uint64_t{simd::bitmask(simd::equal(simd::either(bytes[part], bit), wanted))}
              << 16 * part;
    }
    return mask;
  }

  simd::Bytes bytes[4];
};

/// Bit i: whether the number of bits up to and with i is odd.
std::uint64_t parity(std::uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

/// Bytes that a backslash before them escapes; `carry` goes from block to block.
std::uint64_t escaped_bytes(std::uint64_t slashes, bool& carry) {
  std::uint64_t escaped = carry ? 1 : 0;
  slashes &= ~escaped;
  carry = false;
  while (slashes != 0) {
    const std::uint64_t slash = slashes & -slashes;
    escaped |= slash << 1;
    carry = slash >> 63 != 0;
    slashes &= ~(slash | slash << 1);
  }
  return escaped;
}

/// Lines of a stream that are no record and no harm: heartbeats, brackets around all lines.
bool is_harmless(std::string_view line) {
  bool escaped;
  return line.find_first_not_of("[]{},;") == std::string_view::npos || is_json_scalar(line) ||
         (line[0] == '"' && json_string_end(line, 1, escaped) == line.size() - 1);
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_json_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_json_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

void JsonReader::feed(std::string_view text) {
  while (!judged_) {
    const std::size_t taken = std::min(text.size(), judge_at_ - head_.size());
    head_.append(text.substr(0, taken));
    text.remove_prefix(taken);
    if (head_.size() < judge_at_) return;
    judge(false);
  }
  consume(text);
}

EARSHOT_SELDOM void JsonReader::judge(bool whole) {
  const bool last = whole || judge_at_ >= kLastJudgement;
  std::optional<JsonShape> shape = judge_json_shape(head_, last);
  if (!shape) {
    judge_at_ *= 2;
    return;
  }
  judged_ = true;
  shape_ = std::move(*shape);
  wrapper_ = shape_.wrapper();
  if (!shape_.envelope.empty()) cells_.unwrap(shape_.envelope);
  const std::string head = std::move(head_);
  head_ = {};
  consume(std::string_view(head).substr(shape_.preamble));
}

EARSHOT_SELDOM void JsonReader::finish() {
  if (!judged_) judge(true);
  if (mode_ == Mode::Record && !discarding_ && buffers_response()) replay_held(0);
  if (mode_ == Mode::Outer && shape_.line_each) {
    end_line({}, 0, false);
  } else {
    reject_open();
  }
  reset();
}

// ---- cutting the text ----

void JsonReader::consume(std::string_view text) {
  start_ = 0;
  scan(text);
  if (mode_ == Mode::Record && overflows(text.size())) overflow(text, text.size());
  if (mode_ == Mode::Record || mode_ == Mode::Outer) {
    const std::size_t length = offset(text.size());
    if (!discarding_) hold(text, text.size());
    before_ = length;
  }
  start_ = 0;
  base_ += text.size();
}

// Keeps what the open token has up to `at`; of what stands around records no more than is used.
void JsonReader::hold(std::string_view text, std::size_t at) {
  const std::size_t room = mode_ == Mode::Outer ? kMaxRejectedBytes - carry_.size() : at;
  carry_.append(text.substr(start_, std::min(at - start_, room)));
  start_ = at;
}

// Text that goes before what follows `at` in the text that is being scanned.
void JsonReader::consume_inside(std::string_view piece, std::size_t at) {
  base_ += at;
  consume(piece);
  start_ = at;
  base_ -= at;
}

void JsonReader::scan(std::string_view text) {
  const bool lines = shape_.line_each;
  std::size_t at = 0;
  while (at < text.size()) {
    if (mode_ == Mode::Seek) {
      at = seek(text, at);
      continue;
    }
    char padded[64];
    const std::size_t size = std::min<std::size_t>(64, text.size() - at);
    const char* bytes = text.data() + at;
    if (size < 64) {
      std::memset(padded, ' ', 64);
      std::memcpy(padded, bytes, size);
      bytes = padded;
    }
    const Block block(bytes);
    bool escape_next = escaped_;
    const std::uint64_t escaped = escaped_bytes(block.equal('\\'), escape_next);
    const std::uint64_t quotes = block.equal('"') & ~escaped;
    const std::uint64_t inside = parity(quotes) ^ in_string_;
    const std::uint64_t closing_brackets = block.bracket('}');
    const std::uint64_t brackets = (block.bracket('{') | closing_brackets) & ~inside;
    const std::uint64_t line_ends = lines ? block.equal('\n') : 0;
    const std::uint64_t opens = quotes & inside;
    std::uint64_t glued = 0;  // to the end of a string, as when its quote was missing
    std::uint64_t follow = 0;
    if (!lines) {
      follow = (quotes & ~inside) << 1 | (after_string_ ? 1 : 0);
      if (follow != 0) {
        glued = follow & ~(closing_brackets | block.equal(',') | block.equal(':') |
                           block.equal(' ') | block.equal('\n') | block.equal('\r') |
                           block.equal('\t'));
      }
    }

    std::uint64_t separators = 0;
    bool separated = false;
    std::size_t restart = kOn;
    for (std::uint64_t left = ~std::uint64_t{0}; left != 0;) {
      std::uint64_t marks = brackets | line_ends;
      if (mode_ == Mode::Record) {
        marks |= glued;
      } else if (mode_ == Mode::Outer && in_members()) {
        if (!separated) separators = (block.equal(',') | block.equal(':')) & ~inside;
        separated = true;
        marks |= separators;
      }
      marks &= left;
      if (marks == 0) break;
      const int bit = std::countr_zero(marks);
      const std::uint64_t mark = std::uint64_t{1} << bit;
      left &= ~(mark | (mark - 1));
      const std::size_t place = at + bit;
      const std::uint64_t earlier = opens & (mark - 1);
      if (earlier != 0) last_string_ = base_ + at + 63 - std::countl_zero(earlier);
      restart = step(text, place, (glued & mark) != 0, (inside & mark) != 0);
      if (restart != kOn) break;
    }
    if (restart != kOn) {
      at = restart;
      continue;
    }
    if (opens != 0) last_string_ = base_ + at + 63 - std::countl_zero(opens);
    in_string_ = inside >> 63 != 0 ? ~std::uint64_t{0} : 0;
    escaped_ = size == 64 ? escape_next : (escaped >> size & 1) != 0;
    after_string_ = !lines && (size == 64 ? (quotes & ~inside) >> 63 : follow >> size & 1) != 0;
    at += size;
  }
}

// The steps give kOn to go on, or where to scan again because the state is another.
std::size_t JsonReader::step(std::string_view text, std::size_t at, bool glued, bool in_string) {
  const char byte = text[at];
  if (byte == '\n') return end_line(text, at, in_string);
  switch (mode_) {
    case Mode::Record:
      return step_record(text, at, glued);
    case Mode::Foreign:
      depth_ += (byte | 0x20) == '{' ? 1 : -1;
      if (depth_ == 0) {
        mode_ = Mode::Outer;
        begin_token(at + 1);
      }
      return kOn;
    default:
      step_outer(text, at);
      return kOn;
  }
}

void JsonReader::step_outer(std::string_view text, std::size_t at) {
  const char byte = text[at];
  if ((byte | 0x20) == '{') {
    open_container(text, at);
  } else if (byte == ':') {
    hold(text, at);
    const std::string_view inside = json_inside(without_blanks(carry_));
    key_.resize(inside.size());
    key_.resize(json_unescape(inside, key_.data()));
    begin_token(at + 1);
  } else if (byte == ',') {
    end_member(text, at);
    begin_token(at + 1);
  } else if (open_ > 0 && (byte == ']') == shape_.steps[open_ - 1].element) {
    if (in_members()) end_member(text, at);
    --open_;
    key_.clear();
    if (open_ == 0) replaying_ = false;
    begin_token(at + 1);
  }
}

void JsonReader::open_container(std::string_view text, std::size_t at) {
  const bool object = text[at] == '{';
  if (open_ == 0) {
    ++roots_;
    line_used_ = true;
  }
  const bool on_way =
      open_ == 0 || shape_.steps[open_ - 1].element || shape_.steps[open_ - 1].leads(key_);
  const bool response = buffers_response() && open_ == 0 && object;
  begin_token(at);
  discarding_ = false;
  depth_ = 1;
  objects_ = object ? 2 : 0;
  if (response || (on_way && open_ == shape_.steps.size() && object != shape_.grid)) {
    mode_ = Mode::Record;
  } else if (on_way && open_ < shape_.steps.size() && object != shape_.steps[open_].element) {
    ++open_;
    key_.clear();
    begin_token(at + 1);
  } else {
    if (in_members()) surround(key_, "");
    mode_ = Mode::Foreign;
  }
}

std::size_t JsonReader::step_record(std::string_view text, std::size_t at, bool glued) {
  if (overflows(at) && overflow(text, at)) return at;
  if (glued && !discarding_) return fail(text, at);
  const bool object = text[at] == '{' || text[at] == '}';
  const bool checked = !discarding_ && !shape_.line_each;
  if ((text[at] | 0x20) == '{') {
    if (checked) {
      const char last = last_byte(text, at);
      const bool in_object = depth_ < 64 && (objects_ >> depth_ & 1) != 0;
      if (depth_ < 64 && last != ':' && (in_object || (last != ',' && last != '['))) {
        return fail(text, at);
      }
    }
    ++depth_;
    if (depth_ < 64) {
      objects_ &= ~(std::uint64_t{1} << depth_);
      objects_ |= std::uint64_t{object} << depth_;
    }
    return kOn;
  }
  if ((text[at] | 0x20) != '}') return kOn;
  if (checked && depth_ < 64 && ((objects_ >> depth_ & 1) != 0) != object) return fail(text, at);
  if (--depth_ == 0) end_record(text, at);
  return kOn;
}

// The last byte before `at` of the open record that is no blank.
char JsonReader::last_byte(std::string_view text, std::size_t at) const {
  while (at > start_) {
    if (!is_json_blank(text[--at])) return text[at];
  }
  for (std::size_t back = carry_.size(); back > 0;) {
    if (!is_json_blank(carry_[--back])) return carry_[back];
  }
  return 0;
}

std::size_t JsonReader::end_line(std::string_view text, std::size_t at, bool in_string) {
  const bool outside = mode_ == Mode::Outer && open_ == 0;
  if (outside) {
    hold(text, at);
    const std::string_view line = without_blanks(carry_);
    if (!line_used_ && !is_harmless(line)) reject(ErrorCode::BadJson, line);
    line_used_ = false;
    begin_token(at + 1);
    if (!in_string) return kOn;
  } else if (mode_ == Mode::Record) {
    if (overflows(at) && overflow(text, at)) return at;
    if (!discarding_) hold(text, at);
    if (!discarding_ && buffers_response()) replay_held(at);
  }
  reject_open();
  reset();
  begin_token(at + 1);
  return at + 1;
}

// True if the state is another: a response is read post by post from here on.
EARSHOT_SELDOM bool JsonReader::overflow(std::string_view text, std::size_t at) {
  hold(text, at);
  if (buffers_response()) {
    replay_held(at);
    return true;
  }
  before_ = carry_.size();
  carry_.resize(std::min(carry_.size(), kMaxRejectedBytes));
  discarding_ = true;
  return false;
}

// ---- behind a broken record ----

EARSHOT_SELDOM std::size_t JsonReader::fail(std::string_view text, std::size_t at) {
  hold(text, at);
  const std::uint64_t begin = base_ + at - carry_.size();
  if (buffers_response()) {
    replay_held(at);
    return at;
  }
  mode_ = Mode::Seek;
  matched_ = 0;
  significant_ = previous_ = 0;
  sought_ = carry_.size();
  // The string that swallowed the next record's beginning is looked through again.
  const std::size_t from = last_string_ > begin ? last_string_ - begin : 0;
  for (const char byte : std::string_view(carry_).substr(std::max<std::size_t>(from, 1))) {
    found_opening(byte);
  }
  carry_.resize(std::min(carry_.size(), kMaxRejectedBytes));
  return at;
}

bool JsonReader::found_opening(char byte) {
  // One that stands in what is given up already begins nothing.
  if (matched_ == shape_.opening.size()) matched_ = 0;
  if (matched_ > 0 && byte != shape_.opening[matched_]) matched_ = 0;
  if (matched_ > 0) {
    ++matched_;
  } else if (shape_.opening.starts_with(byte)) {
    const bool element = !shape_.steps.empty() && shape_.steps.back().element;
    matched_ = significant_ == '}' || (element ? significant_ == ',' : previous_ == '\n') ? 1 : 0;
  }
  previous_ = byte;
  if (!is_json_blank(byte)) significant_ = byte;
  return matched_ == shape_.opening.size();
}

EARSHOT_SELDOM std::size_t JsonReader::seek(std::string_view text, std::size_t at) {
  for (; at < text.size(); ++at) {
    if (carry_.size() < kMaxRejectedBytes) carry_.push_back(text[at]);
    ++sought_;
    if (!found_opening(text[at])) continue;
    carry_.resize(std::min(carry_.size(), sought_ - shape_.opening.size()));
    std::string_view broken = without_blanks(carry_);
    if (broken.ends_with(',')) broken.remove_suffix(1);
    reject(ErrorCode::BadJson, without_blanks(broken));
    in_string_ = 0;
    escaped_ = after_string_ = false;
    mode_ = Mode::Outer;
    begin_token(at + 1);
    consume_inside(shape_.opening, at + 1);
    return at + 1;
  }
  return at;
}

// ---- records ----

void JsonReader::end_record(std::string_view text, std::size_t at) {
  mode_ = Mode::Outer;
  std::string_view record = text.substr(start_, at + 1 - start_);
  std::string held;
  if (before_ > 0) {
    if (!discarding_) carry_.append(record);
    held.swap(carry_);
    record = held;
  }
  if (discarding_) {
    reject(ErrorCode::RecordTooLarge, record);
  } else if (!buffers_response()) {
    emit(record);
  } else if (response_.open(record)) {
    respond(record);
  } else {
    const std::uint64_t rows = row_;
    replay(record, at + 1);
    reject_open();
    if (row_ == rows) reject(ErrorCode::BadJson, record);
    reset();
    line_used_ = true;
  }
  held.swap(carry_);
  discarding_ = false;
  begin_token(at + 1);
}

EARSHOT_SELDOM void JsonReader::respond(std::string_view text) {
  if (!response_.has_data()) return emit(text);
  for (const std::string_view post : response_.posts()) {
    cells_.clear();
    if (!cells_.add(post)) {
      reject(ErrorCode::BadJson, post);
      continue;
    }
    response_.join(cells_);
    emit_cells(cells_.cells(), post);
  }
}

// Reads a response, or the beginning of one, post by post.
EARSHOT_SELDOM void JsonReader::replay(std::string_view text, std::size_t at) {
  reset();
  --roots_;
  replaying_ = true;
  consume_inside(text, at);
}

void JsonReader::replay_held(std::size_t at) {
  const std::string held = std::move(carry_);
  replay(held, at);
}

void JsonReader::emit(std::string_view record) {
  cells_.clear();
  if (shape_.grid ? !cells_.add_row(record) : !cells_.add(record)) {
    return reject(ErrorCode::BadJson, record);
  }
  if (shape_.grid) return emit_cells(cells_.row(), record);
  emit_cells(cells_.cells(), record);
  if (cells_.replies().empty()) return;
  const std::vector<std::string_view> replies(cells_.replies().begin(), cells_.replies().end());
  for (const std::string_view reply : replies) {
    cells_.clear();
    if (cells_.add(reply, kFirstComment)) {
      emit_cells(cells_.cells(), reply);
    } else {
      reject(ErrorCode::BadJson, reply);
    }
  }
}

void JsonReader::emit_cells(std::span<const std::string_view> cells, std::string_view record) {
  sink_.record({++row_, cells, record, cells_.lists()});
}

EARSHOT_SELDOM void JsonReader::reject(ErrorCode code, std::string_view raw) {
  sink_.reject(++row_, code, raw.substr(0, kMaxRejectedBytes));
}

EARSHOT_SELDOM void JsonReader::reject_open() {
  if (mode_ == Mode::Record) {
    reject(discarding_ ? ErrorCode::RecordTooLarge : ErrorCode::BadJson, without_blanks(carry_));
  } else if (mode_ == Mode::Seek) {
    reject(ErrorCode::BadJson, without_blanks(carry_));
  }
}

// ---- around the records ----

EARSHOT_SELDOM void JsonReader::end_member(std::string_view text, std::size_t at) {
  hold(text, at);
  const std::string_view value = without_blanks(carry_);
  if (!value.empty()) surround(key_, value);
  key_.clear();
}

EARSHOT_SELDOM void JsonReader::surround(std::string_view key, std::string_view value) {
  if (key.empty() || surroundings_.size() == kMaxSurroundings ||
      std::max(key.size(), value.size()) > kMaxSurroundingBytes) {
    return;
  }
  for (const auto& [known, first] : surroundings_) {
    if (known == key) return;
  }
  std::string text(value);
  if (value.starts_with('"')) {
    const std::string_view inside = json_inside(value);
    text.resize(json_unescape(inside, text.data()));
  }
  surroundings_.emplace_back(key, std::move(text));
}

void JsonReader::begin_token(std::size_t at) {
  carry_.clear();
  before_ = 0;
  start_ = at;
}

// Around everything, as before a first value.
EARSHOT_SELDOM void JsonReader::reset() {
  mode_ = Mode::Outer;
  open_ = 0;
  key_.clear();
  discarding_ = replaying_ = line_used_ = escaped_ = after_string_ = false;
  in_string_ = 0;
  begin_token(0);
}

}  // namespace earshot
