// The documents that speak of the whole: the report, what was recognised, the brands, errors.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <earshot/error.h>
#include <earshot/filter.h>
#include <earshot/input.h>
#include <earshot/settings.h>

#include "classify/brand_suggestions.h"
#include "insight/agreement.h"
#include "insight/audit.h"
#include "insight/summary.h"
#include "report/sections.h"
#include "table/table.h"
#include "time/zone.h"

namespace earshot {

/// Where the brands of a report come from.
enum class BrandSource : std::uint8_t { Settings, Query, Suggested };
std::string_view brand_source_name(BrandSource source);

struct ReportContext {
  std::string_view model;  ///< name of the weights
  const Settings& settings;
  std::span<const Brand> brands;  ///< in force; the table's brand sets index them
  BrandSource brand_source;
  const Zone& zone;
  std::span<const Input> inputs;
  const Table& table;
  const Filter& filter;
  const std::optional<Agreement>& agreement;
  const std::optional<AuditFigures>& audit;
};

/// @param sections those that are printed behind the figures of the summary
std::string report_json(const ReportContext& context, const Summary& summary, const View& view,
                        std::span<const Section> sections);

/// {"mentions", "branded", "sentiment", "brands": [{"name", "mentions", "sentiment"}]}
std::string counts_json(std::span<const Brand> brands, const Summary& summary);

/// One figure a line: table, key, brand, measure, value, low, high.
std::string report_csv(const ReportContext& context, const Summary& summary, const View& view);

/// The first and the last moment of an input's mentions; absent if none has a time.
struct InputPeriod {
  Time first, last;
};

/// @param periods one per input
std::string inspect_json(std::span<const Input> inputs, std::span<const InputPeriod> periods,
                         const Zone& zone);

/// @param mentions by brand
std::string brands_json(BrandSource source, std::span<const Brand> brands,
                        std::span<const std::uint64_t> mentions);
std::string suggestions_json(std::span<const Suggestion> suggestions);

/// Records that became no mention as CSV without its header: file, row, reason, what to do, the record itself.
void append_rejected_csv(std::string& out, const Input& input, const Reject& reject);
std::string_view rejected_csv_header();

/// What happened to a rejected record and what to do, as one sentence.
std::string_view reject_message(ErrorCode code);

}  // namespace earshot
