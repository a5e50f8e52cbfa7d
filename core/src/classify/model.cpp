// Loads `earshot.model` and rates texts by it.
#include <earshot/model.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

#include "classify/features.h"
#include "classify/language.h"
#include "classify/model_file.h"
#include "classify/word_memo.h"

namespace earshot {
namespace {

using namespace model_file;

/// What is read of a text: enough for any post, and a bound on the work for one.
constexpr std::size_t kMaxBytes = 16384;

std::string_view head(std::string_view text) {
  if (text.size() <= kMaxBytes) return text;
  std::size_t end = kMaxBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

/// e to the power of x for x <= 0: 2^k times a Taylor polynomial over [-ln 2 / 2, ln 2 / 2]. Basic
/// arithmetic and integers alone, so that every platform gets the same bits.
double exponential(double x) {
  if (x < -30.0) return 0.0;
  constexpr double kLog2 = 0.69314718055994530942;
  const auto k = static_cast<int>(x * (1.0 / kLog2) - 0.5);
  const double r = x - k * kLog2;
  double sum = 1.0;
  for (int i = 12; i > 0; --i) sum = 1.0 + sum * r / i;
  return sum * std::bit_cast<double>(static_cast<std::uint64_t>(1023 + k) << 52);
}

class LinearModel final : public Model {
 public:
  struct Rating {
    bool rated = false;
    double positive = 0, negative = 0;  ///< biases
  };

  std::string name_;
  std::vector<Rating> ratings_;               // by language
  std::array<std::int64_t, kCodes> codes_{};  // positive + negative * 2^32
  std::vector<std::uint8_t> sentiment_;
  LanguageWeights language_;

  std::string_view name() const override { return name_; }
};

/// Adds up both weights of every feature at once: positive in the low half of a number, negative in
/// the high half. Hashes are held back and looked up many at a time: the weights lie anywhere in
/// memory, and so the look-ups wait for it together.
class Sum {
 public:
  static constexpr std::size_t kHeldBack = 256;
  using Held = std::array<std::uint32_t, kHeldBack>;

  Sum(const LinearModel& model, Held& held) : model_(&model), held_(held.data()) {}

  void operator()(std::uint32_t hash) {
    held_[waiting_++] = hash;
    if (waiting_ == kHeldBack) look_up();
  }
  void add(std::int32_t positive, std::int32_t negative, std::uint32_t count) {
    total_ += positive + negative * (std::int64_t{1} << 32);
    count_ += count;
  }
  void look_up() {
    const std::uint8_t* buckets = model_->sentiment_.data();
    const std::uint64_t size = model_->sentiment_.size();
    const std::int64_t* codes = model_->codes_.data();
    std::int64_t total = 0;
    for (std::uint32_t i = 0; i < waiting_; ++i) total += codes[buckets[held_[i] * size >> 32]];
    total_ += total;
    count_ += waiting_;
    waiting_ = 0;
  }

  // After `look_up`.
  std::uint32_t count() const { return count_; }
  std::int32_t positive() const { return static_cast<std::int32_t>(total_ & 0xFFFFFFFF); }
  std::int32_t negative() const {
    return static_cast<std::int32_t>((total_ - positive()) >> 32);
  }

  const LinearModel& model() const { return *model_; }

 private:
  const LinearModel* model_;
  std::uint32_t* held_;
  std::uint32_t waiting_ = 0;
  std::uint32_t count_ = 0;
  std::int64_t total_ = 0;
};

/// Sums what a text's features weigh, and what its words say about its language.
class Labels : public Sum {
 public:
  Labels(const LinearModel& model, Held& held, Held& held_of_word, WordMemo& memo,
         LanguageVote& vote, const char* end_of_text)
      : Sum(model, held),
        held_of_word_(&held_of_word),
        memo_(&memo),
        vote_(&vote),
        end_(end_of_text) {}

  template <WordShape Shape>
  WordFacts word(const char* start, const char* stop) {
    const std::string_view text(start, static_cast<std::size_t>(stop - start));
    const auto make = [&](KnownWord& known, LanguageScores& scores) {
      Sum sum(model(), *held_of_word_);
      const WordFacts facts = word_features<Shape>(start, stop, sum);
      sum.look_up();
      known = {facts.hash, facts.stem, sum.positive(), sum.negative(),
               static_cast<std::uint16_t>(sum.count()), facts.negation, {}};
      if constexpr (Shape.letters == CharClass::Letter) {
        known.signs = signs_of_word(text, model().language_, scores);
      } else {
        known.signs.script = Script::Hangul;
        known.signs.letters = static_cast<std::uint8_t>(std::min<std::size_t>(text.size() / 3, 255));
      }
    };
    const auto [known, scores] = memo_->find(text, static_cast<std::size_t>(end_ - start), make);
    add(known.positive, known.negative, known.features);
    vote_->add(known.signs, scores);
    return {known.hash, known.stem, known.negation};
  }
  void run(const char* start, const char* stop, CharClass letters) {
    vote_->add_run({start, static_cast<std::size_t>(stop - start)}, letters);
  }

 private:
  Held* held_of_word_;
  WordMemo* memo_;
  LanguageVote* vote_;
  const char* end_;
};

Sentiment probabilities(double positive, double negative) {
  const double top = std::max({positive, negative, 0.0});
  const double p = exponential(positive - top), n = exponential(negative - top);
  const double unit = 65535.0 / (p + n + exponential(-top));
  Sentiment out;
  const auto p_units = static_cast<std::int32_t>(p * unit + 0.5);
  auto n_units = static_cast<std::int32_t>(n * unit + 0.5);
  n_units = std::min(n_units, 65535 - p_units);
  const std::int32_t neutral = 65535 - p_units - n_units;
  out.positive = static_cast<std::uint16_t>(p_units);
  out.negative = static_cast<std::uint16_t>(n_units);
  out.neutral = static_cast<std::uint16_t>(neutral);
  out.label = p_units > neutral && p_units > n_units   ? Label::Positive
              : n_units > neutral && n_units > p_units ? Label::Negative
                                                       : Label::Neutral;
  return out;
}

class Reader {
 public:
  explicit Reader(std::span<const unsigned char> bytes) : bytes_(bytes) {}
  std::size_t left() const { return bytes_.size() - at_; }
  const unsigned char* take(std::size_t size) {
    const unsigned char* p = bytes_.data() + at_;
    at_ += size;
    return p;
  }
  std::uint32_t number() {
    const unsigned char* p = take(4);
    return p[0] | p[1] << 8 | p[2] << 16 | static_cast<std::uint32_t>(p[3]) << 24;
  }
  std::int32_t small() {
    const unsigned char* p = take(2);
    return static_cast<std::int16_t>(p[0] | p[1] << 8);
  }

 private:
  std::span<const unsigned char> bytes_;
  std::size_t at_ = 0;
};

std::unexpected<Error> damaged(std::string detail) {
  return std::unexpected(Error{ErrorCode::BadModel,
                               {},
                               detail,
                               "The model file cannot be used (" + detail +
                                   "). Load the earshot.model that came with this version."});
}

}  // namespace

std::uint32_t model_file::crc32(const unsigned char* bytes, std::size_t size) {
  static constexpr auto kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ (value & 1 ? 0xEDB88320u : 0u);
      table[i] = value;
    }
    return table;
  }();
  std::uint32_t crc = 0xFFFFFFFFu;
  for (std::size_t i = 0; i < size; ++i) crc = crc >> 8 ^ kTable[(crc ^ bytes[i]) & 0xFF];
  return ~crc;
}

