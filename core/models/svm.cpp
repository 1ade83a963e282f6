// SPDX-License-Identifier: Apache-2.0
#include "core/models/svm.h"

#include <cmath>

#include "core/base/numerics.h"
#include "core/models/linear.h"

namespace nearside {
namespace {

double squared_distance(std::span<const double> a, std::span<const double> b) noexcept {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double difference = a[i] - b[i];
    sum += difference * difference;
  }
  return sum;
}

/// By squaring, in LIBSVM's order.
double whole_power(double base, std::uint32_t exponent) noexcept {
  double square = base;
  double result = 1.0;
  for (std::uint32_t left = exponent; left > 0; left /= 2) {
    if (left % 2 == 1) result *= square;
    square *= square;
  }
  return result;
}

double kernel_of(const SupportVectorMachine& machine, std::span<const double> row,
                 std::span<const double> vector) noexcept {
  switch (machine.kernel) {
    case Kernel::linear:
      break;
    case Kernel::rbf:
      return numerics::exp(-machine.gamma * squared_distance(row, vector));
    case Kernel::polynomial:
      return whole_power(machine.gamma * numerics::dot(row, vector) + machine.coef0, machine.degree);
    case Kernel::sigmoid:
      return numerics::tanh(machine.gamma * numerics::dot(row, vector) + machine.coef0);
  }
  return numerics::dot(row, vector);
}

}  // namespace

Status SupportVectorMachine::check(const Columns& columns, const std::string& path) const {
  const std::size_t count = coefficients.size();
  if (count > kMostVectors)
    return bad_model(path, "coefficients", "must be at most 5,000, found " + std::to_string(count));
  if (auto ok = check_values(coefficients, count, path, "coefficients"); !ok) return ok;
  if (auto ok = check_values(vectors, count * columns.size(), path, "vectors"); !ok) return ok;
  if (!std::isfinite(gamma) || gamma < 0.0) return bad_model(path, "gamma", "must be a number from 0");
  if (!std::isfinite(coef0)) return bad_model(path, "coef0", "must be a finite number");
  if (degree < 1 || degree > kMostDegree) return bad_model(path, "degree", "must be from 1 to 10");
  if (!std::isfinite(rho)) return bad_model(path, "rho", "must be a finite number");
  if (!platt.empty() && platt.size() != 2)
    return bad_model(path, "platt", "must be a and b, or none, found " + std::to_string(platt.size()));
  if (auto ok = check_values(platt, platt.size(), path, "platt"); !ok) return ok;
  return check_complete_numbers(columns, path);
}

void SupportVectorMachine::score(std::span<const double> row, std::span<double> margins) const noexcept {
  double sum = 0.0;
  for (std::size_t v = 0; v < coefficients.size(); ++v)
    sum += coefficients[v] * kernel_of(*this, row, std::span(vectors).subspan(v * row.size(), row.size()));
  margins[0] = sum - rho;
}

void SupportVectorMachine::link(std::span<const double> margins, std::span<double> outputs) const noexcept {
  outputs[0] = platt.empty() ? margins[0] : numerics::logistic(platt[0] + platt[1] * margins[0]);
}

}  // namespace nearside
