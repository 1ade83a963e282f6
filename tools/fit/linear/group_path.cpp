// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/linear/group_path.h"

#include <algorithm>
#include <cmath>

#include "core/base/numerics.h"
#include "tools/fit/linear/problem.h"
#include "tools/fit/linear/proximal_newton.h"

namespace nearside {
namespace {

/// A run of coordinates with one penalty: weight × ‖coordinates‖.
struct Block {
  std::size_t from;
  std::size_t until;
  double weight;
};

double norm(std::span<const double> values) {
  return std::sqrt(numerics::dot(values, values));
}

double penalty_of(const std::vector<Block>& blocks, std::span<const double> at) {
  double sum = 0.0;
  for (const Block& block : blocks)
    sum += block.weight * norm(at.subspan(block.from, block.until - block.from));
  return sum;
}

/// The quadratic approximation of the loss around a point, with the penalty of the blocks as it is.
class BlockQuadratic {
 public:
  BlockQuadratic(const std::vector<double>& at, const std::vector<double>& descent,
                 const std::vector<double>& hessian, const std::vector<Block>& blocks)
      : at_(at),
        descent_(descent),
        hessian_(hessian),
        blocks_(blocks),
        step_(at.size(), 0.0),
        turned_(at.size(), 0.0) {
    for (const Block& block : blocks) {
      // No eigenvalue of the block is above its largest row sum (Gershgorin).
      double largest = 0.0;
      for (std::size_t i = block.from; i < block.until; ++i) {
        double sum = 0.0;
        for (std::size_t j = block.from; j < block.until; ++j) sum += std::abs(hessian[i * at.size() + j]);
        largest = std::max(largest, sum);
      }
      curvatures_.push_back(largest);
    }
  }

  /// Rounds over the intercept and all blocks, between them over those that are not 0, until nothing moves.
  bool solve(double end) {
    return sweep_until_still([this](bool only_active) { return sweep(only_active); }, end);
  }

  const std::vector<double>& step() const { return step_; }

 private:
  void change(std::size_t j, double by) {
    step_[j] += by;
    for (std::size_t i = 0; i < at_.size(); ++i) turned_[i] += by * hessian_[j * at_.size() + i];
  }

  /// Moves a block to the optimum of an upper bound, the others held: the loss with the block's largest
  /// curvature in every direction. Gives how much the loss could feel it.
  double move(std::size_t b) {
    const Block& block = blocks_[b];
    const double curvature = curvatures_[b];
    if (!(curvature > 0.0)) return 0.0;
    std::vector<double> target;
    for (std::size_t j = block.from; j < block.until; ++j)
      target.push_back(at_[j] + step_[j] + (descent_[j] - turned_[j]) / curvature);
    const double length = norm(target);
    const double kept = curvature * length > block.weight ? 1.0 - block.weight / (curvature * length) : 0.0;
    double felt = 0.0;
    for (std::size_t j = block.from; j < block.until; ++j) {
      const double next = kept * target[j - block.from];
      const double by = next - (at_[j] + step_[j]);
      if (by == 0.0) continue;
      change(j, by);
      if (next == 0.0) step_[j] = -at_[j];
      felt += curvature * by * by;
    }
    return felt;
  }

  bool is_active(const Block& block) const {
    for (std::size_t j = block.from; j < block.until; ++j) {
      if (at_[j] + step_[j] != 0.0) return true;
    }
    return false;
  }

  double sweep(bool only_active) {
    const double intercept = (descent_[0] - turned_[0]) / hessian_[0];
    change(0, intercept);
    double largest = hessian_[0] * intercept * intercept;
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      if (!only_active || is_active(blocks_[b])) largest = std::max(largest, move(b));
    }
    return largest;
  }

  const std::vector<double>& at_;
  const std::vector<double>& descent_;
  const std::vector<double>& hessian_;
  const std::vector<Block>& blocks_;
  std::vector<double> curvatures_;
  std::vector<double> step_;
  std::vector<double> turned_;  ///< Hessian × step
};

/// Minimises the problem's loss and the blocks' penalty, from `at`. False where it does not settle.
bool descend_in_blocks(const LinearProblem& problem, const std::vector<Block>& blocks,
                       std::vector<double>& at) {
  const ProximalPart part{[&](std::span<const double> place) { return penalty_of(blocks, place); },
                          [&](const std::vector<double>& from, const std::vector<double>& descent,
                              const std::vector<double>& hessian, double end, std::vector<double>& step) {
                            BlockQuadratic quadratic(from, descent, hessian, blocks);
                            const bool solved = quadratic.solve(end);
                            step = quadratic.step();
                            return solved;
                          }};
  return descend(problem, part, 100, at).end == Descended::to_optimum;
}

}  // namespace

