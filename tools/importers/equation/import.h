// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model_file/model_file.h"

namespace nearside {

struct ImportedEquation {
  std::vector<std::uint8_t> bytes;  ///< the model file
  std::string hash;                 ///< its SHA-256
  ModelFile model_file;             ///< the same, decoded
  std::size_t examples = 0;         ///< worked examples of the source that were reproduced
  std::size_t constants = 0;  ///< numbers of the equation; the test vectors tell a change of 0.1 % in each
};

/// Reads the text of another equation that a chain names, by its path as it is written there.
using ReadOther = std::function<Result<std::string>(const std::string& file)>;

/// Turns the text of an equation.json into a model file: parses the formulas, resolves chains, reproduces the
/// worked examples, and chooses test vectors until a change of 0.1 % in any constant fails one of them.
/// Errors carry the path of the fault.
Result<ImportedEquation> import_equation(std::string_view json, const ReadOther& read_other);

}  // namespace nearside
