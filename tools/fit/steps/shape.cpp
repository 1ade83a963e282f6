// SPDX-License-Identifier: Apache-2.0
#include "core/steps/shape.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/numerics.h"
#include "tools/fit/quantile.h"
#include "tools/fit/steps/chosen.h"

namespace nearside {
namespace {

/// The largest power of two that is not above x > 0. A limit of this kind, rather than the smallest value
/// itself, keeps one person's value out of the model file.
double octave_below(double x) {
  int exponent = 0;
  std::frexp(x, &exponent);
  return std::ldexp(0.5, exponent);
}

/// The smallest power of two that is not below x > 0.
double octave_above(double x) {
  const double below = octave_below(x);
  return below == x ? x : 2.0 * below;
}

/// The log-likelihood of λ, but for a constant, if the transformed values are normal. `log_slope` is the sum
/// of log |dy/dx| at λ = 2, less that at λ = 1.
double log_likelihood(PowerFamily family, const std::vector<double>& values, double log_slope, double lambda,
                      std::vector<double>& transformed) {
  const double count = static_cast<double>(values.size());
  double sum = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    transformed[i] = power(family, values[i], lambda);
    sum += transformed[i];
  }
  const double mean = sum / count;
  double squares = 0.0;
  for (double value : transformed) squares += (value - mean) * (value - mean);
  const double likelihood = (lambda - 1.0) * log_slope - 0.5 * count * numerics::log(squares / count);
  return std::isfinite(likelihood) ? likelihood : -1e300;
}

/// λ of the greatest likelihood from −8 to 8: the best of a grid, then golden section about it.
double best_lambda(PowerFamily family, const std::vector<double>& values) {
  double log_slope = 0.0;
  for (double value : values) {
    log_slope += family == PowerFamily::box_cox ? numerics::log(value)
                 : value < 0.0                  ? -numerics::log1p(-value)
                                                : numerics::log1p(value);
  }
  std::vector<double> transformed(values.size());
  const auto likelihood = [&](double lambda) {
    return log_likelihood(family, values, log_slope, lambda, transformed);
  };
  double best = 1.0;
  double best_likelihood = likelihood(best);
  for (int half = -16; half <= 16; ++half) {
    const double at = likelihood(0.5 * half);
    if (at > best_likelihood) {
      best = 0.5 * half;
      best_likelihood = at;
    }
  }
  constexpr double kGolden = 0.6180339887498949;  // (√5 − 1) / 2
  double low = std::max(-8.0, best - 0.5);
  double high = std::min(8.0, best + 0.5);
  double left = high - kGolden * (high - low);
  double right = low + kGolden * (high - low);
  double at_left = likelihood(left);
  double at_right = likelihood(right);
  while (high - low > 1e-9) {
    if (at_left >= at_right) {
      high = right;
      right = left;
      at_right = at_left;
      left = high - kGolden * (high - low);
      at_left = likelihood(left);
    } else {
      low = left;
      left = right;
      at_left = at_right;
      right = low + kGolden * (high - low);
      at_right = likelihood(right);
    }
  }
  return 0.5 * (low + high);
}

}  // namespace

Result<Step> fit(const ClipRequest& request, const StepData& data) {
  Clip clip;
  clip.columns = chosen_numbers(request.columns, data);
  for (std::uint32_t column : clip.columns) {
    auto values = sorted_values(data, column);
    if (!values) return values.error();
    const double low = request.low ? *request.low : quantile(*values, request.low_quantile);
    const double high = request.high ? *request.high : quantile(*values, request.high_quantile);
    if (low > high) {
      return cannot_fit(data.columns[column], "the given limit lies beyond the quantile on the other side");
    }
    clip.lows.push_back(low);
    clip.highs.push_back(high);
  }
  return Step(std::move(clip));
}

Result<Step> fit(const TransformRequest& request, const StepData& data) {
  Transform transform;
  transform.function = request.function;
  transform.columns = chosen_numbers(request.columns, data);
  for (std::uint32_t column : transform.columns) {
    auto values = sorted_values(data, column);
    if (!values) return values.error();
    double floor = 0.0;
    if (request.floor) {
      floor = *request.floor;
    } else if (request.function == Function::log) {
      if (values->front() <= 0.0) {
        return cannot_fit(data.columns[column], "has values at or below 0; give a \"floor\", or use log1p");
      }
      floor = octave_below(values->front());
    } else if (values->front() < 0.0) {
      return cannot_fit(data.columns[column], "has values below 0; give a \"floor\"");
    }
    transform.floors.push_back(floor);
  }
  return Step(std::move(transform));
}

Result<Step> fit(const PowerRequest& request, const StepData& data) {
  Power step;
  step.family = request.family;
  step.columns = chosen_numbers(request.columns, data);
  for (std::uint32_t column : step.columns) {
    const auto values = sorted_values(data, column);
    if (!values) return values.error();
    const double low = values->front();
    const double high = values->back();
    if (request.family == PowerFamily::box_cox) {
      if (low <= 0.0) {
        return cannot_fit(data.columns[column], "has values at or below 0; use yeo_johnson");
      }
      step.lows.push_back(octave_below(low));
      step.highs.push_back(octave_above(high));
    } else {
      step.lows.push_back(low < 0.0 ? -octave_above(-low) : 0.0);
      step.highs.push_back(high > 0.0 ? octave_above(high) : 0.0);
    }
    step.lambdas.push_back(low < high ? best_lambda(request.family, *values) : 1.0);
  }
  return Step(std::move(step));
}

Result<Step> fit(const QuantileMapRequest& request, const StepData& data) {
  QuantileMap map;
  map.shape = request.shape;
  map.columns = chosen_numbers(request.columns, data);
  for (std::uint32_t column : map.columns) {
    const auto values = sorted_values(data, column);
    if (!values) return values.error();
    const std::size_t count = std::min<std::size_t>(request.quantiles, values->size() / 10);
    if (count < 2) {
      return cannot_fit(data.columns[column], "has " + std::to_string(values->size()) +
                                                  " values; quantile_map needs 20, ten for each quantile");
    }
    map.counts.push_back(static_cast<std::uint32_t>(count));
    for (std::size_t i = 0; i < count; ++i) {
      const double share = 0.01 + 0.98 * static_cast<double>(i) / static_cast<double>(count - 1);
      const double value = quantile(*values, share);
      // Rounding between equal values must not make the list descend.
      map.quantiles.push_back(i == 0 ? value : std::max(value, map.quantiles.back()));
    }
  }
  return Step(std::move(map));
}

}  // namespace nearside