GroupLogistic::GroupLogistic(const Matrix& rows, std::span<const std::uint32_t> group,
                             const Response& response)
    : n_(rows.rows()),
      columns_(rows.columns),
      response_(response),
      loss_(LossKind::logistic, {response.label.begin(), response.label.end()}) {
  double positive = 0.0;
  for (std::size_t r = 0; r < n_; ++r) {
    total_ += response_.weight_of(r);
    if (response_.label[r] == 1) positive += response_.weight_of(r);
  }
  intercept_ = numerics::logit(positive / total_);
  orthonormalise(rows, group);
  coefficients_.assign(made_.size(), 0.0);
  counts_.assign(members_.size(), false);
}

/// Gram and Schmidt's way, each column twice, so that rounding leaves nothing (Giraud, Langou and
/// Rozložník, Computers and Mathematics with Applications 50 (2005) 1069–1075).
void GroupLogistic::orthonormalise(const Matrix& rows, std::span<const std::uint32_t> group) {
  constexpr double kRepeats = 1e-6;  // of its own deviation: less is left of a weighted sum of others
  std::uint32_t groups = 0;
  for (const std::uint32_t g : group) groups = std::max(groups, g + 1);
  members_.resize(groups);
  const auto product = [&](const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0.0;
    for (std::size_t r = 0; r < n_; ++r) sum += response_.weight_of(r) * a[r] * b[r];
    return sum / total_;
  };
  const std::vector<double> ones(n_, 1.0);
  for (std::uint32_t g = 0; g < groups; ++g) {
    for (std::uint32_t c = 0; c < rows.columns; ++c) {
      if (group[c] != g) continue;
      std::vector<double> values(n_);
      for (std::size_t r = 0; r < n_; ++r) values[r] = rows.row(r)[c];
      const double size = std::sqrt(product(values, values));
      Made made{c, product(values, ones), 0.0, {}};
      for (double& value : values) value -= made.mean;
      const double deviation = std::sqrt(product(values, values));
      if (!(deviation > 1e-13 * size) || !std::isfinite(deviation)) continue;
      made.shares.assign(members_[g].size(), 0.0);
      for (int time = 0; time < 2; ++time) {
        for (std::size_t i = 0; i < members_[g].size(); ++i) {
          const std::vector<double>& before = orthonormal_[members_[g][i]];
          const double share = product(values, before);
          made.shares[i] += share;
          for (std::size_t r = 0; r < n_; ++r) values[r] -= share * before[r];
        }
      }
      made.length = std::sqrt(product(values, values));
      if (!(made.length > kRepeats * deviation)) continue;
      for (double& value : values) value /= made.length;
      members_[g].push_back(static_cast<std::uint32_t>(made_.size()));
      made_.push_back(std::move(made));
      orthonormal_.push_back(std::move(values));
    }
  }
}

/// Minus the mean log loss's, of every coefficient.
std::vector<double> GroupLogistic::gradients() const {
  std::vector<double> odds(n_, intercept_);
  for (std::size_t j = 0; j < made_.size(); ++j) {
    if (coefficients_[j] == 0.0) continue;
    for (std::size_t r = 0; r < n_; ++r) odds[r] += coefficients_[j] * orthonormal_[j][r];
  }
  for (std::size_t r = 0; r < n_; ++r)
    odds[r] = response_.weight_of(r) * (response_.label[r] - numerics::logistic(odds[r])) / total_;
  std::vector<double> gradients;
  for (const std::vector<double>& column : orthonormal_) gradients.push_back(numerics::dot(column, odds));
  return gradients;
}

/// By how much the gradient of a group whose coefficients are 0 is too long for that, in units of λ √size.
double GroupLogistic::excess(std::uint32_t group, std::span<const double> gradients, double penalty) const {
  const std::vector<std::uint32_t>& members = members_[group];
  if (members.empty()) return 0.0;
  const double length = norm(gradients.subspan(members[0], members.size()));
  return length / (penalty * std::sqrt(static_cast<double>(members.size()))) - 1.0;
}

