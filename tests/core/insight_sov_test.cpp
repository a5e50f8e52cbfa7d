#include "insight/sov.h"

#include <algorithm>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "analysed.h"
#include "insight/clusters.h"
#include "insight/repetition.h"
#include "tabled.h"

using namespace earshot;
using Catch::Approx;

namespace {

Mention by(std::string_view author, Count reach = kAbsent, Count engagement = kAbsent) {
  Mention mention;
  mention.text = "x";
  mention.author = author;
  mention.reach = reach;
  mention.engagement = engagement;
  return mention;
}

const VoiceShare& voice(const BrandVoice& brand, Voice which) {
  return brand.voices[static_cast<std::size_t>(which)];
}

/// (z / t)² of so many degrees of freedom, at least one, by the expansion of t around z.
double narrower(double v) {
  v = std::max(v, 1.0);
  const double t = kZ + 2.372271 / v + 2.822499 / (v * v) + 2.555850 / (v * v * v);
  return kZ / t * (kZ / t);
}

}  // namespace

TEST_CASE("a mention of two brands counts for both, or half for each") {
  TestTable data{"A", "B"};
  data.add({{0}}, 2);
  data.add({{0, 1}}, 2);
  data.add({});
  auto found = share_of_voice(data.view());
  CHECK(found.voices.mentions == 4);
  CHECK(found.n == 6);
  CHECK(found.brands[0].mentions == 4);
  CHECK(found.brands[0].volume->value == Approx(4.0 / 6));
  CHECK(found.brands[1].volume->value == Approx(2.0 / 6));

  data.settings.fractional = true;
  found = share_of_voice(data.view());
  CHECK(found.n == 4);
  CHECK(found.brands[0].mentions == 4);
  CHECK(found.brands[0].volume->value == Approx(3.0 / 4));
  // Wilson of 3 of 4.
  CHECK(found.brands[0].volume->low == Approx(0.301).margin(0.001));
  CHECK(found.brands[0].volume->high == Approx(0.954).margin(0.001));
}

TEST_CASE("reach and engagement are summed, a repost's engagement is its original's, authors count once") {
  TestTable data{"A", "B"};
  data.add({{0}, Label::Neutral, by("ann", 100, 7)});
  data.add({{0}, Label::Neutral, by("ann", 50, 1)});
  TestMention repost{{0}, Label::Neutral, by("bob", 10, 8)};
  repost.mention.kind = Kind::Repost;
  data.add(repost);
  data.add({{1}, Label::Neutral, by("cem", 40, 2)});
  const auto found = share_of_voice(data.view());
  CHECK(found.voices.authors == 3);
  const BrandVoice& a = found.brands[0];
  CHECK(*voice(a, Voice::Reach).sum == 160);
  CHECK(voice(a, Voice::Reach).share->value == Approx(0.8));
  CHECK(*voice(a, Voice::Engagement).sum == 8);
  CHECK(*voice(a, Voice::Authors).sum == 2);
  CHECK(voice(a, Voice::Authors).share->value == Approx(2.0 / 3));
  CHECK(voice(a, Voice::Reach).share->low <= 0.8);
  CHECK(voice(a, Voice::Reach).share->high >= 0.8);
}

TEST_CASE("reach and engagement of a mention of two brands are parted where it counts half for each") {
  TestTable data{"A", "B"};
  data.settings.fractional = true;
  TestMention both{{0, 1}, Label::Neutral, by("ann", 100, 6)};
  both.mention.platform = "web";
  data.add(both);
  data.add({{0}, Label::Neutral, by("bob", 50)});
  const auto found = share_of_voice(data.view());
  CHECK(*voice(found.brands[0], Voice::Reach).sum == 100);
  CHECK(voice(found.brands[0], Voice::Reach).share->value == Approx(100.0 / 150));
  const std::vector<VoiceSlice>& platforms = found.voices.by[voice_dimension(By::Platforms)].slices;
  REQUIRE(platforms.size() == 2);
  CHECK(share_in_slice(found.voices, platforms[0], 0, Voice::Reach).sum == 50);
  CHECK_FALSE(share_in_slice(found.voices, platforms[0], 0, Voice::Engagement).sum);
  CHECK(share_in_slice(found.voices, platforms[1], 1, Voice::Engagement).sum == 3);
}

