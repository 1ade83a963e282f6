// SPDX-License-Identifier: Apache-2.0
#include "tools/explain/written_formula.h"

#include <optional>

#include "core/base/number_text.h"

namespace nearside {
namespace {

/// How strongly the outermost sign of a text binds; a text inside one that binds more strongly needs
/// brackets.
enum Strength { kOr, kAnd, kNot, kComparison, kSum, kProduct, kSign, kPower, kWhole };

struct Part {
  std::string text;
  Strength strength = kWhole;
  std::optional<std::uint32_t> input{};  ///< it is just this column
  std::optional<double> number{};        ///< it is just this number
};

struct Infix {
  const char* sign;
  Strength strength;
};

Infix infix_of(Operation operation) {
  switch (operation) {
    case Operation::add:
      return {" + ", kSum};
    case Operation::subtract:
      return {" - ", kSum};
    case Operation::multiply:
      return {" * ", kProduct};
    case Operation::divide:
      return {" / ", kProduct};
    case Operation::power:
      return {" ^ ", kPower};
    case Operation::less:
      return {" < ", kComparison};
    case Operation::less_or_equal:
      return {" <= ", kComparison};
    case Operation::greater:
      return {" > ", kComparison};
    case Operation::greater_or_equal:
      return {" >= ", kComparison};
    case Operation::equal:
      return {" == ", kComparison};
    case Operation::not_equal:
      return {" != ", kComparison};
    case Operation::logical_and:
      return {" and ", kAnd};
    case Operation::logical_or:
      return {" or ", kOr};
    default:
      return {nullptr, kWhole};
  }
}

std::string inside(const Part& part, Strength least) {
  return part.strength < least ? "(" + part.text + ")" : part.text;
}

Part joined(Operation operation, const Part& a, const Part& b) {
  const auto [sign, strength] = infix_of(operation);
  if (sign == nullptr) {
    return {std::string(enum_name(operation)) + "(" + a.text + ", " + b.text + ")", kWhole};
  }
  // Comparisons are never chained; powers bind from the right, the others from the left.
  const bool from_right = operation == Operation::power;
  const auto next = static_cast<Strength>(strength + 1);
  const Strength left = from_right || strength == kComparison ? next : strength;
  const Strength right = from_right ? strength : next;
  return {inside(a, left) + sign + inside(b, right), strength};
}

Part applied(Operation operation, const Part& a) {
  if (operation == Operation::negate) return {"-" + inside(a, kSign), kSign};
  if (operation == Operation::logical_not) return {"not " + inside(a, kNot), kNot};
  return {std::string(enum_name(operation)) + "(" + a.text + ")", kWhole};
}

Part word(const std::string& text) {
  return {text, !text.empty() && text[0] == '-' ? kSign : kWhole};
}

}  // namespace

std::string written(const Formula& formula, std::span<const std::string> words,
                    std::span<const std::vector<std::string>> answers) {
  std::vector<Part> stack;
  std::size_t next_input = 0;
  std::size_t next_number = 0;
  for (const Operation operation : formula.operations) {
    const std::size_t taken = arguments_of(operation);
    Part part;
    if (operation == Operation::number) {
      part = word(number_text(formula.numbers[next_number]));
      part.number = formula.numbers[next_number++];
    } else if (operation == Operation::column) {
      part = word(words[formula.inputs[next_input]]);
      part.input = formula.inputs[next_input++];
    } else if (taken == 1) {
      part = applied(operation, stack.back());
    } else if (taken == 2) {
      const Part& left = stack[stack.size() - 2];
      Part& right = stack.back();
      if (left.input && right.number && !answers[*left.input].empty())
        right = word("'" + answers[*left.input][static_cast<std::size_t>(*right.number)] + "'");
      part = joined(operation, left, right);
    } else {
      const std::size_t first = stack.size() - 3;
      part.text =
          "if(" + stack[first].text + ", " + stack[first + 1].text + ", " + stack[first + 2].text + ")";
    }
    stack.resize(stack.size() - taken);
    stack.push_back(std::move(part));
  }
  return stack.empty() ? std::string() : stack.back().text;
}

}  // namespace nearside
