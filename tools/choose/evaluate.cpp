// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/evaluate.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/numerics.h"
#include "core/data/csv.h"
#include "core/data/table_text.h"
#include "core/evaluate/survival.h"
#include "tools/choose/measures.h"
#include "tools/table/development_table.h"
#include "tools/table/read_table.h"
#include "tools/table/table_columns.h"

namespace nearside {
namespace {

Error fault(std::string message) {
  return {ErrorCode::bad_data, "outcome", std::move(message)};
}

/// The places of the outputs that are measured.
Result<std::vector<std::size_t>> chosen_outputs(const ModelFile& file, const std::string& id) {
  std::vector<std::size_t> chosen;
  for (std::size_t o = 0; o < file.outputs.size(); ++o) {
    if (id.empty() || file.outputs[o].id == id) chosen.push_back(o);
  }
  if (chosen.empty()) return fault("the model has no output \"" + id + "\"");
  return chosen;
}

/// Predicts row by row of a table what the outputs in `chosen` are.
class Predictions {
 public:
  Predictions(const Engine& engine, std::vector<std::size_t> chosen)
      : engine_(engine), chosen_(std::move(chosen)), workspace_(engine.workspace()) {}

  Status take(const CsvRow& row) {
    const Schema& schema = engine_.model_file().schema;
    if (row.number == 1) {
      const std::vector<std::string> header(row.fields.begin(), row.fields.end());
      for (const Predictor& predictor : schema.predictors) {
        auto place = place_of(header, predictor.source_column());
        if (!place && predictor.required) return place.error();
        places_.push_back(place ? *place : kNoPlace);
      }
      for (const Exclusion& exclusion : schema.exclusions) {
        auto place = place_of(header, exclusion.id);
        places_.push_back(place ? *place : kNoPlace);
      }
      return {};
    }
    for (std::size_t p = 0; p < schema.predictors.size(); ++p) {
      const std::string_view field = places_[p] == kNoPlace ? std::string_view() : row.fields[places_[p]];
      set_from_table(schema.predictors[p], p, field, workspace_.record);
    }
    for (std::size_t c = schema.predictors.size(); c < places_.size(); ++c) {
      if (places_[c] != kNoPlace) set_answer_from_table(c, row.fields[places_[c]], workspace_.record);
    }
    engine_.predict(workspace_);
    for (const std::size_t o : chosen_) outputs_.push_back(workspace_.outputs[o]);
    return {};
  }

  /// The outputs of a row, the first after the header is 1.
  std::span<const double> of(std::uint64_t row) const {
    return std::span(outputs_).subspan((static_cast<std::size_t>(row) - 1) * chosen_.size(), chosen_.size());
  }

 private:
  const Engine& engine_;
  std::vector<std::size_t> chosen_;
  Workspace workspace_;
  std::vector<std::size_t> places_;
  std::vector<double> outputs_;
};

Status check_outputs(const ModelFile& file, const std::vector<std::size_t>& chosen, const Outcome& outcome) {
  const OutcomeKind kind = outcome.which();
  if (chosen.size() != outcome.outputs()) {
    return fault("has " + std::to_string(outcome.outputs()) + " numbers to predict, and " +
                 std::to_string(chosen.size()) + " outputs of the model are measured; choose one by its id");
  }
  const bool number = kind == OutcomeKind::quantity || kind == OutcomeKind::count;
  for (const std::size_t o : chosen) {
    const Output& output = file.outputs[o];
    if ((output.kind == OutputKind::probability) == number)
      return fault("of kind " + std::string(enum_name(kind)) + " is not what the output \"" + output.id +
                   "\" predicts");
    if (kind == OutcomeKind::time_to_event && output.horizon_years == 0.0)
      return fault("has a time, and the output \"" + output.id + "\" has no horizon");
  }
  return {};
}

double observed_share(const Response& response, double years, std::uint8_t its_class) {
  if (response.kind == OutcomeKind::time_to_event)
    return observed_risk(response.value, response.label, years).value;
  const auto events = std::count(response.label.begin(), response.label.end(), its_class);
  return static_cast<double>(events) / static_cast<double>(response.rows());
}

/// Fifths by predicted risk, equal risks together. `its_class` is the class whose probability it is.
void add_fifths(const Output& output, std::span<const double> risks, const Response& response,
                std::uint8_t its_class, std::vector<CalibrationGroup>& groups) {
  constexpr std::size_t kGroups = 5;
  std::vector<std::size_t> order(risks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return risks[a] != risks[b] ? risks[a] < risks[b] : a < b; });
  for (std::size_t g = 0, first = 0; g < kGroups && first < order.size(); ++g) {
    std::size_t end = std::max(first, (g + 1) * order.size() / kGroups);
    while (end > first && end < order.size() && risks[order[end]] == risks[order[end - 1]]) ++end;
    if (end == first) continue;
    const std::span<const std::size_t> rows = std::span(order).subspan(first, end - first);
    double sum = 0.0;
    for (const std::size_t r : rows) sum += risks[r];
    groups.push_back({output.id, static_cast<std::uint32_t>(rows.size()),
                      sum / static_cast<double>(rows.size()),
                      observed_share(response.of(rows), output.horizon_years, its_class)});
    first = end;
  }
}

}  // namespace

