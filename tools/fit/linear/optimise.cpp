// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/linear/optimise.h"

#include "core/base/dense.h"
#include "core/base/names_of.h"

namespace nearside {
namespace {

constexpr std::size_t kMostForNewton = 500;

}  // namespace

Optimiser chosen_method(const OptimiserRequest& request, const Penalty& penalty, std::size_t parameters) {
  if (request.method != Optimiser::automatic) return request.method;
  if (penalty.has_l1()) return Optimiser::coordinate_descent;
  return parameters <= kMostForNewton ? Optimiser::newton : Optimiser::lbfgs;
}

Result<std::vector<double>> minimise(const Minimisation& search) {
  switch (chosen_method(search.request, search.problem.penalty(), search.problem.size())) {
    case Optimiser::automatic:
    case Optimiser::newton:
      return by_newton(search);
    case Optimiser::lbfgs:
      return by_lbfgs(search);
    case Optimiser::gradient_descent:
      return by_gradient_descent(search);
    case Optimiser::sgd:
      return by_sgd(search);
    case Optimiser::coordinate_descent:
      return by_coordinate_descent(search);
  }
  return by_newton(search);
}

Error no_optimum(const Minimisation& search, const std::string& otherwise) {
  const FitWords& words = search.words;
  const auto unpenalised = [&](const std::string& what) {
    return Error{ErrorCode::cannot_fit, words.model,
                 "the coefficients do not settle: the predictors " + what + "; use a penalty (" +
                     words.remedy + ") or leave predictors out"};
  };
  if (search.problem.penalty().is_none()) {
    std::vector<double> descent;
    std::vector<double> hessian;
    search.problem.derivatives(search.start, descent, hessian);
    if (repeats_itself(hessian, search.start.size())) return unpenalised("repeat each other");
    if (otherwise.empty()) return unpenalised(words.separates);
  }
  return {ErrorCode::cannot_fit, words.model,
          otherwise.empty()
              ? "the coefficients do not settle; standardise the columns or use a stronger penalty"
              : otherwise};
}

Error too_few_steps(const Minimisation& search, std::size_t steps) {
  const Optimiser method = chosen_method(search.request, search.problem.penalty(), search.problem.size());
  return no_optimum(
      search,
      std::string(enum_name(method)) + " did not reach the optimum in " + std::to_string(steps) +
          (method == Optimiser::sgd ? " passes; allow more, or change learning_rate or schedule"
                                    : " steps; allow more (max_iterations) or use another method") +
          (search.problem.penalty().is_none() ? ". Perhaps the predictors " + search.words.separates +
                                                    ": then a penalty helps (" + search.words.remedy + ")"
                                              : ""));
}

bool repeats_itself(std::vector<double> hessian, std::size_t size) {
  for (std::size_t j = 0; j < size; ++j) hessian[j * size + j] *= 1.0 - 1e-12;
  std::vector<double> unused(size);
  return !solve_positive_definite(hessian, unused);
}

bool is_settled(const LinearProblem& problem, const std::vector<double>& at, double most) {
  std::vector<double> step;
  std::vector<double> hessian;
  problem.derivatives(at, step, hessian);
  if (!solve_positive_definite(hessian, step)) return false;
  return problem.reach(step) <= most && (!problem.penalty().is_none() || !repeats_itself(hessian, at.size()));
}

}  // namespace nearside
