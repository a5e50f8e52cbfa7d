#include "data.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unordered_set>

#include <earshot/model.h>

#include <nlohmann/json.hpp>

#include "classify/char_class.h"
#include "classify/language.h"
#include "text/fold.h"

namespace earshot::train {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void stop(const std::string& sentence) {
  std::fprintf(stderr, "%s\n", sentence.c_str());
  std::exit(1);
}

std::string read_xz(const fs::path& path) {
  const std::string command = "xz -dc '" + path.string() + "'";
  FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) stop("cannot run xz: install xz-utils");
  std::string out;
  std::array<char, 1 << 16> buffer;
  for (std::size_t n; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    out.append(buffer.data(), n);
  }
  if (pclose(pipe) != 0) stop("cannot unpack " + path.string());
  return out;
}

std::string read_plain(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

/// The sets stand names of people and places in brackets; mentions have handles there.
std::string without_placeholders(std::string_view text) {
  static constexpr std::string_view kPlaceholders[] = {
      "[PERSON]", "[NAME]", "[LOCATION]", "[ORGANIZATION]", "[RELIGION]", "[name]", "[religion]"};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '[') {
      const auto rest = text.substr(at);
      const auto* hit = std::find_if(std::begin(kPlaceholders), std::end(kPlaceholders),
                                     [&](std::string_view p) { return rest.starts_with(p); });
      if (hit != std::end(kPlaceholders)) {
        out += "@user";
        at += hit->size();
        continue;
      }
    }
    out += text[at++];
  }
  return out;
}

/// Equal for texts that differ only in handles, addresses, marks, spaces and letter case: several
/// sets hold the same posts.
std::uint64_t skeleton_hash(std::string_view text) {
  static thread_local std::string folded;
  fold(text, folded);
  std::string skeleton;
  std::size_t at = 0;
  while (at < folded.size()) {
    std::size_t end = folded.find(' ', at);
    if (end == std::string::npos) end = folded.size();
    const std::string_view token(folded.data() + at, end - at);
    at = end + 1;
    if (token.starts_with('@') || token.starts_with("http") || token.starts_with("\"@")) continue;
    for (const char *p = token.data(), *stop = p + token.size(); p != stop;) {
      const char* from = p;
      if (is_letter(next_code_point(p, stop))) skeleton.append(from, p);
    }
  }
  return text_hash(skeleton);
}

/// kRowsPerPattern rows of a pattern with {a|b} slots: an even selection of the combinations where
/// there are more, each of them several times where there are fewer.
void expand(std::string_view pattern, std::vector<std::string>& out) {
  std::vector<std::vector<std::string_view>> parts;
  for (std::size_t at = 0; at < pattern.size();) {
    if (pattern[at] != '{') {
      const std::size_t end = std::min(pattern.find('{', at), pattern.size());
      parts.push_back({pattern.substr(at, end - at)});
      at = end;
      continue;
    }
    const std::size_t close = pattern.find('}', at);
    if (close == std::string_view::npos) stop("a slot that never closes: " + std::string(pattern));
    parts.emplace_back();
    for (std::size_t from = at + 1; from <= close;) {
      const std::size_t end = std::min(pattern.find('|', from), close);
      parts.back().push_back(pattern.substr(from, end - from));
      from = end + 1;
    }
    at = close + 1;
  }
  std::uint64_t combinations = 1;
  for (const auto& part : parts) combinations *= part.size();
  for (std::uint64_t i = 0; i < kRowsPerPattern; ++i) {
    const std::uint64_t first = i * combinations / kRowsPerPattern;
    const std::uint64_t next = (i + 1) * combinations / kRowsPerPattern;
    std::uint64_t which = first + (i * 2654435761u) % std::max<std::uint64_t>(next - first, 1);
    std::string text;
    for (const auto& part : parts) {
      text += part[which % part.size()];
      which /= part.size();
    }
    out.push_back(std::move(text));
  }
}

enum class Kind { Shared, Own, OwnComments, OwnPatterns };

