// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <set>
#include <vector>

#include "core/steps/formula.h"

namespace nearside {

/// What a value can't do without: of each set at least one predictor must be known.
using Dependencies = std::set<std::set<std::uint32_t>>;

/// Both must be there.
Dependencies needed_by_both(const Dependencies& a, const Dependencies& b);

/// What a formula's result needs, from what each of the row's columns needs. `first_known` needs one of its
/// arguments; `if` counts with both its branches.
Dependencies needed_by(const Formula& formula, const std::vector<Dependencies>& columns);

}  // namespace nearside
