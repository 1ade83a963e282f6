// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/steps.h"

#include <algorithm>
#include <numeric>

#include "core/base/random.h"
#include "tools/choose/folds.h"

namespace nearside {
namespace {

constexpr std::size_t kCrossFits = 5;

/// Which of the five parts a row belongs to, at random from the seed; a group is in one of them.
Result<std::vector<std::size_t>> parts_of(const StepData& data, const std::string& name) {
  const std::vector<SampleUnit> units = units_of({}, data.group, data.rows.rows());
  if (units.size() < kCrossFits) {
    return Error{ErrorCode::cannot_fit, name,
                 "fits itself to four fifths of the " + std::string(data.group.empty() ? "rows" : "groups") +
                     " at a time, and there " + (units.size() == 1 ? "is " : "are ") +
                     std::to_string(units.size())};
  }
  std::vector<std::size_t> order(units.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  Random random(data.seed);
  random.shuffle(std::span<std::size_t>(order));
  std::vector<std::size_t> parts(data.rows.rows());
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (const std::size_t r : units[order[i]].rows) parts[r] = i % kCrossFits;
  }
  return parts;
}

/// The request, fitted to all rows but those of one part.
template <class Request>
Result<Step> fitted_without(const Request& request, std::size_t part, const std::vector<std::size_t>& parts,
                            const StepData& data) {
  Matrix others{data.rows.columns, {}};
  std::vector<std::uint8_t> outcome;
  for (std::size_t r = 0; r < data.rows.rows(); ++r) {
    if (parts[r] == part) continue;
    const auto row = data.rows.row(r);
    others.values.insert(others.values.end(), row.begin(), row.end());
    outcome.push_back(data.outcome[r]);
  }
  return fit(request, StepData{others, data.columns, data.predictors, outcome, data.seed});
}

}  // namespace

Result<Step> fit(const StepRequest& request, const StepData& data) {
  return std::visit([&](const auto& wished) { return fit(wished, data); }, request);
}

Matrix apply_to_rows(const Step& step, const Matrix& rows, std::size_t columns_out) {
  Matrix out{columns_out, std::vector<double>(rows.rows() * columns_out)};
  for (std::size_t r = 0; r < rows.rows(); ++r) apply(step, rows.row(r), out.row(r));
  return out;
}

Result<Matrix> training_rows(const StepRequest& request, const Step& step, std::size_t columns_out,
                             const StepData& data) {
  return std::visit(
      [&](const auto& wished) -> Result<Matrix> {
        Matrix out = apply_to_rows(step, data.rows, columns_out);
        if constexpr (requires { wished.kCrossFitted; }) {
          const auto parts = parts_of(data, std::string(wished.kName));
          if (!parts) return parts.error();
          for (std::size_t part = 0; part < kCrossFits; ++part) {
            const auto without = fitted_without(wished, part, *parts, data);
            if (!without) return without.error();
            for (std::size_t r = 0; r < data.rows.rows(); ++r) {
              if ((*parts)[r] == part) apply(*without, data.rows.row(r), out.row(r));
            }
          }
        }
        return out;
      },
      request);
}

}  // namespace nearside
