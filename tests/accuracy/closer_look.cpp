#include "closer_look.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>

#include "classify/language.h"
#include "text/fold.h"

namespace earshot {
namespace {

constexpr std::size_t kTextsPerLanguage = 2000, kShownBytes = 110;
constexpr std::array<const char*, 4> kNames = {"positive", "neutral", "negative", "unrated"};

std::map<Language, std::vector<Judged>> by_language(const std::vector<Judged>& judged) {
  std::map<Language, std::vector<Judged>> out;
  for (const Judged& j : judged) out[j.row->language].push_back(j);
  return out;
}

unsigned surest(const Sentiment& said) {
  return std::max({said.positive, said.neutral, said.negative});
}

std::string cut(std::string_view text) {
  if (text.size() <= kShownBytes) return std::string(text);
  std::size_t end = kShownBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "...";
}

std::string in_capitals(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

}  // namespace

void print_confusion(const std::vector<Judged>& judged) {
  std::printf("\nwhat people say (rows) and what Earshot says (columns), sets with three classes\n");
  for (const auto& [language, texts] : by_language(judged)) {
    std::array<std::array<int, 4>, 3> table{};
    for (const Judged& j : texts)
      ++table[static_cast<std::size_t>(j.row->label)][static_cast<std::size_t>(j.said.label)];
    std::printf("\n%-4s%18s%10s%10s%10s\n", std::string(language_code(language)).c_str(), kNames[0],
                kNames[1], kNames[2], kNames[3]);
    for (std::size_t c = 0; c < 3; ++c) {
      std::printf("    %-10s%8d%10d%10d%10d\n", kNames[c], table[c][0], table[c][1], table[c][2],
                  table[c][3]);
    }
  }
}

void print_worst(const std::vector<Judged>& judged, std::size_t most) {
  std::printf("\nthe surest of the wrong answers: said, surety, what people say, text\n\n");
  for (auto& [language, texts] : by_language(judged)) {
    std::erase_if(texts, [](const Judged& j) {
      return j.said.label == Label::Unrated ||
             static_cast<std::size_t>(j.said.label) == static_cast<std::size_t>(j.row->label);
    });
    std::stable_sort(texts.begin(), texts.end(), [](const Judged& a, const Judged& b) {
      return surest(a.said) > surest(b.said);
    });
    for (std::size_t i = 0; i < std::min(most, texts.size()); ++i) {
      const Judged& j = texts[i];
      std::printf("%-3s %-9s %3.0f %%  %-9s %s\n", std::string(language_code(language)).c_str(),
                  kNames[static_cast<std::size_t>(j.said.label)], surest(j.said) / 655.35,
                  kNames[static_cast<std::size_t>(j.row->label)], cut(j.row->text).c_str());
    }
  }
}

void print_invariance(const std::vector<Judged>& judged, Labeller& labeller) {
  std::printf("\nlabels that turn, %%: with an address, a handle, another brand's name; in small letters, in capitals\n\n");
  std::printf("%-5s %6s %8s %8s %8s %8s %8s\n", "lang", "texts", "address", "handle", "brand", "small",
              "capitals");
  std::array<int, 5> all{};
  int all_texts = 0;
  std::string folded;
  const auto label_of = [&](const std::string& text) {
    fold(text, folded);
    return labeller.label(text, folded).sentiment.label;
  };
  const auto print = [](const char* name, int texts, const std::array<int, 5>& turned) {
    std::printf("%-5s %6d", name, texts);
    for (const int n : turned) std::printf(" %8.2f", 100.0 * n / texts);
    std::printf("\n");
  };
  for (const auto& [language, texts] : by_language(judged)) {
    std::array<int, 5> turned{};
    int count = 0;
    // An even selection of them.
    const std::size_t step = texts.size() / kTextsPerLanguage + 1;
    for (std::size_t i = 0; i < texts.size(); i += step) {
      const std::string& text = texts[i].row->text;
      const Label label = texts[i].said.label;
      ++count;
      turned[0] += label_of(text + " https://example.org/p/x7k2q") != label;
      turned[1] += label_of("@somebody12 " + text) != label;
      turned[2] += label_of(text + " Orvessa") != label;
      std::string small;
      fold(text, small);
      turned[3] += label_of(small) != label;
      turned[4] += label_of(in_capitals(text)) != label;
    }
    print(std::string(language_code(language)).c_str(), count, turned);
    all_texts += count;
    for (std::size_t i = 0; i < turned.size(); ++i) all[i] += turned[i];
  }
  if (all_texts > 0) print("all", all_texts, all);
}

}  // namespace earshot
