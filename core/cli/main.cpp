// The native command line: reads files, prints documents. What they say is the core's business.
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <thread>
#include <vector>

#include <earshot/analysis.h>

#include "built_in.h"

namespace {

using namespace earshot;

constexpr int kDone = 0, kUnusable = 1, kWrongUsage = 2;
constexpr std::size_t kReadBytes = std::size_t{1} << 20;
constexpr std::uint64_t kBatch = 4'096;  // mentions printed at a time

constexpr const char* kUsage =
    "usage: earshot report   FILE... [--settings S.json] [--filter F.json] [--compare F2.json] "
    "[--labels L.csv] [--format json|csv] [--workers N] [-o OUT]\n"
    "       earshot inspect  FILE... [-o OUT]\n"
    "       earshot mentions FILE... [--settings S.json] [--filter F.json] [--format json|csv] "
    "[-o OUT]\n"
    "       earshot rejected FILE... [-o OUT]\n"
    "       earshot preview  FILE... [--settings S.json] [-o OUT]    what the brands would find\n"
    "       earshot audit    FILE... [--settings S.json] [--labels L.csv] [--format csv|json] "
    "[-o OUT]\n"
    "       earshot learn    FILE... --settings S.json [--apply] [-o OUT]    what corrections teach\n"
    "       earshot classify [--settings S.json] [-o OUT]    a text per line on standard input\n"
    "       earshot --version\n"
    "FILE '-' is standard input. Exit codes: 0 done, 1 an input could not be used, 2 wrong usage.\n";

struct Options {
  std::string command;
  std::vector<std::string> files;
  std::string settings, filter, compare, labels, out;
  std::optional<Format> format;  ///< as asked for
  bool apply = false;
  std::string settings_text;     ///< what the settings file holds
  std::size_t workers = 1;       ///< files read at a time
};

int wrong_usage(const std::string& what) {
  std::cerr << "earshot: " << what << "\n" << kUsage;
  return kWrongUsage;
}

int unusable(const std::string& what) {
  std::cerr << "earshot: " << what << "\n";
  return kUnusable;
}

/// Options that go with some commands alone. Each name is a word of none of the others.
struct OptionUse {
  std::string_view option, commands;
};
constexpr OptionUse kOptionUses[] = {
    {"--filter", "report mentions"},
    {"--compare", "report"},
    {"--labels", "report audit"},
    {"--format", "report mentions audit"},
};

/// The options, or the sentence that says what is wrong with them.
std::expected<Options, std::string> parse(std::span<char*> arguments) {
  static constexpr std::string_view kCommands[] = {"report", "inspect", "mentions", "rejected",
                                                   "preview", "audit", "learn", "classify"};
  Options options;
  std::set<std::string_view> given_options;
  if (arguments.empty()) return std::unexpected("a command is missing");
  options.command = arguments[0];
  if (std::ranges::find(kCommands, options.command) == std::end(kCommands)) {
    return std::unexpected("there is no command \"" + options.command + "\"");
  }
  for (std::size_t at = 1; at < arguments.size(); ++at) {
    const std::string argument = arguments[at];
    std::string* value = argument == "--settings" ? &options.settings
                         : argument == "--filter" ? &options.filter
                         : argument == "--compare" ? &options.compare
                         : argument == "--labels" ? &options.labels
                         : argument == "-o"       ? &options.out
                                                  : nullptr;
    if (value || argument == "--format" || argument == "--workers") {
      if (++at == arguments.size()) return std::unexpected("\"" + argument + "\" needs a value");
      const std::string given = arguments[at];
      given_options.insert(arguments[at - 1]);
      if (value) {
        *value = given;
      } else if (argument == "--workers") {
        const bool small = given.size() <= 3 && !given.empty() &&
                           given.find_first_not_of("0123456789") == std::string::npos;
        options.workers = small ? static_cast<std::size_t>(std::stoul(given)) : 0;
        if (options.workers == 0) return std::unexpected("\"--workers\" is a number from 1 to 999");
      } else if (given == "csv" || given == "json") {
        options.format = given == "csv" ? Format::Csv : Format::Json;
      } else {
        return std::unexpected("\"--format\" is json or csv");
      }
    } else if (argument == "--apply" && options.command == "learn") {
      options.apply = true;
    } else if (argument.size() > 1 && argument.starts_with('-')) {
      return std::unexpected("there is no option \"" + argument + "\"");
    } else {
      options.files.push_back(argument);
    }
  }
  for (const OptionUse& use : kOptionUses) {
    if (given_options.contains(use.option) && !use.commands.contains(options.command)) {
      return std::unexpected("\"" + std::string(use.option) + "\" does not go with \"" +
                             options.command + "\"");
    }
  }
  const bool classify = options.command == "classify";
  if (classify && !options.files.empty()) {
    return std::unexpected("\"classify\" reads standard input alone");
  }
  if (!classify && options.files.empty()) return std::unexpected("a file is missing");
  if (options.command == "learn" && options.settings.empty()) {
    return std::unexpected("\"learn\" needs \"--settings\": they hold the corrections");
  }
  if (options.workers > 1 && options.command != "report") {
    return std::unexpected("\"--workers\" goes with \"report\" alone");
  }
  return options;
}

struct Close {
  void operator()(std::FILE* file) const {
    if (file != stdin && file != stdout) std::fclose(file);
  }
};
using File = std::unique_ptr<std::FILE, Close>;

bool is_directory(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

File open_input(const std::string& path) {
  if (path == "-") return File(stdin);
  if (is_directory(path)) return nullptr;
  return File(std::fopen(path.c_str(), "rb"));
}

/// Why `open_input` gave nothing.
std::string open_error(const std::string& path) {
  if (is_directory(path)) return "\"" + path + "\" is a directory; name the files in it";
  return "\"" + path + "\" cannot be read";
}

template <class Take>
void read_all(std::FILE* file, Take&& take) {
  std::vector<char> buffer(kReadBytes);
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), file)) {
    take(std::span<const char>(buffer.data(), size));
  }
}

