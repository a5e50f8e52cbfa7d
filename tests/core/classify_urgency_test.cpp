// How urgent a mention is, beside its words: who hears it, and who joins in.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "analysed.h"
#include "classify/urgency.h"

using namespace earshot;
using Json = nlohmann::json;

namespace {

constexpr std::string_view kHeader = "date,text,followers,views,parent id,id,platform\n";

struct Row {
  std::string id, date, text = "I hate this song", followers = {}, views = {}, parent = {};

  std::string line() const {
    return date + ",\"" + text + "\"," + followers + "," + views + "," + parent + "," + id + ",X\n";
  }
};

std::string at(int minute) {
  char text[32];
  std::snprintf(text, sizeof text, "2026-03-%02d %02d:%02d", 1 + minute / 1440, minute / 60 % 24,
                minute % 60);
  return text;
}

std::string csv_of(const std::vector<Row>& rows) {
  std::string csv(kHeader);
  for (const Row& row : rows) csv += row.line();
  return csv;
}

Json read(const std::vector<Row>& rows, const Json& settings = Json::object()) {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(settings.dump()));
  REQUIRE(read_into(analysis, "a.csv", csv_of(rows)));
  Json out = Json::object();
  for (const Json& row : rows_of(analysis)) out[row["id"].get<std::string>()] = row;
  return out;
}

bool because(const Json& row, std::string_view reason) {
  return std::ranges::find(row["urgencyBecause"], Json(reason)) != row["urgencyBecause"].end();
}

/// Their mentions, one after another.
std::vector<Json> all(const std::vector<Row>& rows, const Json& settings = Json::object()) {
  const Json read_rows = read(rows, settings);
  return {read_rows.begin(), read_rows.end()};
}

std::vector<Row> thread(int answers) {
  std::vector<Row> rows = {{"root", at(0)}};
  for (int i = 1; i < answers; ++i)
    rows.push_back({"r" + std::to_string(i), at(100 * i), "I hate this song, really " + std::to_string(i), "", "", "root"});
  return rows;
}

}  // namespace

TEST_CASE("many who see a negative mention raise its urgency by one step, and nothing else") {
  const Json rows = read({{"few", at(0), "I hate this song", "99999"},
                          {"many", at(1), "I hate this song", "100000"},
                          {"seen", at(2), "I hate this song", "", "250000"},
                          {"kind", at(3), "I love this wonderful thing", "9000000"}});
  CHECK(rows["few"]["urgency"] == "low");
  CHECK(rows["few"]["urgencyBecause"].empty());
  for (const char* id : {"many", "seen"}) {
    CHECK(rows[id]["urgency"] == "normal");
    CHECK(because(rows[id], "reach"));
    CHECK(because(rows[id], "sentiment"));
  }
  CHECK(rows["kind"]["urgency"] == "low");
}

TEST_CASE("urgency of the words says which of them made it") {
  Analysis analysis(shipped_model());
  const Json said = Json::parse(
      analysis.classify("Refund me now or I will sue you, my lawyer is on it, this is fraud"));
  REQUIRE(said["urgency"] != "low");
  CHECK(because(said, "legal"));
  CHECK_FALSE(because(said, "reach"));
  CHECK(Json::parse(analysis.classify("The meeting is at the station"))["urgencyBecause"].empty());
}

TEST_CASE("the person's word on urgency is not raised") {
  char key[17];
  std::snprintf(key, sizeof key, "%016llx",
                static_cast<unsigned long long>(text_key("I hate this song")));
  const Json settings = {{"corrections", {{"mentions", {{key, {{"urgency", "low"}}}}}}}};
  const Json rows = read({{"many", at(1), "I hate this song", "100000"}}, settings);
  CHECK(rows["many"]["urgency"] == "low");
  CHECK(rows["many"]["urgencyBecause"] == Json{"correction"});
}

