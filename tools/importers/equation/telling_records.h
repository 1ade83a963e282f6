// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/data/record.h"
#include "core/model_file/model_file.h"

namespace nearside {

/// A number of an equation: in a formula, a coefficient, an intercept, a baseline, an end of a clamp
/// or of a computed range.
struct Constant {
  std::string path;                       ///< such as `quantity age_10, number 2 (10)`
  std::function<double&(ModelFile&)> in;  ///< the place of it in a copy of the model file
};

/// Every number of the equation but zeros and the places of answers.
std::vector<Constant> constants_of(const ModelFile& model_file);

/// Records that, with those of `given`, tell a change of 0.1 % in any constant: some output of some record
/// has other bits. A change in one direction is enough where no value between the two can be typed, as with a
/// band of whole years. Drawn from `seed`, within the hard ranges. Errors: `cannot_fit`, naming a constant
/// that no record tells.
Result<std::vector<Record>> telling_records(const ModelFile& model_file, std::span<const Record> given,
                                            std::uint64_t seed);

}  // namespace nearside
