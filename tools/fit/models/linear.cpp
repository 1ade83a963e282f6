// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tools/fit/linear/fit_linear.h"
#include "tools/fit/model.h"

namespace nearside {
namespace {

/// `penalty` stands beside the summed loss.
Result<LinearCoefficients> fitted(const auto& request, const ModelData& data, LossKind loss, double penalty,
                                  const char* separates, const char* remedy) {
  const ContiguousRows rows(data.rows);
  return fit_linear({loss,
                     (1.0 - request.l1_ratio) * penalty,
                     request.l1_ratio * penalty,
                     request.optimiser,
                     {std::string(request.kName), separates, remedy},
                     data.seed,
                     data.threads},
                    *rows, data.response);
}

double inverse(double c) {
  return c > 0.0 ? 1.0 / c : 0.0;
}

/// λ beside the mean loss is λ times all weights beside its sum.
double summed(double lambda, const ModelData& data) {
  double weight = 0.0;
  for (std::size_t r = 0; r < data.rows.rows(); ++r) weight += data.response.weight_of(r);
  return lambda * weight;
}

Model with_means(LinearLink link, LinearCoefficients fit, const ModelData& data) {
  return LinearModel{link,
                     std::move(fit.intercepts),
                     std::move(fit.coefficients),
                     {},
                     column_means(data.rows, data.response)};
}

constexpr const char* kSeparatesClasses = "separate the classes";

}  // namespace

Result<Model> fit(const LogisticRequest& request, const ModelData& data) {
  const bool two = data.response.kind == OutcomeKind::binary;
  auto fit = fitted(request, data, two ? LossKind::logistic : LossKind::softmax, inverse(request.c),
                    kSeparatesClasses, "C above 0");
  if (!fit) return fit.error();
  if (!two) return with_means(LinearLink::softmax, std::move(*fit), data);
  return Model(LogisticRegression{fit->intercepts[0], std::move(fit->coefficients),
                                  column_means(data.rows, data.response)});
}

Result<Model> fit(const ProportionalOddsRequest& request, const ModelData& data) {
  auto fit = fitted(request, data, LossKind::cumulative, inverse(request.c), kSeparatesClasses, "C above 0");
  if (!fit) return fit.error();
  LinearModel model{LinearLink::cumulative_logistic,
                    {0.0},
                    std::move(fit->coefficients),
                    {},
                    column_means(data.rows, data.response)};
  // The log odds of a class above k, with every column 0, are minus the threshold.
  for (const double intercept : fit->intercepts) model.thresholds.push_back(-intercept);
  for (std::size_t k = 1; k < model.thresholds.size(); ++k) {
    if (model.thresholds[k] > model.thresholds[k - 1]) continue;
    return Error{ErrorCode::cannot_fit, std::string(ProportionalOddsRequest::kName),
                 "the thresholds of classes " + std::to_string(k) + " and " + std::to_string(k + 1) +
                     " do not ascend: join the classes, or use a weaker penalty"};
  }
  return Model(std::move(model));
}

Result<Model> fit(const LinearRequest& request, const ModelData& data) {
  auto fit = fitted(request, data, LossKind::squared, summed(request.lambda, data), "settle nowhere",
                    "lambda above 0");
  if (!fit) return fit.error();
  return with_means(LinearLink::identity, std::move(*fit), data);
}

Result<Model> fit(const PoissonRequest& request, const ModelData& data) {
  auto fit = fitted(request, data, LossKind::poisson, summed(request.lambda, data),
                    "separate rows that count 0 from the others", "lambda above 0");
  if (!fit) return fit.error();
  return with_means(LinearLink::exp, std::move(*fit), data);
}

}  // namespace nearside
