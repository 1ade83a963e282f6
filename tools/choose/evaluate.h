// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/engine.h"
#include "tools/recipe/recipe.h"
#include "tools/table/file.h"

namespace nearside {

/// Where a table says what became of its people.
struct ObservedOutcome {
  std::string column;           ///< of the outcome
  std::string positive;         ///< text of the event or the positive class; empty: as the model file has it
  std::string time;             ///< column of the time of observation; empty: no time to an event
  double years_per_unit = 1.0;  ///< of that column
  std::string output;           ///< id of the one output that is measured; empty: all
  std::vector<std::string> group{};  ///< columns that say which rows belong together
};

/// People with like predictions, and what became of them.
struct CalibrationGroup {
  std::string output;
  std::uint32_t rows = 0;
  double predicted = 0.0;
  double observed = 0.0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("output", self.output, "id of the output");
    archive.field("rows", self.rows, "people in the group");
    archive.field("predicted", self.predicted, "their mean predicted risk");
    archive.field("observed", self.observed,
                  "the share with the outcome; with a time after Kaplan and Meier");
  }
};

/// A model file measured on a table.
struct Evaluated {
  Performance performance;
  std::uint64_t rows_without_outcome = 0;
  std::uint64_t rows_without_prediction = 0;  ///< refused by the model, or without one of the outputs
  std::vector<CalibrationGroup> calibration;  ///< fifths of the predicted risk, of each output that is a risk
};

/// How a table's outcome is to be read so that it can be compared with the model's outputs: a recipe that has
/// its data and outcome, nothing else. Errors: outputs that are no prediction of such an outcome.
Result<Recipe> reading_of(const ModelFile& file, const ObservedOutcome& observed);

/// Measures the model on the table `data`, whose rows and outcome `reading` describes: its predictors and
/// steps are not looked at, the model file has its own. `output`: id of the one output that is measured;
/// empty: all. Rows without a prediction are left out and counted.
Result<Evaluated> evaluate(const Engine& engine, Recipe reading, const Input& data,
                           const std::string& output);

}  // namespace nearside
