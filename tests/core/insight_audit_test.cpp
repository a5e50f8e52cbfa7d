#include "insight/audit.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_approx.hpp>

#include "analysed.h"

using namespace earshot;
using Catch::Approx;
using nlohmann::json;

namespace {

AuditSample sample_of(const LabelTable& table, std::array<std::uint64_t, 3> population) {
  AuditSample sample;
  sample.population = population;
  for (std::size_t by = 0; by < 3; ++by) {
    for (std::size_t ours = 0; ours < 3; ++ours) {
      for (std::uint64_t n = 0; n < table[by][ours]; ++n) {
        sample.mentions.push_back({0, 1, Label(ours), Label(by)});
      }
    }
  }
  return sample;
}

AuditFigures figures_of(const LabelTable& table, std::array<std::uint64_t, 3> population,
                        bool stratified = false) {
  AuditSettings audit;
  audit.stratified = stratified;
  return audit_figures(sample_of(table, population), audit);
}

std::string export_of(int rows, std::string_view who = "a") {
  static constexpr std::string_view kTexts[] = {
      "I love this kettle, it is wonderful", "The shop opens at nine on Monday",
      "terrible, it broke and I hate it", "absolutely great, thank you so much",
      "https://example.com/x"};
  std::string text = "Date,Author,Text\n";
  for (int row = 0; row < rows; ++row) {
    text += "2026-03-02,";
    text += who;
    const int which = row * row % 97 % 5;
    text += std::to_string(row) + ",\"" + std::string(kTexts[which]);
    text += (which == 4 ? "" : " " + std::to_string(row)) + "\"\n";
  }
  return text;
}

json sample_json(Analysis& analysis) { return json::parse(analysis.audit_sample(Format::Json)); }

std::set<std::pair<std::string, int>> places(const json& sample) {
  std::set<std::pair<std::string, int>> places;
  for (const json& one : sample) places.emplace(one["file"], one["row"]);
  return places;
}

}  // namespace

TEST_CASE("accuracy, precision, recall and F1 are counted off the table") {
  const auto figures = figures_of({{{8, 1, 1}, {2, 6, 2}, {0, 1, 9}}}, {100, 80, 120});
  CHECK(figures.n == 30);
  CHECK(figures.accuracy->value == Approx(23.0 / 30));
  CHECK(figures.accuracy->low == Approx(wilson(23, 30)->low));
  CHECK(figures.classes[0].precision->value == Approx(0.8));
  CHECK(figures.classes[0].precision->low == Approx(wilson(8, 10)->low));
  CHECK(figures.classes[1].precision->value == Approx(0.75));
  CHECK(figures.classes[2].recall->value == Approx(0.9));
  CHECK(figures.classes[2].recall->high == Approx(wilson(9, 10)->high));
  // 2·6 / (8 + 10); J = 6/12 in 0.2538..0.7462
  CHECK(figures.classes[1].f1->value == Approx(2.0 / 3));
  CHECK(figures.classes[1].f1->low == Approx(2 * 0.253782 / 1.253782).margin(1e-5));
  CHECK(figures.classes[1].f1->high == Approx(2 * 0.746218 / 1.746218).margin(1e-5));
}

TEST_CASE("shares are corrected by the inverse of the measured errors") {
  // True shares 0.5, 0.3 and 0.2, seen through these errors, give 0.45, 0.31 and 0.24.
  const auto figures = figures_of({{{16, 2, 2}, {2, 16, 2}, {2, 2, 16}}}, {450, 310, 240});
  REQUIRE(figures.uncorrected == Uncorrected::No);
  CHECK(figures.counted[0] == Approx(0.45));
  CHECK(figures.corrected[0].value == Approx(0.5));
  CHECK(figures.corrected[1].value == Approx(0.3));
  CHECK(figures.corrected[2].value == Approx(0.2));
  for (const Estimate& one : figures.corrected) {
    CHECK(one.low < one.value);
    CHECK(one.high > one.value);
    CHECK(one.high - one.low < 0.5);
  }
}