class Labeller::Body {
 public:
  explicit Body(std::shared_ptr<const Model> model)
      : model_(std::static_pointer_cast<const LinearModel>(std::move(model))) {}

  TextLabels label(std::string_view raw, std::string_view folded) {
    raw = head(raw);
    folded = head(folded);
    LanguageVote vote;
    Labels labels(*model_, held_, held_of_word_, memo_, vote, folded.data() + folded.size());
    const TextTraits traits = each_feature(raw, folded, labels);
    labels.look_up();
    TextLabels out;
    out.language = vote.decide(folded, model_->language_);
    const LinearModel::Rating& rating = model_->ratings_[out.language];
    if (!traits.clear_emote && (!rating.rated || traits.words == 0)) return out;
    const double scale = length_scale(labels.count()) / kScoreUnit;
    out.sentiment =
        probabilities(labels.positive() * scale + rating.positive,
                      labels.negative() * scale + rating.negative);
    return out;
  }

 private:
  std::shared_ptr<const LinearModel> model_;
  WordMemo memo_;
  Sum::Held held_, held_of_word_;
};

Labeller::Labeller(std::shared_ptr<const Model> model)
    : body_(std::make_unique<Body>(std::move(model))) {}
Labeller::~Labeller() = default;
Labeller::Labeller(Labeller&&) noexcept = default;
Labeller& Labeller::operator=(Labeller&&) noexcept = default;

