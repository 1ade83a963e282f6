// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/models/additive.h"
#include "tools/fit/features.h"
#include "tools/fit/linear/fit_linear.h"
#include "tools/fit/linear/group_path.h"
#include "tools/fit/model.h"
#include "tools/fit/points/bins.h"
#include "tools/fit/points/merge.h"

namespace nearside {
namespace {

Error nothing_told() {
  return {ErrorCode::cannot_fit, "points", "no predictor tells anything of the outcome"};
}

/// The indicators of the predictors that come first on the group path: all of one predictor's columns are a
/// group, and a column that was made from several predictors is one.
std::vector<Indicator> sparse(const std::vector<Divided>& divided, const std::vector<Indicator>& indicators,
                              const ModelData& data, std::size_t most) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> groups;
  std::vector<std::uint32_t> group;
  for (const Indicator& indicator : indicators) {
    const std::uint32_t p = data.columns[indicator.column].predictor;
    const std::pair<std::uint32_t, std::uint32_t> from(p, p == kCreated ? indicator.column : 0u);
    group.push_back(groups.emplace(from, static_cast<std::uint32_t>(groups.size())).first->second);
  }
  const Matrix rows = indicator_rows(divided, indicators, data.response.rows());
  const std::vector<std::uint32_t> chosen = first_on_group_path(rows, group, data.response, most);
  std::vector<Indicator> kept;
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    if (std::binary_search(chosen.begin(), chosen.end(), group[i])) kept.push_back(indicators[i]);
  }
  return kept;
}

/// The log odds of a column's bins and of a missing value, the lowest being 0.
ShapeFunction shape_of(const Divided& divided, const std::vector<Indicator>& indicators,
                       const std::vector<double>& coefficients) {
  ShapeFunction shape{divided.axis, std::vector<double>(divided.axis.bins() + 1, 0.0), 0.0};
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    if (indicators[i].column != divided.axis.column) continue;
    for (std::size_t b = indicators[i].from; b < indicators[i].until; ++b) shape.values[b] += coefficients[i];
  }
  // Where few people lack the value, it counts as the average of those who have it.
  if (divided.rows.back() < kFewRows) {
    double sum = 0.0;
    double rows = 0.0;
    for (std::size_t b = 0; b < shape.axis.bins(); ++b) {
      sum += shape.values[b] * divided.rows[b];
      rows += divided.rows[b];
    }
    shape.values.back() = sum / rows;
  }
  const double lowest = *std::min_element(shape.values.begin(), shape.values.end());
  for (double& value : shape.values) value -= lowest;
  return shape;
}

void merge_equal(ShapeFunction& shape) {
  for (std::size_t c = shape.axis.cuts.size(); c-- > 0;) {
    if (shape.values[c] != shape.values[c + 1]) continue;
    shape.axis.cuts.erase(shape.axis.cuts.begin() + static_cast<std::ptrdiff_t>(c));
    shape.values.erase(shape.values.begin() + static_cast<std::ptrdiff_t>(c));
  }
}

/// The risk table: a logistic regression on the total of the whole points.
Status fit_risks(Additive& score, const ModelData& data) {
  Matrix totals{1, {}};
  double weight = 0.0;
  for (std::size_t r = 0; r < data.rows.rows(); ++r) {
    double total = 0.0;
    for (ShapeFunction& shape : score.shapes) {
      const double points = shape.values[shape.axis.bin_of(data.rows.row(r)[shape.axis.column])];
      total += points;
      shape.mean += data.response.weight_of(r) * points;
    }
    totals.values.push_back(total);
    weight += data.response.weight_of(r);
  }
  for (ShapeFunction& shape : score.shapes) shape.mean /= weight;
  auto table = fit_linear({LossKind::logistic}, totals, data.response);
  if (!table) {
    return Error{ErrorCode::cannot_fit, "points",
                 "their total separates the classes, so that no total has a risk between 0 and 1; fit fewer "
                 "predictors or bins"};
  }
  score.intercept = table->intercepts[0];
  score.per_point = table->coefficients[0];
  if (score.per_point > 0.0) return {};
  return Error{ErrorCode::cannot_fit, "points", "more of them do not mean a higher risk"};
}

}  // namespace

Result<Model> fit(const PointsRequest& request, const ModelData& data) {
  if (auto ok = check_response(data.response, LossKind::logistic); !ok) return ok.error();
  auto directions = directions_of(request.monotone, data, "model.points.monotone");
  if (!directions) return directions.error();
  std::vector<Divided> divided;
  std::vector<Indicator> indicators;
  for (std::uint32_t c = 0; c < data.columns.size(); ++c) {
    divided.push_back(divide(c, data, request.bins));
    for (const Indicator& one : indicators_of(divided.back())) indicators.push_back(one);
  }
  indicators = sparse(divided, indicators, data, request.predictors);
  const auto coefficients = refitted(indicators, divided, *directions, data.response);
  if (!coefficients) return coefficients.error();

  Additive score;
  double largest = 0.0;
  for (const Indicator& indicator : indicators) {
    if (!score.shapes.empty() && score.shapes.back().axis.column == indicator.column) continue;
    score.shapes.push_back(shape_of(divided[indicator.column], indicators, *coefficients));
    for (const double value : score.shapes.back().values) largest = std::max(largest, value);
  }
  for (ShapeFunction& shape : score.shapes) {
    for (double& value : shape.values)
      value = largest > 0.0 ? std::round(value / largest * request.most_points) : 0.0;
    merge_equal(shape);
  }
  std::erase_if(score.shapes, [](const ShapeFunction& shape) {
    return std::all_of(shape.values.begin(), shape.values.end(), [](double value) { return value == 0.0; });
  });
  if (score.shapes.empty()) return nothing_told();
  if (auto ok = fit_risks(score, data); !ok) return ok.error();
  return Model(std::move(score));
}

}  // namespace nearside
