// earshot_accuracy: how right the shipped model is on the judging parts of the labelled texts,
// which it was never trained on. Judges what ships: the model file, through the public interface.
//
// usage: earshot_accuracy DATA CORPUS MODEL
#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <earshot/model.h>

#include "built_in.h"
#include "closer_look.h"
#include "models/train/data.h"
#include "classify/language.h"
#include "text/fold.h"

namespace {

using namespace earshot;

struct Table {
  std::array<std::array<int, 3>, 3> said{};  ///< [truth][answer]
  std::array<int, 3> forced{};  ///< right by truth
  int unrated = 0, total = 0;
};

struct Figures {
  double accuracy = 0, f1 = 0, recall = 0, forced = 0, even = 0;
};

/// Over the classes that the set has. `forced`: the better of positive and negative, for sets that
/// know no neutral. `even`: the same with both classes counting for as much.
Figures figures_of(const Table& table) {
  Figures out;
  int classes = 0, right = 0;
  for (std::size_t c = 0; c < 3; ++c) {
    const int truth = table.said[c][0] + table.said[c][1] + table.said[c][2];
    if (truth == 0) continue;
    const int said = table.said[0][c] + table.said[1][c] + table.said[2][c];
    right += table.said[c][c];
    out.recall += 1.0 * table.said[c][c] / truth;
    out.f1 += 2.0 * table.said[c][c] / (truth + said);
    out.forced += 1.0 * table.forced[c] / table.total;
    out.even += 1.0 * table.forced[c] / truth;
    ++classes;
  }
  out.accuracy = 1.0 * right / table.total;
  out.recall /= classes;
  out.f1 /= classes;
  out.even /= classes;
  return out;
}

/// How sure an answer was (0..1), and whether it was right.
using Answer = std::pair<double, bool>;

/// Expected calibration error: mean distance between how sure answers are and how many of them are
/// right, over 15 bins of as many answers each (Naeini, Cooper and Hauskrecht, 2015, with bins of
/// equal mass).
double calibration_error(std::vector<Answer> answers) {
  constexpr std::size_t kBins = 15;
  std::sort(answers.begin(), answers.end());
  double error = 0;
  for (std::size_t bin = 0; bin < kBins; ++bin) {
    double off = 0;
    for (std::size_t i = bin * answers.size() / kBins; i < (bin + 1) * answers.size() / kBins; ++i)
      off += answers[i].first - answers[i].second;
    error += off < 0 ? -off : off;
  }
  return error / static_cast<double>(answers.size());
}

std::string read(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: earshot_accuracy DATA CORPUS MODEL\n");
    return 2;
  }
  if (!earshot::load_built_in_tables()) return 1;
  const std::string bytes = read(argv[3]);
  const auto model =
      Model::load({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
  if (!model) {
    std::fprintf(stderr, "%s\n", model.error().message.c_str());
    return 1;
  }
  const auto rows = train::read_rows(argv[1], argv[2]);
  std::map<std::pair<std::size_t, std::size_t>, Table> tables;
  std::map<std::size_t, std::vector<Answer>> sure;           // by language, of mention-like sets
  std::map<std::size_t, std::array<int, 2>> languages;       // right, total
  std::map<std::pair<std::size_t, std::size_t>, int> wrong;  // truth, answer
  std::vector<Judged> judged;  // of three classes
  std::string folded;
  Labeller labeller(*model);
  for (const auto& row : rows) {
    if (!row.judge) continue;
    fold(row.text, folded);
    const TextLabels labels = labeller.label(row.text, folded);
    const Language language = labels.language;
    const Sentiment sentiment = labels.sentiment;
    if (train::kSets[row.set].name == "m-absa" || train::kSets[row.set].name == "own" ||
        train::kSets[row.set].name == "brighter" || train::kSets[row.set].name == "xed") {
      ++languages[row.language][1];
      if (language == row.language) {
        ++languages[row.language][0];
      } else {
        ++wrong[{row.language, language}];
      }
    }
    if (train::kSets[row.set].three_classes) judged.push_back({&row, sentiment});
    Table& table = tables[{row.set, row.language}];
    ++table.total;
    const auto truth = static_cast<std::size_t>(row.label);
    table.forced[truth] += row.label == train::Class::Positive ? sentiment.positive > sentiment.negative
                                                        : sentiment.negative > sentiment.positive;
    if (sentiment.label == Label::Unrated) {
      ++table.unrated;
      ++table.said[truth][1];
      continue;
    }
    ++table.said[truth][static_cast<std::size_t>(sentiment.label)];
    const train::Set& set = train::kSets[row.set];
    if (set.three_classes && set.calibrates >= 1) {
      const auto top = std::max({sentiment.positive, sentiment.neutral, sentiment.negative});
      sure[row.language].emplace_back(top / 65535.0,
                                      static_cast<std::size_t>(sentiment.label) == truth);
    }
  }

  std::printf(
      "sentiment, judging parts (%%): accuracy, macro-F1, macro-recall; two-class sets count\n"
      "\"neutral\" as wrong, `forced` takes the better of positive and negative instead, `even`\n"
      "is its mean over the two classes\n\n");
  std::printf("%-28s %-5s %6s %6s %6s %6s %6s %6s %7s\n", "set", "lang", "texts", "acc", "F1",
              "recall", "forced", "even", "unrated");
  std::map<std::string, std::pair<double, int>> means;
  for (const auto& [key, table] : tables) {
    const Figures f = figures_of(table);
    const auto& set = train::kSets[key.first];
    std::printf("%-28s %-5s %6d %6.1f %6.1f %6.1f ", std::string(set.name).c_str(),
                std::string(language_code(static_cast<Language>(key.second))).c_str(), table.total,
                100 * f.accuracy, 100 * f.f1, 100 * f.recall);
    if (set.three_classes) {
      std::printf("%6s %6s ", "", "");
    } else {
      std::printf("%6.1f %6.1f ", 100 * f.forced, 100 * f.even);
    }
    std::printf("%7d\n", table.unrated);
    const auto add = [&](const std::string& name, double value) {
      means[name].first += value;
      ++means[name].second;
    };
    if (set.name == "umsab") add("umsab, mean macro-F1", f.f1);
    if (set.calibrates >= 1 && set.three_classes) add("mention-like sets, mean macro-F1", f.f1);
    if (set.calibrates >= 1 && set.three_classes)
      add("mention-like sets, mean macro-recall", f.recall);
    if (!set.three_classes) add("two-class sets, mean forced accuracy", f.forced);
  }
  std::printf("\n");
  for (const auto& [name, mean] : means) {
    std::printf("%-40s %.1f\n", name.c_str(), 100 * mean.first / mean.second);
  }
  std::printf("\nexpected calibration error, mention-like sets, 15 bins of equal mass (%%)\n\n");
  std::vector<Answer> all_answers;
  for (const auto& [language, answers] : sure) {
    all_answers.insert(all_answers.end(), answers.begin(), answers.end());
    if (answers.size() < 300) continue;
    std::printf("ece %-5s %6zu %6.1f\n", std::string(kLanguageCodes[language]).c_str(),
                answers.size(), 100 * calibration_error(answers));
  }
  std::printf("ece %-5s %6zu %6.1f\n", "all", all_answers.size(),
              100 * calibration_error(all_answers));
  std::printf(
      "\nlanguage of texts whose language is known (m-absa, brighter, xed, own), %% right\n\n");
  for (const auto& [language, count] : languages) {
    std::printf("%-4s %6.1f of %5d", std::string(kLanguageCodes[language]).c_str(),
                100.0 * count[0] / count[1], count[1]);
    for (const auto& [pair, n] : wrong) {
      if (pair.first == language && 100 * n > count[1])
        std::printf("  %s %d", std::string(kLanguageCodes[pair.second]).c_str(), n);
    }
    std::printf("\n");
  }

  print_confusion(judged);
  print_worst(judged, 8);
  print_invariance(judged, labeller);

  // Speed of what a mention costs here, folding apart.
  std::vector<std::pair<std::string, std::string>> texts;
  std::size_t bytes_of_texts = 0;
  for (const auto& row : rows) {
    if (!row.judge || row.text.size() < 60 || row.text.size() > 160) continue;
    fold(row.text, folded);
    texts.emplace_back(row.text, folded);
    bytes_of_texts += row.text.size();
    if (texts.size() == 20000) break;
  }
  if (texts.empty()) return 0;
  const auto timed = [&](auto&& work) {
    double best = 1e9;
    for (int round = 0; round < 5; ++round) {
      const std::clock_t start = std::clock();  // processor time: other work does not count
      unsigned sum = 0;
      for (const auto& [raw, fold] : texts) sum += work(raw, fold);
      const double took = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
      best = std::min(best, took + 1e-12 * (sum & 1));
    }
    return static_cast<double>(texts.size()) / best;
  };
  std::printf("\nspeed, one core, texts of %.0f bytes: %.2f million texts/s\n",
              static_cast<double>(bytes_of_texts) / static_cast<double>(texts.size()),
              timed([&](const auto& raw, const auto& fold) -> unsigned {
                return labeller.label(raw, fold).sentiment.positive;
              }) / 1e6);
}
