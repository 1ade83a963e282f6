// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/engine.h"
#include "core/model_file/card.h"
#include "tools/choose/evaluate.h"
#include "tools/choose/leaderboard.h"
#include "tools/choose/null_model.h"
#include "tools/choose/sample_size.h"
#include "tools/fit/survival/proportional_hazards.h"
#include "tools/recipe/recipe.h"
#include "tools/table/development_table.h"

namespace nearside {

/// Loads the content of the model file at `path`; an error names the file.
Result<Engine> load_engine(const std::string& path, const std::string& content);

/// What `train` prints with --json.
struct TrainReport {
  std::string model;
  std::string hash;
  std::uint64_t bytes = 0;
  std::uint32_t rows = 0;
  std::uint32_t events = 0;
  std::uint32_t rows_without_outcome = 0;
  std::vector<std::string> unused;
  Cleaning cleaning;
  Performance performance;
  bool complete = true;
  std::vector<LeaderboardRow> leaderboard;
  std::vector<std::string> failures;
  std::vector<std::string> calibration_notes;
  std::optional<SampleSize> sample_size;
  std::vector<ProportionalityTest> proportional_hazards;
  std::optional<AgainstNull> against_null;
  double seconds = 0.0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("model", self.model, "path of the model file");
    archive.field("hash", self.hash, "its SHA-256");
    archive.field("bytes", self.bytes, "its size");
    archive.field("rows", self.rows, "rows the model was fitted on");
    archive.field("events", self.events, "of these with the outcome");
    archive.field("rows_without_outcome", self.rows_without_outcome, "rows left out");
    archive.field("unused", self.unused,
                  "predictors that the model file leaves out and nobody is asked: no column that reaches the "
                  "model depends on them");
    archive.field("cleaning", self.cleaning, "what was done with the table's rows");
    archive.field("performance", self.performance, "cross-validated");
    archive.field("complete", self.complete,
                  "false: stopped before every candidate was tried and every fold measured");
    archive.field("leaderboard", self.leaderboard, "each family that was tried, the simplest first");
    archive.field("failures", self.failures, "candidates that could not be fitted, and why");
    archive.field("calibration_notes", self.calibration_notes,
                  "calibrations that were left out or could not be fitted, where and why");
    archive.field("sample_size", self.sample_size, "Riley's minimum; null: there is no criterion");
    archive.field("proportional_hazards", self.proportional_hazards,
                  "of a Cox model without a penalty: the test of scaled Schoenfeld residuals; else empty");
    archive.field("against_average", self.against_null,
                  "the procedure beside the average for everybody; null: nothing could be measured");
    archive.field("seconds", self.seconds, "wall time");
  }
};

/// A table of the columns that `init` saw.
std::string observed_table(const std::vector<ObservedColumn>& observed);

/// What was done with a table's rows and values, a line each; empty for nothing.
std::string cleaning_lines(const Cleaning& cleaning, const Recipe& recipe);

/// Which predictors a model file leaves out, a line; empty for none.
std::string unused_line(const std::vector<std::string>& unused);

/// Whether there are enough rows, a line; empty where there is no criterion.
std::string sample_size_line(const std::optional<SampleSize>& size);

/// The families that were tried, a line each; empty where there is one and nothing failed.
std::string leaderboard_table(const std::vector<LeaderboardRow>& rows,
                              const std::vector<std::string>& failures,
                              const std::vector<std::string>& calibration_notes);

/// Predicted and observed risks by fifths; empty for none.
std::string calibration_lines(const std::vector<CalibrationGroup>& groups);

/// The test of proportional hazards as lines of text; empty for none.
std::string proportionality_lines(const std::vector<ProportionalityTest>& tests);

}  // namespace nearside
