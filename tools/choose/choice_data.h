// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "tools/choose/folds.h"
#include "tools/recipe/recipe.h"
#include "tools/table/response.h"
#include "tools/table/rows.h"

namespace nearside {

/// Rows that a model is chosen and fitted on.
struct ChoiceData {
  Rows rows;
  const Response& response;
};

/// Some rows of such data; they stand where they are, what is known of each is copied.
struct ChoiceRows {
  const Matrix& matrix;
  std::vector<std::size_t> places;
  Response response;
  ChoiceData data() const { return {Rows(matrix, places), response}; }
};
ChoiceRows rows_of(const ChoiceData& data, std::span<const std::size_t> chosen);

/// A share of the rows, in their order, for a round of halving: of each class the same share, at random;
/// whole groups.
std::vector<std::size_t> sample_rows(const Response& response, double share, std::uint64_t seed);

/// The rows that an outer fold is fitted to, and those it predicts.
struct FoldRows {
  std::vector<std::size_t> fitted;
  std::vector<std::size_t> held_out;
};
FoldRows rows_of_fold(const Folds& folds, std::uint32_t fold);

/// The folds inside such rows, by which settings and calibrations are chosen. Errors name the field whose
/// folds these are.
Result<Folds> inner_folds(const Recipe& recipe, const ChoiceData& data, std::uint64_t seed);

/// The seed of the inner folds of an outer fold.
inline std::uint64_t seed_of_fold(std::uint64_t seed, std::uint32_t fold) {
  return seed + 1 + fold;
}

}  // namespace nearside
