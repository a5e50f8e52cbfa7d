#include "ingest/column_map.h"

#include <algorithm>

#include "ingest/column_aliases.h"
#include "ingest/dates.h"
#include "text/cold_sort.h"

namespace earshot {
namespace {

/// What the sample shows of a column; shares are of its filled cells.
struct Profile {
  std::size_t filled = 0;
  double urls = 0, dates = 0, clocks = 0, numbers = 0, letters = 0;
  bool bare = true;      // nothing but digits and points, as ids and epochs are
  double relative = 0;   // "2 days ago": a date once it is known when the file was written
  double mean_size = 0;  // bytes
};

bool is_url(std::string_view cell) {
  if (cell.find_first_of(" \n") != std::string_view::npos) return false;
  return cell.find("://") < 8 || cell.starts_with("www.") || cell.starts_with('/');
}

/// 9:05, 21:30:00, 오후 3:04, 3 PM: short, and with a colon between digits or a half of the day.
bool is_clock(std::string_view cell) {
  if (cell.size() > 24) return false;
  const std::size_t colon = cell.find(':');
  return colon != std::string_view::npos && colon > 0 && cell[colon - 1] >= '0' &&
         cell[colon - 1] <= '9' && cell.find_first_of("-/.") == std::string_view::npos;
}

bool is_number(std::string_view cell) {
  const std::size_t digit = cell.find_first_of("0123456789");
  return digit != std::string_view::npos && digit <= 2 && cell.size() <= 24;
}

bool has_letters(std::string_view cell) {
  return std::any_of(cell.begin(), cell.end(), [](char byte) {
    return byte < 0 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
  });
}

Profile profile(std::string_view header, std::span<const std::vector<std::string>> sample,
                std::size_t column) {
  Profile seen;
  DateColumn dates(header);
  std::size_t urls = 0, clocks = 0, numbers = 0, letters = 0, days = 0, bytes = 0;
  for (const std::vector<std::string>& row : sample) {
    if (column >= row.size()) continue;
    const std::string& cell = row[column];
    if (cell.find_first_not_of(" \t\r\n") == std::string::npos) continue;
    ++seen.filled;
    bytes += cell.size();
    urls += is_url(cell);
    clocks += is_clock(cell);
    numbers += is_number(cell);
    letters += has_letters(cell);
    seen.bare = seen.bare && cell.find_first_not_of("0123456789. ") == std::string::npos;
    days += cell.size() < 80 && dates.read(cell).present();
  }
  if (seen.filled == 0) return seen;
  const auto filled = static_cast<double>(seen.filled);
  seen.urls = static_cast<double>(urls) / filled;
  seen.dates = static_cast<double>(days) / filled;
  seen.relative = static_cast<double>(dates.counts().needs_reference) / filled;
  seen.clocks = static_cast<double>(clocks) / filled;
  seen.numbers = static_cast<double>(numbers) / filled;
  seen.letters = static_cast<double>(letters) / filled;
  seen.mean_size = static_cast<double>(bytes) / filled;
  return seen;
}

/// Whether what stands in the column can be what its name says. An empty column can be anything.
bool plausible(Field field, const Profile& seen) {
  if (seen.filled == 0) return true;
  switch (field) {
    case Field::Text:
      return seen.urls < 0.8 && seen.letters > 0.2 && !(seen.dates > 0.8 && seen.mean_size < 40);
    case Field::Title:
      return seen.urls < 0.8 && seen.letters > 0.2;
    case Field::Date:
    case Field::AnsweredAt:
      return seen.dates >= 0.5;
    case Field::Clock:
      return seen.clocks >= 0.5;
    case Field::Url:
      return seen.urls >= 0.3;
    case Field::Platform:
    case Field::Author:
    case Field::Country:
    case Field::GivenLanguage:
    case Field::Query:
      return seen.urls < 0.5 && seen.mean_size < 200;
    case Field::Followers:
    case Field::Reach:
    case Field::Engagement:
    case Field::Likes:
    case Field::Comments:
    case Field::Shares:
    case Field::Views:
    case Field::Conversions:
    case Field::Recipients:
    case Field::Clicks:
      return seen.numbers >= 0.5 && seen.mean_size < 24;
    case Field::Rating:
      return seen.mean_size < 24;
    case Field::ResponseTime:
      return seen.mean_size < 24 && seen.dates < 0.5;
    case Field::GivenSentiment:
    case Field::PostKind:
    case Field::Replied:
      return seen.mean_size < 40;
    case Field::Id:
    case Field::Parent:
    case Field::RepostOf:
    case Field::ReplyTo:
    case Field::QuoteOf:
    case Field::Tags:
      return seen.mean_size < 300;
    case Field::Extra:
      return false;
  }
  return true;
}

constexpr int kExact = 3000, kPrefix = 2000, kContains = 1000;
// Shorter names stand inside too many others: "reviewsubmitdate" holds "views".
constexpr std::size_t kShortestPrefix = 5, kShortestPart = 8;
constexpr int kEmptyPenalty = 1500;

int name_score(std::string_view header, std::string_view alias) {
  if (header == alias) return kExact;
  if (alias.size() >= kShortestPrefix && header.starts_with(alias)) return kPrefix;
  const bool holds = alias.size() >= kShortestPart && header.find(alias) != std::string_view::npos;
  return holds ? kContains : 0;
}

bool is_decoy(std::string_view header) {
  return std::ranges::find(column_decoys(), header) != column_decoys().end() ||
         std::ranges::any_of(column_decoy_prefixes(), [header](std::string_view prefix) {
           return header.starts_with(prefix) && header.size() > prefix.size();
         });
}

struct Claim {
  int score;
  Field field;
  int column;
};

}  // namespace

std::size_t ColumnMap::field_of(int column) const {
  // An address may stand in for an id that is missing, but an address it is first of all.
  const auto leads = std::ranges::find(fields, column, &FieldColumns::first);
  if (leads != fields.end()) return static_cast<std::size_t>(leads - fields.begin());
  const auto serves = std::ranges::find_if(fields, [column](const FieldColumns& field) {
    return std::ranges::find(field.columns, column) != field.columns.end();
  });
  return static_cast<std::size_t>(serves - fields.begin());
}

void map_columns(std::span<const std::string> headers,
                 std::span<const std::vector<std::string>> sample, std::uint64_t settled,
                 ColumnMap& map) {
  const auto is_settled = [settled](std::size_t field) { return (settled >> field & 1) != 0; };
  std::vector<bool> taken(headers.size(), false);
  for (const FieldColumns& field : map.fields) {
    for (const int column : field.columns) {
      if (column != FieldColumns::kNone) taken[column] = true;
    }
  }
  std::vector<Profile> profiles;
  std::vector<Claim> claims;
  Claim relative_date = {0, Field::Date, FieldColumns::kNone};
  for (std::size_t column = 0; column < headers.size(); ++column) {
    const std::string header = normalize_header(headers[column]);
    profiles.push_back(profile(headers[column], sample, column));
    if (header.empty() || taken[column] || is_decoy(header)) continue;
    std::array<int, kFieldCount> best = {};
    std::array<int, kFieldCount> rank = {};
    for (const ColumnAlias& alias : column_aliases()) {
      const auto field = static_cast<std::size_t>(alias.field);
      const int name = name_score(header, alias.name);
      const int score = name == 0 ? 0 : name - rank[field];
      ++rank[field];
      best[field] = std::max(best[field], score);
    }
    for (std::size_t field = 0; field < kFieldCount; ++field) {
      if (is_settled(field) || best[field] == 0) continue;
      if (Field(field) == Field::Date && best[field] > relative_date.score &&
          profiles[column].dates + profiles[column].relative >= 0.5) {
        relative_date = {best[field], Field::Date, static_cast<int>(column)};
      }
      if (!plausible(Field(field), profiles[column])) continue;
      const int penalty = profiles[column].filled == 0 && !sample.empty() ? kEmptyPenalty : 0;
      if (best[field] > penalty) {
        claims.push_back({best[field] - penalty, Field(field), static_cast<int>(column)});
      }
    }
  }
  cold_sort(claims, [](const Claim& a, const Claim& b) {
    if (a.score != b.score) return a.score > b.score;
    if (a.field != b.field) return a.field < b.field;
    return a.column < b.column;
  });

  const auto assign = [&](Field field, int column) {
    if (!map[field].empty() || taken[column]) return;
    map[field].columns.push_back(column);
    taken[column] = true;
  };
  for (const Claim& claim : claims) {
    // A time of day is only read beside a date.
    if (claim.field != Field::Clock) assign(claim.field, claim.column);
  }
  for (const Claim& claim : claims) {
    if (claim.field == Field::Clock && !map[Field::Date].empty()) {
      assign(claim.field, claim.column);
    }
  }

  // What no name gave away, the values may.
  const auto assign_best = [&](Field field, auto&& rate) {
    if (!map[field].empty() || is_settled(static_cast<std::size_t>(field))) return;
    double best = 0;
    int chosen = FieldColumns::kNone;
    for (std::size_t column = 0; column < headers.size(); ++column) {
      if (taken[column] || profiles[column].filled == 0) continue;
      if (is_decoy(normalize_header(headers[column]))) continue;
      const double rating = rate(profiles[column]);
      if (rating > best) {
        best = rating;
        chosen = static_cast<int>(column);
      }
    }
    if (chosen != FieldColumns::kNone) assign(field, chosen);
  };
  // A column by itself may be of short lines.
  const double least_size = headers.size() == 1 ? 0 : 12;
  assign_best(Field::Text, [least_size](const Profile& seen) {
    const bool prose = seen.letters > 0.5 && seen.urls < 0.5 && seen.dates < 0.5;
    return prose && seen.mean_size >= least_size ? seen.mean_size : 0;
  });
  assign_best(Field::Date, [](const Profile& seen) {
    if (seen.dates <= 0.9 || seen.mean_size < 8) return 0.0;
    return seen.bare ? seen.dates / 2 : seen.dates;
  });
  if (relative_date.column != FieldColumns::kNone && !is_settled(static_cast<std::size_t>(Field::Date))) {
    assign(Field::Date, relative_date.column);
  }
  assign_best(Field::Url, [](const Profile& seen) { return seen.urls > 0.9 ? seen.urls : 0; });
}

}  // namespace earshot
