#include "table/table.h"

#include <algorithm>
#include <cstring>

namespace earshot {
namespace {

constexpr std::size_t kMaxVarint = 10;  // bytes of a 64-bit value

char* put_varint(char* to, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) *to++ = static_cast<char>(value | 0x80);
  *to++ = static_cast<char>(value);
  return to;
}

std::uint64_t take_varint(const char*& at) {
  std::uint64_t value = 0;
  for (int shift = 0;; shift += 7) {
    const auto byte = static_cast<unsigned char>(*at++);
    value |= std::uint64_t{byte & 0x7fu} << shift;
    if (byte < 0x80) return value;
  }
}

Count take_count(const char*& at) { return take_varint(at) - 1; }

std::uint32_t narrow(Count count) {
  if (count == kAbsent) return kAbsent32;
  return static_cast<std::uint32_t>(std::min<Count>(count, kAbsent32 - 1));
}

}  // namespace

Table::Table() {
  for (StringPool* pool : {&authors, &platforms, &countries, &queries}) pool->intern("");
  clear_brands();
}

Segment& Table::open_segment() {
  if (!segments_.empty()) {
    Segment& last = *segments_.back();
    if (last.size < Segment::kRows && last.bytes.size() < Segment::kBytes) return last;
    last.bytes.shrink_to_fit();
  }
  segments_.push_back(std::make_unique_for_overwrite<Segment>());
  Segment& segment = *segments_.back();
  segment.size = 0;
  segment.first = static_cast<RowId>(size_);
  segment.bytes.reserve(Segment::kBytes);
  return segment;
}

Table::Position Table::add(const Mention& mention, const Labels& labels) {
  Segment& segment = open_segment();
  const std::size_t row = segment.size++;
  ++size_;
  segment.time[row] = mention.time;
  segment.author[row] = authors.intern(mention.author);
  segment.platform[row] = platforms.intern(mention.platform);
  segment.country[row] = countries.intern(mention.country);
  segment.query[row] = queries.intern(mention.query);
  segment.brands[row] = 0;
  segment.followers[row] = narrow(mention.followers);
  segment.reach[row] = narrow(mention.reach);
  segment.engagement[row] = narrow(mention.engagement);
  segment.source_row[row] = static_cast<std::uint32_t>(mention.source.row);
  segment.file[row] = static_cast<std::uint16_t>(mention.source.file);
  segment.rating[row] = mention.rating;
  segment.positive[row] = labels.sentiment.positive;
  segment.negative[row] = labels.sentiment.negative;
  segment.label[row] = labels.sentiment.label;
  segment.language[row] = labels.language;
  segment.given_label[row] = mention.given_sentiment;
  segment.kind[row] = mention.kind;

  append_text(segment, row, mention);
  return {&segment, row};
}

void Table::append_text(Segment& segment, std::size_t row, const Mention& mention) {
  const std::string_view strings[] = {mention.text, mention.title, mention.id, mention.url,
                                      mention.parent};
  std::size_t size = 0;
  char lengths[9 * kMaxVarint];
  char* end = lengths;
  for (const std::string_view string : strings) {
    end = put_varint(end, string.size());
    size += string.size();
  }
  // Absent is 0, so that the common case is one byte.
  for (const Count count : {mention.likes, mention.comments, mention.shares, mention.views}) {
    end = put_varint(end, count + 1);
  }
  std::vector<char>& bytes = segment.bytes;
  const std::size_t begin = bytes.size();
  segment.bytes_at[row] = static_cast<std::uint32_t>(begin);
  const auto head = static_cast<std::size_t>(end - lengths);
  bytes.resize(begin + head + size);
  char* to = bytes.data() + begin;
  std::memcpy(to, lengths, head);
  to += head;
  for (const std::string_view string : strings) {
    if (string.empty()) continue;
    std::memcpy(to, string.data(), string.size());
    to += string.size();
  }
}

Table::Position Table::at(RowId row) const {
  const auto after = std::upper_bound(
      segments_.begin(), segments_.end(), row,
      [](RowId wanted, const std::unique_ptr<Segment>& segment) { return wanted < segment->first; });
  Segment* segment = std::prev(after)->get();
  return {segment, row - segment->first};
}

RowText Table::text(const Segment& segment, std::size_t row) {
  const char* at = segment.bytes.data() + segment.bytes_at[row];
  std::size_t sizes[5];
  for (std::size_t& size : sizes) size = static_cast<std::size_t>(take_varint(at));
  RowText text;
  for (Count* count : {&text.likes, &text.comments, &text.shares, &text.views}) {
    *count = take_count(at);
  }
  std::string_view* const strings[] = {&text.text, &text.title, &text.id, &text.url, &text.parent};
  for (std::size_t which = 0; which < 5; ++which) {
    *strings[which] = {at, sizes[which]};
    at += sizes[which];
  }
  return text;
}

Sentiment Table::sentiment(const Segment& segment, std::size_t row) {
  Sentiment sentiment{segment.label[row], segment.positive[row], 0, segment.negative[row]};
  if (sentiment.label != Label::Unrated) {
    sentiment.neutral =
        static_cast<std::uint16_t>(65'535 - sentiment.positive - sentiment.negative);
  }
  return sentiment;
}

std::string_view Table::subject(std::string_view title, std::string_view text,
                                std::string& scratch) {
  // Posts without a title of their own often repeat their text in that column.
  if (title.empty() || text.starts_with(title)) return text;
  if (text.empty()) return title;
  scratch.assign(title);
  scratch += '\n';
  scratch += text;
  return scratch;
}

void Table::set_date_decision(std::uint32_t file, const DateDecision& decision) {
  if (date_decisions_.size() <= file) date_decisions_.resize(file + 1);
  date_decisions_[file] = decision;
}

void Table::clear_brands() {
  for (const auto& segment : segments_) {
    std::fill_n(segment->brands.begin(), segment->size, BrandSetId{0});
  }
  brand_set_keys_.clear();
  brand_set_members_.clear();
  brand_set_ends_.clear();
  brand_set({});
}

BrandSetId Table::brand_set(std::span<const std::uint32_t> brands) {
  const std::string_view key(reinterpret_cast<const char*>(brands.data()), brands.size_bytes());
  const BrandSetId set = brand_set_keys_.intern(key);
  if (set == brand_set_ends_.size()) {
    brand_set_members_.insert(brand_set_members_.end(), brands.begin(), brands.end());
    brand_set_ends_.push_back(static_cast<std::uint32_t>(brand_set_members_.size()));
  }
  return set;
}

std::span<const std::uint32_t> Table::brands(BrandSetId set) const {
  const std::uint32_t begin = set == 0 ? 0 : brand_set_ends_[set - 1];
  return std::span(brand_set_members_).subspan(begin, brand_set_ends_[set] - begin);
}

}  // namespace earshot
