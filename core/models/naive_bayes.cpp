// SPDX-License-Identifier: Apache-2.0
#include "core/models/naive_bayes.h"

#include "core/base/numerics.h"
#include "core/models/linear.h"
#include "core/models/margin_link.h"

namespace nearside {

Status NaiveBayes::check(const Columns& in, const std::string& path) const {
  const std::size_t classes = log_priors.size();
  if (classes < 2 || classes > kMostClasses)
    return bad_model(path, "log_priors", "must be 2 to 250, found " + std::to_string(classes));
  const std::size_t n = classes * in.size();
  const std::initializer_list<Numbers> lists{
      {log_priors, classes, "log_priors"}, {means, n, "means"}, {variances, n, "variances", kAboveZero}};
  if (auto ok = check_values(lists, path); !ok) return ok;
  return check_complete_numbers(in, path);
}

double NaiveBayes::log_density(std::size_t k, std::size_t j, double value) const noexcept {
  const std::size_t at = k * columns() + j;
  const double difference = value - means[at];
  return -0.5 * (numerics::log(variances[at]) + capped(difference * difference / variances[at]));
}

double NaiveBayes::part(std::size_t m, std::size_t j, double value) const noexcept {
  return log_priors.size() == 2 ? log_density(1, j, value) - log_density(0, j, value)
                                : log_density(m, j, value);
}

void NaiveBayes::score(std::span<const double> row, std::span<double> scores) const noexcept {
  for (std::size_t m = 0; m < scores.size(); ++m) {
    double sum = log_priors.size() == 2 ? log_priors[1] - log_priors[0] : log_priors[m];
    for (std::size_t j = 0; j < row.size(); ++j) sum += part(m, j, row[j]);
    scores[m] = sum;
  }
}

void NaiveBayes::link(std::span<const double> scores, std::span<double> outputs) const noexcept {
  link_margins(scores.size() == 1 ? MarginLink::logistic : MarginLink::softmax, scores, outputs);
}

void NaiveBayes::contribute(std::size_t m, std::span<const double> row,
                            std::span<double> contributions) const noexcept {
  for (std::size_t j = 0; j < row.size(); ++j)
    contributions[j] = part(m, j, row[j]) - part(m, j, mean_over_classes(j));
}

double NaiveBayes::mean_over_classes(std::size_t j) const noexcept {
  double mean = 0.0;
  for (std::size_t k = 0; k < log_priors.size(); ++k)
    mean += numerics::exp(log_priors[k]) * means[k * columns() + j];
  return mean;
}

std::vector<double> NaiveBayes::typical_row() const {
  std::vector<double> row;
  for (std::size_t j = 0; j < columns(); ++j) row.push_back(mean_over_classes(j));
  return row;
}

}  // namespace nearside