TEST_CASE("a value that no mention gives has no share") {
  TestTable data{"A", "B"};
  data.add({{0}});
  data.add({{1}});
  const auto found = share_of_voice(data.view());
  for (const VoiceShare& share : found.brands[0].voices) {
    CHECK_FALSE(share.sum);
    CHECK_FALSE(share.share);
  }
}

TEST_CASE("one author's many posts widen the interval of reach") {
  // The same sums, once by two hundred people and once by six.
  const auto spread = [](std::size_t people) {
    TestTable data{"A", "B"};
    for (std::size_t at = 0; at < 200; ++at) {
      const std::string name = "author" + std::to_string(at % people);
      data.add({{static_cast<std::uint32_t>(at % people % 2)}, Label::Neutral, by(name, 10)});
    }
    const auto found = share_of_voice(data.view());
    const Estimate share = *voice(found.brands[0], Voice::Reach).share;
    return share.high - share.low;
  };
  CHECK(spread(200) < 0.2);
  CHECK(spread(6) > 0.4);
}

TEST_CASE("shares in a slice are of the brands' mentions in it, and slices add up to the whole") {
  TestTable data{"A", "B"};
  TestMention web{{0}};
  web.mention.platform = "web";
  web.mention.time = noon(1);
  data.add(web, 3);
  TestMention app{{1}};
  app.mention.platform = "app";
  app.mention.time = noon(3);
  data.add(app, 1);
  app.brands = {0, 1};
  data.add(app, 2);
  const auto found = share_of_voice(data.view());
  const auto& platforms = found.voices.by[voice_dimension(By::Platforms)].slices;
  REQUIRE(platforms.size() == 2);
  CHECK(slice_name(data.view(), By::Platforms, platforms[0].value) == "app");  // as large, by name
  CHECK(all_weight(platforms[0]) == 5);
  CHECK(platforms[0].brands[0].mentions == 2);
  CHECK(all_weight(platforms[1]) == 3);
  const auto& points = found.voices.by[voice_dimension(By::Points)].slices;
  // January 1 to 3, in days or hours as the span asks for; those between are 0.
  CHECK(points.size() == found.voices.starts.size());
  std::uint64_t sum = 0;
  for (const VoiceSlice& point : points) sum += point.mentions;
  CHECK(sum == 6);
}

TEST_CASE("the interval of a share in a slice is of a quotient of sums over authors") {
  for (const Count scale : {1, 10'000'000}) {
    TestTable data{"A", "B"};
    const auto say = [&](std::string_view platform, std::string_view author, std::uint32_t brand, Count reach,
                         std::size_t times = 1) {
      TestMention one{{brand}, Label::Neutral, by(author, reach * scale)};
      one.mention.platform = platform;
      data.add(one, times);
    };
    say("web", "ann", 0, 75, 4);
    say("web", "bob", 1, 10);
    say("app", "dan", 0, 5);
    say("web", "cem", 0, 20);
    say("web", "cem", 1, 20);
    say("app", "eve", 0, 7);
    const auto found = share_of_voice(data.view());
    const VoiceSlice& web = found.voices.by[voice_dimension(By::Platforms)].slices[0];
    // Ann brings 300 of 300, Bob 0 of 10, Cem 20 of 40: 320 of 350 in all.
    const VoiceShare reach = share_in_slice(found.voices, web, 0, Voice::Reach);
    const double p = 320.0 / 350;
    const double strays = (300 - 300 * p) * (300 - 300 * p) + 10 * p * 10 * p + (20 - 40 * p) * (20 - 40 * p);
    const double variance = 3.0 / 2 * strays / (350.0 * 350);
    const Estimate expected = *wilson_of_share(p, p * (1 - p) / variance * narrower(350.0 * 350 / (300 * 300 + 10 * 10 + 40 * 40) - 1));
    CHECK(reach.sum == 320 * scale);
    CHECK(reach.n == 3);
    CHECK(reach.share->value == Approx(p));
    CHECK(reach.share->low == Approx(expected.low).margin(1e-6));
    CHECK(reach.share->high == Approx(expected.high).margin(1e-6));
    CHECK(p * (1 - p) / variance < 7);

    // Two of four namings; they cannot tell more than as many draws.
    const VoiceShare authors = share_in_slice(found.voices, web, 0, Voice::Authors);
    CHECK(authors.sum == 2);
    CHECK(authors.share->value == Approx(0.5));
    CHECK(authors.share->low == Approx(wilson_of_share(0.5, 4 * narrower(16.0 / 6 - 1))->low));
    CHECK_FALSE(share_in_slice(found.voices, web, 0, Voice::Engagement).sum);

    // All of one brand: as sure as two authors can make it.
    const VoiceSlice& app = found.voices.by[voice_dimension(By::Platforms)].slices[1];
    const VoiceShare one = share_in_slice(found.voices, app, 0, Voice::Reach);
    CHECK(one.share->value == 1);
    CHECK(one.share->low == Approx(wilson(2, 2)->low));
    CHECK_FALSE(share_in_slice(found.voices, app, 1, Voice::Reach).share);
  }
}

