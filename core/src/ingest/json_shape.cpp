#include "ingest/json_shape.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "ingest/json_text.h"

namespace earshot {
namespace {

constexpr std::size_t kMaxPaths = 256;
constexpr std::size_t kMaxFrames = 64;
constexpr std::size_t kMaxPreamble = std::size_t{4} << 10;
constexpr std::size_t kMaxOpening = 256;

// Names of arrays that exports put their records into.
constexpr std::string_view kWrappers[] = {
    "articles", "children", "collector", "comments", "conversations", "data",     "documents",
    "edges",    "entry",    "features",  "feed",     "hits",          "items",    "list",
    "mentions", "messages", "orderedItems", "posts", "records",       "result",   "results",
    "reviews",  "rows",     "statuses",  "tickets",  "tweets",        "videos",
};

// Names of objects that are the record itself, with nothing but an envelope around them.
constexpr std::string_view kEnvelopes[] = {"_source", "data",       "node",
                                           "post",    "properties", "tweet"};

// What an API says instead of records.
constexpr std::string_view kRefusals[] = {"error", "errors"};

// Only posts of the X API v2 have these.
constexpr std::string_view kPostKeys[] = {"author_id", "edit_history_tweet_ids", "public_metrics",
                                          "referenced_tweets"};

// A letter of prose tells more than a byte of anything else.
constexpr std::uint64_t kProseWeight = 16;
// What lies inside of records has to hold so many times more than they to be the records instead.
constexpr std::uint64_t kInnerFactor = 8;
constexpr std::uint64_t kKnownFactor = 8;

bool is_one_of(std::string_view key, auto& names) {
  return std::find(std::begin(names), std::end(names), key) != std::end(names);
}

/// Whether a string looks like something that somebody wrote, not like a name, link or code.
bool is_prose(std::string_view text) {
  int spaces = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x80 || (byte == '\\' && text.substr(at).starts_with("\\u"))) return true;
    if (byte == ' ' && ++spaces == 2) return true;
  }
  return false;
}

/// Walks over text, however it ends, and counts what stands at each path.
class Survey {
 public:
  struct Path {
    std::uint32_t parent;
    bool element;
    std::string key;
    std::uint64_t objects = 0, rows = 0;  // values there that are objects, arrays
    std::uint64_t complete = 0;           // that end in the text
    std::uint64_t members = 0;            // of its objects, not of those inside
    std::uint64_t bytes = 0, prose = 0;   // of its records, without the records inside
    std::string opening;
  };
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  void walk(std::string_view text);

  std::vector<Path> paths;
  std::uint64_t roots = 0;
  bool broken = false, response = false;

  std::uint32_t find(std::uint32_t parent, bool element, std::string_view key) const;

 private:
  struct Frame {
    std::uint32_t path, owner;
    std::size_t begin;
    bool object, key_next;
  };

  std::uint32_t path(std::uint32_t parent, bool element, std::string_view key);
  bool open(std::string_view text, std::size_t at);
  void key(std::string_view text, std::size_t end, std::string_view name);
  void scalar(std::string_view text, bool string);

  std::vector<Frame> frames_;
  std::string_view key_;
};

std::uint32_t Survey::find(std::uint32_t parent, bool element, std::string_view name) const {
  for (std::uint32_t at = 0; at < paths.size(); ++at) {
    const Path& path = paths[at];
    if (path.parent == parent && path.element == element && path.key == name) return at;
  }
  return kNone;
}

std::uint32_t Survey::path(std::uint32_t parent, bool element, std::string_view name) {
  if (parent == kNone && !paths.empty()) return 0;
  const std::uint32_t found = find(parent, element, name);
  if (found != kNone || paths.size() == kMaxPaths || name.size() > kMaxOpening) return found;
  Path added{};
  added.parent = parent;
  added.element = element;
  added.key = name;
  paths.push_back(std::move(added));
  return static_cast<std::uint32_t>(paths.size() - 1);
}

// False if what begins here is left out.
bool Survey::open(std::string_view text, std::size_t at) {
  if (frames_.size() == kMaxFrames) return false;
  const bool object = text[at] == '{';
  std::uint32_t id = 0, owner = 0;
  if (frames_.empty()) {
    id = path(kNone, false, "");
    ++roots;
  } else {
    const Frame& frame = frames_.back();
    id = path(frame.path, !frame.object, frame.object ? key_ : "");
    if (id == kNone) return false;
    owner = frame.owner;
  }
  Path& entered = paths[id];
  ++(object ? entered.objects : entered.rows);
  if (entered.element || frames_.empty()) owner = id;
  if (object && entered.parent == 0 && !entered.element && frames_.size() == 1 &&
      (entered.key == "includes" || entered.key == "__twarc") &&
      find(0, false, "data") != kNone) {
    response = true;
  }
  frames_.push_back({id, owner, at, object, object});
  return true;
}

