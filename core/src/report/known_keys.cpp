#include "report/known_keys.h"

#include <algorithm>
#include <array>

namespace earshot {
namespace {

constexpr std::size_t kLongestKey = 16;

std::string lower_case(std::string text) {
  for (char& byte : text) {
    if (byte >= 'A' && byte <= 'Z') byte |= 0x20;
  }
  return text;
}

/// Letters left out, added, changed or swapped with their neighbour between two short words.
std::size_t edits(std::string_view a, std::string_view b) {
  std::array<std::array<std::size_t, kLongestKey + 1>, kLongestKey + 1> least{};
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t k = 0; k <= b.size(); ++k) {
      if (i == 0 || k == 0) {
        least[i][k] = i + k;
        continue;
      }
      least[i][k] = std::min({least[i - 1][k] + 1, least[i][k - 1] + 1,
                              least[i - 1][k - 1] + (a[i - 1] != b[k - 1])});
      if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1]) {
        least[i][k] = std::min(least[i][k], least[i - 2][k - 2] + 1);
      }
    }
  }
  return least[a.size()][b.size()];
}

}  // namespace

Result<void> check_keys(const JsonIn& object, std::span<const std::string_view> known,
                        std::string_view path) {
  for (JsonItems items = object.items(); items.next();) {
    const std::string key = JsonIn::unescaped(items.key());
    if (key.size() > kLongestKey || std::ranges::find(known, key) != known.end()) continue;
    const std::string lower = lower_case(key);
    for (const std::string_view name : known) {
      const std::string right = lower_case(std::string(name));
      if (edits(lower, right) > right.size() / 3) continue;
      std::string sentence = path.empty() ? "Settings have" : "\"" + std::string(path) + "\" has";
      sentence += " no \"" + key + "\"; write \"" + std::string(name) + "\", or leave it out.";
      return std::unexpected(Error{ErrorCode::BadSettings, {}, key, std::move(sentence)});
    }
  }
  return {};
}

}  // namespace earshot
