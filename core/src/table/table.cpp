#include "table/table.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <cstdlib>
#include <utility>

#include "classify/language.h"
#include "text/bytes.h"
#include "text/cold_sort.h"
#include "text/seldom.h"

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

constexpr Count RowText::* kOutcomes[] = {&RowText::conversions, &RowText::recipients,
                                          &RowText::clicks, &RowText::response_seconds};

/// What came of a mention. Few exports say, so that a byte tells what follows: Replied in two bits, then
/// a bit for each value.
char* put_outcome(char* to, const Mention& mention) {
  const Count counts[] = {mention.conversions, mention.recipients, mention.clicks,
                          mention.response_seconds};
  auto given = static_cast<unsigned>(mention.replied);
  if (mention.answered.present()) given |= 4;
  for (std::size_t at = 0; at < std::size(counts); ++at) {
    if (counts[at] != kAbsent) given |= 8u << at;
  }
  *to++ = static_cast<char>(given);
  for (const Count count : counts) {
    if (count != kAbsent) to = put_varint(to, count);
  }
  if (given & 4) to = put_varint(to, std::bit_cast<std::uint64_t>(mention.answered));
  return to;
}

Count take_count(const char*& at) { return take_varint(at) - 1; }

void take_outcome(const char*& at, RowText& text) {
  const auto given = static_cast<unsigned char>(*at++);
  if (given == 0) return;
  text.replied = Replied(given & 3);
  for (std::size_t which = 0; which < std::size(kOutcomes); ++which) {
    if (given & 8u << which) text.*kOutcomes[which] = take_varint(at);
  }
  if (given & 4) text.answered = std::bit_cast<Time>(take_varint(at));
}

std::uint32_t narrow(Count count) {
  if (count == kAbsent) return kAbsent32;
  return static_cast<std::uint32_t>(std::min<Count>(count, kAbsent32 - 1));
}