/// The first rows of UMSAB's Hindi training part are left out. Of its 224 posts that SemEval holds
/// too, the 174 among these have the same label there 36 % of the time, chance; the others 72 %.
constexpr std::size_t kUnsoundHindi = 1456;

/// @param only the set to read, or all
/// @param left_out of the rows of UMSAB's training part, the first to be left out
void read_table(const std::string& table, Language language, Kind kind, std::vector<Row>& rows,
                std::size_t left_out = 0, std::string_view only = {}) {
  std::size_t at = table.find('\n') + 1;
  while (at < table.size()) {
    std::size_t end = table.find('\n', at);
    if (end == std::string::npos) end = table.size();
    const std::string_view line(table.data() + at, end - at);
    at = end + 1;
    std::array<std::string_view, 4> cell;
    std::size_t from = 0, count = 0;
    for (; count < 3; ++count) {
      const std::size_t tab = line.find('\t', from);
      if (tab == std::string_view::npos) break;
      cell[count] = line.substr(from, tab - from);
      from = tab + 1;
    }
    cell[count++] = line.substr(from);
    if (kind != Kind::Shared) {  // label TAB text
      if (count < 2) continue;
      const std::string_view set = kind == Kind::Own           ? "own"
                                   : kind == Kind::OwnComments ? "own-comments"
                                                               : "own-patterns";
      cell = {set, "train", cell[0], cell[1]};
    } else if (count < 4) {
      continue;
    }
    Row row;
    std::string_view name = cell[0];
    if (left_out > 0 && name == "umsab" && cell[1] == "train") {
      --left_out;
      continue;
    }
    if (!only.empty() && name != only) continue;
    const std::string_view label = cell[2];
    if (label == "pos") {
      row.label = Class::Positive;
    } else if (label == "neg") {
      row.label = Class::Negative;
    } else if (label == "neu" || label == "noopinion" || label == "question" || label == "q") {
      row.label = Class::Neutral;
    } else if (label == "mid5_8") {
      name = "nsmc-middle";
    } else if (name == "kocohub-hate") {
      row.label = label == "none" ? Class::Neutral : Class::Negative;
    } else {
      continue;
    }
    row.set = static_cast<std::uint16_t>(set_index(name));
    if (!kSets[row.set].three_classes && row.label == Class::Neutral) continue;
    row.language = language;
    row.judge = cell[1] == "dev";
    if (kind == Kind::OwnPatterns) {
      std::vector<std::string> texts;
      expand(cell[3], texts);
      for (std::string& text : texts) {
        row.text = std::move(text);
        rows.push_back(row);
      }
      continue;
    }
    row.text = without_placeholders(cell[3]);
    rows.push_back(std::move(row));
  }
}

}  // namespace

const Set kSets[] = {
    // name, weight, limit, three classes, calibrates, as met
    {"own", 2.5f, 0, true, 1.0f},
    {"own-comments", 2.5f, 0, true, 0.0f},
    {"own-patterns", 1.0f, 0, true, 0.0f},
    {"semeval-twitter-A", 1.0f, 0, true, 1.0f},
    {"umsab", 2.0f, 0, true, 1.0f},
    {"wisesight", 1.0f, 0, true, 1.0f},
    {"sb10k", 1.0f, 0, true, 1.0f},
    {"smsa", 1.0f, 0, true, 1.0f},
    {"cedr", 2.5f, 0, true, 1.0f},
    {"brighter", 0.7f, 0, true, 1.0f},
    {"arsarcasm-v2", 0.7f, 0, true, 1.0f},
    {"afrisenti", 0.7f, 0, true, 0.0f},
    {"nusax", 1.0f, 0, true, 1.0f},
    {"cemrifki-twitter", 1.0f, 0, false, 0.4f},
    {"m-absa", 0.3f, 0, true, 0.15f},
    {"goemotions", 0.3f, 0, true, 1.0f},
    {"goemotions-ko", 0.5f, 0, true, 1.0f},
    {"kote", 0.0f, 0, false, 1.5f, true},
    {"kocohub-hate", 0.5f, 0, true, 0.0f},
    {"nsmc", 0.5f, 0, false, 0.7f},
    {"nsmc-middle", 0.1f, 20000, true, 0.0f},
    {"xed", 0.5f, 0, false, 0.0f},
    {"customer-product-reviews-1", 1.0f, 0, true, 0.0f},
    {"customer-product-reviews-2", 1.0f, 0, true, 0.0f},
    {"pros-cons", 0.3f, 0, false, 0.0f},
    {"rt-polarity", 0.3f, 0, false, 0.0f},
    {"movie-reviews-nltk", 0.3f, 0, false, 0.0f},
    {"nollysenti", 0.5f, 0, false, 0.0f},
    {"surge-stock", 0.5f, 0, false, 0.0f},
    {"cemrifki-movie", 0.3f, 0, false, 0.0f},
};
const std::size_t kSetCount = std::size(kSets);