void Survey::key(std::string_view text, std::size_t end, std::string_view name) {
  const Frame& frame = frames_.back();
  Path& in = paths[frame.path];
  key_ = name;
  ++in.members;
  paths[frame.owner].bytes += name.size();
  if (in.opening.empty() && end + 1 - frame.begin <= kMaxOpening) {
    in.opening = text.substr(frame.begin, end + 1 - frame.begin);
  }
  if (is_one_of(name, kPostKeys)) {
    const Path& list = in.element && in.parent != kNone ? paths[in.parent] : in;
    if (list.parent == 0 && list.key == "data") response = true;
  }
}

void Survey::scalar(std::string_view text, bool string) {
  if (frames_.empty()) return;
  Path& owner = paths[frames_.back().owner];
  owner.bytes += text.size();
  if (string && is_prose(text)) owner.prose += text.size();
}

void Survey::walk(std::string_view text) {
  frames_.clear();
  for (std::size_t at = 0; at < text.size();) {
    const char byte = text[at];
    const bool keyed = !frames_.empty() && frames_.back().object;
    if (byte == '"') {
      bool escaped;
      const std::size_t end = json_string_end(text, at + 1, escaped);
      if (end == std::string_view::npos) {
        scalar(text.substr(at + 1), true);
        return;
      }
      const std::string_view inside = text.substr(at + 1, end - at - 1);
      if (keyed && frames_.back().key_next) {
        frames_.back().key_next = false;
        key(text, end, inside);
      } else {
        scalar(inside, true);
      }
      at = end + 1;
      if (at < text.size() && !is_json_blank(text[at]) && text[at] != ',' && text[at] != ':' &&
          (text[at] | 0x20) != '}') {
        broken = !frames_.empty();
        if (broken) return;
      }
    } else if ((byte | 0x20) == '{') {
      if (keyed && frames_.back().key_next) {
        broken = true;
        return;
      }
      if (!open(text, at)) {
        at = json_value_end(text, at);
        if (at == std::string_view::npos) return;
        continue;
      }
      ++at;
    } else if ((byte | 0x20) == '}') {
      ++at;
      if (frames_.empty()) continue;
      if (keyed != (byte == '}')) {
        broken = true;
        return;
      }
      ++paths[frames_.back().path].complete;
      frames_.pop_back();
    } else if (byte == ',') {
      if (keyed) frames_.back().key_next = true;
      ++at;
    } else if (is_json_blank(byte) || byte == ':') {
      ++at;
    } else {
      const std::size_t end = std::max(json_value_end(text, at), at + 1);
      scalar(text.substr(at, end - at), false);
      at = end;
    }
  }
}

/// Where JSON begins behind the assignment or call that it is the value of.
std::size_t preamble_of(std::string_view text) {
  const std::size_t first = skip_json_blanks(text, 0);
  if (first == text.size() || (text[first] | 0x20) == '{' || text[first] == '"') return 0;
  for (std::size_t at = first; at < std::min(text.size(), kMaxPreamble); ++at) {
    if (text[at] == '\n' || text[at] == '"') break;
    if (text[at] != '=' && text[at] != '(') continue;
    const std::size_t value = skip_json_blanks(text, at + 1);
    if (value < text.size() && (text[value] | 0x20) == '{') return value;
  }
  return 0;
}

template <class Take>
void each_line(std::string_view text, bool whole, Take take) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos && !whole) return;
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    while (!line.empty() && is_json_blank(line.back())) line.remove_suffix(1);
    line.remove_prefix(skip_json_blanks(line, 0));
    if (!line.empty()) take(line);
  }
}

/// Inside of an array no line ends without a comma but the last one.
bool has_value_each_line(std::string_view text, bool whole) {
  std::size_t lines = 0, values = 0;
  each_line(text, whole, [&](std::string_view line) {
    ++lines;
    if ((line.front() | 0x20) == '{' && (line.back() | 0x20) == '}' && line.size() > 1) ++values;
  });
  return values >= 2 && values * 2 > lines;
}

class Judgement {
 public:
  explicit Judgement(const Survey& survey) : survey_(survey), paths_(survey.paths) {}

  std::uint32_t best() const {
    std::uint32_t best = Survey::kNone;
    for (std::uint32_t at = 0; at < paths_.size(); ++at) {
      if (at != 0 && !paths_[at].element) continue;
      const std::uint64_t needed =
          best == Survey::kNone ? 0 : score(best) * (inside(at, best) ? factor(best) : 1);
      if (score(at) > needed) best = at;
    }
    return best;
  }

