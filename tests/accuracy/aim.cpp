// earshot_aim_accuracy: how right the sentiment aimed at each brand is, on the project's own labelled
// mentions whose writers were set aside. Judges what ships: the model file, and the weights compiled in.
//
// usage: earshot_aim_accuracy CORPUS MODEL
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include <earshot/model.h>

#include "built_in.h"
#include "classify/aim.h"
#include "models/train_aim/mentions.h"

namespace {

using namespace earshot;

/// Of texts of one language and kind.
struct Counts {
  int brands = 0, aimed = 0, whole = 0;  ///< right by what is aimed, and by the whole text's
  std::array<std::array<int, 3>, 3> said{};  ///< [truth][answer], neutral for unrated
};

std::size_t class_of(Label label) {
  return label == Label::Unrated ? static_cast<std::size_t>(Label::Neutral)
                                 : static_cast<std::size_t>(label);
}

std::string read(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

void print(const char* kind, const std::map<std::string, Counts>& all) {
  for (const auto& [language, counts] : all) {
    const auto& s = counts.said;
    std::printf("%-8s %-9s %6d %6.1f %6.1f   %4d %4d %4d   %4d %4d %4d   %4d %4d %4d\n", kind,
                language.c_str(), counts.brands, 100.0 * counts.aimed / counts.brands,
                100.0 * counts.whole / counts.brands, s[0][0], s[0][1], s[0][2], s[1][0], s[1][1],
                s[1][2], s[2][0], s[2][1], s[2][2]);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: earshot_aim_accuracy CORPUS MODEL\n");
    return 2;
  }
  if (!earshot::load_built_in_tables()) return 1;
  const std::string bytes = read(argv[2]);
  const auto model =
      Model::load({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
  if (!model) {
    std::fprintf(stderr, "%s\n", model.error().message.c_str());
    return 1;
  }
  Labeller labeller(*model);
  Aim aim;
  std::map<std::string, Counts> several, one, trained;
  for (const train::AimedMention& mention : train::read_aimed(argv[1])) {
    const TextLabels labels = labeller.label(mention.text, mention.folded);
    std::vector<Label> said(mention.aimed.size(), labels.sentiment.label);
    const auto brands =
        aim.read(labeller, mention.folded, labels.language, labels.sentiment, mention.hits);
    if (!brands.empty() && labels.sentiment.label != Label::Unrated) {
      const auto sentiments = aim.sentiments();
      for (std::size_t at = 0; at < brands.size(); ++at) said[brands[at]] = sentiments[at].label;
    }
    const bool of_four = mention.language == "en" || mention.language == "ja" ||
                         mention.language == "ko" || mention.language == "ru";
    auto& kind = mention.aimed.size() < 2 ? one : mention.judge ? several : trained;
    if (mention.aimed.size() < 2 && !mention.judge) continue;
    for (const std::string& key : {mention.language, std::string(of_four ? "ko-ja-ru-en" : "others")}) {
      Counts& counts = kind[key];
      for (std::size_t at = 0; at < said.size(); ++at) {
        const std::size_t truth = class_of(mention.aimed[at]);
        ++counts.brands;
        counts.aimed += class_of(said[at]) == truth;
        counts.whole += class_of(labels.sentiment.label) == truth;
        ++counts.said[truth][class_of(said[at])];
      }
    }
  }
  std::printf(
      "sentiment aimed at brands (%% of brands right): by what is aimed at them, by the whole text;\n"
      "then how often positive, neutral, negative was said of positive ones, of neutral, of negative\n\n");
  std::printf("%-8s %-9s %6s %6s %6s   %-14s   %-14s   %-14s\n", "brands", "lang", "brands", "aimed",
              "whole", "positive", "neutral", "negative");
  print("several", several);
  print("one", one);
  print("learned", trained);
}
