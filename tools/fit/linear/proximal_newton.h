// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "tools/fit/linear/problem.h"

namespace nearside {

/// A penalty that has no derivative everywhere, beside the smooth loss of a problem.
struct ProximalPart {
  std::function<double(std::span<const double>)> penalty;
  /// The step to the optimum of the quadratic approximation at `at`, penalty included; `step` begins empty.
  /// Ends where nothing moves by more than `end` in the loss; false where that takes too long.
  std::function<bool(const std::vector<double>& at, const std::vector<double>& descent,
                     const std::vector<double>& hessian, double end, std::vector<double>& step)>
      solve;
};

/// Sweeps over all coordinates, between them over the active ones, until one of all moves nothing by more
/// than `end`: `sweep(only_active)` gives how much the loss could feel the largest movement. False where that
/// takes too many.
template <class Sweep>
bool sweep_until_still(const Sweep& sweep, double end) {
  constexpr int kMostSweeps = 100'000;
  int sweeps = 0;
  while (sweep(false) > end) {
    while (sweep(true) > end) {
      if (++sweeps > kMostSweeps) return false;
    }
  }
  return true;
}

enum class Descended { to_optimum, nowhere, too_slowly };

struct ProximalDescent {
  Descended end = Descended::to_optimum;
  std::size_t steps = 0;
};

/// Minimises the smooth loss of `problem` and the penalty, from `at`, by Newton's steps in which the penalty
/// stands as it is (Lee, Sun and Saunders, Proximal Newton-type methods for minimizing composite functions,
/// SIAM J Optim 24 (2014) 1420–1443), shortened where the sum would not fall enough. It ends where a step
/// moves no linear predictor by more than 1e-10.
ProximalDescent descend(const LinearProblem& problem, const ProximalPart& part, std::size_t most_steps,
                        std::vector<double>& at);

}  // namespace nearside
