// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/steps/formula.h"

namespace nearside {

/// A formula's program as people write it, with as few brackets as its meaning allows. `words` has one text a
/// column of `formula.columns`: its name, or a value to put in its place. `answers` has the answers of each
/// of these columns, empty for a number: an index that one is compared with is written as 'the answer'.
std::string written(const Formula& formula, std::span<const std::string> words,
                    std::span<const std::vector<std::string>> answers);

}  // namespace nearside