TextLabels Labeller::label(std::string_view raw, std::string_view folded) {
  return body_->label(raw, folded);
}

Result<std::shared_ptr<const Model>> Model::load(std::span<const unsigned char> bytes) {
  if (bytes.size() < kHeaderBytes || std::memcmp(bytes.data(), kMagic.data(), kMagic.size()) != 0)
    return damaged("not a model file");
  Reader in(bytes);
  in.take(kMagic.size());
  if (in.number() != kFormatVersion) return damaged("another format version");
  if (in.number() != kFeatureVersion) return damaged("trained for other features");
  const std::uint32_t languages = in.number(), buckets = in.number();
  const std::uint32_t language_buckets = in.number(), lanes = in.number();
  const std::uint32_t name_size = in.number(), size = in.number(), crc = in.number();
  in.number();
  if (languages != kLanguageCount) return damaged("other languages");
  if (buckets == 0 || buckets > kMaxBuckets || language_buckets == 0 ||
      language_buckets > kMaxBuckets || lanes != kLanes || name_size > 256)
    return damaged("sizes out of range");
  const std::uint64_t padded_name = (name_size + 3) / 4 * 4;
  const std::uint64_t expected = padded_name + std::uint64_t{languages} * 12 + kCodes * 4 +
                                 buckets + std::uint64_t{language_buckets} * lanes;
  if (size != expected || in.left() != expected) return damaged("cut or too long");
  if (crc32(bytes.data() + kHeaderBytes, in.left()) != crc) return damaged("checksum differs");

  auto model = std::make_shared<LinearModel>();
  model->name_.assign(reinterpret_cast<const char*>(in.take(padded_name)), name_size);
  for (std::uint32_t i = 0; i < languages; ++i) {
    LinearModel::Rating rating;
    rating.rated = in.number() != 0;
    rating.positive = static_cast<std::int32_t>(in.number()) / kScoreUnit;
    rating.negative = static_cast<std::int32_t>(in.number()) / kScoreUnit;
    model->ratings_.push_back(rating);
  }
  for (std::int64_t& code : model->codes_) {
    const std::int64_t positive = in.small(), negative = in.small();
    code = positive + negative * (std::int64_t{1} << 32);
  }
  const unsigned char* sentiment = in.take(buckets);
  model->sentiment_.assign(sentiment, sentiment + buckets);
  const std::size_t language_bytes = std::size_t{language_buckets} * lanes;
  const auto* language = reinterpret_cast<const signed char*>(in.take(language_bytes));
  model->language_.lanes.assign(language, language + language_bytes);
  model->language_.buckets = language_buckets;
  return model;
}

}  // namespace earshot