 private:
  bool lone_root(std::uint32_t at) const { return at == 0 && survey_.roots == 1; }
  std::uint64_t factor(std::uint32_t outer) const { return lone_root(outer) ? 1 : kInnerFactor; }

  bool inside(std::uint32_t at, std::uint32_t outer) const {
    while (at != outer && at != 0) at = paths_[at].parent;
    return at == outer;
  }

  std::uint64_t score(std::uint32_t at) const {
    const Survey::Path& path = paths_[at];
    std::uint32_t named = at;
    while (named != 0 && paths_[named].element) named = paths_[named].parent;
    const bool known = !lone_root(at) && (named == 0 || is_one_of(paths_[named].key, kWrappers));
    return (path.prose * kProseWeight + path.bytes) * (known ? kKnownFactor : 1);
  }

  const Survey& survey_;
  const std::vector<Survey::Path>& paths_;
};

/// The list in which an answer of an API would have its records, where there is none. What holds
/// something written is a record itself, and may have such a list of its own.
std::uint32_t empty_list(const Survey& survey) {
  if (survey.paths[0].prose > 0) return Survey::kNone;
  for (std::uint32_t at = 1; at < survey.paths.size(); ++at) {
    const Survey::Path& list = survey.paths[at];
    if (list.parent == 0 && list.rows > 0 && is_one_of(list.key, kWrappers) &&
        survey.find(at, true, "") == Survey::kNone) {
      return at;
    }
  }
  return Survey::kNone;
}

std::string envelope_of(const Survey& survey, std::uint32_t record) {
  const Survey::Path& envelope = survey.paths[record];
  for (std::uint32_t at = 0; at < survey.paths.size(); ++at) {
    const Survey::Path& letter = survey.paths[at];
    if (at == 0 || letter.parent != record || letter.element || letter.objects == 0) continue;
    const bool alone = letter.objects == envelope.members;
    if (alone || (is_one_of(letter.key, kEnvelopes) &&
                  letter.objects * 10 >= envelope.complete * 9)) {
      return letter.key;
    }
  }
  return "";
}

}  // namespace

std::string JsonShape::wrapper() const {
  std::string path;
  for (const Step& step : steps) {
    if (step.element) continue;
    if (!path.empty()) path += '.';
    path += step.key;
  }
  return path;
}

std::optional<JsonShape> judge_json_shape(std::string_view text, bool whole) {
  JsonShape shape;
  shape.preamble = preamble_of(text);
  text.remove_prefix(shape.preamble);
  Survey survey;
  shape.line_each = has_value_each_line(text, whole);
  if (shape.line_each) {
    each_line(text, true, [&](std::string_view line) { survey.walk(line); });
  } else {
    survey.walk(text);
  }

  std::uint32_t record = Judgement(survey).best();
  shape.response = survey.response && !survey.paths.empty() && survey.paths[0].objects > 0;
  if (shape.response) {
    shape.steps.push_back({"data", false});
    shape.steps.push_back({"", true});
    const std::uint32_t data = survey.find(0, false, "data");
    record = data == Survey::kNone ? data : survey.find(data, true, "");
    shape.opening = record == Survey::kNone ? "{" : survey.paths[record].opening;
    // Without a line's end in so much text its lines are long.
    shape.line_each = shape.line_each || text.find('\n') == std::string_view::npos;
    return shape;
  }
  if (record == Survey::kNone || (survey.paths[record].complete == 0 && !survey.broken)) {
    if (!whole) return std::nullopt;
  }
  if (record == Survey::kNone) return shape;
  if (whole && record == 0 && survey.roots == 1 && survey.paths[0].objects == 1) {
    const std::uint32_t list = empty_list(survey);
    if (list != Survey::kNone) {
      shape.steps = {{survey.paths[list].key, false}, {"", true}};
      return shape;
    }
  }

  const Survey::Path& found = survey.paths[record];
  shape.grid = found.rows > found.objects;
  shape.opening = shape.grid || found.opening.empty() ? (shape.grid ? "[" : "{") : found.opening;
  if (!shape.grid) shape.envelope = envelope_of(survey, record);
  for (std::uint32_t at = record; at != 0; at = survey.paths[at].parent) {
    shape.steps.push_back({survey.paths[at].key, survey.paths[at].element});
  }
  std::reverse(shape.steps.begin(), shape.steps.end());
  // An answer that says why there is none.
  const std::string kept_in = shape.steps.empty() ? shape.envelope : shape.steps.front().key;
  if (survey.roots == 1 && is_one_of(kept_in, kRefusals)) {
    shape.envelope.clear();
    shape.steps = {{kept_in, false}, {"", true}, {"", true}};
  }
  return shape;
}

}  // namespace earshot
