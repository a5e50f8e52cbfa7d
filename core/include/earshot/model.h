// The trained weights: which language a text is in, and which sentiment it carries.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <earshot/corrections.h>
#include <earshot/error.h>
#include <earshot/labels.h>
#include <earshot/mention.h>
#include <earshot/topics.h>

namespace earshot {

/// Probabilities in units of 1/65535; the three add up to 65535, or are all 0 when unrated.
struct Sentiment {
  Label label = Label::Unrated;
  std::uint16_t positive = 0, neutral = 0, negative = 0;
};

/// An index into `language_code`. 0 is "und": none, or not known.
using Language = std::uint8_t;
/// BCP 47 code, e.g. "ko"; "und" for 0 and for anything out of range.
std::string_view language_code(Language language);

/// Weights loaded from one file. Immutable, so one model may serve many analyses.
class Model {
 public:
  /// Reads `earshot.model`. The bytes are copied. Errors: BadModel.
  static Result<std::shared_ptr<const Model>> load(std::span<const unsigned char> bytes);
  virtual ~Model() = default;

  /// Name and version of the weights, as the report prints it.
  virtual std::string_view name() const = 0;
};

/// How far words lean to either side, as log odds against neutral before any bias of a language, and
/// the groups of cue phrases among them (bits, see classify/lexicon.h), as they stand and denied.
struct Leaning {
  double positive = 0, negative = 0;
  std::uint64_t cues = 0, denied = 0;
};

/// Log odds of positive and of negative against neutral.
struct LogOdds {
  double positive = 0, negative = 0;
};

struct TextLabels {
  Language language = 0;
  Language main = 0;  ///< the same, or where two are mixed, that which most is written in
  Sentiment sentiment;
  IntentSet intents = 0;
  TopicSet topics = 0;
  Urgency urgency = Urgency::Low;
  UrgencyReasons because = 0;  ///< of its urgency, those that need the words to be told
};

class CorrectionRules;

/// Labels one text after the other. What it says of a text does not depend on those before, but on
/// the corrections in force.
class Labeller {
 public:
  explicit Labeller(std::shared_ptr<const Model> model);
  ~Labeller();
  Labeller(Labeller&&) noexcept;
  Labeller& operator=(Labeller&&) noexcept;

  /// @param folded the text after `fold` (text/fold.h)
  /// @param raw the same text as written, for what folding loses (letter case)
  TextLabels label(std::string_view raw, std::string_view folded);

  /// Puts the person's corrections and topics in force, in place of those before.
  void correct(const Corrections& corrections, std::span<const OwnTopic> topics = {});
  /// What is in force; null if nothing is.
  const CorrectionRules* rules() const;
  /// Of the text labelled last that was rated, before rules about phrases or single texts.
  LogOdds odds() const;
  /// Of a part of a text, by its words one by one.
  Leaning lean(std::string_view folded);

 private:
  class Body;
  std::unique_ptr<Body> body_;
};

}  // namespace earshot
