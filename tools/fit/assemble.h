// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/model_file/model_file.h"
#include "tools/fit/pipeline.h"
#include "tools/fit/prune.h"
#include "tools/recipe/recipe.h"
#include "tools/table/development_table.h"

namespace nearside {

/// All that a model file holds but its test vectors: what the recipe says (its model is the one that was
/// fitted), the fitted pipeline with its steps pruned, and summaries of the table. Directions that the recipe
/// declares stand in the card as assumptions. `complete`: training was not stopped.
ModelFile assemble_file(const Recipe& recipe, Pruned pruned, Pipeline pipeline, const DevelopmentTable& table,
                        Performance performance, bool complete);

}  // namespace nearside
