// The labelled texts that the weights are trained on and judged by.
//
// Rows come from `sentiment/<language>.tsv.xz` of the shared data and from the project's own
// corpus. A row is for training, or for judging (its set's own dev part; where a set has none,
// every 20th text by hash; of the project's own mentions every 5th voice). The two never mix: what is
// judged by is not trained on, whichever set repeats it.
//
// The own corpus is `<language>.tsv`, mentions written for this, `<language>_comments.tsv`, comments
// below news, videos and products, and `<language>.patterns.tsv`, where {a|b} stands for a or b and a
// row for kRowsPerPattern of its combinations.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <earshot/labels.h>

#include "classify/lexicon.h"

namespace earshot::train {

enum class Class : std::uint8_t { Positive, Neutral, Negative };

struct Row {
  std::uint16_t set = 0;      ///< index into `sets`
  std::uint8_t language = 0;  ///< earshot::Language
  Class label = Class::Neutral;
  bool judge = false;  ///< true: never trained on
  int voice = 0;       ///< of the own mentions, as in LabelledText
  std::string text;
};

/// How one set is used.
struct Set {
  std::string_view name;
  float weight;         ///< of one row in training; 0: for judging alone
  std::uint32_t limit;  ///< rows per class and language to train on at most; 0: all
  bool three_classes;   ///< false: rows say positive or negative, and nothing about neutral
  float calibrates;  ///< say of its judging part in the constants that are calibrated; 1: as near
                     ///< to mentions as others
  bool as_met = false;  ///< its classes are as frequent as where its texts were found
};
extern const Set kSets[];
extern const std::size_t kSetCount;
std::size_t set_index(std::string_view name);

inline constexpr std::size_t kRowsPerPattern = 200;

/// One text of the project's own corpus, `<language>.jsonl`, with all its labels. Every fifth voice
/// judges, whole.
struct LabelledText {
  std::uint8_t language = 0;
  int voice = 0;  ///< its writer's number, from 1
  std::string text;
  Class sentiment = Class::Neutral;
  std::vector<std::pair<std::string, Class>> about;  ///< brands and what is said of them
  IntentSet intents = 0;
  TopicSet topics = 0;
  Urgency urgency = Urgency::Low;
  bool judge = false;
};

/// The part of `parts` that a voice that trains belongs to; each has about as many voices.
constexpr int part_of_voice(int voice, int parts) { return voice * 4 / 5 % parts; }
std::vector<LabelledText> read_corpus(const std::string& corpus);

/// A phrase of `lexicon/<language>.tsv`, folded.
struct Phrase {
  std::string text;
  Fit fit;
  Cue group;
};
std::vector<Phrase> read_lexicon(const std::string& folder);

/// Names of brands, `names.txt`, folded: words that say nothing of what is meant.
std::vector<std::string> read_names(const std::string& corpus);

/// A hash of bytes that no library version changes (FNV-1a).
std::uint64_t text_hash(std::string_view text);

/// Reads every set of `folder`/sentiment/*.tsv.xz (through `xz -dc`) and `corpus`/*.tsv, in the
/// order of file names. Ends the program with a sentence if a folder or tool is missing.
/// @param unsound also the rows for training whose sentiment is not to be trusted
std::vector<Row> read_rows(const std::string& folder, const std::string& corpus, bool unsound = false);

}  // namespace earshot::train