/// The text of a small file, or the sentence that says why it can't be had.
std::expected<std::string, std::string> slurp(const std::string& path) {
  const File file = open_input(path);
  if (!file) return std::unexpected(open_error(path));
  std::string text;
  read_all(file.get(), [&](std::span<const char> bytes) { text.append(bytes.data(), bytes.size()); });
  return text;
}

/// Reads a file. "", or the sentence that says why it can't be used.
std::string read_input(Analysis& analysis, const std::string& path, std::size_t place) {
  const File file = open_input(path);
  if (!file) return open_error(path);
  analysis.open(path == "-" ? "stdin" : path.substr(path.find_last_of('/') + 1), place);
  read_all(file.get(), [&](std::span<const char> bytes) { analysis.feed(bytes); });
  const auto closed = analysis.close();
  return closed ? std::string() : closed.error().message;
}

/// Each file into an analysis of its own, several at a time; `analysis` takes them over in their order.
/// @param say called in that order for each that can't be used
template <class Say>
void read_side_by_side(Analysis& analysis, const std::shared_ptr<const Model>& model,
                       const Settings& settings, const Options& options, Say&& say) {
  struct Part {
    std::optional<Analysis> analysis;
    std::string error;
    bool done = false;
  };
  std::vector<Part> parts(options.files.size());
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::condition_variable one_done;
  const auto work = [&] {
    for (std::size_t at; (at = next++) < parts.size();) {
      Part& part = parts[at];
      part.analysis.emplace(model);
      part.analysis->set_settings(settings);
      part.error = read_input(*part.analysis, options.files[at], at);
      const std::lock_guard lock(mutex);
      part.done = true;
      one_done.notify_one();
    }
  };
  std::vector<std::thread> workers;
  while (workers.size() < std::min(options.workers, parts.size())) workers.emplace_back(work);
  for (Part& part : parts) {
    {
      std::unique_lock lock(mutex);
      one_done.wait(lock, [&] { return part.done; });
    }
    if (!part.error.empty()) say(part.error);
    analysis.absorb(std::move(*part.analysis));
    part.analysis.reset();
  }
  for (std::thread& worker : workers) worker.join();
}

/// Reads the files; each that can't be used is said on standard error. True if all could.
bool read_inputs(Analysis& analysis, const std::shared_ptr<const Model>& model,
                 const Settings& settings, const Options& options) {
  bool all = true;
  const auto say = [&](const std::string& error) {
    unusable(error);
    all = false;
  };
  if (options.workers > 1) {
    read_side_by_side(analysis, model, settings, options, say);
    return all;
  }
  for (std::size_t at = 0; at < options.files.size(); ++at) {
    const std::string error = read_input(analysis, options.files[at], at);
    if (!error.empty()) say(error);
  }
  return all;
}

void print(std::FILE* out, const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), out);
}

void classify_lines(Analysis& analysis, std::FILE* out) {
  std::string open_line;
  read_all(stdin, [&](std::span<const char> bytes) {
    const std::string_view piece(bytes.data(), bytes.size());
    const std::size_t end = piece.rfind('\n') + 1;
    open_line.append(piece.substr(0, end == 0 ? piece.size() : end));
    if (end == 0) return;
    print(out, analysis.classify(open_line));
    open_line = piece.substr(end);
  });
  print(out, analysis.classify(open_line));
}

