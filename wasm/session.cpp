// The border to JavaScript: one session class, a few calls per batch. Bytes are copied once into a
// buffer that the core owns; documents come back as strings; errors are values, never exceptions.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <earshot/analysis.h>
#include <earshot/encodings.h>
#include <earshot/unicode.h>
#include <earshot/words.h>
#include <earshot/zones.h>

namespace {

using namespace earshot;

/// A Uint8Array over wasm memory.
EMSCRIPTEN_DECLARE_VAL_TYPE(Bytes);

/// 2^53 rows would be needed for a double to miscount.
struct Counts {
  double bytes, records, mentions, empty, duplicates, rejected;
};

class Session {
 public:
  /// A view of `size` bytes to put the model's file into; then call `modelLoaded`. Any later call may
  /// move the memory, so views are taken anew each time.
  Bytes load_model(unsigned size) { return view(size); }

  /// "" or the error.
  std::string model_loaded() {
    auto model = Model::load({reinterpret_cast<const unsigned char*>(buffer_.data()),
                              buffer_.size()});
    if (!model) return error_json(model.error());
    analysis_.emplace(std::move(*model));
    buffer_ = {};
    return {};
  }

  /// Takes `earshot.encodings` out of the view that `buffer` gave, for all sessions. "" or the error.
  std::string encodings_loaded() {
    static std::vector<char> bytes;
    bytes = std::exchange(buffer_, {});
    const auto loaded =
        load_encodings({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
    return loaded ? std::string() : error_json(loaded.error());
  }

  /// Likewise `earshot.unicode`.
  std::string unicode_loaded() {
    const auto loaded =
        load_unicode({reinterpret_cast<const unsigned char*>(buffer_.data()), buffer_.size()});
    buffer_ = {};
    return loaded ? std::string() : error_json(loaded.error());
  }

  /// Likewise `earshot.words`. What the first session took stands: the core goes on looking at it.
  std::string words_loaded() {
    static std::vector<char> kept;
    std::vector<char> bytes = std::exchange(buffer_, {});
    if (!kept.empty()) return {};
    const auto loaded =
        load_words({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
    if (!loaded) return error_json(loaded.error());
    kept = std::move(bytes);
    return {};
  }

  /// Likewise `earshot.zones`.
  std::string zones_loaded() {
    const auto loaded =
        load_zones({reinterpret_cast<const unsigned char*>(buffer_.data()), buffer_.size()});
    buffer_ = {};
    return loaded ? std::string() : error_json(loaded.error());
  }

  std::string set_settings(const std::string& json) {
    auto settings = parse_settings(json);
    if (!settings) return error_json(settings.error());
    analysis_->set_settings(std::move(*settings));
    return {};
  }

  void open(const std::string& name) { analysis_->open(name); }
  Bytes buffer(unsigned size) { return view(size); }
  void feed(unsigned size) { analysis_->feed(std::span<const char>(buffer_).first(size)); }
  bool advance() { return analysis_->advance(); }
  double advanced() const { return analysis_->advanced(); }
  std::string close() {
    const auto closed = analysis_->close();
    return closed ? std::string() : error_json(closed.error());
  }
  void cancel() { analysis_->cancel(); }

  Counts counts() const {
    const Analysis::Counts counts = analysis_->counts();
    const auto number = [](std::uint64_t count) { return static_cast<double>(count); };
    return {number(counts.bytes), number(counts.records), number(counts.mentions),
            number(counts.empty), number(counts.duplicates), number(counts.rejected)};
  }

  /// The report, of all mentions compared with those of a second filter if that is not "".
  std::string report(const std::string& filter, const std::string& against) {
    return compared(filter, against, [&](const Filter& of, const Filter* with) {
      return analysis_->report(of, Format::Json, with);
    });
  }
  std::string report_csv(const std::string& filter) {
    return compared(filter, {}, [&](const Filter& of, const Filter*) {
      return analysis_->report(of, Format::Csv);
    });
  }
  std::string overview(const std::string& filter) {
    return compared(filter, {},
                    [&](const Filter& of, const Filter*) { return analysis_->overview(of); });
  }
  std::string counts_of(const std::string& filter) {
    return compared(filter, {},
                    [&](const Filter& of, const Filter*) { return analysis_->counts_of(of); });
  }
  std::string sections(const std::string& names, const std::string& filter,
                       const std::string& against) {
    return compared(filter, against, [&](const Filter& of, const Filter* with) {
      return analysis_->sections(names, of, with);
    });
  }
  std::string inspect() { return analysis_->inspect(); }
  std::string brands() { return analysis_->brands(); }
  std::string suggestions() { return analysis_->suggestions(); }

  /// The size of the selection, or -1: see `lastError`.
  double select(const std::string& filter) {
    const auto parsed = parse_filter(filter);
    if (!parsed) {
      last_error_ = error_json(parsed.error());
      return -1;
    }
    return static_cast<double>(analysis_->select(*parsed));
  }
  /// "" or why no person can have meant this filter, by itself or with these settings.
  std::string check_filter(const std::string& filter) const {
    const auto parsed = parse_filter(filter);
    if (!parsed) return error_json(parsed.error());
    const auto known = analysis_->check_filter(*parsed);
    return known ? std::string() : error_json(known.error());
  }
  std::string rows(double from, double count) {
    return analysis_->rows(whole(from), whole(count));
  }
  std::string mentions(const std::string& format, double from, double count) {
    return analysis_->mentions(format == "csv" ? Format::Csv : Format::Json, whole(from),
                               whole(count));
  }
  std::string rejected(double from, double count) const {
    return analysis_->rejected(whole(from), whole(count));
  }
  /// Of the brands of these settings, or of those in force if the text is empty; `only` -1 is all.
  /// `{"error": ...}` if the settings are refused.
  std::string preview(const std::string& settings, int only, unsigned count) {
    Settings parsed;
    if (!settings.empty()) {
      auto read = parse_settings(settings);
      if (!read) return "{\"error\":" + error_json(read.error()) + "}";
      parsed = std::move(*read);
    }
    std::optional<std::size_t> one;
    if (only >= 0) one = static_cast<std::size_t>(only);
    return analysis_->preview(parsed.brands, one, count);
  }
  std::string text_keys(double from, double count) {
    return analysis_->text_keys(whole(from), whole(count));
  }
  /// With the corrections of these settings. `{"error": ...}` if they are refused.
  std::string try_corrections(const std::string& settings) {
    auto read = parse_settings(settings);
    if (!read) return "{\"error\":" + error_json(read.error()) + "}";
    return analysis_->try_corrections(read->corrections);
  }
  std::string lessons() { return analysis_->lessons(); }
  std::string learn() { return analysis_->learn(); }
  std::string learn_into(const std::string& settings) { return analysis_->learn_into(settings); }
  std::string explain(double at) { return analysis_->explain(whole(at)); }
  std::string audit_sample(const std::string& format) {
    return analysis_->audit_sample(format == "csv" ? Format::Csv : Format::Json);
  }
  /// Takes the labels out of the view that `buffer` gave. "" or the error.
  std::string set_audit_labels(const std::string& name) {
    const auto taken = analysis_->set_audit_labels(name, {buffer_.data(), buffer_.size()});
    return taken ? std::string() : error_json(taken.error());
  }
  /// "" or why the labels are of no use for what was read.
  std::string check_audit_labels() const {
    const auto fit = analysis_->check_audit_labels();
    return fit ? std::string() : error_json(fit.error());
  }
  std::string classify(const std::string& lines) { return analysis_->classify(lines); }
  std::string last_error() const { return last_error_; }

 private:
  Bytes view(unsigned size) {
    buffer_.resize(size);
    return Bytes(emscripten::val(emscripten::typed_memory_view(
        buffer_.size(), reinterpret_cast<unsigned char*>(buffer_.data()))));
  }

  /// What `ask` says of the filters, or `{"error": ...}` if one is refused; `against` may be "".
  template <class Ask>
  static std::string compared(const std::string& filter, const std::string& against, Ask&& ask) {
    const auto first = parse_filter(filter), second = parse_filter(against);
    if (!first) return "{\"error\":" + error_json(first.error()) + "}";
    if (!second) return "{\"error\":" + error_json(second.error()) + "}";
    return ask(*first, against.empty() ? nullptr : &*second);
  }

  static std::uint64_t whole(double value) {
    return value > 0 ? static_cast<std::uint64_t>(value) : 0;
  }

  std::vector<char> buffer_;
  std::optional<Analysis> analysis_;
  std::string last_error_;
};

std::string program_version() { return std::string(version()); }

}  // namespace

/// In place of the C library's: embind prints with it, for its own developers, the address of a type
/// that it has no binding for, and nothing else here would need the code behind printf.
extern "C" int siprintf(char* out, const char*, ...) {
  *out = '\0';
  return 0;
}

EMSCRIPTEN_BINDINGS(earshot) {
  emscripten::register_type<Bytes>("Uint8Array");
  emscripten::value_object<Counts>("Counts")
      .field("bytes", &Counts::bytes)
      .field("records", &Counts::records)
      .field("mentions", &Counts::mentions)
      .field("empty", &Counts::empty)
      .field("duplicates", &Counts::duplicates)
      .field("rejected", &Counts::rejected);
  emscripten::function("version", &program_version);
  emscripten::class_<Session>("Session")
      .constructor<>()
      .function("loadModel(size)", &Session::load_model)
      .function("modelLoaded", &Session::model_loaded)
      .function("encodingsLoaded", &Session::encodings_loaded)
      .function("unicodeLoaded", &Session::unicode_loaded)
      .function("wordsLoaded", &Session::words_loaded)
      .function("zonesLoaded", &Session::zones_loaded)
      .function("setSettings(json)", &Session::set_settings)
      .function("open(name)", &Session::open)
      .function("buffer(size)", &Session::buffer)
      .function("feed(size)", &Session::feed)
      .function("advance", &Session::advance)
      .function("advanced", &Session::advanced)
      .function("close", &Session::close)
      .function("cancel", &Session::cancel)
      .function("counts", &Session::counts)
      .function("report(filter, against)", &Session::report)
      .function("overview(filter)", &Session::overview)
      .function("countsOf(filter)", &Session::counts_of)
      .function("sections(names, filter, against)", &Session::sections)
      .function("reportCsv(filter)", &Session::report_csv)
      .function("inspect", &Session::inspect)
      .function("brands", &Session::brands)
      .function("suggestions", &Session::suggestions)
      .function("select(filter)", &Session::select)
      .function("checkFilter(filter)", &Session::check_filter)
      .function("rows(from, count)", &Session::rows)
      .function("mentions(format, from, count)", &Session::mentions)
      .function("rejected(from, count)", &Session::rejected)
      .function("preview(settings, only, count)", &Session::preview)
      .function("textKeys(from, count)", &Session::text_keys)
      .function("tryCorrections(settings)", &Session::try_corrections)
      .function("lessons", &Session::lessons)
      .function("learn", &Session::learn)
      .function("learnInto(settings)", &Session::learn_into)
      .function("explain(at)", &Session::explain)
      .function("auditSample(format)", &Session::audit_sample)
      .function("setAuditLabels(name)", &Session::set_audit_labels)
      .function("checkAuditLabels", &Session::check_audit_labels)
      .function("classify(lines)", &Session::classify)
      .function("lastError", &Session::last_error);
}
