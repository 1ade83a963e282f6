// SPDX-License-Identifier: Apache-2.0
#pragma once
// Steps fitted to rows as `bind` makes them, and the rows of the tables that references were made from.
#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

#include "tools/fit/steps.h"
#include "tools/fixtures.h"

namespace nearside {

inline Result<Step> fitted_step(const StepRequest& request, const std::vector<Predictor>& predictors,
                                const Matrix& rows, std::uint64_t seed = 0) {
  return fit(request, StepData{rows, columns_of(predictors), predictors, {}, seed});
}

/// Fits a step that must be of type T and must fit the columns.
template <class T>
T fitted_as(const StepRequest& request, const std::vector<Predictor>& predictors, const Matrix& rows) {
  auto step = fitted_step(request, predictors, rows);
  EXPECT_TRUE(step) << text_of(step);
  if (!step) return T();
  const auto out = columns_out(*step, columns_of(predictors), "s");
  EXPECT_TRUE(out) << text_of(out);
  return std::get<T>(*step);
}

/// The rows after a step.
inline Matrix rows_after(const Step& step, const Matrix& rows, const Columns& columns) {
  const auto out = columns_out(step, columns, "s");
  EXPECT_TRUE(out) << text_of(out);
  if (!out) return {};
  Matrix after{out->size(), std::vector<double>(rows.rows() * out->size())};
  for (std::size_t r = 0; r < rows.rows(); ++r) apply(step, rows.row(r), after.row(r));
  return after;
}

/// Columns of a CSV file as rows; an empty field is missing.
inline Matrix rows_of(const std::string& path, const std::vector<std::string>& names) {
  Matrix rows{names.size(), {}};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::vector<double> column = numbers_in(path, names[i]);
    rows.values.resize(column.size() * names.size());
    for (std::size_t r = 0; r < column.size(); ++r) rows.row(r)[i] = column[r];
  }
  return rows;
}

inline const std::vector<std::string> kPimaNames{"pregnant", "glucose", "pressure", "triceps",
                                                 "insulin",  "mass",    "pedigree", "age"};

inline std::vector<Predictor> pima_predictors() {
  std::vector<Predictor> predictors;
  for (const std::string& name : kPimaNames) predictors.push_back(numeric(name, false));
  return predictors;
}

inline Matrix pima_rows() {
  return rows_of(pima_csv(), kPimaNames);
}

}  // namespace nearside
