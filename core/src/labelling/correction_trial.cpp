#include "labelling/correction_trial.h"

#include <algorithm>

namespace earshot {
namespace {

constexpr std::size_t kSampleBytes = 400;

}  // namespace

void CorrectionTrial::add(std::string_view text, const Labelled& before, const Labelled& after) {
  ++changes;
  if (samples.size() == kSamples) return;
  if (text.size() > kSampleBytes) {
    std::size_t end = kSampleBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text = text.substr(0, end);
  }
  if (std::ranges::find(samples, text, &Sample::text) != samples.end()) return;
  samples.push_back({std::string(text), before, after});
}

}  // namespace earshot
