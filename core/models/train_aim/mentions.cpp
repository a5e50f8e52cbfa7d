#include "mentions.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>

#include <nlohmann/json.hpp>

#include "text/fold.h"

namespace earshot::train {
namespace {

Label label_of(const std::string& name) {
  return name == "positive" ? Label::Positive : name == "negative" ? Label::Negative : Label::Neutral;
}

/// Where the brands stand. Labelled mentions give a name as far as it does not change, so that one
/// the matcher does not know in all its cases is found by its letters.
std::vector<Hit> find_hits(const std::vector<std::string>& names, const std::string& folded) {
  std::vector<Brand> brands(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) brands[i].name = names[i];
  std::vector<std::uint32_t> named;
  std::vector<Hit> hits;
  BrandMatcher(brands).match(folded, named, &hits);
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    if (std::ranges::binary_search(named, i)) continue;
    std::string name;
    fold(names[i], name);
    for (std::size_t at = folded.find(name); at != std::string::npos;
         at = folded.find(name, at + name.size())) {
      const auto begin = static_cast<std::uint32_t>(at);
      hits.push_back({i, begin, begin + static_cast<std::uint32_t>(name.size()), 0, How::Name, Hold::None, 0, 0});
    }
  }
  std::ranges::stable_sort(hits, {}, &Hit::begin);
  return hits;
}

// Names that carry no feeling, in letters of the language.
struct Names {
  std::string_view language, a, b;
};
constexpr Names kNames[] = {
    {"ko", "다온", "미르코"}, {"ko", "Kordo", "Veltan"}, {"ja", "カナレ", "ミドルカ"},
    {"ja", "Kordo", "Veltan"}, {"ru", "Кордо", "Велтан"}, {"ru", "Tarvo", "Melin"},
    {"en", "Kordo", "Veltan"}, {"en", "Tarvo", "Melin"},
};

void put(std::string& text, std::string_view mark, std::string_view name) {
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark)) {
    text.replace(at, mark.size(), name);
  }
}

}  // namespace

std::vector<AimedMention> read_patterns(const std::string& corpus) {
  std::vector<AimedMention> out;
  std::ifstream in(std::filesystem::path(corpus) / "aimed.txt");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::array<std::string, 4> cells;
    for (std::size_t cell = 0, from = 0; cell < cells.size(); ++cell) {
      const std::size_t to = cell + 1 < cells.size() ? line.find('\t', from) : line.size();
      cells[cell] = line.substr(from, to - from);
      from = to + 1;
    }
    const bool own = std::ranges::find(kNames, cells[0], &Names::language) != std::end(kNames);
    for (const Names& names : kNames) {
      if (names.language != (own ? std::string_view(cells[0]) : "en")) continue;
      AimedMention mention;
      mention.language = cells[0];
      mention.text = cells[3];
      put(mention.text, "{A}", names.a);
      put(mention.text, "{B}", names.b);
      fold(mention.text, mention.folded);
      mention.aimed = {label_of(cells[1]), label_of(cells[2])};
      mention.hits = find_hits({std::string(names.a), std::string(names.b)}, mention.folded);
      out.push_back(std::move(mention));
    }
  }
  return out;
}

std::vector<AimedMention> read_aimed(const std::string& corpus) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(corpus)) {
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<AimedMention> out;
  for (const auto& file : files) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
      const auto row = nlohmann::json::parse(line, nullptr, false);
      if (row.is_discarded() || row["about"].empty()) continue;
      AimedMention mention;
      mention.language = file.stem().string().substr(0, 2);
      mention.voice = std::atoi(row["voice"].get<std::string>().c_str() + 2);
      mention.judge = mention.voice % 5 == 0;
      mention.text = row["text"].get<std::string>();
      fold(mention.text, mention.folded);
      mention.label = label_of(row["sentiment"].get<std::string>());
      std::vector<std::string> names;
      for (const auto& [name, label] : row["about"].items()) {
        names.push_back(name);
        mention.aimed.push_back(label_of(label.get<std::string>()));
      }
      mention.hits = find_hits(names, mention.folded);
      out.push_back(std::move(mention));
    }
  }
  if (out.empty()) {
    std::fprintf(stderr, "no labelled mentions in %s\n", corpus.c_str());
    std::exit(1);
  }
  return out;
}

}  // namespace earshot::train
