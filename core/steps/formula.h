// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/names_of.h"
#include "core/steps/columns.h"

namespace nearside {

/// What a formula is made of: first what puts a value on the stack, then what replaces the topmost one, two
/// or three values by its result.
enum class Operation : std::uint8_t {
  number,
  column,
  negate,
  logical_not,
  abs,
  log,
  exp,
  sqrt,
  round,
  floor,
  add,
  subtract,
  multiply,
  divide,
  power,
  less,
  less_or_equal,
  greater,
  greater_or_equal,
  equal,
  not_equal,
  logical_and,
  logical_or,
  min,
  max,
  choose,
  first_known
};
template <>
struct NamesOf<Operation> {
  static constexpr std::array<std::string_view, 27> names{"number",
                                                          "column",
                                                          "negate",
                                                          "not",
                                                          "abs",
                                                          "log",
                                                          "exp",
                                                          "sqrt",
                                                          "round",
                                                          "floor",
                                                          "add",
                                                          "subtract",
                                                          "multiply",
                                                          "divide",
                                                          "power",
                                                          "less",
                                                          "less_or_equal",
                                                          "greater",
                                                          "greater_or_equal",
                                                          "equal",
                                                          "not_equal",
                                                          "and",
                                                          "or",
                                                          "min",
                                                          "max",
                                                          "if",
                                                          "first_known"};
};

/// How many values an operation takes off the stack: 0 to 3. It puts one on.
std::size_t arguments_of(Operation operation) noexcept;

/// Appends one column that a formula makes from others, such as a body mass index. The formula stands as a
/// program for a stack: what a person wrote was parsed once, by the tool, so that no parser runs on the
/// person's device.
///
/// A category counts as the index of its level; the tool lets it be compared only.
///
/// Missing: the result is missing where any argument is, in comparisons, `and` and `or` too; of `if` where
/// the condition or the chosen value is; of `first_known` where both arguments are. A result that does not
/// exist is missing: a division by 0, the logarithm of a number that is not above 0, the root of a negative
/// one, a power such as 0^-1 or (-8)^0.5. One that is too large for a double is the largest double.
struct Formula {
  static constexpr std::string_view kName = "formula";
  static constexpr std::size_t kMaxExpressionBytes = 1'000;
  static constexpr std::size_t kMaxOperations = 200;
  static constexpr std::size_t kMaxDepth = 64;  ///< values on the stack at once
  std::string name;
  std::string expression;
  std::vector<std::uint32_t> columns;
  std::vector<Operation> operations;
  std::vector<std::uint32_t> inputs;
  std::vector<double> numbers;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("name", self.name, "of the column that is appended");
    archive.field("expression", self.expression,
                  "the formula as it was written, for people; the operations compute");
    archive.field("columns", self.columns, "columns that the formula uses, ascending");
    archive.field(
        "operations", self.operations,
        "in the order in which they are done (postfix): `column` and `number` put the next of `inputs` and "
        "`numbers` on a stack, the others replace the topmost value (negate to floor), two values (add to "
        "max, first_known) or three (if: condition, then, else) by their result; comparisons, and, or, not "
        "give "
        "1 or 0; first_known is the first unless that is missing");
    archive.field("inputs", self.inputs, "for each `column` operation a place in `columns`, from 0");
    archive.field("numbers", self.numbers, "for each `number` operation its value");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;

  /// The created column's contribution is shared equally among the columns that the formula uses.
  void hand_back(std::span<const double> in, std::span<const double> out, std::span<const double> given,
                 std::span<double> back) const noexcept;
};

}  // namespace nearside