TEST_CASE("a thread is piled on by ten negative mentions within a day, not by nine or over longer") {
  for (const Json& row : all(thread(10))) {
    CHECK(row["urgency"] == "normal");
    CHECK(because(row, "pileOn"));
  }
  for (const Json& row : all(thread(9))) CHECK(row["urgency"] == "low");
  std::vector<Row> slow = thread(10);
  for (int i = 0; i < 10; ++i) slow[static_cast<std::size_t>(i)].date = at(161 * i);
  for (const Json& row : all(slow)) CHECK(row["urgency"] == "low");
  slow[9].date = at(1440);
  for (const Json& row : all(slow)) CHECK(row["urgency"] == "normal");
  // One that stands elsewhere, without a time or is not negative is no part of it.
  std::vector<Row> others = thread(10);
  others.push_back({"else", at(5)});
  others.push_back({"undated", "", "I hate this song, when", "", "", "root"});
  others.push_back({"kind", at(6), "I love this wonderful thing", "", "", "root"});
  const Json rows = read(others);
  for (const char* id : {"else", "undated", "kind"}) CHECK_FALSE(because(rows[id], "pileOn"));
}

TEST_CASE("a brand is piled on when far more than usual is said against it at once") {
  const Json settings = {{"brands", {{{"name", "Nova"}}}}};
  std::vector<Row> rows;
  for (int i = 0; i < 60; ++i)
    rows.push_back({"u" + std::to_string(i), at(i * 600), "Nova is awful, I hate it " + std::to_string(i)});
  for (const Json& row : all(rows, settings)) CHECK_FALSE(because(row, "pileOn"));
  for (int i = 0; i < 20; ++i)
    rows.push_back({"b" + std::to_string(i), at(20'000 + i), "Nova is awful, I hate it today " + std::to_string(i)});
  const Json burst = read(rows, settings);
  // Of less than a day it cannot be told what is usual.
  const std::vector<Row> alone(rows.end() - 20, rows.end());
  for (const Json& row : all(alone, settings)) CHECK_FALSE(because(row, "pileOn"));
  CHECK(because(burst["b0"], "pileOn"));
  CHECK(because(burst["b19"], "pileOn"));
  CHECK_FALSE(because(burst["u3"], "pileOn"));
  // Where that many a day are usual, it is none.
  std::vector<Row> always;
  for (int i = 0; i < 600; ++i)
    always.push_back({"u" + std::to_string(i), at(i * 15), "Nova is awful, I hate it " + std::to_string(i)});
  for (const Json& row : all(always, settings)) CHECK_FALSE(because(row, "pileOn"));
}

TEST_CASE("a pile-on on a brand is found at whatever minute its six hours begin") {
  const Json settings = {{"brands", {{{"name", "Nova"}}}}};
  std::vector<Row> usual;
  for (int i = 0; i < 20; ++i)
    usual.push_back({"u" + std::to_string(i), at(i * 1800 + 7), "Nova is awful, I hate it " + std::to_string(i)});
  for (int shift = 5; shift < 360; shift += 45) {
    std::vector<Row> rows = usual;
    for (int i = 0; i < 20; ++i) {
      const int minute = 20'160 + shift + (i == 19 ? 360 : i * 18);
      rows.push_back({"b" + std::to_string(i), at(minute), "Nova is awful, I hate it today " + std::to_string(i)});
    }
    const Json found = read(rows, settings);
    for (int i = 0; i < 20; ++i) REQUIRE(because(found["b" + std::to_string(i)], "pileOn"));
    rows.back().date = at(20'160 + shift + 361);
    for (const Json& row : all(rows, settings)) REQUIRE_FALSE(because(row, "pileOn"));
  }
}

TEST_CASE("dates without a time of day are not taken for mentions of one moment") {
  const Json settings = {{"brands", {{{"name", "Nova"}}}}};
  std::vector<Row> rows;
  for (int i = 0; i < 30 * 25 + 40; ++i) {
    const int day = std::min(i / 25, 29);  // the last one has more
    rows.push_back({"u" + std::to_string(i), at(day * 1440).substr(0, 10), "Nova is awful, I hate it " + std::to_string(i)});
  }
  for (const Json& row : all(rows, settings)) REQUIRE_FALSE(because(row, "pileOn"));
  // Nor where other mentions of the export have one.
  for (int i = 0; i < 30; ++i)
    rows.push_back({"t" + std::to_string(i), at(i * 1440 + 600 + i), "Nova opens a store " + std::to_string(i)});
  for (const Json& row : all(rows, settings)) REQUIRE_FALSE(because(row, "pileOn"));
  // Ten of a thread on one date are within a day; on two dates that cannot be said.
  std::vector<Row> answers = thread(10);
  for (Row& row : answers) row.date = "2026-03-04";
  for (const Json& row : all(answers)) CHECK(because(row, "pileOn"));
  answers[9].date = "2026-03-05";
  for (const Json& row : all(answers)) CHECK_FALSE(because(row, "pileOn"));
}

TEST_CASE("a pile-on does not depend on the order of rows, on splits, or on when it was asked for") {
  const Json settings = {{"brands", {{{"name", "Nova"}}}}};
  std::vector<Row> rows = thread(14);
  rows.push_back({"before", at(0), "Nova opens a store"});
  for (int i = 0; i < 25; ++i)
    rows.push_back({"b" + std::to_string(i), at(9'000 + 3 * i), "Nova is awful, I hate it " + std::to_string(i)});
  const Json wanted = read(rows, settings);
  REQUIRE(because(wanted["b3"], "pileOn"));
  std::ranges::reverse(rows);
  std::swap(rows[3], rows[30]);
  const Json turned = read(rows, settings);
  for (const auto& [id, row] : wanted.items()) {
    CHECK(turned[id]["urgency"] == row["urgency"]);
    CHECK(turned[id]["urgencyBecause"] == row["urgencyBecause"]);
  }
  const std::string csv = csv_of(rows);
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(settings.dump()));
  analysis.open("a.csv");
  for (std::size_t begin = 0; begin < csv.size(); begin += 100) {
    const std::string piece = csv.substr(begin, 100);
    analysis.feed({piece.data(), piece.size()});
    if (begin % 300 == 0) (void)analysis.report({});
  }
  REQUIRE(analysis.close());
  Analysis whole(shipped_model());
  whole.set_settings(settings_from(settings.dump()));
  REQUIRE(read_into(whole, "a.csv", csv));
  CHECK(analysis.report({}) == whole.report({}));
  CHECK(rows_of(analysis) == rows_of(whole));
  // Brands that are no longer followed are no longer piled on, and back again.
  const Json before = rows_of(analysis);
  analysis.set_settings(settings_from(R"({"brands": [{"name": "Lyra"}]})"));
  for (const Json& row : rows_of(analysis)) {
    if (row["id"].get<std::string>().starts_with("b")) CHECK_FALSE(because(row, "pileOn"));
  }
  analysis.set_settings(settings_from(settings.dump()));
  CHECK(rows_of(analysis) == before);
}

TEST_CASE("a correction that takes mentions out of a pile-on ends it for all") {
  char key[17];
  std::snprintf(key, sizeof key, "%016llx",
                static_cast<unsigned long long>(text_key("I hate this song, really 4")));
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv", csv_of(thread(10))));
  const Json before = rows_of(analysis);
  REQUIRE(because(before[0], "pileOn"));
  analysis.set_settings(settings_from(
      Json{{"corrections", {{"mentions", {{key, {{"sentiment", "neutral"}}}}}}}}.dump()));
  for (const Json& row : rows_of(analysis)) CHECK(row["urgency"] == "low");
  analysis.set_settings({});
  CHECK(rows_of(analysis) == before);
}

TEST_CASE("urgency is never raised above critical, and a raise is told once") {
  JudgedUrgency judged{Urgency::High, 0};
  CHECK(raise(judged, UrgencyReason::Reach));
  CHECK(judged.urgency == Urgency::Critical);
  CHECK_FALSE(raise(judged, UrgencyReason::PileOn));
  CHECK(judged.because == reason(UrgencyReason::Reach));
}
