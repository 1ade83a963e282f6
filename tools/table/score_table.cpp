// SPDX-License-Identifier: Apache-2.0
#include "tools/table/score_table.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/data/table_text.h"
#include "tools/table/formula_cell.h"
#include "tools/table/shortened.h"
#include "tools/table/table_columns.h"
#include "tools/table/value_text.h"

namespace nearside {
namespace {

constexpr std::size_t kFlushBytes = 1u << 16;

/// A model file may come from a stranger.
Status check_ids(const ModelFile& file) {
  Status status = check_beginnings(file.schema.predictors, file.schema.exclusions);
  for (std::size_t o = 0; status && o < file.outputs.size(); ++o) {
    status = check_beginning(file.outputs[o].id, "outputs[" + std::to_string(o) + "].id");
  }
  if (status) return {};
  return Error{ErrorCode::bad_model_file, "the model's " + status.error().path, status.error().message};
}

/// ` 85 limit 79`; of a date ` 2025-03-01 limit 2024-12-31`.
std::string passed_limit(const Predictor& predictor, double seen, double limit) {
  return " " + value_text(predictor, seen) + " limit " + limit_text(predictor, limit, seen < limit);
}

}  // namespace

TableScorer::TableScorer(const Engine& engine, char delimiter, Write write, Unasked unasked)
    : engine_(engine),
      delimiter_(delimiter),
      write_(std::move(write)),
      unasked_(unasked),
      parser_([this](const CsvRow& row) { return take(row); }, delimiter),
      workspace_(engine.workspace()) {}

Status TableScorer::finish() {
  if (auto ok = parser_.finish(); !ok) return ok;
  return write_(out_);
}

Status TableScorer::take_header(const CsvRow& row) {
  const std::vector<std::string> header(row.fields.begin(), row.fields.end());
  if (auto ok = check_ids(engine_.model_file()); !ok) return ok;
  for (const Predictor& predictor : engine_.model_file().schema.predictors) {
    auto place = place_of(header, predictor.source_column());
    if (!place && predictor.required) return place.error();
    if (!place) absent_columns_.emplace_back(predictor.source_column());
    places_.push_back(place ? *place : kNoPlace);
  }
  for (const Exclusion& exclusion : engine_.model_file().schema.exclusions) {
    const auto place = place_of(header, exclusion.id);
    if (!place) unasked_exclusions_.push_back(exclusion.id);
    places_.push_back(place ? *place : kNoPlace);
  }
  if (parser_.had_bom()) out_ += "\xEF\xBB\xBF";
  std::vector<std::string> added;
  for (const Output& output : engine_.model_file().outputs) added.push_back(output.id);
  added.emplace_back("issues");
  auto own = header_of(row, added);
  if (!own) return own.error();
  out_ += *own;
  for (const std::string& name : added) out_ += delimiter_ + csv_field(name, delimiter_);
  return {};
}

/// The table's own part of the header: as it stood, unless a name in it is one of those `added`.
Result<std::string> TableScorer::header_of(const CsvRow& row, const std::vector<std::string>& added) {
  std::string text;
  for (std::size_t f = 0; f < row.fields.size(); ++f) {
    std::string name(row.fields[f]);
    if (std::find(added.begin(), added.end(), name) != added.end()) {
      renamed_.push_back(name);
      name += "_given";
      const bool taken = std::find(row.fields.begin(), row.fields.end(), name) != row.fields.end() ||
                         std::find(added.begin(), added.end(), name) != added.end();
      if (taken) {
        return Error{ErrorCode::bad_data, "",
                     "has a column \"" + renamed_.back() + "\", to be written as \"" + name +
                         "\", which is there as well; rename one first"};
      }
    }
    if (f > 0) text += delimiter_;
    text += csv_field(name, delimiter_);
  }
  return renamed_.empty() ? std::string(row.raw) : text;
}

Status TableScorer::take(const CsvRow& row) {
  if (row.number == 1) {
    if (auto ok = take_header(row); !ok) return ok;
  } else {
    const std::vector<Predictor>& predictors = engine_.model_file().schema.predictors;
    for (std::size_t p = 0; p < predictors.size(); ++p) {
      const std::string_view field = places_[p] == kNoPlace ? std::string_view() : row.fields[places_[p]];
      set_from_table(predictors[p], p, field, workspace_.record);
    }
    for (std::size_t c = predictors.size(); c < places_.size(); ++c) {
      if (places_[c] != kNoPlace) set_answer_from_table(c, row.fields[places_[c]], workspace_.record);
    }
    engine_.predict(workspace_);
    const bool strictly_refused = unasked_ == Unasked::refuse && !unasked_exclusions_.empty();
    const bool refused = workspace_.refused || strictly_refused;
    ++rows_;
    if (refused) ++refused_;
    out_ += row.raw;
    for (double output : workspace_.outputs) {
      out_ += delimiter_;
      if (!refused && !std::isnan(output)) out_ += number_text(output);
    }
    out_ += delimiter_;
    append_issues(row);
  }
  out_ += parser_.line_ending();
  if (out_.size() < kFlushBytes) return {};
  auto status = write_(out_);
  out_.clear();
  return status;
}

/// Why an output is not there; empty where it is, or where the whole record is refused and an issue says why.
std::string TableScorer::absence_of(std::size_t output) const {
  const std::vector<Predictor>& predictors = engine_.model_file().schema.predictors;
  const Output& described = engine_.model_file().outputs[output];
  const OutputState& state = workspace_.states[output];
  if (state.absence == Absence::present || state.absence == Absence::refused) return {};
  const std::string absent = described.id + " absent: ";
  switch (state.absence) {
    case Absence::present:
    case Absence::refused:
      break;
    case Absence::needs_value: {
      const std::string& first = predictors[state.predictor].id;
      const auto is_it = [&](const Need& need) { return need.any_of[0] == first; };
      const auto need = std::find_if(described.needs.begin(), described.needs.end(), is_it);
      std::string ids;
      for (const std::string& id : need->any_of) ids += (ids.empty() ? "" : " or ") + id;
      return absent + ids + " missing";
    }
    case Absence::does_not_apply:
      return absent + predictors[state.predictor].id +
             passed_limit(predictors[state.predictor], state.seen, state.limit);
    case Absence::computed_does_not_apply:
      return absent + engine_.columns()[state.predictor].name + " " + number_text(state.seen) + " limit " +
             number_text(state.limit);
    case Absence::no_result:
      return absent + "no result for these values";
  }
  return {};
}

void TableScorer::append_issues(const CsvRow& row) {
  const Schema& schema = engine_.model_file().schema;
  std::string text;
  for (const Issue& issue : workspace_.issues) {
    const bool of_predictor = issue.predictor < schema.predictors.size();
    const std::string& id = of_predictor ? schema.predictors[issue.predictor].id
                                         : schema.exclusions[issue.predictor - schema.predictors.size()].id;
    if (!text.empty()) text += "; ";
    text += id + " " + std::string(enum_name(issue.code));
    switch (issue.code) {
      case IssueCode::missing_required:
      case IssueCode::excluded:
      case IssueCode::exclusion_not_asked:
        break;
      case IssueCode::imputed: {
        const std::vector<Level>& levels = schema.predictors[issue.predictor].levels;
        text += " ";
        // Between "no" and "yes" may stand a share, as their mean.
        std::string fill = value_text(schema.predictors[issue.predictor], issue.limit);
        for (std::size_t i = 0; i < levels.size(); ++i) {
          if (issue.limit == static_cast<double>(i)) fill = levels[i].id;
        }
        text += fill;
        if (!std::isnan(issue.seen)) text += " sd " + number_text(issue.seen);
        break;
      }
      case IssueCode::outside_hard_range:
      case IssueCode::outside_development_range:
        text += passed_limit(schema.predictors[issue.predictor], issue.seen, issue.limit);
        break;
      case IssueCode::not_a_number:
      case IssueCode::not_an_integer:
      case IssueCode::unknown_level:
      case IssueCode::unknown_unit:
        text += " \"" + std::string(shortened(row.fields[places_[issue.predictor]], 60)) + "\"";
        break;
    }
  }
  for (std::size_t o = 0; o < workspace_.states.size(); ++o) {
    const std::string absence = absence_of(o);
    if (!absence.empty()) text += (text.empty() ? "" : "; ") + absence;
  }
  out_ += csv_field(text, delimiter_);
}

}  // namespace nearside
