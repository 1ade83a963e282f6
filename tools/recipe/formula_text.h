// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a person writes a formula in a recipe:
//
//   weight_kg / (height_cm / 100) ^ 2
//   if(age >= 65 and not smoker, log(creatinine + 1), 0)
//
// Numbers (1, 0.5, 1e-3); names of predictors and created columns, in backticks where they are more than
// letters, digits and _ or where they are and, or, not; + - * / ^ and the minus sign; < <= > >= == != give
// 1 or 0; and, or, not take what is not 0 for true; min(a, b, ...), max(a, b, ...), abs(a), log(a) (natural),
// exp(a), sqrt(a), round(a) (a half away from 0), floor(a), if(condition, then, else), also with more pairs:
// if(c1, v1, c2, v2, else), first_known(a, b, ...) (the first that is not missing). A category is compared
// with one of its answers in quotes: sex == 'female', sex != 'female'; an ordered one counts as the place of
// the answer, from 0.
// Strongest first: functions, ^ (from the right: 2^3^2 is 2^9), minus sign (-a^2 is -(a^2)), * /, + -,
// comparisons (one only: a < b < c is refused), not, and, or.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/steps/formula.h"

namespace nearside {

/// A formula taken apart, its names not yet columns.
struct FormulaText {
  struct Name {
    std::string text;
    std::size_t character = 0;  ///< where it first stands, from 1
  };
  std::vector<Operation> operations;  ///< as in `Formula`
  std::vector<Name> names;            ///< each once, in the order of first use
  std::vector<std::uint32_t> inputs;  ///< for each `column` operation a place in `names`
  std::vector<double> numbers;

  /// A name compared with an answer in quotes; `numbers[number]` is to become the answer's place.
  struct Answer {
    std::uint32_t input = 0;  ///< place in `inputs`
    std::size_t number = 0;   ///< place in `numbers`
    std::string text;
    std::size_t character = 0;
  };
  std::vector<Answer> answers;
};

/// Parses a formula. Errors: `bad_recipe` at `path`, with the character, what was seen and what was expected.
Result<FormulaText> parse_formula(std::string_view expression, const std::string& path);

}  // namespace nearside
