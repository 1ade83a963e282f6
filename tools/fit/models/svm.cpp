// SPDX-License-Identifier: Apache-2.0
#include <functional>
#include <numeric>

#include "tools/choose/folds.h"
#include "tools/fit/calibrate.h"
#include "tools/fit/libsvm.h"
#include "tools/fit/linear/fit_linear.h"
#include "tools/fit/linear/hinge.h"
#include "tools/fit/model.h"

namespace nearside {
namespace {

/// A fit whose first margin is the decision value.
using FitDecision = std::function<Result<Model>(const Matrix&, const Response&)>;

/// Platt's a and b from decision values of rows that were not fitted, in five folds: those of fitted rows lie
/// too far from the boundary (Platt, 1999, section 2.1). In the order of time the first fold has no decision
/// value.
Result<std::array<double, 2>> platt_out_of_fold(const ModelData& data, std::string_view model,
                                                const FitDecision& fit) {
  constexpr std::uint32_t kFolds = 5;
  const auto folds = folds_of(data.response, kFolds, data.seed);
  if (!folds)
    return Error{ErrorCode::cannot_fit, std::string(model), "its calibration needs " + folds.error().message};
  std::vector<double> decision_of(data.rows.rows());
  for (std::uint32_t fold = folds->forward ? 1 : 0; fold < kFolds; ++fold) {
    std::vector<std::size_t> fitted;
    for (std::size_t r = 0; r < decision_of.size(); ++r) {
      if (folds->is_fitted(r, fold)) fitted.push_back(r);
    }
    const auto one = fit(data.rows.of(fitted), data.response.of(fitted));
    if (!one) return one.error();
    for (std::size_t r = 0; r < decision_of.size(); ++r) {
      if (folds->of_row[r] == fold) score(*one, data.rows.row(r), std::span(&decision_of[r], 1));
    }
  }
  std::vector<std::size_t> predicted;
  std::vector<double> decisions;
  for (std::size_t r = 0; r < decision_of.size(); ++r) {
    if (!folds->is_predicted(r)) continue;
    predicted.push_back(r);
    decisions.push_back(decision_of[r]);
  }
  const Response observed = data.response.of(predicted);
  auto platt = fit_platt(decisions, observed.label, observed.weight);
  if (platt && !((*platt)[1] > 0.0)) {
    return Error{ErrorCode::cannot_fit, std::string(model),
                 "out of fold its decision values do not tell the classes apart"};
  }
  return platt;
}

/// A linear model of the decision value, or of the quantity.
Result<Model> fit_line(const SvmLinearRequest& request, const Matrix& rows, const Response& response,
                       std::uint64_t seed) {
  const bool classes = response.kind == OutcomeKind::binary;
  std::vector<double> target = response.value;
  double centre = 0.0;
  if (classes) {
    for (const std::uint8_t label : response.label) target.push_back(label == 1 ? 1.0 : -1.0);
  } else {
    centre = column_means(Matrix{1, target}, response)[0];
    for (double& value : target) value -= centre;
  }
  const HingeProblem problem{
      rows, target, response.weight, classes, request.c, classes ? 0.0 : request.epsilon, seed};
  auto fit = request.optimiser == HingeOptimiser::sgd
                 ? hinge_by_sgd(problem, request.passes)
                 : hinge_by_dual_descent(problem, SvmLinearRequest::kName);
  if (!fit) return fit.error();
  return Model(LinearModel{LinearLink::identity,
                           {centre + fit->intercept},
                           std::move(fit->coefficients),
                           {},
                           column_means(rows, response)});
}

/// 1 / (columns × variance of all values).
double scale_of(const Matrix& rows) {
  const auto count = static_cast<double>(rows.values.size());
  double mean = 0.0;
  for (const double value : rows.values) mean += value / count;
  double variance = 0.0;
  for (const double value : rows.values) variance += (value - mean) * (value - mean) / count;
  return variance > 0.0 ? 1.0 / (static_cast<double>(rows.columns) * variance) : 1.0;
}

Result<Model> fit_kernel(LibsvmSettings settings, std::string_view name, const Matrix& rows,
                         const Response& response) {
  settings.classes = response.kind == OutcomeKind::binary;
  if (settings.gamma == 0.0) settings.gamma = scale_of(rows);
  std::vector<double> target = response.value;
  for (const std::uint8_t label : response.label) target.push_back(label);
  const auto trained = Libsvm::train(rows, target, settings);
  if (!trained) return trained.error();
  SupportVectorMachine machine = trained->machine();
  if (machine.coefficients.size() > SupportVectorMachine::kMostVectors) {
    return Error{ErrorCode::cannot_fit, std::string(name),
                 "needs " + std::to_string(machine.coefficients.size()) +
                     " support vectors; a model file holds at most 5,000"};
  }
  return Model(std::move(machine));
}

Result<Model> fit_kernel(const LibsvmSettings& settings, std::string_view name, const ModelData& data) {
  if (!data.response.weight.empty()) {
    return Error{ErrorCode::cannot_fit, std::string(name),
                 "LIBSVM takes no weights of rows; svm_linear does"};
  }
  auto model = fit_kernel(settings, name, *ContiguousRows(data.rows), data.response);
  if (!model || data.response.kind != OutcomeKind::binary) return model;
  const auto platt = platt_out_of_fold(data, name, [&](const Matrix& rows, const Response& response) {
    return fit_kernel(settings, name, rows, response);
  });
  if (!platt) return platt.error();
  std::get<SupportVectorMachine>(*model).platt.assign(platt->begin(), platt->end());
  return model;
}

}  // namespace

Result<Model> fit(const SvmLinearRequest& request, const ModelData& data) {
  const FitDecision line = [&](const Matrix& rows, const Response& response) {
    return fit_line(request, rows, response, data.seed);
  };
  auto model = line(*ContiguousRows(data.rows), data.response);
  if (!model || data.response.kind != OutcomeKind::binary) return model;
  const auto platt = platt_out_of_fold(data, SvmLinearRequest::kName, line);
  if (!platt) return platt.error();
  const auto [a, b] = *platt;
  auto& decision = std::get<LinearModel>(*model);
  LogisticRegression odds{a + b * decision.intercepts[0], std::move(decision.coefficients),
                          std::move(decision.means)};
  for (double& coefficient : odds.coefficients) coefficient *= b;
  return Model(std::move(odds));
}

Result<Model> fit(const SvmRbfRequest& request, const ModelData& data) {
  return fit_kernel(
      {.kernel = Kernel::rbf, .c = request.c, .epsilon = request.epsilon, .gamma = request.gamma},
      SvmRbfRequest::kName, data);
}

Result<Model> fit(const SvmPolynomialRequest& request, const ModelData& data) {
  return fit_kernel({.kernel = Kernel::polynomial,
                     .c = request.c,
                     .epsilon = request.epsilon,
                     .gamma = request.gamma,
                     .coef0 = request.coef0,
                     .degree = request.degree},
                    SvmPolynomialRequest::kName, data);
}

Result<Model> fit(const SvmSigmoidRequest& request, const ModelData& data) {
  return fit_kernel({.kernel = Kernel::sigmoid,
                     .c = request.c,
                     .epsilon = request.epsilon,
                     .gamma = request.gamma,
                     .coef0 = request.coef0},
                    SvmSigmoidRequest::kName, data);
}

}  // namespace nearside