Result<Recipe> reading_of(const ModelFile& file, const ObservedOutcome& observed) {
  auto chosen = chosen_outputs(file, observed.output);
  if (!chosen) return chosen.error();
  const Output& first = file.outputs[chosen->front()];
  Recipe reading;
  Outcome& outcome = reading.outcome;
  outcome.column = observed.column;
  reading.validation.group = observed.group;
  if (first.kind == OutputKind::score) return fault("can't be compared with points: \"" + first.id + "\"");
  if (first.kind == OutputKind::quantity) {
    outcome.kind = OutcomeKind::quantity;
    return reading;
  }
  outcome.positive = observed.positive.empty() ? first.positive : observed.positive;
  if (!observed.time.empty()) {
    outcome.kind = OutcomeKind::time_to_event;
    outcome.time = observed.time;
    outcome.years_per_unit = observed.years_per_unit;
    for (const std::size_t o : *chosen) outcome.horizons.push_back(file.outputs[o].horizon_years);
  } else if (chosen->size() > 1 && first.horizon_years > 0.0) {
    return fault("is predicted within several horizons; say which column has the time, or choose one output");
  } else if (chosen->size() > 1) {
    outcome.positive.clear();
    for (const std::size_t o : *chosen) outcome.classes.push_back({file.outputs[o].positive, {}, {}, {}});
    return reading;
  } else if (observed.positive.empty() && !first.negative.starts_with("not ")) {
    outcome.negative = first.negative;
  }
  if (outcome.positive.empty()) return fault("has no text that means the event; say it");
  return reading;
}

Result<Evaluated> evaluate(const Engine& engine, Recipe reading, const Input& data,
                           const std::string& output) {
  const ModelFile& file = engine.model_file();
  auto chosen = chosen_outputs(file, output);
  if (!chosen) return chosen.error();
  reading.predictors.clear();
  if (reading.outcome.which() == OutcomeKind::time_to_event) {
    reading.outcome.horizons.clear();
    for (const std::size_t o : *chosen) reading.outcome.horizons.push_back(file.outputs[o].horizon_years);
  }
  if (auto ok = check_outputs(file, *chosen, reading.outcome); !ok) return ok.error();
  auto table = read_development_table(reading, data);
  if (!table) return table.error();

  Predictions predictions(engine, *chosen);
  auto read =
      read_table(data, reading.data.delimiter[0], [&](const CsvRow& row) { return predictions.take(row); });
  if (!read) return in_file(data, read.error());

  std::vector<std::size_t> known;
  std::vector<double> outputs;
  for (std::size_t r = 0; r < table->number.size(); ++r) {
    const auto row = predictions.of(table->number[r]);
    if (std::any_of(row.begin(), row.end(), [](double value) { return std::isnan(value); })) continue;
    known.push_back(r);
    outputs.insert(outputs.end(), row.begin(), row.end());
  }
  Evaluated evaluated;
  evaluated.rows_without_outcome = table->cleaning.rows_without_outcome;
  evaluated.rows_without_prediction = table->number.size() - known.size();
  if (known.empty()) return fault("is known of no row that the model predicts");
  const Response response = table->response.of(known);
  auto performance =
      performance_of(reading.outcome, outputs, response, "the model file as it is, on another table");
  if (!performance) return performance.error();
  evaluated.performance = std::move(*performance);
  for (std::size_t c = 0; c < chosen->size(); ++c) {
    const Output& described = file.outputs[(*chosen)[c]];
    if (described.kind != OutputKind::probability) continue;
    std::vector<double> risks;
    for (std::size_t r = 0; r < known.size(); ++r) risks.push_back(outputs[r * chosen->size() + c]);
    const bool several = response.has_classes() && response.kind != OutcomeKind::binary;
    add_fifths(described, risks, response, static_cast<std::uint8_t>(several ? c : 1), evaluated.calibration);
  }
  return evaluated;
}

}  // namespace nearside
