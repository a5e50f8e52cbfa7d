// Loads `earshot.model`.
#include <cstring>
#include <vector>

#include "classify/corrections.h"
#include "classify/features.h"
#include "classify/linear_model.h"
#include "ingest/inflater.h"
#include "text/unicode.h"

namespace earshot {
namespace {

using namespace model_file;

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
  return earshot::crc32(0, {reinterpret_cast<const char*>(bytes), size});
}

bool LinearModel::heeds_rare_words(Language language) {
  constexpr std::string_view kFew = "fr it ro sv";
  return kFew.find(kLanguageCodes[language]) != std::string_view::npos;
}

bool LinearModel::says_something(std::span<const std::uint32_t> features,
                                 const CorrectionRules* own) const {
  return earshot::says_something(features, [&](std::uint32_t hash) {
    return weights_of(hash) != 0 || (own && own->weights_of(hash) != 0);
  });
}

Result<std::shared_ptr<const Model>> Model::load(std::span<const unsigned char> bytes) {
  if (bytes.size() < kHeaderBytes || std::memcmp(bytes.data(), kMagic.data(), kMagic.size()) != 0)
    return damaged("not a model file");
  // Whoever forgets the tables of Unicode is told, since no text could be read without them.
  if (!is_letter(U'a')) return damaged("earshot.unicode has to be loaded before it");
  Reader in(bytes);
  in.take(kMagic.size());
  if (in.number() != kFormatVersion) return damaged("another format version");
  if (in.number() != kFeatureVersion) return damaged("trained for other features");
  const std::uint32_t languages = in.number(), places = in.number();
  const std::uint32_t weighted = in.number(), steps_size = in.number();
  const std::uint32_t latin_rows = in.number(), other_rows = in.number();
  const std::uint32_t head_buckets = in.number(), head_rows = in.number(), heads = in.number();
  const std::uint32_t net_buckets = in.number(), net_rows = in.number();
  const std::uint32_t lexicon_size = in.number();
  const std::uint32_t name_size = in.number(), size = in.number(), crc = in.number();
  if (languages != kLanguageCount) return damaged("other languages");
  if (places == 0 || places % FeatureCodes::kPlacesPerLine != 0 || places > kMaxBuckets ||
      weighted > places || steps_size > size ||
      latin_rows > kMaxBuckets || other_rows > kMaxBuckets || head_buckets == 0 ||
      head_buckets % 64 != 0 || head_buckets > kMaxBuckets || head_rows == 0 || head_rows > 65536 || heads != kHeads ||
      net_buckets == 0 || net_buckets % 64 != 0 || net_buckets > kMaxBuckets || net_rows == 0 || net_rows > 65536 || name_size > 256)
    return damaged("sizes out of range");
  const std::uint64_t padded_name = (name_size + 3) / 4 * 4;
  const std::uint64_t expected = padded_name + languages * kRatingBytes + kCodes * 4 +
                                 steps_size + weighted + language_bytes(latin_rows, other_rows) +
                                 std::uint64_t{head_buckets} / 8 +
                                 std::uint64_t{head_rows} * kHeads +
                                 (kSigns + languages) * kHeads * 2 + net_bytes(net_buckets, net_rows) +
                                 lexicon_size;
  if (size != expected || in.left() != expected) return damaged("cut or too long");
  if (crc32(bytes.data() + kHeaderBytes, in.left()) != crc) return damaged("checksum differs");

  auto model = std::make_shared<LinearModel>();
  model->model_name.assign(reinterpret_cast<const char*>(in.take(padded_name)), name_size);
  for (std::uint32_t i = 0; i < languages; ++i) {
    LinearModel::Rating rating;
    const std::uint32_t slope = in.number();
    rating.rated = slope != 0;
    if (rating.rated) rating.slope = slope / kScoreUnit;
    rating.positive = static_cast<std::int32_t>(in.number()) / kScoreUnit;
    rating.negative = static_cast<std::int32_t>(in.number()) / kScoreUnit;
    rating.by_length = static_cast<std::int32_t>(in.number()) / kScoreUnit;
    model->ratings.push_back(rating);
  }
  for (std::int64_t& code : model->codes) {
    const std::int64_t positive = in.small(), negative = in.small();
    code = positive + negative * (std::int64_t{1} << 32);
  }
  const unsigned char* step = in.take(steps_size);
  const unsigned char* const steps_end = step + steps_size;
  const unsigned char* const code = in.take(weighted);
  model->feature_codes = FeatureCodes(places);
  std::uint64_t place = 0;
  for (std::uint32_t i = 0; i < weighted; ++i, ++place) {
    while (step != steps_end && *step == 255) place += *step++;
    if (step == steps_end) return damaged("places of features are missing");
    place += *step++;
    if (place >= places || !model->feature_codes.add(static_cast<std::uint32_t>(place), code[i]))
      return damaged("places of features are wrong");
  }
  const auto read_rows = [&](FeatureRows& features, std::uint32_t buckets) {
    features = FeatureRows(buckets);
    const unsigned char* with_row = in.take(buckets / 8);
    for (std::uint32_t b = 0; b < buckets; b += 8) {
      for (std::uint32_t left = with_row[b / 8]; left != 0; left &= left - 1) {
        features.add(b + static_cast<std::uint32_t>(std::countr_zero(left)));
      }
    }
    return features.number() + 1;  // row 0 is that of buckets without one
  };
  const auto read_language = [&](LanguageRows& rows, std::uint32_t count) {
    if (read_rows(rows.features, rows.features.buckets()) != count + 1) return false;
    const std::size_t weights = count * rows.lanes;
    const auto* lane = reinterpret_cast<const signed char*>(in.take(weights));
    rows.weights.assign(lane, lane + weights);
    return true;
  };
  if (!read_language(model->languages.latin, latin_rows) || !read_language(model->languages.others, other_rows))
    return damaged("rows of languages are missing");

  HeadWeights& out = model->heads;
  if (read_rows(out.features, head_buckets) != head_rows) return damaged("rows of the heads are missing");
  const std::size_t head_bytes = std::size_t{head_rows} * kHeads;
  const auto* lane = reinterpret_cast<const signed char*>(in.take(head_bytes));
  out.lanes.assign(lane, lane + head_bytes);
  out.lanes.resize(head_bytes + HeadWeights::kPadding);
  const auto read_row = [&](std::array<std::int16_t, kHeads>& row) {
    for (std::int16_t& weight : row) weight = static_cast<std::int16_t>(in.small());
  };
  for (auto& row : out.signs) read_row(row);
  out.biases.resize(languages);
  for (auto& row : out.biases) read_row(row);

  NetWeights& net = model->net;
  if (read_rows(net.features, net_buckets) != net_rows) return damaged("rows of the net are missing");
  net.rows.resize(std::size_t{net_rows} * kNetNumbers);
  std::memcpy(net.rows.data() + kNetNumbers, in.take(net.rows.size() - kNetNumbers), net.rows.size() - kNetNumbers);
  for (NetWord& taps : net.filters) {
    for (auto& filters : taps) {
      const unsigned char* byte = in.take(kNetFilters);
      for (std::int16_t& number : filters) number = static_cast<std::int8_t>(*byte++);
    }
  }
  for (std::int16_t& bias : net.biases) bias = static_cast<std::int16_t>(in.small());
  for (auto& side : net.says) {
    for (std::int16_t& says : side) says = static_cast<std::int16_t>(in.small());
  }
  if (!net.in_range()) return damaged("numbers of the net out of range");
  while (in.left() > 0) {
    if (in.left() < 3) return damaged("a phrase is cut");
    const unsigned char* head = in.take(3);
    if (head[0] > 2 || head[1] >= kCueCount || head[2] == 0 || head[2] > in.left())
      return damaged("a phrase is cut");
    const auto* phrase = reinterpret_cast<const char*>(in.take(head[2]));
    model->lexicon.add({phrase, head[2]}, static_cast<Fit>(head[0]), Cues{1} << head[1]);
  }
  model->lexicon.finish();
  return model;
}

}  // namespace earshot
