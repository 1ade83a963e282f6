// SPDX-License-Identifier: Apache-2.0
#include "core/models/linear.h"

#include <cmath>

#include "core/base/numerics.h"

namespace nearside {

Status LogisticRegression::check(const Columns& columns, const std::string& path) const {
  if (!std::isfinite(intercept))
    return Error{ErrorCode::bad_model_file, path + ".intercept", "must be a finite number"};
  if (auto ok = check_values(coefficients, columns.size(), path + ".coefficients"); !ok) return ok;
  if (auto ok = check_values(means, columns.size(), path + ".means"); !ok) return ok;
  for (const Column& column : columns) {
    if (column.may_be_missing) {
      return Error{ErrorCode::bad_model_file, path, column.name + " may be missing; impute it first"};
    }
    if (column.levels > 0) {
      return Error{ErrorCode::bad_model_file, path, column.name + " is a category; encode it first"};
    }
  }
  return {};
}

void LogisticRegression::score(std::span<const double> row, std::span<double> margins) const noexcept {
  double sum = intercept;
  for (std::size_t i = 0; i < row.size(); ++i) sum += coefficients[i] * row[i];
  margins[0] = sum;
}

void LogisticRegression::link(std::span<const double> margins, std::span<double> outputs) const noexcept {
  outputs[0] = numerics::logistic(margins[0]);
}

}  // namespace nearside
