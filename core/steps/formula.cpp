// SPDX-License-Identifier: Apache-2.0
#include "core/steps/formula.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/base/numerics.h"

namespace nearside {
namespace {

/// Too large becomes the largest double; missing stays missing.
double bounded(double value) noexcept {
  constexpr double kLargest = std::numeric_limits<double>::max();
  if (value > kLargest) return kLargest;
  if (value < -kLargest) return -kLargest;
  return value;
}

double as_number(bool truth) noexcept {
  return truth ? 1.0 : 0.0;
}

/// base ^ exponent: a whole exponent by repeated squaring, any other as exp(exponent · log(base)).
double power(double base, double exponent) noexcept {
  constexpr double kLargestWhole = 1024.0;
  const double size = std::abs(exponent);
  if (base == 0.0 && exponent < 0.0) return kNoNumber;
  if (size <= kLargestWhole && size == std::floor(size)) {
    double result = 1.0;
    double square = base;
    for (auto left = static_cast<std::uint32_t>(size); left > 0; left >>= 1) {
      if (left & 1u) result *= square;
      square *= square;
    }
    return exponent < 0.0 ? 1.0 / result : result;
  }
  if (base == 0.0) return 0.0;
  return base > 0.0 ? numerics::exp(exponent * numerics::log(base)) : kNoNumber;
}

/// Of an operation with one argument that is `a`.
double result_of(Operation operation, double a, double b) noexcept {
  switch (operation) {
    case Operation::negate:
      return -a;
    case Operation::logical_not:
      return as_number(a == 0.0);
    case Operation::abs:
      return std::abs(a);
    case Operation::log:
      return a > 0.0 ? numerics::log(a) : kNoNumber;
    case Operation::exp:
      return numerics::exp(a);
    case Operation::sqrt:
      return a >= 0.0 ? std::sqrt(a) : kNoNumber;
    case Operation::round:
      return std::round(a);
    case Operation::floor:
      return std::floor(a);
    case Operation::add:
      return a + b;
    case Operation::subtract:
      return a - b;
    case Operation::multiply:
      return a * b;
    case Operation::divide:
      return b == 0.0 ? kNoNumber : a / b;
    case Operation::power:
      return power(a, b);
    case Operation::less:
      return as_number(a < b);
    case Operation::less_or_equal:
      return as_number(a <= b);
    case Operation::greater:
      return as_number(a > b);
    case Operation::greater_or_equal:
      return as_number(a >= b);
    case Operation::equal:
      return as_number(a == b);
    case Operation::not_equal:
      return as_number(a != b);
    case Operation::logical_and:
      return as_number(a != 0.0 && b != 0.0);
    case Operation::logical_or:
      return as_number(a != 0.0 || b != 0.0);
    case Operation::min:
      return b < a ? b : a;
    case Operation::max:
      return a < b ? b : a;
    default:  // number, column, choose, first_known: not asked for here
      return kNoNumber;
  }
}

/// Whether complete arguments can give a missing result. `right` is the last argument where that is a number
/// written in the formula, else NaN: x / 100 and x ^ 2 always have a value.
bool may_give_missing(Operation operation, double right) noexcept {
  switch (operation) {
    case Operation::log:
    case Operation::sqrt:
      return true;
    case Operation::divide:
      return !(right < 0.0 || right > 0.0);
    case Operation::power:
      return !(right >= 0.0 && right <= 1024.0 && right == std::floor(right));
    default:
      return false;
  }
}

}  // namespace

std::size_t arguments_of(Operation operation) noexcept {
  if (operation <= Operation::column) return 0;
  if (operation <= Operation::floor) return 1;
  return operation == Operation::choose ? 3 : 2;
}

Result<Columns> Formula::columns_out(const Columns& in, const std::string& path) const {
  const auto fault = [&](const char* field, std::string message) { return bad_model(path + field, message); };
  if (auto ok = check_new_name(name, in, path, "name"); !ok) return ok.error();
  if (expression.size() > kMaxExpressionBytes) return fault(".expression", "is longer than 1,000 bytes");
  if (auto ok = check_indices(columns, in, path); !ok) return ok.error();
  if (operations.size() > kMaxOperations) return fault(".operations", "are more than 200");

  bool may_be_missing = false;
  std::vector<bool> used(columns.size(), false);
  std::size_t depth = 0;
  std::size_t next_input = 0;
  std::size_t next_number = 0;
  double last_number = kNoNumber;  // where it was the operation before
  for (const Operation operation : operations) {
    const std::size_t taken = arguments_of(operation);
    if (taken > depth) return fault(".operations", "take more values than there are");
    depth = depth - taken + 1;
    if (depth > kMaxDepth) return fault(".operations", "need a stack of more than 64 values");
    if (may_give_missing(operation, last_number)) may_be_missing = true;
    last_number = kNoNumber;
    if (operation == Operation::number) {
      if (next_number == numbers.size()) return fault(".numbers", "are fewer than the operations take");
      last_number = numbers[next_number++];
    } else if (operation == Operation::column) {
      if (next_input == inputs.size()) return fault(".inputs", "are fewer than the operations take");
      const std::uint32_t input = inputs[next_input++];
      if (input >= columns.size()) return fault(".inputs", "point beyond the columns");
      used[input] = true;
      if (in[columns[input]].may_be_missing) may_be_missing = true;
    }
  }
  if (depth != 1) return fault(".operations", "must leave one value");
  if (auto ok = check_values(numbers, next_number, path, "numbers"); !ok) return ok.error();
  if (next_input != inputs.size()) return fault(".inputs", "are more than the operations take");
  if (columns.empty() || std::find(used.begin(), used.end(), false) != used.end())
    return fault(".columns", "must all be used");

  Columns out = in;
  out.push_back({name, kCreated, 0, may_be_missing});
  return out;
}

void Formula::apply(std::span<const double> in, std::span<double> out) const noexcept {
  std::copy(in.begin(), in.end(), out.begin());
  std::array<double, kMaxDepth> stack{};
  std::size_t depth = 0;
  const double* number = numbers.data();
  const std::uint32_t* input = inputs.data();
  for (const Operation operation : operations) {
    const std::size_t taken = arguments_of(operation);
    double result = kNoNumber;
    if (operation == Operation::number) {
      result = *number++;
    } else if (operation == Operation::column) {
      result = in[columns[*input++]];
    } else if (operation == Operation::choose) {
      const double condition = stack[depth - 3];
      if (!std::isnan(condition)) result = condition != 0.0 ? stack[depth - 2] : stack[depth - 1];
    } else if (operation == Operation::first_known) {
      result = std::isnan(stack[depth - 2]) ? stack[depth - 1] : stack[depth - 2];
    } else {
      const double a = stack[depth - taken];
      const double b = taken == 2 ? stack[depth - 1] : 0.0;
      if (!std::isnan(a) && !std::isnan(b)) result = bounded(result_of(operation, a, b));
    }
    depth = depth - taken + 1;
    stack[depth - 1] = result;
  }
  out[in.size()] = stack[0];
}

void Formula::hand_back(std::span<const double> in, std::span<const double> /*out*/,
                        std::span<const double> given, std::span<double> back) const noexcept {
  std::copy(given.begin(), given.begin() + static_cast<std::ptrdiff_t>(in.size()), back.begin());
  const double share = given[in.size()] / static_cast<double>(columns.size());
  for (const std::uint32_t column : columns) back[column] += share;
}

}  // namespace nearside
