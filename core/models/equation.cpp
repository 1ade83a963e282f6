// SPDX-License-Identifier: Apache-2.0
#include "core/models/equation.h"

#include <algorithm>
#include <cmath>

#include "core/base/numerics.h"

namespace nearside {
namespace {

constexpr std::uint32_t kMostDecimals = 6;

Status check_case(const EquationCase& part, Link link, const Columns& columns, const std::string& path) {
  if (part.when && (*part.when >= columns.size() || columns[*part.when].levels > 0))
    return bad_model(path, "when", "is no column of numbers");
  for (const std::uint32_t column : part.columns) {
    if (column >= columns.size()) return bad_model(path, "columns", "point beyond the row");
  }
  if (auto ok = check_values(part.coefficients, part.columns.size(), path, "coefficients"); !ok) return ok;
  for (const double value : {part.intercept, part.centre, part.scale1, part.scale2}) {
    if (!std::isfinite(value)) return bad_model(path, "intercept, centre and scales must be finite");
  }
  if (!(part.baseline_survival > 0.0 && part.baseline_survival < 1.0))
    return bad_model(path, "baseline_survival", "must be above 0 and below 1");
  const bool cox = link == Link::cox || link == Link::cox_recalibrated;
  if (!cox && (part.baseline_survival != 0.5 || part.centre != 0.0))
    return bad_model(path, "baseline_survival and centre belong to the links cox and cox_recalibrated");
  if (link != Link::cox_recalibrated && (part.scale1 != 0.0 || part.scale2 != 1.0))
    return bad_model(path, "scale1 and scale2 belong to the link cox_recalibrated");
  return {};
}

Status check_rule(const EquationRule& rule, const Columns& columns, const std::string& path) {
  if (rule.cases.empty()) return bad_model(path, "cases", "an output needs a case");
  if (rule.cases.size() > Equation::kMaxCases) return bad_model(path, "cases", "are more than 256");
  for (std::size_t c = 0; c < rule.cases.size(); ++c) {
    const std::string here = indexed(path + ".cases", c);
    if (auto ok = check_case(rule.cases[c], rule.link, columns, here); !ok) return ok;
  }
  if (rule.clamp) {
    const auto& [low, high] = *rule.clamp;
    if (!std::isfinite(low) || !std::isfinite(high) || low > high)
      return bad_model(path, "clamp", "both ends must be finite and in their order");
  }
  if (rule.round_to && *rule.round_to > kMostDecimals)
    return bad_model(path, "round_to", "must be from 0 to 6");
  return {};
}

/// 1 − S0^e^(lp − centre), exact for small risks, too.
double cox_risk(const EquationCase& part, double lp) noexcept {
  return -numerics::expm1(numerics::log(part.baseline_survival) * numerics::exp(lp - part.centre));
}

double recalibrated_risk(const EquationCase& part, double lp) noexcept {
  const double log_hazard = numerics::log(-numerics::log(part.baseline_survival)) + (lp - part.centre);
  return -numerics::expm1(-numerics::exp(part.scale1 + part.scale2 * log_hazard));
}

double linked(Link link, const EquationCase& part, double lp) noexcept {
  switch (link) {
    case Link::identity:
      return lp;
    case Link::exp:
      return numerics::exp(lp);
    case Link::logistic:
      return numerics::logistic(lp);
    case Link::cox:
      return cox_risk(part, lp);
    case Link::cox_recalibrated:
      return recalibrated_risk(part, lp);
  }
  return kNoNumber;
}

/// The index of the first case that holds; the number of cases where none does. A condition that is missing
/// leaves open which one it is.
std::size_t case_of(const EquationRule& rule, std::span<const double> row) noexcept {
  for (std::size_t c = 0; c < rule.cases.size(); ++c) {
    const std::optional<std::uint32_t> when = rule.cases[c].when;
    if (!when) return c;
    if (std::isnan(row[*when])) return rule.cases.size();
    if (row[*when] != 0.0) return c;
  }
  return rule.cases.size();
}

}  // namespace

double rounded_half_up(double value, std::uint32_t decimals) noexcept {
  double scale = 1.0;
  for (std::uint32_t d = 0; d < decimals; ++d) scale *= 10.0;
  const double scaled = value * scale;
  constexpr double kAllWhole = 4503599627370496.0;  // 2^52: from here on every double is whole
  if (!(std::abs(scaled) < kAllWhole)) return value;
  // floor(scaled + 0.5) would round 0.49999999999999994 up.
  const double below = std::floor(scaled);
  return (scaled - below >= 0.5 ? below + 1.0 : below) / scale;
}

Status Equation::check(const Columns& columns, const std::string& path) const {
  if (rules.empty()) return bad_model(path, "rules", "an equation needs a rule");
  for (std::size_t q = 0; q < quantities.size(); ++q) {
    const std::string here = indexed(path + ".quantities", q) + ".column";
    if (quantities[q].column >= columns.size()) return bad_model(here, "is beyond the row");
    if (q > 0 && quantities[q].column <= quantities[q - 1].column) return bad_model(here, "must ascend");
  }
  for (std::size_t o = 0; o < rules.size(); ++o) {
    const std::string here = indexed(path + ".rules", o);
    if (auto ok = check_rule(rules[o], columns, here); !ok) return ok;
  }
  return {};
}

void Equation::score(std::span<const double> row, std::span<double> margins) const noexcept {
  for (std::size_t o = 0; o < rules.size(); ++o) {
    const std::size_t used = case_of(rules[o], row);
    const bool found = used < rules[o].cases.size();
    double lp = kNoNumber;
    if (found) {
      const EquationCase& part = rules[o].cases[used];
      lp = part.intercept;
      for (std::size_t t = 0; t < part.columns.size(); ++t) lp += part.coefficients[t] * row[part.columns[t]];
    }
    margins[o] = lp;
    margins[rules.size() + o] = found ? static_cast<double>(used) : kNoNumber;
  }
}

void Equation::link(std::span<const double> margins, std::span<double> outputs) const noexcept {
  for (std::size_t o = 0; o < rules.size(); ++o) {
    const EquationRule& rule = rules[o];
    outputs[o] = kNoNumber;
    if (std::isnan(margins[o])) continue;
    const auto used = static_cast<std::size_t>(margins[rules.size() + o]);
    double value = linked(rule.link, rule.cases[used], margins[o]);
    if (rule.clamp) value = std::min(std::max(value, rule.clamp->low), rule.clamp->high);
    if (rule.round_to) value = rounded_half_up(value, *rule.round_to);
    outputs[o] = value;
  }
}

}  // namespace nearside
