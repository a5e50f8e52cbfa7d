#include "report/audit_documents.h"

#include "report/text_out.h"

namespace earshot {
namespace {

void write_table(JsonOut& json, const LabelTable& table) {
  json.begin_object("table");
  for (std::size_t by = 0; by < kRatedCount; ++by) {
    json.begin_object(label_name(Label(by)));
    for (std::size_t ours = 0; ours < kRatedCount; ++ours) {
      json.number(label_name(Label(ours)), table[by][ours]);
    }
    json.end();
  }
  json.end();
}

std::string_view reason(Uncorrected why) {
  switch (why) {
    case Uncorrected::No: return "";
    case Uncorrected::TooFewLabels: return "tooFewLabels";
    case Uncorrected::ClassMissing: return "classMissing";
    case Uncorrected::NotInvertible: return "notInvertible";
  }
  return "";
}

}  // namespace

void write_estimate(JsonOut& json, std::string_view name, const std::optional<Estimate>& estimate) {
  if (!estimate) return json.null(name);
  json.begin_object(name);
  json.fraction("value", estimate->value);
  json.fraction("low", estimate->low);
  json.fraction("high", estimate->high);
  json.end();
}

void write_agreement(JsonOut& json, const std::optional<Agreement>& agreement) {
  if (!agreement) return json.null("agreement");
  json.begin_object("agreement");
  json.number("n", agreement->n);
  json.number("unrated", agreement->unrated);
  write_table(json, agreement->table);
  write_estimate(json, "observed", agreement->observed);
  write_estimate(json, "kappa", agreement->kappa);
  json.end();
}

void write_audit(JsonOut& json, const Settings& settings, const std::optional<AuditFigures>& audit) {
  if (!audit) return json.null("audit");
  json.begin_object("audit");
  json.number("seed", settings.audit->seed);
  json.number("size", settings.audit->size);
  json.flag("stratified", settings.audit->stratified);
  json.number("sampled", audit->sampled);
  json.number("unclear", audit->cannot_tell);
  json.number("n", audit->n);
  write_table(json, audit->table);
  write_estimate(json, "accuracy", audit->accuracy);
  json.begin_object("classes");
  for (std::size_t label = 0; label < kRatedCount; ++label) {
    const ClassFigures& figures = audit->classes[label];
    json.begin_object(label_name(Label(label)));
    write_estimate(json, "precision", figures.precision);
    write_estimate(json, "recall", figures.recall);
    write_estimate(json, "f1", figures.f1);
    json.end();
  }
  json.end();
  write_estimate(json, "kappa", audit->kappa);
  json.begin_object("counted");
  for (std::size_t label = 0; label < kRatedCount; ++label) {
    json.fraction(label_name(Label(label)), audit->counted[label]);
  }
  json.end();
  const bool corrected = audit->uncorrected == Uncorrected::No;
  corrected ? json.begin_object("corrected") : json.null("corrected");
  for (std::size_t label = 0; label < kRatedCount && corrected; ++label) {
    write_estimate(json, label_name(Label(label)), audit->corrected[label]);
  }
  if (corrected) json.end();
  json.text_or_null("uncorrected", reason(audit->uncorrected));
  json.end();
}

std::string sample_document(const AuditSample& sample, const Table& table,
                            std::span<const Input> inputs, const Zone& zone, Format format) {
  static constexpr std::string_view kNames[] = {"file",     "row",    "part",  "name", "time",
                                                "platform", "author", "title", "text", "sentiment"};
  const bool csv = format == Format::Csv;
  std::string out;
  JsonOut json(out);
  if (csv) {
    out += kByteOrderMark;
    out += "file,row,part,name,time,platform,author,title,text,sentiment\r\n";
  } else {
    json.begin_array();
  }
  for (const SampledMention& mention : sample.mentions) {
    const auto [segment, row] = table.at(mention.row);
    const Input& input = inputs[segment->file[row]];
    const RowText text = Table::text(*segment, row);
    const Time time = table.time(*segment, row);
    const std::string when = time.present() ? iso_time(time, zone) : std::string();
    const std::string_view texts[] = {
        audit_key(input), "", "", input.name, when, table.platforms[segment->platform[row]],
        table.authors[segment->author[row]], text.title, text.text,
        mention.verdict ? verdict_name(*mention.verdict) : std::string_view()};
    const std::uint64_t numbers[] = {0, segment->source_row[row], mention.part};
    if (!csv) json.begin_object();
    for (std::size_t at = 0; at < std::size(kNames); ++at) {
      const bool number = at == 1 || at == 2;
      if (!csv) {
        number ? json.number(kNames[at], numbers[at]) : json.text_or_null(kNames[at], texts[at]);
        continue;
      }
      if (at > 0) out += ',';
      number ? append_integer(out, numbers[at]) : append_csv_cell(out, texts[at]);
    }
    csv ? void(out += "\r\n") : json.end();
  }
  if (!csv) {
    json.end();
    out += '\n';
  }
  return out;
}

}  // namespace earshot
