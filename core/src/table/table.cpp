#include "table/table.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "classify/language.h"
#include "text/bytes.h"

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

ByteRun::~ByteRun() { std::free(bytes_); }

void ByteRun::reserve(std::size_t bytes) {
  if (bytes > capacity_) resize(std::max(bytes, capacity_ + capacity_ / 2));
}

void ByteRun::shrink_to_fit() {
  if (size_ > 0) resize(size_);
}

void ByteRun::resize(std::size_t capacity) {
  bytes_ = static_cast<char*>(std::realloc(bytes_, capacity));
  if (!bytes_) std::abort();
  capacity_ = capacity;
}

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

Table::Position Table::add(const Mention& mention) {
  Segment& segment = open_segment();
  const std::size_t row = segment.size++;
  ++size_;
  segment.time[row] = mention.time;
  segment.author[row] = 0;
  if (!mention.author.empty()) {
    open_author_bytes_ += mention.author;
    open_authors_.push_back({&segment.author[row], open_author_bytes_.size()});
  }
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
  segment.positive[row] = segment.negative[row] = 0;
  segment.label[row] = Label::Unrated;
  segment.language[row] = language_from_code(mention.language);
  segment.given_label[row] = mention.given_sentiment;
  segment.kind[row] = mention.kind;

  append_text(segment, row, mention);
  return {&segment, row};
}

void Table::settle() {
  constexpr std::size_t kTogether = 64;
  std::array<std::string_view, kTogether> names;
  std::array<StringPool::Id, kTogether> ids;
  std::size_t begin = 0;
  for (std::size_t first = 0; first < open_authors_.size(); first += kTogether) {
    const std::size_t count = std::min(kTogether, open_authors_.size() - first);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t end = open_authors_[first + i].end;
      names[i] = std::string_view(open_author_bytes_).substr(begin, end - begin);
      begin = end;
    }
    authors.intern(std::span(names).first(count), ids);
    for (std::size_t i = 0; i < count; ++i) *open_authors_[first + i].to = ids[i];
  }
  open_authors_.clear();
  open_author_bytes_.clear();
}

void Table::append_text(Segment& segment, std::size_t row, const Mention& mention) {
  const std::string_view strings[] = {mention.text,   mention.title,    mention.id,  mention.url,
                                      mention.parent, mention.question, mention.tags};
  std::size_t size = 0;
  char lengths[(std::size(strings) + 4) * kMaxVarint];
  char* end = lengths;
  for (const std::string_view string : strings) {
    end = put_varint(end, string.size());
    size += string.size();
  }
  // Absent is 0, so that the common case is one byte.
  for (const Count count : {mention.likes, mention.comments, mention.shares, mention.views}) {
    end = put_varint(end, count + 1);
  }
  segment.bytes_at[row] = static_cast<std::uint32_t>(segment.bytes.size());
  const auto head = static_cast<std::size_t>(end - lengths);
  char* to = copy_bytes(segment.bytes.append(head + size), {lengths, head});
  for (const std::string_view string : strings) to = copy_bytes(to, string);
}

void Table::truncate(std::size_t size) {
  settle();
  while (!segments_.empty() && segments_.back()->first >= size) segments_.pop_back();
  size_ = std::min(size_, size);
  if (segments_.empty()) return;
  Segment& last = *segments_.back();
  if (last.size <= size_ - last.first) return;
  last.size = size_ - last.first;
  last.bytes.cut(last.bytes_at[last.size]);
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
  std::size_t sizes[7];
  for (std::size_t& size : sizes) size = static_cast<std::size_t>(take_varint(at));
  RowText text;
  for (Count* count : {&text.likes, &text.comments, &text.shares, &text.views}) {
    *count = take_count(at);
  }
  std::string_view* const strings[] = {&text.text,   &text.title,    &text.id,  &text.url,
                                       &text.parent, &text.question, &text.tags};
  for (std::size_t which = 0; which < std::size(sizes); ++which) {
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

void Table::renumber_brands(std::span<const std::uint32_t> numbers) {
  const auto members = std::exchange(brand_set_members_, {});
  const auto ends = std::exchange(brand_set_ends_, {});
  brand_set_keys_.clear();
  std::vector<BrandSetId> sets;
  std::vector<std::uint32_t> brands;
  std::uint32_t at = 0;
  for (const std::uint32_t end : ends) {
    brands.clear();
    for (; at < end; ++at) {
      if (numbers[members[at]] != kNoBrand) brands.push_back(numbers[members[at]]);
    }
    std::sort(brands.begin(), brands.end());
    sets.push_back(brand_set(brands));
  }
  for (const auto& segment : segments_) {
    for (BrandSetId& set : std::span(segment->brands).first(segment->size)) set = sets[set];
  }
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
