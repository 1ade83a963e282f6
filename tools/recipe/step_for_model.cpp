// SPDX-License-Identifier: Apache-2.0
#include "tools/recipe/step_for_model.h"

namespace nearside {
namespace {

/// Whether rows are near or far by all their columns together: then a column's unit is its weight.
bool measures_distances(const ModelRequest& model) {
  return std::visit(
      [](const auto& request) {
        return requires {
          request.kMeasuresDistances;
        };
      },
      model);
}

}  // namespace

StepRequest for_model(StepRequest step, const ModelRequest& model) {
  auto* const standardise = std::get_if<StandardiseRequest>(&step);
  if (standardise != nullptr && standardise->which == StandardisedColumns::by_model)
    standardise->which =
        measures_distances(model) ? StandardisedColumns::every_column : StandardisedColumns::numbers;
  return step;
}

}  // namespace nearside
