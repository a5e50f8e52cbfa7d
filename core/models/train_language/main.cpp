// earshot_train_language: learns which language a text is in, and writes language.weights.
//
// usage: earshot_train_language DATA CORPUS TEXTS OUT [SEED]
//
//   DATA, CORPUS  the labelled texts (train/data.h), whose train parts are posts of 20 languages,
//                 Hindi in Latin letters among them; CORPUS/languages/<language>.txt are everyday
//                 sentences, of which every tenth judges
//   TEXTS         <language>.txt, .words and .terms of scripts/fetch-language-texts
//   OUT           the language section of earshot.model as it stands there
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "built_in.h"
#include "classify/language.h"
#include "language_trainer.h"
#include "models/train/data.h"
#include "text/fold.h"

namespace {

using namespace earshot;

std::vector<std::string> lines_of(const std::string& path) {
  std::vector<std::string> out;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

/// Letters that a language's own texts lack: its sets hold texts of its neighbours.
constexpr std::pair<std::string_view, std::string_view> kForeignLetters[] = {
    {"uk", "ыэъё"}, {"bg", "ыэёіїє"}, {"sr", "йщъыьэюяё"}, {"mk", "йщъыьэюяёђћ"}, {"be", "ищъ"},
    {"ru", "іїєґў"}};

bool is_foreign(std::string_view code, std::string_view text) {
  for (const auto& [language, letters] : kForeignLetters) {
    if (language != code) continue;
    for (const char *at = letters.data(), *end = at + letters.size(); at != end;) {
      const char* start = at;
      next_code_point(at, end);
      if (text.find(std::string_view(start, at)) != text.npos) return true;
    }
  }
  return false;
}

void drop_foreign(std::string_view code, std::vector<std::string>& texts) {
  std::erase_if(texts, [&](const std::string& text) { return is_foreign(code, text); });
}

/// Whether most words of a text in Latin letters are frequent English ones: of what is collected as
/// Hindi in Latin letters, a third is English.
bool is_english(std::string_view text, const std::unordered_set<std::string>& frequent) {
  std::string folded;
  fold(text, folded);
  std::size_t english = 0, words = 0;
  const char* end = folded.data() + folded.size();
  for (const char* at = folded.data(); at != end;) {
    const char* start = at;
    if (*at == '@' || *at == '#' || web_address_length({at, static_cast<std::size_t>(end - at)})) {
      while (at != end && *at != ' ') ++at;
      continue;
    }
    if (script_of(next_code_point(at, end)) != Script::Latin) continue;
    at = word_end(at, end, CharClass::Letter);
    ++words;
    english += frequent.contains(std::string(start, at));
  }
  return english * 5 > words * 3;
}

using Judged = std::vector<std::pair<Language, std::string>>;

/// Prints how many of the sentences set aside are told rightly, of each language and as a mean.
void judge(const Judged& judged, const LanguageWeights& weights) {
  std::vector<int> all(kLanguageCount), right(kLanguageCount);
  for (const auto& [language, text] : judged) {
    ++all[language];
    right[language] += train::language_of(text, weights) == language;
  }
  double sum = 0;
  int languages = 0;
  for (std::size_t language = 0; language < kLanguageCount; ++language) {
    if (all[language] == 0) continue;
    const double percent = 100.0 * right[language] / all[language];
    sum += percent;
    ++languages;
    std::printf("%s %.1f of %d, ", std::string(kLanguageCodes[language]).c_str(), percent, all[language]);
  }
  if (languages > 0) std::printf("mean %.2f\n", sum / languages);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    std::fprintf(stderr, "usage: earshot_train_language DATA CORPUS TEXTS OUT [SEED]\n");
    return 2;
  }
  if (!earshot::load_built_in_tables()) return 1;
  std::vector<train::LanguageTexts> texts(kLanguageCount);
  const std::vector<std::string> frequent = lines_of(std::string(argv[3]) + "/en.words");
  const std::unordered_set<std::string> english(frequent.begin(), frequent.end());
  for (train::Row& row : train::read_rows(argv[1], argv[2], true)) {
    if (row.judge) continue;
    const bool hindi = row.language == language_from_code("hi");
    if (hindi && train::is_in(Script::Latin, row.text) && is_english(row.text, english)) continue;
    texts[row.language].posts.push_back(std::move(row.text));
  }
  std::size_t messages = 0;
  Judged judged;
  for (std::size_t language = 1; language < kLanguageCount; ++language) {
    const std::string stem = std::string(argv[3]) + "/" + std::string(kLanguageCodes[language]);
    texts[language].messages = lines_of(stem + ".txt");
    texts[language].words = lines_of(stem + ".words");
    texts[language].terms = lines_of(stem + ".terms");
    const std::string own = std::string(argv[2]) + "/languages/" + std::string(kLanguageCodes[language]) + ".txt";
    std::size_t line = 0;
    for (std::string& text : lines_of(own)) {
      if (++line % 10 == 0) judged.emplace_back(static_cast<Language>(language), std::move(text));
      else texts[language].sentences.push_back(std::move(text));
    }
    messages += texts[language].messages.size();
    for (auto* part : {&texts[language].posts, &texts[language].messages, &texts[language].words,
                       &texts[language].sentences, &texts[language].terms})
      drop_foreign(kLanguageCodes[language], *part);
  }
  if (messages == 0) {
    std::fprintf(stderr, "no texts in %s: run scripts/fetch-language-texts\n", argv[3]);
    return 1;
  }
  std::vector<std::string> names;
  for (const train::LabelledText& text : train::read_corpus(argv[2])) {
    if (text.judge) continue;
    for (const auto& [name, label] : text.about) names.push_back(name);
  }
  // Neighbours that few people write: they must not take texts from the large ones.
  std::vector<float> prior(kLanguageCount, 1.0f);
  constexpr std::pair<std::string_view, float> kPriors[] = {
      {"ne", 0.5f}, {"mr", 0.7f}, {"mk", 0.6f}, {"ms", 0.7f}, {"gl", 0.7f}, {"az", 0.7f}, {"be", 0.7f}, {"ca", 0.85f}, {"da", 0.92f}};
  for (const auto& [code, share] : kPriors) prior[language_from_code(code)] = share;
  const LanguageWeights weights = train::train_language(
      texts, names, prior, static_cast<std::uint32_t>(argc > 5 ? std::atoi(argv[5]) : 1));
  std::ofstream out(argv[4], std::ios::binary);
  std::size_t bytes = 0;
  for (const LanguageRows* rows : {&weights.latin, &weights.others}) {
    std::string section;
    for (std::uint32_t b = 0; b < rows->features.buckets(); b += 8) {
      std::uint32_t with_row = 0;
      for (std::uint32_t i = 0; i < 8; ++i) with_row |= std::uint32_t{rows->features.has_row(b + i)} << i;
      section += static_cast<char>(with_row);
    }
    for (const std::int8_t weight : rows->weights) section += static_cast<char>(weight);
    out << section;
    bytes += section.size();
  }
  if (!out.flush()) {
    std::fprintf(stderr, "cannot write %s\n", argv[4]);
    return 1;
  }
  judge(judged, weights);
  std::printf("%s: %zu bytes\n", argv[4], bytes);
}
