// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/data/schema.h"

namespace nearside {

/// Whether a spreadsheet would run a cell as a formula (OWASP, "CSV Injection"): it begins with =, +, -, @, a
/// tab or a line break. A negative number does, too, and is none.
constexpr bool begins_like_formula(std::string_view cell) {
  return !cell.empty() && std::string_view("=+-@\t\r\n").find(cell[0]) != std::string_view::npos;
}

/// Ids begin cells of the tables that we write, so they must not begin like a formula. `path` is the error's.
Status check_beginning(std::string_view id, const std::string& path);

/// The same of all ids; paths such as `predictors[0].id`.
Status check_beginnings(const std::vector<Predictor>& predictors, const std::vector<Exclusion>& exclusions);

}  // namespace nearside
