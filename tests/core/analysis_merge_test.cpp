#include <random>
#include <utility>

#include "analysed.h"

using namespace earshot;
using Json = nlohmann::json;

namespace {

struct File {
  std::string name, bytes;
};

constexpr std::string_view kBrands =
    R"({"brands": [{"name": "Zentora"}, {"name": "Quillmark"}], "timeZone": "Asia/Seoul"})";

/// Files that overlap, repeat, name their columns and write their dates each in their own way.
std::vector<File> files() {
  std::mt19937 random(11);
  const std::vector<std::string> texts = {
      "I love my Zentora kettle", "the Quillmark pen broke again", "Zentorra is no brand but a slip",
      "Switched from Zentora to Quillmark and never looked back", "젠토라 말고 Zentora가 좋아요",
      "nothing of interest", "Quilmark support is slow, refund please", "how do I reset the Zentora app?"};
  const auto two = [](std::uint64_t value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
  };
  const auto rows = [&](int count, int ids, const char* sign) {
    std::string bytes;
    for (int row = 0; row < count; ++row) {
      const auto id = random() % static_cast<unsigned>(ids);
      bytes += std::to_string(id) + "," + two(id % 12 + 1) + "/" + two(id % 9 + 1) + "/2026,author" +
               std::to_string(id % 17) + ",\"" + texts[id % texts.size()] + " " +
               std::to_string(id % 40) + sign + "\",X\n";
    }
    return bytes;
  };
  const std::string header = "Id,Date,Author,Text,Platform\n";
  std::vector<File> made;
  made.push_back({"a.csv", header + rows(150, 200, "")});
  made.push_back({"b.csv", header + rows(150, 200, "") + "900,25/01/2026,kei,Zentora at last,Y\n"});
  made.push_back({"c.csv", header + rows(150, 200, "!") + "901,01/25/2026,kei,Quillmark at last,Y\n"});
  made.push_back({"again.csv", made[0].bytes});
  // Nothing tells these mentions from others of the same words but the file that they are in.
  made.push_back({"bare.csv", "Text\nZentora is great\nZentora is great\nfine\n"});
  made.push_back({"bare again.csv", made.back().bytes});
  made.push_back({"bare third.csv", made.back().bytes});
  made.push_back({"empty.csv", ""});
  made.push_back({"header.csv", header});
  made.push_back({"d.json", R"([{"id": "7", "text": "Zentora, oh Zentora", "created_at": "2026-03-01T10:00:00Z"},
                              {"id": "7", "text": "Zentora, oh Zentora", "created_at": "2026-03-01T10:00:00Z"},
                              {"id": "8", "text": "Quillmark pens leak"}])"});
  return made;
}

Analysis empty_analysis(std::string_view settings) {
  Analysis analysis(shipped_model());
  analysis.set_settings(settings_from(settings));
  return analysis;
}

std::string documents(Analysis& analysis) {
  std::string all = analysis.report({}) + analysis.brands() + analysis.report({}, Format::Csv);
  const auto filter = parse_filter(R"({"search": "zentora", "duplicates": "once"})");
  REQUIRE(filter);
  all += analysis.report(*filter);
  const std::uint64_t size = analysis.select({});
  return all + analysis.mentions(Format::Json, 0, size);
}

std::string whole(std::span<const File> files, std::string_view settings) {
  Analysis analysis = empty_analysis(settings);
  for (const File& file : files) (void)read_into(analysis, file.name, file.bytes);
  return documents(analysis);
}

}  // namespace

TEST_CASE("any parts merged in any order and bracketing give the bytes of the whole", "[merge]") {
  const std::vector<File> all = files();
  for (const std::string_view settings : {kBrands, std::string_view("{}")}) {
    const std::string expected = whole(all, settings);
    for (unsigned seed = 0; seed < 12; ++seed) {
      INFO(seed);
      std::mt19937 random(seed);
      const std::size_t count = 1 + random() % all.size();
      std::vector<Analysis> parts;
      for (std::size_t part = 0; part < count; ++part) parts.push_back(empty_analysis(settings));
      for (std::size_t file = 0; file < all.size(); ++file) {
        Analysis& part = parts[random() % count];
        part.open(all[file].name, file);
        part.feed(all[file].bytes);
        (void)part.close();
        // A question in between changes nothing.
        if (random() % 4 == 0) (void)part.report({});
      }
      while (parts.size() > 1) {
        const std::size_t to = random() % parts.size();
        std::size_t from = random() % (parts.size() - 1);
        from += from >= to;
        parts[to].absorb(std::move(parts[from]));
        if (random() % 4 == 0) (void)parts[to].overview({});
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(from));
      }
      CHECK(documents(parts[0]) == expected);
    }
  }
}

TEST_CASE("brands of the query column are those of all parts", "[merge]") {
  const std::vector<File> all = {{"a.csv", "Query,Text\nZentora,I love it\nQuillmark,meh\n"},
                                 {"b.csv", "Query,Text\nOther,Zentora and Quillmark\n"},
                                 {"c.csv", "Text\nOther things\n"}};
  const std::string expected = whole(all, "{}");
  Analysis parts[] = {empty_analysis("{}"), empty_analysis("{}"), empty_analysis("{}")};
  for (std::size_t file = 0; file < 3; ++file) {
    parts[file].open(all[file].name, file);
    parts[file].feed(all[file].bytes);
    REQUIRE(parts[file].close());
  }
  parts[2].absorb(std::move(parts[1]));
  parts[0].absorb(std::move(parts[2]));
  CHECK(documents(parts[0]) == expected);
}

TEST_CASE("a repeat that the merge finds is rejected with its row", "[merge]") {
  Analysis first = empty_analysis(kBrands), second = empty_analysis(kBrands);
  REQUIRE(read_into(first, "a.csv", "Id,Text\n1,Zentora is great\n"));
  second.open("b.csv", 1);
  second.feed(std::string_view("Id,Text\n,\n1,Zentora is great\n2,new\n,\n"));
  REQUIRE(second.close());
  first.absorb(std::move(second));
  const Input& input = first.inputs()[1];
  CHECK(input.mentions == 1);
  CHECK(input.duplicates == 1);
  CHECK(input.records == input.mentions + input.duplicates + input.empty + input.rejected);
  const auto repeat = std::ranges::find(input.rejects, ErrorCode::Duplicate, &Reject::code);
  REQUIRE(repeat != input.rejects.end());
  CHECK(repeat->row == 3);
  CHECK(std::ranges::is_sorted(input.rejects, {}, &Reject::row));
}

TEST_CASE("reading goes on behind what was absorbed", "[merge]") {
  const std::vector<File> all = files();
  Analysis whole = empty_analysis(kBrands), merged = empty_analysis(kBrands), part = empty_analysis(kBrands);
  for (const File& file : std::span(all).first(3)) (void)read_into(whole, file.name, file.bytes);
  (void)read_into(merged, all[0].name, all[0].bytes);
  part.open(all[1].name, 1);
  part.feed(all[1].bytes);
  REQUIRE(part.close());
  merged.absorb(std::move(part));
  (void)read_into(merged, all[2].name, all[2].bytes);
  CHECK(documents(merged) == documents(whole));
}