TEST_CASE("one author's many posts widen the interval of reach in a slice as well") {
  const auto width = [](std::size_t people) {
    TestTable data{"A", "B"};
    for (std::size_t at = 0; at < 200; ++at) {
      const std::string name = "author" + std::to_string(at % people);
      TestMention one{{static_cast<std::uint32_t>(at % people % 2)}, Label::Neutral, by(name, 10)};
      one.mention.platform = "web";
      data.add(one);
    }
    const auto found = share_of_voice(data.view());
    const Estimate share =
        *share_in_slice(found.voices, found.voices.by[0].slices[0], 0, Voice::Reach).share;
    return share.high - share.low;
  };
  CHECK(width(200) < 0.2);
  CHECK(width(6) > 0.4);
}

TEST_CASE("of a cluster of copies one counts where each counts once") {
  TestTable data{"A", "B"};
  data.add({{0}}, 3);
  data.add({{1}}, 1);
  Clusters clusters;
  clusters.rows = {0, 1, 2};
  clusters.cluster = {0, 0, 0};
  clusters.clusters = {{0, 3}};
  View view = data.view();
  view.clusters = &clusters;
  auto found = share_of_voice(view);
  CHECK(found.brands[0].mentions == 3);
  CHECK(found.brands[0].mentions_once == 1);
  CHECK(found.brands[0].volume_once->value == Approx(0.5));
  // The first copy is not in the selection: the next one speaks for them.
  const Selection later{false, {1, 2, 3}};
  View part{view.table, later, view.brands, view.zone, view.inputs, view.settings};
  part.clusters = &clusters;
  found = share_of_voice(part);
  CHECK(found.brands[0].mentions_once == 1);
}

TEST_CASE("copies that name different brands count once for each of these") {
  TestTable data{"A", "B"};
  data.add({{0}}, 2);
  data.add({{1}}, 3);
  data.add({{0, 1}}, 1);
  Clusters clusters;
  clusters.rows = {0, 1, 2, 3, 4, 5};
  clusters.cluster = {0, 0, 0, 0, 0, 0};
  clusters.likeness.resize(6, Likeness::Copy);
  clusters.clusters = {{0, 6}};
  View view = data.view();
  view.clusters = &clusters;
  const auto found = share_of_voice(view);
  const Repetition repeated = repetition(view);
  CHECK(found.voices.mentions_once == 1);
  CHECK(found.n_once == 2);
  for (std::size_t place = 0; place < 2; ++place) {
    CHECK(found.brands[place].mentions_once == 1);
    CHECK(repeated.brands[found.brands[place].brand].once == 1);
    CHECK(found.brands[place].volume_once->value == Approx(0.5));
  }
}

TEST_CASE("more brands than a list holds still count in the denominator") {
  TestTable data{};
  for (std::uint32_t brand = 0; brand < 25; ++brand) {
    data.settings.brands.emplace_back().name = "B" + std::to_string(100 + brand);
  }
  for (std::uint32_t brand = 0; brand < 25; ++brand) data.add({{brand}, Label::Neutral, by("one")});
  const auto found = share_of_voice(data.view());
  CHECK(found.brands.size() == 20);
  CHECK(found.voices.brands.left_out == 5);
  CHECK(found.brands[0].volume->value == Approx(1.0 / 25));
  CHECK(voice(found.brands[0], Voice::Authors).sum == 1);

  // A second author names all of them, too: one of 25 brands' share, without two opinions on it.
  for (std::uint32_t brand = 0; brand < 25; ++brand) data.add({{brand}, Label::Neutral, by("two")});
  const auto both = share_of_voice(data.view());
  const VoiceShare authors = share_in_slice(both.voices, both.voices.by[0].slices[0], 0, Voice::Authors);
  CHECK(authors.sum == 2);
  CHECK(authors.share->value == Approx(1.0 / 25));
  CHECK(authors.share->high == Approx(wilson_of_share(0.04, 50 * narrower(1))->high));
}