/// The filter in a file; the empty one where none is named.
std::expected<Filter, std::string> read_filter(const std::string& path, const Topics& topics) {
  if (path.empty()) return Filter();
  const auto text = slurp(path);
  if (!text) return std::unexpected(text.error());
  auto parsed = parse_filter(*text);
  if (!parsed) return std::unexpected(path + ": " + parsed.error().message);
  const auto known = check_filter(*parsed, topics);
  if (!known) return std::unexpected(path + ": " + known.error().message);
  return std::move(*parsed);
}

int run(const Options& options, Analysis& analysis, const std::shared_ptr<const Model>& model,
        const Settings& settings, const Filter& filter, const std::optional<Filter>& against,
        std::FILE* out) {
  if (options.command == "classify") {
    classify_lines(analysis, out);
    return kDone;
  }
  bool all = read_inputs(analysis, model, settings, options);
  if (!options.labels.empty() && (all || analysis.counts().mentions > 0)) {
    if (const auto fit = analysis.check_audit_labels(); !fit) {
      unusable(options.labels + ": " + fit.error().message);
      all = false;
    }
  }
  const Format format = options.format.value_or(Format::Json);
  if (options.command == "inspect") {
    print(out, analysis.inspect());
  } else if (options.command == "rejected") {
    const std::uint64_t size = analysis.counts().rejected;
    for (std::uint64_t at = 0; at == 0 || at < size; at += kBatch) {
      print(out, analysis.rejected(at, kBatch));
    }
  } else if (!all && analysis.counts().mentions == 0) {
    return kUnusable;
  } else if (options.command == "preview") {
    print(out, analysis.preview({}));
  } else if (options.command == "learn") {
    print(out, options.apply ? analysis.learn_into(options.settings_text) : analysis.learn());
  } else if (options.command == "report") {
    print(out, analysis.report(filter, format, against ? &*against : nullptr));
  } else if (options.command == "audit") {
    print(out, analysis.audit_sample(options.format.value_or(Format::Csv)));
  } else {
    const std::uint64_t size = analysis.select(filter);
    for (std::uint64_t at = 0; at == 0 || at < size; at += kBatch) {
      print(out, analysis.mentions(format, at, kBatch));
    }
  }
  return all ? kDone : kUnusable;
}

}  // namespace

int main(int count, char** arguments) {
  const std::span<char*> given(arguments + 1, static_cast<std::size_t>(count - 1));
  if (given.size() == 1 && std::string_view(given[0]) == "--version") {
    std::cout << version() << "\n";
    return kDone;
  }
  const auto asks_for_help = [](std::string_view argument) {
    return argument == "--help" || argument == "-h";
  };
  if ((!given.empty() && std::string_view(given[0]) == "help") ||
      std::ranges::any_of(given, asks_for_help)) {
    std::cout << kUsage;
    return kDone;
  }
  auto options = parse(given);
  if (!options) return wrong_usage(options.error());

  const auto tables = load_built_in_tables();
  if (!tables) return unusable(tables.error().message);
  const auto model = Model::load({earshot_model_data, earshot_model_size});
  if (!model) return unusable(model.error().message);
  Analysis analysis(*model);
  Settings settings;

  if (!options->settings.empty()) {
    const auto text = slurp(options->settings);
    if (!text) return unusable(text.error());
    auto parsed = parse_settings(*text);
    if (!parsed) return unusable(options->settings + ": " + parsed.error().message);
    settings = std::move(*parsed);
    analysis.set_settings(settings);
    options->settings_text = *text;
  }
  if (!options->labels.empty()) {
    const auto bytes = slurp(options->labels);
    if (!bytes) return unusable(bytes.error());
    const auto taken = analysis.set_audit_labels(options->labels, *bytes);
    if (!taken) return unusable(options->labels + ": " + taken.error().message);
  }
  const auto filter = read_filter(options->filter, settings.topics);
  if (!filter) return unusable(filter.error());
  std::optional<Filter> against;
  if (!options->compare.empty()) {
    auto read = read_filter(options->compare, settings.topics);
    if (!read) return unusable(read.error());
    against = std::move(*read);
  }

  File out(stdout);
  if (!options->out.empty()) {
    out.reset(std::fopen(options->out.c_str(), "wb"));
    if (!out) {
      return unusable("\"" + options->out + "\" cannot be written");
    }
  }
  const int status = run(*options, analysis, *model, settings, *filter, against, out.get());
  if (std::fflush(out.get()) != 0 || std::ferror(out.get())) {
    return unusable("the output could not be written completely");
  }
  return status;
}
