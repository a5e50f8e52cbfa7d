// Loads `earshot.model` and rates texts by it.
#include <earshot/model.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

#include "classify/features.h"
#include "classify/language.h"
#include "classify/model_file.h"

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

/// Adds up both weights of every feature at once: positive in the low half of a number, negative in
/// the high half.
struct Sum {
  const std::uint8_t* buckets;
  const std::int64_t* codes;
  std::uint64_t bucket_count;
  std::int64_t total = 0;
  std::uint32_t count = 0;

  void operator()(std::uint32_t hash) {
    total += codes[buckets[hash * bucket_count >> 32]];
    ++count;
  }
};

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

  Language language(std::string_view, std::string_view folded) const override {
    return detect_language(head(folded), language_);
  }

  Sentiment sentiment(std::string_view raw, std::string_view folded,
                      Language language) const override {
    Sum sum{sentiment_.data(), codes_.data(), sentiment_.size()};
    const TextTraits traits = each_feature(head(raw), head(folded), sum);
    const Rating& rating = ratings_[language < ratings_.size() ? language : 0];
    if (!traits.clear_emote && (!rating.rated || traits.words == 0)) return {};
    const auto positive = static_cast<std::int32_t>(sum.total & 0xFFFFFFFF);
    const auto negative = static_cast<std::int32_t>((sum.total - positive) >> 32);
    const double scale = length_scale(sum.count) / kScoreUnit;
    return probabilities(positive * scale + rating.positive, negative * scale + rating.negative);
  }

 private:
  static Sentiment probabilities(double positive, double negative) {
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
};

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