TEST_CASE("the person's own brand is listed however small it is") {
  TestTable data{};
  for (std::uint32_t brand = 0; brand < 25; ++brand) {
    data.settings.brands.emplace_back().name = "B" + std::to_string(100 + brand);
    data.add({{brand}}, brand == 24 ? 1 : 2);
  }
  CHECK(share_of_voice(data.view()).brands.back().brand == 19);
  data.settings.brands[24].own = true;
  const auto found = share_of_voice(data.view());
  CHECK(found.brands.size() == 20);
  CHECK(found.brands.back().brand == 24);
  CHECK(found.brands.back().mentions == 1);
  CHECK(found.voices.whole.brands.back().mentions == 5 * 2);
}

TEST_CASE("shares, people and responses under one filter after another are those of a fresh analysis") {
  std::string csv = "Id,Parent id,Date,Author,Platform,Language,Likes,Followers,Text\n";
  const std::string texts[] = {"Nova is great, I love it", "Zento broke again, terrible", "Nova or Zento?", "lunch"};
  for (int i = 0; i < 400; ++i) {
    const std::string n = std::to_string(i);
    csv += n + "," + (i % 9 == 0 ? std::to_string(i / 2) : "") + ",2026-01-" + (i % 3 == 0 ? "1" : "0") +
           std::to_string(1 + i % 7) + "T0" + std::to_string(i % 10) + ":30:00Z," +
           (i % 5 == 0 ? "" : i % 9 == 0 ? "novacare" : "a" + std::to_string(i * i % 37)) + "," +
           (i % 4 == 0 ? "X" : "Reddit") + "," + (i % 6 == 0 ? "en" : "") + "," + std::to_string(i % 50) + "," +
           std::to_string(i * 100) + "," + texts[i % 4] + " " + n + "\n";
  }
  const std::string half = csv.substr(0, csv.find('\n', csv.size() / 2) + 1);
  const std::string two = R"({"brands":[{"name":"Nova","handles":["@novacare"]},{"name":"Zento"}]})";
  const std::string zoned = R"({"brands":[{"name":"Zento"}],"timeZone":"Asia/Seoul"})";
  const auto answers = [](Analysis& analysis, const Filter& filter) {
    return analysis.sections("sov,people,response", filter) + std::to_string(analysis.select(filter));
  };
  const auto as_read_afresh = [&](Analysis& analysis, const std::string& settings, const std::string& read) {
    for (const char* json : {"{}", R"({"sentiment":"negative"})", R"({"from":"2026-01-03","to":"2026-01-04"})",
                             R"({"platform":"X"})", R"({"answered":"no"})", R"({"replied":"yes"})"}) {
      INFO(settings << json);
      Analysis fresh(shipped_model());
      fresh.set_settings(settings_from(settings));
      REQUIRE(read_into(fresh, "a.csv", read));
      const Filter filter = *parse_filter(json);
      CHECK(answers(analysis, filter) == answers(fresh, filter));
    }
  };
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(two));
  analysis.open("a.csv");
  analysis.feed(half);
  answers(analysis, {});  // of what was read so far
  analysis.feed(std::string_view(csv).substr(half.size()));
  REQUIRE(analysis.close());
  as_read_afresh(analysis, two, csv);
  analysis.set_settings(settings_from(zoned));
  as_read_afresh(analysis, zoned, csv);
}

TEST_CASE("points are hours up to three days, to the minute") {
  const auto step_of = [](std::int64_t minutes) {
    TestTable data{"A"};
    for (const std::int64_t minute : {std::int64_t{30}, 30 + minutes}) {
      TestMention one{{0}};
      one.mention = by("ann");
      one.mention.time = Time::instant(noon(1).ms() + minute * 60'000);
      data.add(one);
    }
    return count_voices(data.view()).step;
  };
  CHECK(step_of(72 * 60 - 20) == Step::Hour);
  CHECK(step_of(72 * 60 + 20) == Step::Day);
}
