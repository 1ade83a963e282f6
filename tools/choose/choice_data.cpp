// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/choice_data.h"

#include <algorithm>
#include <cmath>

namespace nearside {

ChoiceRows rows_of(const ChoiceData& data, std::span<const std::size_t> chosen) {
  return {data.rows.matrix(), data.rows.places(chosen), data.response.of(chosen)};
}

std::vector<std::size_t> sample_rows(const Response& response, double share, std::uint64_t seed) {
  const std::vector<SampleUnit> units = units_of(response.label, response.group, response.rows());
  std::vector<std::vector<std::size_t>> of_class(1);
  for (std::size_t u = 0; u < units.size(); ++u) {
    const std::size_t k = units[u].label;
    if (k >= of_class.size()) of_class.resize(k + 1);
    of_class[k].push_back(u);
  }
  Random random(seed);
  std::vector<std::size_t> sample;
  for (std::vector<std::size_t>& chosen : of_class) {
    random.shuffle(std::span<std::size_t>(chosen));
    const auto count = static_cast<std::size_t>(std::ceil(static_cast<double>(chosen.size()) * share));
    for (std::size_t i = 0; i < count; ++i)
      sample.insert(sample.end(), units[chosen[i]].rows.begin(), units[chosen[i]].rows.end());
  }
  std::sort(sample.begin(), sample.end());
  return sample;
}

FoldRows rows_of_fold(const Folds& folds, std::uint32_t fold) {
  FoldRows rows;
  for (std::size_t r = 0; r < folds.of_row.size(); ++r) {
    if (folds.of_row[r] == fold) {
      rows.held_out.push_back(r);
    } else if (folds.is_fitted(r, fold)) {
      rows.fitted.push_back(r);
    }
  }
  return rows;
}

Result<Folds> inner_folds(const Recipe& recipe, const ChoiceData& data, std::uint64_t seed) {
  auto folds = folds_of(data.response, recipe.search ? recipe.search->folds : 5, seed);
  if (folds) return folds;
  Error error = folds.error();
  error.path = recipe.search ? "search.folds" : "calibration";
  return error;
}

}  // namespace nearside
