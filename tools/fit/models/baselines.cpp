// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/base/numerics.h"
#include "tools/fit/linear/fit_linear.h"
#include "tools/fit/model.h"

namespace nearside {
namespace {

/// The variance of each column about its mean, by the response's weights.
std::vector<double> column_variances(const Rows& rows, const Response& response) {
  const std::vector<double> means = column_means(rows, response);
  std::vector<double> variances(means.size(), 0.0);
  double weight = 0.0;
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    weight += response.weight_of(r);
    for (std::size_t j = 0; j < means.size(); ++j) {
      const double difference = rows.row(r)[j] - means[j];
      variances[j] += response.weight_of(r) * difference * difference;
    }
  }
  for (double& variance : variances) variance /= weight;
  return variances;
}

struct ClassRows {
  Matrix rows;
  Response response;  ///< for the weights
  double weight = 0.0;
};

ClassRows rows_of_class(const ModelData& data, std::size_t k) {
  ClassRows one{{data.rows.columns(), {}}, {}, 0.0};
  for (std::size_t r = 0; r < data.rows.rows(); ++r) {
    if (data.response.label[r] != k) continue;
    const auto row = data.rows.row(r);
    one.rows.values.insert(one.rows.values.end(), row.begin(), row.end());
    one.response.weight.push_back(data.response.weight_of(r));
    one.weight += data.response.weight_of(r);
  }
  return one;
}

std::size_t classes_of(const Response& response) {
  return response.kind == OutcomeKind::classes ? response.classes : 2;
}

}  // namespace

Result<Model> fit(const NaiveBayesRequest& request, const ModelData& data) {
  const std::vector<double> all = column_variances(data.rows, data.response);
  const double largest = all.empty() ? 0.0 : *std::max_element(all.begin(), all.end());
  if (!(request.variance_floor * largest > 0.0)) {
    return Error{ErrorCode::cannot_fit, std::string(NaiveBayesRequest::kName),
                 all.empty() ? "no column is left to predict from" : "no column varies"};
  }
  NaiveBayes model;
  double weight = 0.0;
  for (std::size_t r = 0; r < data.rows.rows(); ++r) weight += data.response.weight_of(r);
  for (std::size_t k = 0; k < classes_of(data.response); ++k) {
    const ClassRows one = rows_of_class(data, k);
    if (!(one.weight > 0.0)) {
      return Error{ErrorCode::cannot_fit, std::string(NaiveBayesRequest::kName),
                   "class " + std::to_string(k + 1) + " has no rows"};
    }
    model.log_priors.push_back(numerics::log(one.weight / weight));
    const std::vector<double> means = column_means(one.rows, one.response);
    model.means.insert(model.means.end(), means.begin(), means.end());
    for (const double variance : column_variances(one.rows, one.response))
      model.variances.push_back(variance + request.variance_floor * largest);
  }
  return Model(std::move(model));
}

Result<Model> fit(const NearestNeighboursRequest& request, const ModelData& data) {
  const auto refuse = [](std::string why) {
    return Error{ErrorCode::cannot_fit, std::string(NearestNeighboursRequest::kName), std::move(why)};
  };
  const std::size_t rows = data.rows.rows();
  if (!data.response.weight.empty()) return refuse("counts rows, and takes no weights of them");
  if (rows > NearestNeighbours::kMostRows)
    return refuse("a model file holds at most 5,000 rows, found " + std::to_string(rows));
  if (request.neighbours > rows)
    return refuse(std::to_string(request.neighbours) + " neighbours, but only " + std::to_string(rows) +
                  " rows");
  NearestNeighbours model;
  model.neighbours = request.neighbours;
  model.classes = static_cast<std::uint32_t>(classes_of(data.response));
  for (const double variance : column_variances(data.rows, data.response))
    model.scales.push_back(variance > 0.0 ? std::sqrt(variance) : 1.0);
  model.rows = data.rows.copied().values;
  model.labels = data.response.label;
  return Model(std::move(model));
}

}  // namespace nearside