std::size_t set_index(std::string_view name) {
  for (std::size_t i = 0; i < kSetCount; ++i) {
    if (kSets[i].name == name) return i;
  }
  stop("a set that kSets does not name: " + std::string(name));
}

namespace {

template <class Names>
std::size_t index_of(const Names& names, std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) stop("no such label: " + std::string(name));
  return static_cast<std::size_t>(at - names.begin());
}

std::vector<fs::path> files_of(const fs::path& folder, std::string_view ending) {
  std::error_code error;
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().filename().string().ends_with(ending)) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

Language language_of(const fs::path& path) {
  const std::string name = path.filename().string();
  const Language language = language_from_code(name.substr(0, name.find_first_of("_.")));
  if (language == 0) stop("no language for " + path.string());
  return language;
}

Class class_of_name(const std::string& name) {
  static constexpr std::array<std::string_view, 3> kNames = {"positive", "neutral", "negative"};
  return static_cast<Class>(index_of(kNames, name));
}

}  // namespace

std::vector<LabelledText> read_corpus(const std::string& corpus) {
  std::vector<LabelledText> texts;
  for (const fs::path& path : files_of(corpus, ".jsonl")) {
    const Language language = language_of(path);
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
      const auto json = nlohmann::json::parse(line);
      LabelledText text;
      text.language = language;
      text.voice = std::atoi(json["voice"].get<std::string>().c_str() + 2);
      text.text = json["text"];
      text.sentiment = class_of_name(json["sentiment"]);
      for (const auto& [brand, label] : json["about"].items())
        text.about.emplace_back(brand, class_of_name(label));
      for (const std::string name : json["intent"])
        text.intents |= static_cast<IntentSet>(1u << index_of(kIntentNames, name));
      for (const std::string name : json["topic"])
        text.topics |= TopicSet{1} << index_of(kTopicNames, name);
      text.urgency = static_cast<Urgency>(index_of(kUrgencyNames, std::string(json["urgency"])));
      text.judge = text.voice % 5 == 0;
      texts.push_back(std::move(text));
    }
  }
  return texts;
}

std::vector<Phrase> read_lexicon(const std::string& folder) {
  std::vector<Phrase> phrases;
  for (const fs::path& path : files_of(folder, ".tsv")) {
    const std::string_view code = kLanguageCodes[language_of(path)];
    const bool unspaced = code == "ja" || code == "zh" || code == "th";
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
      const std::size_t tab = line.find('\t');
      if (line.empty() || line[0] == '#' || tab == std::string::npos) continue;
      const auto group = static_cast<Cue>(index_of(kCueNames, line.substr(0, tab)));
      for (std::size_t from = tab + 1; from <= line.size();) {
        std::size_t to = std::min(line.find('|', from), line.size());
        std::string_view word = std::string_view(line).substr(from, to - from);
        from = to + 1;
        while (word.starts_with(' ')) word.remove_prefix(1);
        while (word.ends_with(' ')) word.remove_suffix(1);
        Fit fit = unspaced ? Fit::Inside : code == "ko" ? Fit::Stem : Fit::Word;
        if (word.ends_with('*')) {
          word.remove_suffix(1);
          if (fit == Fit::Word) fit = Fit::Stem;
        }
        if (word.starts_with('*')) {
          word.remove_prefix(1);
          fit = Fit::Inside;
        }
        while (word.starts_with(' ')) word.remove_prefix(1);
        while (word.ends_with(' ')) word.remove_suffix(1);
        if (word.empty()) continue;
        Phrase phrase{{}, fit, group};
        std::string folded;
        fold(word, folded);
        for (const char c : folded) {
          if (c != '\'') phrase.text += c;
        }
        if (phrase.text.size() < 256) phrases.push_back(std::move(phrase));
      }
    }
  }
  return phrases;
}