/// As `language_from_code`, without a look at all codes.
Language language_of(std::string_view code) {
  const auto place = [](char first, char second) {
    return static_cast<std::size_t>((first & 31) << 5 | (second & 31));
  };
  static constexpr auto kByLetters = [place] {
    std::array<Language, 1024> languages = {};
    for (const std::string_view known : kLanguageCodes) {
      if (known.size() == 2) languages[place(known[0], known[1])] = language_from_code(known);
    }
    return languages;
  }();
  const bool small = code.size() == 2 && code[0] >= 'a' && code[0] <= 'z' && code[1] >= 'a' &&
                     code[1] <= 'z';
  return small ? kByLetters[place(code[0], code[1])] : language_from_code(code);
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

EARSHOT_SELDOM Table::Table() {
  for (StringPool* pool : {&authors, &platforms, &countries, &queries}) pool->intern("");
  clear_brands();
  label_set({});
}

EARSHOT_SELDOM Segment& Table::open_segment() {
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
  segment.file.append(row, static_cast<std::uint16_t>(mention.source.file));
  segment.rating[row] = mention.rating;
  segment.positive[row] = segment.negative[row] = 0;
  segment.label[row] = Label::Unrated;
  segment.labels[row] = 0;
  segment.language[row] = language_of(mention.language);
  segment.given_label[row] = mention.given_sentiment;
  segment.kind[row] = mention.kind;

  append_text(segment, row, mention);
  return {&segment, row};
}

Table::Position Table::add_row_of(const Table& other, const Segment& from, std::size_t row,
                                  std::uint16_t file, Numbers& numbers) {
  Segment& segment = open_segment();
  const std::size_t to = segment.size++;
  ++size_;
  const auto renumber = [&](std::size_t which, StringPool& pool, const StringPool& pool_there,
                            StringPool::Id id) {
    constexpr StringPool::Id kUnknown = ~StringPool::Id{0};
    std::vector<StringPool::Id>& known = numbers.of[which];
    if (known.size() < pool_there.size()) known.resize(pool_there.size(), kUnknown);
    if (known[id] == kUnknown) known[id] = pool.intern(pool_there[id]);
    return known[id];
  };
  segment.author[to] = renumber(0, authors, other.authors, from.author[row]);
  segment.platform[to] = renumber(1, platforms, other.platforms, from.platform[row]);
  segment.country[to] = renumber(2, countries, other.countries, from.country[row]);
  segment.query[to] = renumber(3, queries, other.queries, from.query[row]);
  segment.labels[to] = label_set(other.labels(from.labels[row]));
  segment.brands[to] = 0;
  segment.file.append(to, file);
  const auto copy = [&](auto& column, const auto& column_there) { column[to] = column_there[row]; };
  copy(segment.time, from.time);
  copy(segment.followers, from.followers);
  copy(segment.reach, from.reach);
  copy(segment.engagement, from.engagement);
  copy(segment.source_row, from.source_row);
  copy(segment.rating, from.rating);
  copy(segment.positive, from.positive);
  copy(segment.negative, from.negative);
  copy(segment.language, from.language);
  copy(segment.label, from.label);
  copy(segment.given_label, from.given_label);
  copy(segment.kind, from.kind);
  const std::size_t begin = from.bytes_at[row];
  const std::size_t end = row + 1 < from.size ? from.bytes_at[row + 1] : from.bytes.size();
  segment.bytes_at[to] = static_cast<std::uint32_t>(segment.bytes.size());
  copy_bytes(segment.bytes.append(end - begin), {from.bytes.data() + begin, end - begin});
  return {&segment, to};
}

Mention Table::identity(const Segment& segment, std::size_t row) const {
  const RowText strings = text(segment, row);
  Mention mention;
  mention.text = strings.text;
  mention.title = strings.title;
  mention.id = strings.id;
  mention.url = strings.url;
  mention.question = strings.question;
  mention.author = authors[segment.author[row]];
  mention.time = segment.time[row];
  mention.damaged_id = strings.damaged_id;
  return mention;
}

void Table::settle() {
  constexpr std::size_t kTogether = StringPool::kTogether;
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

// Of a row's strings; beside its size stands whether it is damaged.
static constexpr std::ptrdiff_t kIdAt = 2;

void Table::append_text(Segment& segment, std::size_t row, const Mention& mention) {
  const std::string_view strings[] = {mention.text,   mention.title,    mention.id,  mention.url,
                                      mention.parent, mention.question, mention.tags};
  // Its size is kept in a byte.
  constexpr std::size_t kMostHead = 1 + (std::size(strings) + 4 + 6) * kMaxVarint;
  static_assert(kMostHead < 256);
  std::size_t size = kMostHead;
  for (const std::string_view string : strings) size += string.size();
  const std::size_t begin = segment.bytes.size();
  segment.bytes_at[row] = static_cast<std::uint32_t>(begin);
  char* const head = segment.bytes.append(size);
  char* to = head + 1;
  for (const std::string_view& string : strings) {
    const bool is_id = &string - strings == kIdAt;
    to = put_varint(to, is_id ? string.size() * 2 + mention.damaged_id : string.size());
  }
  // Absent is 0, so that the common case is one byte.
  for (const Count count : {mention.likes, mention.comments, mention.shares, mention.views}) {
    to = put_varint(to, count + 1);
  }
  to = put_outcome(to, mention);
  *head = static_cast<char>(to - head);
  for (const std::string_view string : strings) to = copy_bytes(to, string);
  segment.bytes.cut(begin + static_cast<std::size_t>(to - head));
}

EARSHOT_SELDOM void Table::truncate(std::size_t size) {
  settle();
  while (!segments_.empty() && segments_.back()->first >= size) segments_.pop_back();
  size_ = std::min(size_, size);
  if (segments_.empty()) return;
  Segment& last = *segments_.back();
  if (last.size <= size_ - last.first) return;
  last.size = size_ - last.first;
  last.notes = {};
  last.file.cut(last.size);
  last.bytes.cut(last.bytes_at[last.size]);
  if (last.trigrams.size() > last.size) last.trigrams.resize(last.size);
}

Table::Position Table::at(RowId row) const {
  const auto after = std::upper_bound(
      segments_.begin(), segments_.end(), row,
      [](RowId wanted, const std::unique_ptr<Segment>& segment) { return wanted < segment->first; });
  Segment* segment = std::prev(after)->get();
  return {segment, row - segment->first};
}

std::uint32_t Table::part(RowId row) const {
  const auto [segment, at] = this->at(row);
  const auto is_beside = [&, its_segment = segment, its_place = at](RowId other) {
    const auto [its, place] = this->at(other);
    return its->source_row[place] == its_segment->source_row[its_place] &&
           its->file[place] == its_segment->file[its_place];
  };
  std::uint32_t part = 1;
  while (part <= row && is_beside(row - part)) ++part;
  return part > 1 || (row + 1 < size_ && is_beside(row + 1)) ? part : 0;
}

RowText Table::text(const Segment& segment, std::size_t row) {
  const char* at = segment.bytes.data() + segment.bytes_at[row] + 1;
  std::size_t sizes[7];
  for (std::size_t& size : sizes) size = static_cast<std::size_t>(take_varint(at));
  RowText text;
  text.damaged_id = sizes[kIdAt] % 2 != 0;
  sizes[kIdAt] /= 2;
  for (Count* count : {&text.likes, &text.comments, &text.shares, &text.views}) {
    *count = take_count(at);
  }
  take_outcome(at, text);
  std::string_view* const strings[] = {&text.text,   &text.title,    &text.id,  &text.url,
                                       &text.parent, &text.question, &text.tags};
  for (std::size_t which = 0; which < std::size(sizes); ++which) {
    *strings[which] = {at, sizes[which]};
    at += sizes[which];
  }
  return text;
}

RowWords Table::words(const Segment& segment, std::size_t row) {
  const char* const head = segment.bytes.data() + segment.bytes_at[row];
  const char* at = head + 1;
  const auto text_size = static_cast<std::size_t>(take_varint(at));
  const auto title_size = static_cast<std::size_t>(take_varint(at));
  const char* const text = head + static_cast<unsigned char>(*head);
  return {{text, text_size}, {text + text_size, title_size}};
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

EARSHOT_SELDOM void Table::set_date_decision(std::uint32_t file, const DateDecision& decision) {
  if (date_decisions_.size() <= file) date_decisions_.resize(file + 1);
  date_decisions_[file] = decision;
}

EARSHOT_SELDOM void Table::clear_brands() {
  for (const auto& segment : segments_) {
    std::fill_n(segment->brands.begin(), segment->size, BrandSetId{0});
  }
  brand_set_keys_.clear();
  brand_set_members_.clear();
  brand_set_aimed_.clear();
  brand_set_ends_.clear();
  brand_set({});
}

EARSHOT_SELDOM void Table::renumber_brands(std::span<const std::uint32_t> numbers) {
  const auto members = std::exchange(brand_set_members_, {});
  const auto aimed = std::exchange(brand_set_aimed_, {});
  const auto ends = std::exchange(brand_set_ends_, {});
  brand_set_keys_.clear();
  std::vector<BrandSetId> sets;
  std::vector<std::pair<std::uint32_t, Aimed>> kept;
  std::vector<std::uint32_t> brands;
  std::vector<Aimed> labels;
  std::uint32_t at = 0;
  for (const std::uint32_t end : ends) {
    const std::size_t size = end - at;
    kept.clear();
    for (; at < end; ++at) {
      if (numbers[members[at]] != kNoBrand) kept.emplace_back(numbers[members[at]], aimed[at]);
    }
    cold_sort(kept, [](const auto& a, const auto& b) { return a.first < b.first; });
    brands.clear();
    labels.clear();
    for (const auto& [brand, label] : kept) {
      brands.push_back(brand);
      if (kept.size() == size) labels.push_back(label);
    }
    sets.push_back(brand_set(brands, labels));
  }
  for (const auto& segment : segments_) {
    for (BrandSetId& set : std::span(segment->brands).first(segment->size)) set = sets[set];
  }
}

BrandSetId Table::brand_set(std::span<const std::uint32_t> brands, std::span<const Aimed> aimed) {
  brand_set_key_.assign(brands.begin(), brands.end());
  for (const Aimed& label : aimed) {
    brand_set_key_.push_back(label ? 1 + static_cast<std::uint32_t>(*label) : 0);
  }
  // Without any label of its own a set is one and the same, however that was said.
  if (std::all_of(aimed.begin(), aimed.end(), [](const Aimed& label) { return !label; })) {
    brand_set_key_.resize(brands.size());
    aimed = {};
  }
  const std::string_view key(reinterpret_cast<const char*>(brand_set_key_.data()),
                             brand_set_key_.size() * sizeof(std::uint32_t));
  const BrandSetId set = brand_set_keys_.intern(key);
  if (set == brand_set_ends_.size()) {
    brand_set_members_.insert(brand_set_members_.end(), brands.begin(), brands.end());
    brand_set_aimed_.insert(brand_set_aimed_.end(), aimed.begin(), aimed.end());
    brand_set_aimed_.resize(brand_set_members_.size());
    brand_set_ends_.push_back(static_cast<std::uint32_t>(brand_set_members_.size()));
  }
  return set;
}

LabelSetId Table::label_set(const LabelSet& set) {
  const std::array<std::uint32_t, 3> packed = {
      set.topics, set.intents | static_cast<std::uint32_t>(set.urgency) << 16, set.because};
  const std::string_view key(reinterpret_cast<const char*>(packed.data()), sizeof packed);
  StringPool::Id id = label_set_keys_.find(key);
  if (id < label_sets_.size()) return static_cast<LabelSetId>(id);
  id = label_set_keys_.intern(key);
  label_sets_.push_back(set);
  return static_cast<LabelSetId>(id);
}

std::span<const std::uint32_t> Table::brands(BrandSetId set) const {
  const std::uint32_t begin = set == 0 ? 0 : brand_set_ends_[set - 1];
  return std::span(brand_set_members_).subspan(begin, brand_set_ends_[set] - begin);
}

std::span<const Aimed> Table::aimed(BrandSetId set) const {
  const std::uint32_t begin = set == 0 ? 0 : brand_set_ends_[set - 1];
  return std::span(brand_set_aimed_).subspan(begin, brand_set_ends_[set] - begin);
}

}  // namespace earshot