double GroupLogistic::largest_penalty() const {
  double positive = 0.0;
  for (std::size_t r = 0; r < n_; ++r) {
    if (response_.label[r] == 1) positive += response_.weight_of(r);
  }
  const double share = positive / total_;
  std::vector<double> pulls(n_);
  for (std::size_t r = 0; r < n_; ++r)
    pulls[r] = response_.weight_of(r) * (response_.label[r] - share) / total_;
  double largest = 0.0;
  for (const std::vector<std::uint32_t>& members : members_) {
    std::vector<double> gradient;
    for (const std::uint32_t j : members) gradient.push_back(numerics::dot(orthonormal_[j], pulls));
    if (members.empty()) continue;
    largest = std::max(largest, norm(gradient) / std::sqrt(static_cast<double>(members.size())));
  }
  return largest;
}

/// The optimum of the groups that count; the others stay 0.
bool GroupLogistic::solve_among(double penalty) {
  std::vector<std::uint32_t> columns;
  std::vector<Block> blocks;
  for (std::uint32_t g = 0; g < groups(); ++g) {
    if (!counts_[g] || members_[g].empty()) continue;
    const double size = static_cast<double>(members_[g].size());
    blocks.push_back(
        {columns.size() + 1, columns.size() + 1 + members_[g].size(), penalty * std::sqrt(size) * total_});
    columns.insert(columns.end(), members_[g].begin(), members_[g].end());
  }
  if (columns.empty()) return true;
  Matrix rows{columns.size(), std::vector<double>(n_ * columns.size())};
  std::vector<double> at{intercept_};
  for (std::size_t i = 0; i < columns.size(); ++i) {
    at.push_back(coefficients_[columns[i]]);
    for (std::size_t r = 0; r < n_; ++r) rows.row(r)[i] = orthonormal_[columns[i]][r];
  }
  const Penalty none{std::vector<double>(columns.size(), 0.0), std::vector<double>(columns.size(), 0.0)};
  const LinearProblem problem(rows, loss_, response_.weight, none, 1);
  if (!descend_in_blocks(problem, blocks, at)) return false;
  intercept_ = at[0];
  for (std::size_t i = 0; i < columns.size(); ++i) coefficients_[columns[i]] = at[i + 1];
  return true;
}

bool GroupLogistic::solve(double penalty) {
  constexpr double kRounding = 1e-9;  // in units of λ √size
  for (;;) {
    if (!solve_among(penalty)) return false;
    const std::vector<double> all = gradients();
    bool joined = false;
    for (std::uint32_t g = 0; g < groups(); ++g) {
      if (counts_[g] || !(excess(g, all, penalty) > kRounding)) continue;
      counts_[g] = true;
      joined = true;
    }
    if (!joined) return true;
  }
}

std::vector<std::uint32_t> GroupLogistic::active() const {
  std::vector<std::uint32_t> active;
  for (std::uint32_t g = 0; g < groups(); ++g) {
    const auto& members = members_[g];
    if (std::any_of(members.begin(), members.end(), [&](std::uint32_t j) { return coefficients_[j] != 0.0; }))
      active.push_back(g);
  }
  return active;
}

std::vector<double> GroupLogistic::coefficients() const {
  std::vector<double> given(columns_, 0.0);
  for (const std::vector<std::uint32_t>& members : members_) {
    std::vector<double> left;
    for (const std::uint32_t j : members) left.push_back(coefficients_[j]);
    for (std::size_t i = members.size(); i-- > 0;) {
      const Made& made = made_[members[i]];
      given[made.column] = left[i] / made.length;
      for (std::size_t k = 0; k < i; ++k) left[k] -= given[made.column] * made.shares[k];
    }
  }
  return given;
}

double GroupLogistic::intercept() const {
  const std::vector<double> given = coefficients();
  double moved = intercept_;
  for (const Made& made : made_) moved -= given[made.column] * made.mean;
  return moved;
}

std::vector<std::uint32_t> first_on_group_path(const Matrix& rows, std::span<const std::uint32_t> group,
                                               const Response& response, std::size_t most) {
  constexpr int kPenalties = 100;
  constexpr int kMaxHalvings = 10;
  GroupLogistic problem(rows, group, response);
  std::vector<std::uint32_t> chosen;
  double penalty = problem.largest_penalty();
  if (!(penalty > 0.0)) return chosen;
  double factor = numerics::exp(numerics::log(1e-3) / (kPenalties - 1));
  int halvings = 0;
  for (int i = 1; i < kPenalties && chosen.size() < most;) {
    if (!problem.solve(penalty * factor)) break;
    std::vector<std::uint32_t> active = problem.active();
    if (active.size() > most) {
      if (++halvings > kMaxHalvings) break;
      factor = std::sqrt(factor);
      continue;
    }
    penalty *= factor;
    chosen = std::move(active);
    ++i;
  }
  return chosen;
}

}  // namespace nearside