std::vector<std::string> read_names(const std::string& corpus) {
  std::vector<std::string> names;
  std::ifstream in(corpus + "/names.txt");
  for (std::string name, folded; in >> name;) {
    fold(name, folded);
    names.push_back(folded);
  }
  return names;
}

std::uint64_t text_hash(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  }
  return hash ^ hash >> 31;
}

std::vector<Row> read_rows(const std::string& folder, const std::string& corpus, bool unsound) {
  std::vector<Row> rows;
  const auto shared = files_of(fs::path(folder) / "sentiment", ".tsv.xz");
  if (shared.empty()) stop("no labelled texts in " + folder + "/sentiment");
  for (const auto& path : shared) {
    const Language language = language_of(path);
    const bool hindi = language == language_from_code("hi");
    read_table(read_xz(path), language, Kind::Shared, rows, hindi && !unsound ? kUnsoundHindi : 0);
  }
  // Of the intents' texts one set says who is spoken ill of.
  read_table(read_xz(fs::path(folder) / "intent/ko.tsv.xz"), language_from_code("ko"), Kind::Shared,
             rows, 0, "kocohub-hate");
  for (const auto& path : files_of(corpus, ".tsv")) {
    const std::string name = path.filename().string();
    const Kind kind = name.ends_with(".patterns.tsv")   ? Kind::OwnPatterns
                      : name.ends_with("_comments.tsv") ? Kind::OwnComments
                                                        : Kind::Own;
    read_table(read_plain(path), language_of(path), kind, rows);
  }
  for (const LabelledText& text : read_corpus(corpus)) {
    Row row;
    row.set = static_cast<std::uint16_t>(set_index("own"));
    row.language = text.language;
    row.label = text.sentiment;
    row.judge = text.judge;
    row.voice = text.voice;
    row.text = text.text;
    rows.push_back(std::move(row));
  }
  std::vector<std::uint64_t> skeletons(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) skeletons[i] = skeleton_hash(rows[i].text);
  // Sets without a dev part of their own give every 20th text by hash.
  const std::size_t patterns = set_index("own-patterns"), comments = set_index("own-comments");
  std::vector<bool> has_judge(kSetCount, false);
  for (const Row& row : rows) {
    if (row.judge) has_judge[row.set] = true;
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (has_judge[rows[i].set] || rows[i].set == patterns || rows[i].set == comments) continue;
    rows[i].judge = skeletons[i] % 20 == 0;
  }
  // What is judged by is not trained on, whichever set repeats it.
  std::unordered_set<std::uint64_t> judged;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].judge && rows[i].text.size() > 20) judged.insert(skeletons[i]);
  }
  std::array<std::vector<std::size_t>, 3> count;
  for (auto& c : count) c.resize(kSetCount * kLanguageCount);
  for (const Row& row : rows) {
    ++count[static_cast<std::size_t>(row.label)][row.set * kLanguageCount + row.language];
  }
  std::vector<Row> kept;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Row& row = rows[i];
    const Set& set = kSets[row.set];
    if (!row.judge) {
      if (set.weight == 0 || judged.contains(skeletons[i])) continue;
      const std::size_t of_class =
          count[static_cast<std::size_t>(row.label)][row.set * kLanguageCount + row.language];
      if (set.limit > 0 && of_class > set.limit && text_hash(row.text) % of_class >= set.limit)
        continue;
    }
    kept.push_back(std::move(row));
  }
  return kept;
}

}  // namespace earshot::train
