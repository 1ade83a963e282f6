// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/data/record.h"
#include "core/model_file/model_file.h"
#include "core/outcome/applicability.h"

namespace nearside {

/// Everything one prediction touches, allocated once. The record goes in; the rest comes out.
struct Workspace {
  explicit Workspace(std::size_t cells) : record(cells) {}

  Record record;

  bool refused = false;               ///< there is no output at all; outputs and contributions are NaN
  std::vector<double> outputs;        ///< in the order of the model file's outputs
  std::vector<OutputState> states;    ///< one an output: whether it is there, and why not
  std::vector<double> contributions;  ///< explained margin by margin, one a predictor, on the margin's scale
  std::vector<double> margins;        ///< linear predictors
  std::vector<double> columns;        ///< the row that reached the model
  std::vector<Issue> issues;          ///< in the order of the record's cells

  std::vector<double> rows;   ///< scratch: the row before the first step, then after each
  std::vector<double> given;  ///< scratch: contributions of the columns on their way back
  std::vector<double> back;   ///< scratch: the same, one step earlier

  /// Overwrites everything that came from a person.
  void wipe() noexcept;
};

/// A model that has been checked and has proved itself, ready to predict.
class Engine {
 public:
  /// Decodes, checks every index, size and range, and replays the test vectors: an engine exists only if all
  /// bits agreed. `max_bytes` lowers the limit on the file's size.
  static Result<Engine> load(std::span<const std::uint8_t> bytes, std::size_t max_bytes = kMaxModelFileBytes);

  /// The same without bytes and without replay, for the tool that is about to make the test vectors.
  static Result<Engine> assemble(ModelFile model_file);

  const ModelFile& model_file() const { return model_file_; }
  /// SHA-256 of the payload, 64 hexadecimal digits; empty for an assembled engine.
  const std::string& hash() const { return hash_; }
  /// Of the bytes that were loaded; the newest for an assembled engine.
  std::uint32_t format_version() const { return format_version_; }
  /// The columns that leave the last step.
  const Columns& columns() const { return columns_; }
  /// The value that stands in for a missing predictor if nothing else is known; NaN where there is none.
  std::span<const double> fills() const { return fills_; }
  /// The explained margins of typical values, from which contributions are counted.
  std::span<const double> typical_margins() const { return typical_margins_; }
  /// What that value is: the statistic of an `impute`, the name of another step; empty where nothing fills.
  std::string_view filled_by(std::size_t predictor) const;

  Workspace workspace() const;

  /// Record to prediction: bind (with the questions of fit), steps, score, link, contributions. A record is
  /// refused by an issue, or because no output applies to it.
  void predict(Workspace& workspace) const noexcept;

 private:
  /// Column `place` of step `step`: one turn back on the way from a filled value to the model's unit.
  struct Undo {
    std::size_t step = 0;
    std::size_t place = 0;
  };
  /// Where a predictor's fill stands in the workspace's rows, and the way back from there.
  struct Fill {
    std::size_t place = 0;
    std::size_t row = 0;  ///< where the row that enters the filling step begins
    Undo by;              ///< the filling step, and the column's place in it
    std::vector<Undo> undo;
  };

  Status check();
  void find_fills(const std::vector<Columns>& stages);
  double in_models_unit(const Fill& fill, double value) const noexcept;
  double deviation(const Fill& fill, std::span<const double> rows) const noexcept;
  void compute(Workspace& workspace, std::span<double> row) const noexcept;
  void explain(Workspace& workspace, std::size_t margin, std::span<const double> row) const noexcept;
  Status replay() const;

  ModelFile model_file_;
  std::string hash_;
  std::uint32_t format_version_ = kFormatVersion;
  Columns columns_;
  std::vector<std::size_t> widths_;  ///< columns before the first step, then after each
  std::vector<double> fills_;
  std::vector<Fill> filled_;  ///< one a predictor
  std::vector<double> typical_margins_;
  Applicability applicability_;
};

/// Fills the outputs, the issues and the digest of `vectors` from what the engine predicts: the tool's way to
/// make them.
void predict_test_vectors(const Engine& engine, TestVectors& vectors);

}  // namespace nearside
