// How long answers take: reads mentions of a generated CSV, over and over with other ids until there
// are as many as asked for, and prints the milliseconds of each question as JSON: of the processor, and
// the fastest of seven runs, since whatever else a machine does only adds to them.
//
//   earshot_insight MENTIONS.csv SETTINGS.json COUNT FOLDER-OF-MODELS [ONLY]
//
// With ONLY, questions whose name has it in them.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#endif

#include <earshot/analysis.h>
#include <earshot/encodings.h>
#include <earshot/unicode.h>
#include <earshot/words.h>
#include <earshot/zones.h>

#include "opening.h"
#include "report/sections.h"

using namespace earshot;

namespace {

std::span<const unsigned char> unsigned_bytes(const std::string& bytes) {
  return {reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()};
}

/// Feeds up to `count` records, each with `prefix` before its first cell and in its address.
std::size_t feed_records(Analysis& analysis, std::ifstream& file, std::string_view prefix,
                         std::size_t count) {
  std::string line, piece;
  std::size_t records = 0;
  bool quoted = false;
  while (records < count && std::getline(file, line)) {
    if (!quoted) piece += prefix;
    // Records of one address are one record.
    if (const std::size_t url = line.find(",https://"); url != line.npos) line.insert(url + 9, prefix);
    piece += line;
    piece += '\n';
    if (std::ranges::count(line, '"') % 2 != 0) quoted = !quoted;
    if (quoted) continue;
    ++records;
    if (piece.size() < 1'000'000) continue;
    analysis.feed(piece);
    piece.clear();
  }
  analysis.feed(piece);
  return records;
}

/// Of the processor: on a busy machine a clock says little.
#ifdef __EMSCRIPTEN__
EM_JS(double, processor_ms, (), {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
});
#else
double processor_ms() { return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }
#endif

double took_ms(const std::function<void()>& ask) {
  const double began = processor_ms();
  ask();
  return processor_ms() - began;
}

std::string only;

/// @param before asked before each run, and not counted
void time(const std::string& what, const std::function<void()>& ask,
          const std::function<void()>& before = [] {}, int runs = 7) {
  if (what.find(only) == std::string::npos) return;
  double fastest = 0, sum = 0;
  // What takes seconds is told well enough by fewer.
  for (int run = 0; run < runs && sum < 5'000; ++run) {
    before();
    const double took = took_ms(ask);
    fastest = run == 0 ? took : std::min(fastest, took);
    sum += took;
  }
  std::printf(",\n  \"%s\": %.2f", what.c_str(), fastest);
  std::fflush(stdout);
}

Filter filter_of(const char* json) {
  auto filter = parse_filter(json);
  if (!filter) std::abort();
  return *filter;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5 && argc != 6) return 2;
  if (argc == 6) only = argv[5];
  const std::string folder = argv[4];
  const std::string unicode = contents(folder + "/earshot.unicode");
  const std::string zones = contents(folder + "/earshot.zones");
  const std::string weights = contents(folder + "/earshot.model");
  const std::string words = contents(folder + "/earshot.words");
  if (!load_unicode(unsigned_bytes(unicode)) || !load_words(unsigned_bytes(words))) return 1;
  const auto model = Model::load(unsigned_bytes(weights));
  auto settings = parse_settings(contents(argv[2]));
  if (!load_zones(unsigned_bytes(zones)) || !model) return 1;
  settings = parse_settings(contents(argv[2]));
  if (!settings) return 1;
  const auto count = static_cast<std::size_t>(std::atoll(argv[3]));

  Analysis analysis(*model);
  analysis.set_settings(*settings);
  std::size_t records = 0;
  for (int round = 0; records < count; ++round) {
    std::ifstream file(argv[1], std::ios::binary);
    std::string header;
    if (!std::getline(file, header)) return 1;
    analysis.open("part-" + std::to_string(round) + ".csv");
    analysis.feed(header + "\n");
    const std::string prefix = round == 0 ? "" : std::to_string(round) + "-";
    records += feed_records(analysis, file, prefix, count - records);
    if (!analysis.close()) return 1;
  }
  analysis.overview({});
  std::printf("{\n  \"mentions\": %llu", static_cast<unsigned long long>(analysis.counts().mentions));

  const struct {
    const char* what;
    Filter filter;
  } filters[] = {
      {"everything", {}},
      {"two weeks", filter_of(R"({"from": "2026-02-01", "to": "2026-02-15"})")},
      {"two months", filter_of(R"({"from": "2026-01-15", "to": "2026-03-15"})")},
      {"negative", filter_of(R"({"sentiment": "negative"})")},
      {"seven conditions",
       filter_of(R"({"from": "2026-01-10", "sentiment": ["negative", "neutral"], "language": ["ko", "ja", "en"],
                     "platform": ["X", "Instagram", "YouTube"], "urgency": ["low", "normal", "high"],
                     "tier": ["nano", "micro", "mid", "unknown"], "kind": ["original", "reply"]})")},
  };
  std::printf(",\n  \"first search after reading\": %.2f",
              took_ms([&] { analysis.counts_of(filter_of(R"({"search": "battery"})")); }));
  for (const auto& [what, filter] : filters) {
    time(std::string("counts, ") + what, [&] { analysis.counts_of(filter); });
  }
  for (const auto& [what, filter] : filters) {
    time(std::string("overview, ") + what, [&] { analysis.overview(filter); });
  }
  for (const char* search : {"battery", "delivery OR refund", "배터리", "доставка NOT возврат",
                             "\\\"customer service\\\" AND price*", "battery NEAR/5 hot"}) {
    const Filter filter = filter_of((std::string("{\"search\": \"") + search + "\"}").c_str());
    std::string name = search;
    std::erase_if(name, [](char byte) { return byte == '"' || byte == '\\'; });
    // The last two searches are remembered.
    time("counts, search " + name, [&] { analysis.counts_of(filter); }, [&] {
      for (const char* other : {R"({"search": "\"one\""})", R"({"search": "\"two\""})"}) {
        analysis.counts_of(filter_of(other));
      }
    });
  }
  const Filter dragged = filter_of(R"({"search": "battery", "from": "2026-01-15", "to": "2026-03-15"})");
  analysis.counts_of(dragged);
  time("counts, the same search, another window of time", [&] { analysis.counts_of(dragged); });
  time("overview, the same search, another window of time", [&] { analysis.overview(dragged); });
  // Worked out once for all sections and filters.
  std::printf(",\n  \"copies and near-copies, once\": %.2f",
              took_ms([&] { analysis.sections("clusters", {}); }));
  const Filter half = filters[2].filter;
  for (const Section& section : all_sections()) {
    const std::string name(section.name);
    // What it reads of all texts, it reads when it is first asked for.
    time("section " + name + ", first", [&] { analysis.sections(name, {}); }, [] {}, 1);
    time("section " + name, [&] { analysis.sections(name, {}); });
    time("section " + name + ", two months", [&] { analysis.sections(name, half); });
  }
  std::printf("\n}\n");
}
