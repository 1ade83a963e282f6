// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "tools/fit/linear/row_loss.h"
#include "tools/table/matrix.h"
#include "tools/table/response.h"

namespace nearside {

/// Logistic regression whose columns enter in groups (Yuan and Lin, Model selection and estimation in
/// regression with grouped variables, JRSS B 68 (2006) 49–67; Meier, van de Geer and Bühlmann, The group
/// lasso for logistic regression, JRSS B 70 (2008) 53–71). Minimised is
///
///     mean log loss + λ Σ √size × ‖coefficients‖, summed over the groups,
///
/// the intercept free, in columns that are orthonormal inside each group: mean 0, mean square 1 and mean
/// product 0, as both papers have them. So ‖coefficients‖ is the root mean square of what the group adds to
/// the log odds, whichever way the group is coded; its size is the number of its columns that are not
/// weighted sums of others. All means are by the response's weights.
///
/// By quadratic approximation and block coordinate descent, over groups that may count: one joins where its
/// gradient is too large for it to stay 0.
class GroupLogistic {
 public:
  /// `group` of each column, counted from 0; `response` has both classes. No value may be missing.
  GroupLogistic(const Matrix& rows, std::span<const std::uint32_t> group, const Response& response);

  std::size_t groups() const { return members_.size(); }
  /// How many columns of a group are no weighted sums of others, nor constant.
  std::size_t size_of(std::uint32_t group) const { return members_[group].size(); }

  /// The smallest λ at which every coefficient is 0.
  double largest_penalty() const;

  /// Finds the optimum at a penalty, from where the last one was. False where it did not settle.
  bool solve(double penalty);

  /// The groups with a coefficient, ascending.
  std::vector<std::uint32_t> active() const;
  /// Of the columns as they were given; 0 of one that is a weighted sum of those before it in its group.
  std::vector<double> coefficients() const;
  double intercept() const;

 private:
  /// A column of `orthonormal_` and how it is made: (column − mean − Σ share × those before it) / length.
  struct Made {
    std::uint32_t column;
    double mean;
    double length;
    std::vector<double> shares;  ///< of the group's made columns before it
  };

  void orthonormalise(const Matrix& rows, std::span<const std::uint32_t> group);
  std::vector<double> gradients() const;
  double excess(std::uint32_t group, std::span<const double> gradients, double penalty) const;
  bool solve_among(double penalty);

  std::size_t n_;
  std::size_t columns_;  ///< as they were given
  Response response_;
  RowLoss loss_;
  double total_ = 0.0;  ///< Σ weight
  std::vector<Made> made_;
  std::vector<std::vector<std::uint32_t>> members_;  ///< places in `made_` of each group, together
  std::vector<std::vector<double>> orthonormal_;     ///< a column of `made_` each
  std::vector<bool> counts_;                         ///< of each group: may have coefficients
  double intercept_ = 0.0;
  std::vector<double> coefficients_;  ///< of `orthonormal_`
};

/// The groups with a coefficient at the smallest penalty of a falling path at which at most `most` have one,
/// ascending: 100 penalties evenly in the logarithm from the largest to a 1,000th of it; where one lets more
/// than `most` in at once, the way to it is halved. Fewer where the path ends before, or where a penalty
/// can't be solved; empty where no group tells anything.
std::vector<std::uint32_t> first_on_group_path(const Matrix& rows, std::span<const std::uint32_t> group,
                                               const Response& response, std::size_t most);

}  // namespace nearside
