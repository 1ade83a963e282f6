// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/base/result.h"
#include "tools/profile/column_profile.h"
#include "tools/recipe/recipe.h"
#include "tools/table/file.h"

namespace nearside {

struct InferOptions {
  std::string outcome;  ///< the column to predict
  std::string
      positive;    ///< the class whose probability is wanted; empty: taken from the usual words, or an error
  std::string id;  ///< the model's id; empty: from the file's name
  char delimiter = ',';
};

/// Looks at a table once and proposes a recipe: the kind, levels, missing markers and share missing of every
/// column. Identifiers, dates, free text and constants are left out, with the reason in `observed`. A
/// predictor that is complete in the table is required. `data.file` is the path as given. A table
/// from a pipe has no name: it needs `options.id`.
///
/// Missing markers are the empty field and NA, N/A, NaN, nan, NULL, null, ? and . anywhere; None, none and -
/// only among numbers. Codes such as -9 or 999 are never guessed.
Result<Recipe> infer_recipe(const Input& data, const InferOptions& options);

/// The predictor that `infer_recipe` makes of a judged column.
Predictor predictor_from(const ColumnProfile& column);

}  // namespace nearside
