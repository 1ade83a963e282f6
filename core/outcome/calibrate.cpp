// SPDX-License-Identifier: Apache-2.0
#include "core/outcome/calibrate.h"

#include <algorithm>
#include <cmath>

#include "core/base/numerics.h"

namespace nearside {
namespace {

constexpr double kEnd = 1e-15;

bool is_share(double value) {
  return value >= 0.0 && value <= 1.0;
}

[[gnu::noinline]] void divide(std::span<double> values, double sum) noexcept {
  for (double& value : values) value = sum <= 0.0 ? 1.0 / static_cast<double>(values.size()) : value / sum;
}

}  // namespace

Status Calibration::check(const std::string& path) const {
  const std::size_t wanted = method == CalibrationMethod::platt  ? 2
                             : method == CalibrationMethod::beta ? 3
                                                                 : 0;
  if (parameters.size() != wanted) return bad_model(path, "parameters", "are too few or too many");
  for (const double value : parameters)
    if (!std::isfinite(value)) return bad_model(path, "parameters", "must be finite numbers");
  const bool points = method == CalibrationMethod::isotonic;
  if (from.size() != to.size() || from.empty() == points)
    return bad_model(path, "from", "and `to` must be equally long, with points only where they are used");
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (!is_share(from[i]) || !is_share(to[i]))
      return bad_model(path, "from", "must lie from 0 to 1, as `to`");
    if (i > 0 && !(from[i] > from[i - 1] && to[i] >= to[i - 1]))
      return bad_model(path, "from", "must ascend, and `to` must not fall");
  }
  return {};
}

double Calibration::apply(double p) const noexcept {
  if (method == CalibrationMethod::none) return p;
  if (method == CalibrationMethod::isotonic) {
    const auto above = std::upper_bound(from.begin(), from.end(), p);
    if (above == from.begin()) return to.front();
    if (above == from.end()) return to.back();
    const auto i = static_cast<std::size_t>(above - from.begin());
    const double share = (p - from[i - 1]) / (from[i] - from[i - 1]);
    return to[i - 1] + share * (to[i] - to[i - 1]);
  }
  const double inside = std::clamp(p, kEnd, 1.0 - kEnd);
  if (method == CalibrationMethod::platt)
    return numerics::logistic(parameters[0] + parameters[1] * numerics::logit(inside));
  return numerics::logistic(parameters[0] + parameters[1] * numerics::log(inside) -
                            parameters[2] * numerics::log1p(-inside));
}

Status Calibrations::check(std::size_t given, const std::string& path) const {
  for (const std::size_t size : {outputs.size(), intercepts.size()}) {
    if (size != 0 && size != given) return bad_model(path, "outputs", "need one entry an output, or none");
  }
  for (const double one : intercepts) {
    if (!(std::fabs(one) <= kGreatestIntercept))
      return bad_model(path, "intercepts", "must lie from -50 to 50");
  }
  for (std::size_t o = 0; o < outputs.size(); ++o) {
    if (auto ok = outputs[o].check(indexed(path + ".outputs", o)); !ok) return ok;
  }
  return {};
}

[[gnu::noinline]] void Calibrations::apply(std::span<double> values) const noexcept {
  if (!intercepts.empty()) {
    double sum = 0.0;
    for (std::size_t o = 0; o < values.size(); ++o) {
      const double inside = std::clamp(values[o], kLeastShifted, 1.0 - kLeastShifted);
      if (values.size() == 1) sum = 1.0 - inside;  // of the other class
      sum += values[o] = inside * numerics::exp(intercepts[o]);
    }
    divide(values, sum);
  }
  if (outputs.empty()) return;
  double sum = 0.0;
  for (std::size_t o = 0; o < values.size(); ++o) {
    values[o] = outputs[o].apply(values[o]);
    sum += values[o];
  }
  if (divide_by_sum) divide(values, sum);
}

}  // namespace nearside
