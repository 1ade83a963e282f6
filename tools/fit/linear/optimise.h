// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "tools/fit/linear/problem.h"
#include "tools/recipe/models/optimiser.h"

namespace nearside {

/// The words for a fit that fails.
struct FitWords {
  std::string model;      ///< what is fitted, such as `logistic_regression`
  std::string separates;  ///< what predictors that settle nowhere do, such as `separate the classes`
  std::string remedy;     ///< the penalty that helps, such as `C above 0`
};

struct Minimisation {
  const LinearProblem& problem;
  std::vector<double> start;  ///< intercepts of rows whose columns are all 0; no coefficients
  const OptimiserRequest& request;
  const FitWords& words;
  std::uint64_t seed = 0;
  std::span<const std::uint32_t> group{};  ///< of each row, as in `Response`
  std::span<const double> order{};

  std::size_t most_steps(std::size_t otherwise) const {
    return request.max_iterations == 0 ? otherwise : request.max_iterations;
  }
};

// Each ends at the optimum, or says that it did not. All but Newton's method want columns of mean 0 and
// standard deviation 1.

/// Newton's method (iteratively reweighted least squares; Hastie, Tibshirani and Friedman, The Elements of
/// Statistical Learning, 2nd ed. 2009, section 4.4.1), with step halving. No L1.
Result<std::vector<double>> by_newton(const Minimisation& search);

/// Limited memory BFGS: Nocedal and Wright, Numerical Optimization, 2nd ed. 2006, algorithm 7.5, with the
/// last ten steps. No L1.
Result<std::vector<double>> by_lbfgs(const Minimisation& search);

/// The way of steepest descent; a line search begins with the length of Barzilai and Borwein (Two-point step
/// size gradient methods, IMA J Numer Anal 8, 1988, 141–148). No L1.
Result<std::vector<double>> by_gradient_descent(const Minimisation& search);

/// Gradients of a few rows, in a new random order each pass; momentum as Polyak has it, or Adam (Kingma and
/// Ba, ICLR 2015); what is found is the mean over the second half of the passes (Polyak and Juditsky, SIAM J
/// Control Optim 30, 1992, 838–855). No L1. It ends near the optimum: where Newton's next step would move no
/// linear predictor by more than a tenth.
Result<std::vector<double>> by_sgd(const Minimisation& search);

/// Coordinate descent on the quadratic approximation at the last point (Friedman, Hastie and Tibshirani,
/// Regularization Paths for Generalized Linear Models via Coordinate Descent, J Stat Softw 33(1), 2010, with
/// the whole Hessian: their covariance updates for every model), steps shortened where the loss would rise.
Result<std::vector<double>> by_coordinate_descent(const Minimisation& search);

/// By the request's method, or the one that suits the problem.
Result<std::vector<double>> minimise(const Minimisation& search);
Optimiser chosen_method(const OptimiserRequest& request, const Penalty& penalty, std::size_t parameters);

// For the files of the single methods.

/// Why no optimum was found: columns that repeat each other, a penalty that is wanting, or `otherwise`.
Error no_optimum(const Minimisation& search, const std::string& otherwise = "");
Error too_few_steps(const Minimisation& search, std::size_t steps);
/// True where a column is, to twelve digits, a weighted sum of the others: 1e-12 of each column's own
/// curvature taken away, and nothing is left in some direction.
bool repeats_itself(std::vector<double> hessian, std::size_t size);
/// Whether Newton's step from here would move every linear predictor by `most` at most, and no column repeats
/// others unless there is a penalty. Where the classes are separated the loss comes to rest while the
/// coefficients walk on: there the step is long.
bool is_settled(const LinearProblem& problem, const std::vector<double>& at, double most);

}  // namespace nearside
