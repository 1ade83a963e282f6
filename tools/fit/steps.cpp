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
std::vector<std::size_t> parts_of(const StepData& data) {
  const std::vector<SampleUnit> units = units_of({}, data.group, data.rows.rows());
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

/// The request, fitted to all rows but those of one part. A part that can't be fitted by itself takes the
/// whole fit.
template <class Request>
Step fitted_without(const Request& request, std::size_t part, const std::vector<std::size_t>& parts,
                    const Step& whole, const StepData& data) {
  Matrix others{data.rows.columns, {}};
  std::vector<std::uint8_t> outcome;
  for (std::size_t r = 0; r < data.rows.rows(); ++r) {
    if (parts[r] == part) continue;
    const auto row = data.rows.row(r);
    others.values.insert(others.values.end(), row.begin(), row.end());
    outcome.push_back(data.outcome[r]);
  }
  auto step = fit(request, StepData{others, data.columns, data.predictors, outcome, data.seed});
  return step ? std::move(*step) : whole;
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

Matrix training_rows(const StepRequest& request, const Step& step, std::size_t columns_out,
                     const StepData& data) {
  return std::visit(
      [&](const auto& wished) {
        Matrix out = apply_to_rows(step, data.rows, columns_out);
        if constexpr (requires { wished.kCrossFitted; }) {
          const std::vector<std::size_t> parts = parts_of(data);
          for (std::size_t part = 0; part < kCrossFits; ++part) {
            const Step without = fitted_without(wished, part, parts, step, data);
            for (std::size_t r = 0; r < data.rows.rows(); ++r) {
              if (parts[r] == part) apply(without, data.rows.row(r), out.row(r));
            }
          }
        }
        return out;
      },
      request);
}

}  // namespace nearside
