// Where in a JSON text the records stand, judged by its beginning.
//
// Records are the objects of the array that holds most of what people wrote, however deep it lies
// ("chats.list[].messages[]"), or the values at the root where there are several (NDJSON), or the
// one object that is all there is. Arrays of arrays are rows of a grid.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace earshot {

struct JsonShape {
  /// The way from a root value to a record: a member of an object, or any element of an array.
  struct Step {
    std::string key;
    bool element;
    /// Telegram keeps the chats that somebody has left beside the others, in a list of their own.
    bool leads(std::string_view member) const {
      const auto chats = [](std::string_view name) {
        return name == "chats" || name == "left_chats";
      };
      return member == key || (chats(member) && chats(key));
    }
  };
  std::vector<Step> steps;
  /// Records are arrays, not objects.
  bool grid = false;
  /// Root values are responses of the X API v2: `data` belongs together with `includes`.
  bool response = false;
  /// There are several root values, each on a line of its own.
  bool line_each = false;
  /// Records are envelopes, and this member is the letter; "" if they are not.
  std::string envelope;
  /// How the first record begins, its first key included: by this the next one is found behind one
  /// that is broken.
  std::string opening;
  /// Bytes before the first value, as in `window.YTD.tweets.part0 = [`.
  std::size_t preamble = 0;

  /// The keys of `steps`: "chats.list.messages".
  std::string wrapper() const;
};

/// @param whole the text ends here
/// @return nothing if more text is needed to tell
std::optional<JsonShape> judge_json_shape(std::string_view text, bool whole);

}  // namespace earshot