TEST_CASE("corrected shares are cut to 0..1 and add up to 1") {
  // Nobody counted as negative, though a tenth of the others is: the inverse steps below 0.
  const auto figures = figures_of({{{18, 0, 2}, {0, 18, 2}, {0, 0, 20}}}, {500, 500, 0});
  REQUIRE(figures.uncorrected == Uncorrected::No);
  CHECK(figures.corrected[2].value == 0);
  CHECK(figures.corrected[0].value == Approx(0.5));
  CHECK(figures.corrected[1].value == Approx(0.5));
}

TEST_CASE("what cannot be corrected says why") {
  CHECK(figures_of({{{9, 0, 0}, {0, 10, 0}, {0, 0, 10}}}, {9, 9, 9}).uncorrected ==
        Uncorrected::TooFewLabels);
  CHECK(figures_of({{{20, 0, 0}, {0, 20, 0}, {0, 0, 0}}}, {9, 9, 9}).uncorrected ==
        Uncorrected::ClassMissing);
  CHECK(figures_of({{{10, 5, 5}, {10, 5, 5}, {0, 0, 20}}}, {9, 9, 9}).uncorrected ==
        Uncorrected::NotInvertible);
  // One label of a kind is missing from every third resample, but two of three are enough.
  CHECK(figures_of({{{20, 0, 0}, {0, 20, 0}, {0, 0, 1}}}, {9, 9, 9}).uncorrected == Uncorrected::No);
}

TEST_CASE("a stratified sample is weighed back to all mentions") {
  const auto figures = figures_of({{{9, 2, 3}, {1, 5, 2}, {0, 3, 5}}}, {800, 100, 100}, true);
  CHECK(figures.accuracy->value == Approx(0.8 * 0.9 + 0.1 * 0.5 + 0.1 * 0.5));
  // Effective n: (10·80 + 10·10 + 10·10)² / (10·80² + 10·10² + 10·10²)
  CHECK(figures.accuracy->low == Approx(wilson_of_share(0.82, 1e6 / 66e3)->low));
  CHECK(figures.classes[0].precision->low == Approx(wilson(9, 10)->low));
  CHECK(figures.classes[0].recall->value == Approx(720.0 / (720 + 20 + 30)));
  // A random sample of such mentions would hold this table of shares.
  const LabelShares shares = {{{0.72, 0.02, 0.03}, {0.08, 0.05, 0.02}, {0, 0.03, 0.05}}};
  CHECK(figures.kappa->value == Approx(kappa(shares, 10)->value));
}

TEST_CASE("mentions that cannot be told count nowhere but in their own number") {
  AuditSample sample = sample_of({{{5, 0, 0}, {0, 5, 0}, {0, 0, 5}}}, {50, 50, 50});
  sample.mentions.push_back({0, 1, Label::Positive, Label::Unrated});
  sample.mentions.push_back({0, 1, Label::Positive, std::nullopt});
  const auto figures = audit_figures(sample, {});
  CHECK(figures.sampled == 17);
  CHECK(figures.cannot_tell == 1);
  CHECK(figures.n == 15);
}

TEST_CASE("the sample is the same for any split of the input and any order of the files") {
  const std::string first = export_of(700), second = export_of(500, "b");
  const auto drawn = [&](std::size_t piece, bool turned, const char* settings) {
    Analysis analysis(shipped_model());
    analysis.set_settings(settings_from(settings));
    REQUIRE(read_into(analysis, turned ? "b.csv" : "a.csv", turned ? second : first, piece));
    REQUIRE(read_into(analysis, turned ? "a.csv" : "b.csv", turned ? first : second, piece));
    return analysis.audit_sample(Format::Csv);
  };
  for (const char* settings :
       {R"({"audit": {}})", R"({"audit": {"seed": 9, "size": 60, "stratified": true}})"}) {
    const std::string whole = drawn(std::string::npos, false, settings);
    CHECK(whole.size() > 5'000);
    for (const std::size_t piece : {std::size_t{13}, std::size_t{997}, std::size_t{4096}}) {
      CHECK(drawn(piece, false, settings) == whole);
    }
    CHECK(drawn(std::string::npos, true, settings) == whole);
  }
}

TEST_CASE("a sample holds the size asked for, and the smaller one of the same seed") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv", export_of(900)));
  const auto draw = [&](const char* settings) {
    analysis.set_settings(settings_from(settings));
    return places(sample_json(analysis));
  };
  const auto forty = draw(R"({"audit": {"size": 40}})"), hundred = draw("{}");
  CHECK(forty.size() == 40);
  CHECK(hundred.size() == 100);
  CHECK(std::ranges::includes(hundred, forty));
  CHECK(draw(R"({"audit": {"seed": 2}})") != hundred);
  CHECK(draw(R"({"audit": {"size": 5000}})").size() ==
        report_of(analysis)["totals"]["mentions"].get<std::size_t>() -
            report_of(analysis)["totals"]["sentiment"]["unrated"].get<std::size_t>());
}

