// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model_file/model_file.h"
#include "tools/choose/cross_validate.h"
#include "tools/choose/leaderboard.h"
#include "tools/choose/null_model.h"
#include "tools/choose/sample_size.h"
#include "tools/fit/survival/proportional_hazards.h"
#include "tools/recipe/recipe.h"
#include "tools/table/development_table.h"

namespace nearside {

struct TrainOptions {
  std::string folds_file;   ///< empty: folds from the recipe's seed
  std::size_t threads = 1;  ///< changes how long it takes, never the result
  Progress progress;
  bool allow_development_rows = false;  ///< the model file may hold people's rows, if the recipe wants it
  Stop stop{};                          ///< asked before each fit; once true, what is there is finished
};

struct Trained {
  std::vector<std::uint8_t> bytes;         ///< the model file
  std::string hash;                        ///< its SHA-256
  ModelFile model_file;                    ///< the same, decoded
  std::vector<double> out_of_fold;         ///< the outputs of each used row, in the file's order; NaN: none
  std::vector<std::string> unused;         ///< ids of predictors that the file leaves out: nothing needs them
  Cleaning cleaning;                       ///< what was done with the table's rows and values
  std::vector<std::uint64_t> row_numbers;  ///< of these rows in the table, the first after the header is 1
  std::vector<LeaderboardRow> leaderboard;  ///< each family that was tried, the simplest first
  /// What the best setting of each of these loses on each used row, out of the inner folds of all rows
  /// (choose.h): the choice between families follows from it. Empty where there was none.
  std::vector<std::vector<double>> choice_losses;
  std::vector<std::string> failures;  ///< candidates that could not be fitted
  std::vector<std::string>
      calibration_notes;  ///< calibrations that were left out or could not be fitted, where
  std::optional<SampleSize> sample_size;
  /// The whole procedure beside the average for everybody; none where nothing could be measured. Whether a
  /// file that is no better is wanted is for the caller to say.
  std::optional<AgainstNull> against_null;

  /// Of a Cox model without a penalty; else empty.
  std::vector<ProportionalityTest> proportional_hazards;
};

/// Reads the table, chooses a model (search, calibration), cross-validates the whole procedure, fits to all
/// rows, makes test vectors and the model file, and loads it once as a device would. `data` is the recipe's
/// table. The same recipe and table give the same bytes.
///
/// Stopped, it finishes with the best model so far, and the file says that it is not complete.
Result<Trained> train(const Recipe& recipe, const Input& data, const TrainOptions& options);

}  // namespace nearside
