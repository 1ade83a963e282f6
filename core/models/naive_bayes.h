// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/steps/columns.h"

namespace nearside {

/// Gaussian naive Bayes: within a class the columns are independent and normal. A class's log score is
/// log prior + Σ −½ (log variance + (column − mean)² / variance), summed in the order of the columns. Two
/// classes have one margin, the log odds of the second; several have a log score each, and e^score is divided
/// by the sum over all.
struct NaiveBayes {
  static constexpr std::string_view kName = "naive_bayes";
  static constexpr std::size_t kMostClasses = 250;
  std::vector<double> log_priors;
  std::vector<double> means;
  std::vector<double> variances;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("log_priors", self.log_priors, "logarithm of each class's share, 2 to 250 classes");
    archive.field("means", self.means,
                  "mean of each column after the last step in the first class, then in the next");
    archive.field("variances", self.variances, "their variances, above 0, in the same order");
  }

  std::size_t margins() const { return log_priors.size() == 2 ? 1 : log_priors.size(); }
  std::size_t outputs() const { return margins(); }
  std::size_t explained() const { return margins(); }
  Status check(const Columns& columns, const std::string& path) const;
  void score(std::span<const double> row, std::span<double> margins) const noexcept;
  /// The probability of the second class, or of each.
  void link(std::span<const double> margins, std::span<double> outputs) const noexcept;
  /// What each column adds to margin `m`, counted from what its mean over all classes would add.
  void contribute(std::size_t m, std::span<const double> row, std::span<double> contributions) const noexcept;
  /// The means over all classes.
  std::vector<double> typical_row() const;

 private:
  double part(std::size_t m, std::size_t j, double value) const noexcept;
  double mean_over_classes(std::size_t j) const noexcept;
  std::size_t columns() const { return means.size() / log_priors.size(); }
  double log_density(std::size_t k, std::size_t j, double value) const noexcept;
};

}  // namespace nearside