TEST_CASE("a sample tells nothing of our label, and a stratified one holds as many of each") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(R"({"audit": {"size": 61, "stratified": true}})"));
  REQUIRE(read_into(analysis, "a.csv", export_of(900)));
  const json sample = sample_json(analysis);
  CHECK(sample.size() == 61);
  std::map<int, std::string> ours;
  for (const json& row : rows_of(analysis)) {
    ours[row["source"]["row"].get<int>()] = row["sentiment"]["label"].get<std::string>();
  }
  std::map<std::string, int> counts;
  double place[3] = {};
  for (std::size_t at = 0; at < sample.size(); ++at) {
    CHECK(sample[at]["sentiment"].is_null());
    CHECK(sample[at].size() == 10);
    const std::string& label = ours[sample[at]["row"].get<int>()];
    ++counts[label];
    place[label == "positive" ? 0 : label == "neutral" ? 1 : 2] += static_cast<double>(at) / 20;
  }
  CHECK(counts == std::map<std::string, int>{{"positive", 21}, {"neutral", 20}, {"negative", 20}});
  // Neither does its order: each label stands on average near the middle.
  for (const double mean : place) CHECK(std::abs(mean - 30) < 12);
}

TEST_CASE("labels are found again by the file's digest or name, and the last one counts") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(R"({"audit": {"size": 5}})"));
  REQUIRE(read_into(analysis, "a.csv", export_of(50)));
  const json sample = sample_json(analysis);
  json labels = json::array();
  const auto add = [&](std::size_t at, const json& file, const char* sentiment) {
    labels.push_back({{"file", file}, {"row", sample[at]["row"]}, {"sentiment", sentiment}});
  };
  add(0, sample[0]["file"], "negative");
  add(0, sample[0]["file"], "positive");
  add(1, "a.csv", "unclear");
  add(2, "other.csv", "neutral");
  analysis.set_settings(
      settings_from(json{{"audit", {{"size", 5}, {"labels", labels}}}}.dump()));
  const json again = sample_json(analysis);
  CHECK(again[0]["sentiment"] == "positive");
  CHECK(again[1]["sentiment"] == "unclear");
  CHECK(again[2]["sentiment"].is_null());
  const json figures = report_of(analysis)["audit"];
  CHECK(figures["n"] == 1);
  CHECK(figures["unclear"] == 1);
  CHECK(figures["sampled"] == 5);
  CHECK(figures["uncorrected"] == "tooFewLabels");
}

TEST_CASE("the mentions of one row of a survey are told apart") {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(
      R"({"inputs": [{"file": "s.csv", "columns": {"answers": ["Best", "Worst"]}}]})"));
  REQUIRE(read_into(analysis, "s.csv",
                    "Id,Best,Worst\n1,I love the wonderful screen,I hate the awful battery\n"
                    "2,great and lovely colours,terrible and broken buttons\n"));
  std::set<std::pair<int, int>> parts;
  for (const json& one : sample_json(analysis)) {
    parts.emplace(one["row"].get<int>(), one["part"].get<int>());
  }
  CHECK(parts == std::set<std::pair<int, int>>{{2, 1}, {2, 2}, {3, 1}, {3, 2}});
}

