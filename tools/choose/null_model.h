// SPDX-License-Identifier: Apache-2.0
#pragma once
// The average for everybody: what a model must beat.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/model_file/card.h"
#include "tools/choose/folds.h"
#include "tools/recipe/recipe.h"
#include "tools/table/response.h"

namespace nearside {

/// What everybody is told who is told no more than what became of the rows of `fitted`, one number an output:
/// of classes their shares, of a number its mean, of a time to an event the risk at each horizon after Kaplan
/// and Meier (NaN where nobody was observed so long). Rows count their weights.
std::vector<double> null_outputs(const Outcome& outcome, const Response& fitted);

/// The same for each row from the rows that its fold is fitted to, row by row; NaN where no fold predicts.
std::vector<double> null_out_of_fold(const Outcome& outcome, const Response& response, const Folds& folds);

/// A procedure beside the average for everybody, both out of fold on the same rows.
struct AgainstNull {
  std::string measure;          ///< of what the losses are, for people
  double loss = 0.0;            ///< mean of the row losses (choose.h)
  double null_loss = 0.0;       ///< the same of the average for everybody
  double gain = 0.0;            ///< null_loss − loss
  double standard_error = 0.0;  ///< of the gain, rows paired; groups count as one

  /// Of the procedure, not of the best among many families: among these one is better by chance.
  bool is_better() const { return gain > 0.0; }
  bool is_clearly_better() const { return gain >= standard_error; }

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("measure", self.measure, "of what the losses are");
    archive.field("loss", self.loss, "mean loss of the whole procedure, out of fold");
    archive.field("average_loss", self.null_loss, "the same of the average for everybody, in the same folds");
    archive.field("gain", self.gain, "how much smaller the loss is than that of the average");
    archive.field("standard_error", self.standard_error, "of the gain");
  }
};

/// Collects what repeated cross-validations lose.
class NullComparison {
 public:
  /// `outputs` and `average`: of each row, NaN where there is none.
  void add(const Outcome& outcome, const Response& response, std::span<const double> outputs,
           std::span<const double> average);
  /// None where no row has both a prediction and an average.
  std::optional<AgainstNull> result(const Outcome& outcome, const Response& response) const;

 private:
  std::vector<double> losses_;  ///< sums over the repeats, a number a row
  std::vector<double> null_losses_;
  std::vector<double> repeats_;  ///< how many of them each row has
};

/// "(log loss 0.691 for 0.693, gain 0.002 with standard error 0.004)".
std::string figures_of(const AgainstNull& against);

/// "not clearly better than the average for everybody", "better …" or "no better …", with the figures.
std::string in_words(const AgainstNull& against);

/// Tells the card's reader where the model is not clearly better.
void add_null_note(const AgainstNull& against, ModelCard& card);

}  // namespace nearside
