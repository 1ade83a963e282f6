// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/base/result.h"
#include "tools/recipe/recipe.h"

namespace nearside {

/// The same outcome in a table whose texts are another hospital's. `codes` say what each means, as in
/// `1=yes`: a class as the outcome calls it, `censored` where it is a time, nothing for a missing outcome;
/// every text of the column must be named. Without codes the outcome as it is. Errors: a code without a
/// meaning, twice, or with one that the outcome does not have; a meaning without a code.
Result<Outcome> in_codes(Outcome outcome, const std::vector<std::string>& codes);

}  // namespace nearside