TEST_CASE("a filled in sample is read as a spreadsheet may have saved it") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv", export_of(50)));
  const json sample = sample_json(analysis);
  const std::string file = sample[0]["file"];
  const std::string rows[] = {sample[0]["row"].dump(), sample[1]["row"].dump(),
                              sample[2]["row"].dump()};
  const std::string filled[] = {
      "file,row,part,name,time,author,text,sentiment\n" + file + "," + rows[0] +
          ",1,x,2026-03-02,kim,\"a, b\",positive\n" + file + "," + rows[2] +
          ",1,x,2026-03-02,kim,c,\na.csv," + rows[1] + ",1,x,2026-03-02,kim,d,unclear\n",
      "\xef\xbb\xbf" "file;row;part;sentiment\r\n" + file + ";" + rows[0] +
          ";1;Positive\r\na.csv;" + rows[1] + ";1;Unclear\r\n",
      "sentiment\trow\tfile\n긍정\t" + rows[0] + "\t" + file + "\nunclear\t" + rows[1] +
          "\ta.csv\n"};
  for (const std::string& labels : filled) {
    REQUIRE(analysis.set_audit_labels("l.csv", labels));
    const json again = sample_json(analysis);
    CHECK(again[0]["sentiment"] == "positive");
    CHECK(again[1]["sentiment"] == "unclear");
    CHECK(again[2]["sentiment"].is_null());
  }
}

TEST_CASE("a table that is no filled in sample is refused with what is wrong") {
  Analysis analysis(shipped_model());
  const auto error = [&](std::string_view bytes) {
    const auto taken = analysis.set_audit_labels("l.csv", bytes);
    REQUIRE_FALSE(taken);
    return taken.error();
  };
  CHECK(error("file,row,part,sentiment\nabc,12,1,purple\n").detail == "purple");
  CHECK(error("Date,Text\n2026-01-01,I love it\n").detail == "file");
  CHECK(error("file,row,text\nabc,3,I love it\n").detail == "sentiment");
  CHECK(error("").code == ErrorCode::EmptyInput);
}

TEST_CASE("wrong audit settings say what is wrong") {
  const auto detail = [](std::string_view written) {
    const auto settings = parse_settings(written);
    REQUIRE_FALSE(settings);
    return settings.error().detail;
  };
  CHECK(detail(R"({"audit": 3})") == "audit");
  CHECK(detail(R"({"audit": {"size": 0}})") == "audit.size");
  CHECK(detail(R"({"audit": {"size": 5001}})") == "audit.size");
  CHECK(detail(R"({"audit": {"seed": -1}})") == "audit.seed");
  CHECK(detail(R"({"audit": {"stratified": 1}})") == "audit.stratified");
  CHECK(detail(R"({"audit": {"labels": [7]}})") == "audit.labels[0]");
  CHECK(detail(R"({"audit": {"labels": [{"sentiment": "unrated", "file": "a", "row": 2}]}})") ==
        "audit.labels[0]");
  CHECK(detail(R"({"audit": {"labels": [{"sentiment": "neutral", "row": 2}]}})") ==
        "audit.labels[0]");
  CHECK(detail(R"({"audit": {"labels": [{"sentiment": "neutral", "file": "a", "row": "2"}]}})") ==
        "audit.labels[0]");
  CHECK_FALSE(parse_settings("{}")->audit);
  CHECK(parse_settings(R"({"audit": {}})")->audit == AuditSettings());
}

TEST_CASE("labels of other files, or of another draw, are told as of no use") {
  Analysis analysis(shipped_model());
  REQUIRE(read_into(analysis, "a.csv", export_of(50)));
  CHECK(analysis.check_audit_labels());
  const std::string row = sample_json(analysis)[0]["row"].dump();
  REQUIRE(analysis.set_audit_labels("l.csv", "file,row,part,sentiment\nb.csv," + row + ",1,positive\n"));
  const auto fit = analysis.check_audit_labels();
  REQUIRE_FALSE(fit);
  CHECK(fit.error().message.starts_with("None of the labels"));
  REQUIRE(analysis.set_audit_labels("l.csv", "file,row,part,sentiment\nb.csv," + row + ",1,positive\na.csv," +
                                                 row + ",1,unclear\n"));
  CHECK(analysis.check_audit_labels());
}
