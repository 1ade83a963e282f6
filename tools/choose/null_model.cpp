// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/null_model.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/base/numerics.h"
#include "core/evaluate/survival.h"
#include "core/evaluate/weighted.h"
#include "tools/choose/choose.h"
#include "tools/choose/grouped_mean.h"
#include "tools/explain/cells.h"

namespace nearside {
namespace {

std::string loss_name(const Outcome& outcome) {
  switch (outcome.which()) {
    case OutcomeKind::binary:
    case OutcomeKind::classes:
    case OutcomeKind::ordered:
      return "log loss";
    case OutcomeKind::quantity:
      return "mean squared error";
    case OutcomeKind::count:
      return "half the mean Poisson deviance";
    case OutcomeKind::time_to_event:
      break;
  }
  return "log loss at " + number_text(outcome.horizons.back()) + " years";
}

}  // namespace

std::vector<double> null_outputs(const Outcome& outcome, const Response& fitted) {
  if (fitted.kind == OutcomeKind::time_to_event) {
    std::vector<double> risks;
    for (const double horizon : outcome.horizons)
      risks.push_back(weighted_observed_risk(fitted.value, fitted.label, horizon, fitted.weight).value);
    return risks;
  }
  double all = 0.0;
  double sum = 0.0;
  std::vector<double> shares(fitted.classes, 0.0);
  for (std::size_t r = 0; r < fitted.rows(); ++r) {
    const double weight = fitted.weight_of(r);
    all += weight;
    if (fitted.has_classes()) {
      shares[fitted.label[r]] += weight;
    } else {
      sum += weight * fitted.value[r];
    }
  }
  if (!fitted.has_classes()) return {sum / all};
  for (double& share : shares) share /= all;
  return fitted.kind == OutcomeKind::binary ? std::vector{shares[1]} : shares;
}

std::vector<double> null_out_of_fold(const Outcome& outcome, const Response& response, const Folds& folds) {
  const std::size_t each = outcome.outputs();
  std::vector<double> outputs(response.rows() * each, kNoNumber);
  for (std::uint32_t fold = folds.forward ? 1 : 0; fold < folds.count; ++fold) {
    const FoldRows rows = rows_of_fold(folds, fold);
    const std::vector<double> average = null_outputs(outcome, response.of(rows.fitted));
    for (const std::size_t r : rows.held_out)
      std::copy(average.begin(), average.end(), outputs.begin() + static_cast<std::ptrdiff_t>(r * each));
  }
  return outputs;
}

void NullComparison::add(const Outcome& outcome, const Response& response, std::span<const double> outputs,
                         std::span<const double> average) {
  const std::vector<double> losses = row_losses(outcome, outputs, response);
  const std::vector<double> of_average = row_losses(outcome, average, response);
  losses_.resize(losses.size(), 0.0);
  null_losses_.resize(losses.size(), 0.0);
  repeats_.resize(losses.size(), 0.0);
  for (std::size_t r = 0; r < losses.size(); ++r) {
    if (std::isnan(losses[r]) || std::isnan(of_average[r])) continue;
    losses_[r] += losses[r];
    null_losses_[r] += of_average[r];
    repeats_[r] += 1.0;
  }
}

std::optional<AgainstNull> NullComparison::result(const Outcome& outcome, const Response& response) const {
  std::vector<double> losses(losses_.size(), kNoNumber);
  std::vector<double> null_losses = losses;
  std::vector<double> gains = losses;
  for (std::size_t r = 0; r < losses.size(); ++r) {
    if (repeats_[r] == 0.0) continue;
    losses[r] = losses_[r] / repeats_[r];
    null_losses[r] = null_losses_[r] / repeats_[r];
    gains[r] = null_losses[r] - losses[r];
  }
  const Estimate gain = grouped_mean(gains, response.group);
  if (std::isnan(gain.value)) return std::nullopt;
  return AgainstNull{loss_name(outcome), grouped_mean(losses, {}).value, grouped_mean(null_losses, {}).value,
                     gain.value, gain.standard_error};
}

std::string figures_of(const AgainstNull& against) {
  return "(" + against.measure + " " + cells::brief(against.loss) + " for " +
         cells::brief(against.null_loss) + ", gain " + cells::brief(against.gain) + " with standard error " +
         cells::brief(against.standard_error) + ")";
}

std::string in_words(const AgainstNull& against) {
  return std::string(against.is_clearly_better() ? "better"
                     : against.is_better()       ? "not clearly better"
                                                 : "no better") +
         " than the average for everybody " + figures_of(against);
}

void add_null_note(const AgainstNull& against, ModelCard& card) {
  if (against.is_clearly_better()) return;
  const bool better = against.is_better();
  card.does_not_tell.push_back(
      {std::string(
           "Whether this number tells more of you than the average for everybody: on the data that it was "
           "made from it was ") +
           (better ? "not clearly better." : "no better."),
       std::string("这个数字是否比所有人的平均值更能说明您的情况：在建模数据上，它") +
           (better ? "并不明显更好。" : "并不更好。")});
}

}  // namespace nearside
