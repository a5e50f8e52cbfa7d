// What is printed of how right our labels are: agreement with the export, an audit's figures, and the
// sample that a person labels.
#pragma once

#include <optional>
#include <span>
#include <string>

#include <earshot/input.h>
#include <earshot/report.h>
#include <earshot/settings.h>

#include "insight/agreement.h"
#include "insight/audit.h"
#include "report/json_out.h"
#include "table/table.h"
#include "time/zone.h"

namespace earshot {

/// {"value", "low", "high"}, or null.
void write_estimate(JsonOut& json, std::string_view name, const std::optional<Estimate>& estimate);

/// The members `agreement` and `audit` of a report; null where there is none.
void write_agreement(JsonOut& json, const std::optional<Agreement>& agreement);
void write_audit(JsonOut& json, const Settings& settings, const std::optional<AuditFigures>& audit);

/// The mentions of a sample as a JSON array or as CSV, with the person's labels and without ours, or
/// anything else that gives them away.
std::string sample_document(const AuditSample& sample, const Table& table,
                            std::span<const Input> inputs, const Zone& zone, Format format);

}  // namespace earshot
