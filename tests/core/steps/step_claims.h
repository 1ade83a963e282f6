// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the tests of steps claim, in words.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/steps/step.h"
#include "tests/core/builders.h"

namespace nearside {

/// What a step makes of a row whose columns are `in`.
inline std::vector<double> row_after(const Step& step, const std::vector<double>& row, const Columns& in) {
  const auto out = columns_out(step, in, "s");
  EXPECT_TRUE(out) << out.error().text();
  if (!out) return {};
  std::vector<double> next(out->size(), -99.0);
  apply(step, row, next);
  return next;
}

/// What the step hands back of `given`.
inline std::vector<double> back_through(const Step& step, const std::vector<double>& row, const Columns& in,
                                        const std::vector<double>& given) {
  const std::vector<double> out = row_after(step, row, in);
  EXPECT_EQ(out.size(), given.size());
  std::vector<double> back(row.size(), 99.0);
  hand_back(step, row, out, given, back);
  return back;
}

inline void ExpectStepRefused(const Step& step, const Columns& in, const std::string& path,
                              const std::string& words) {
  ExpectFault(columns_out(step, in, "s"), ErrorCode::bad_model_file, path, words);
}

}  // namespace nearside
