// SPDX-License-Identifier: Apache-2.0
#include "tools/explain/column_names.h"

namespace nearside {

std::vector<std::string> readable_names(const Columns& columns, const std::vector<Predictor>& predictors) {
  std::vector<std::string> names;
  for (const Column& column : columns) {
    names.push_back(column.name);
    if (column.predictor == kCreated) continue;
    const Predictor& predictor = predictors[column.predictor];
    for (std::size_t level = 0; level < predictor.levels.size(); ++level) {
      if (column.name == predictor.id + "=" + std::to_string(level)) {
        names.back() = predictor.id + "=" + predictor.levels[level].id;
      }
    }
  }
  return names;
}

}  // namespace nearside
