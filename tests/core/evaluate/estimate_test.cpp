// SPDX-License-Identifier: Apache-2.0
#include "core/evaluate/estimate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/evaluate/performance.h"
#include "core/evaluate/survival.h"
#include "core/evaluate/weighted.h"
#include "tests/core/builders.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

/// Thirty rows of twelve people, predicted in three folds. References: each measure written down anew, its
/// rows' influences by numerical derivatives with respect to their weights (steps of 1e-5), these added up by
/// person; Newton's method in full for the calibrations.
struct ClusteredRows {
  std::vector<std::uint32_t> group{0, 1, 1, 2, 2, 2, 3, 3, 3,  3,  4,  5,  5,  6,  6,
                                   6, 7, 7, 7, 7, 8, 9, 9, 10, 10, 10, 11, 11, 11, 11};
  std::vector<double> p{0.089, 0.721, 0.933, 0.255, 0.178, 0.557, 0.875, 0.788, 0.788, 0.662,
                        0.323, 0.495, 0.923, 0.727, 0.373, 0.769, 0.527, 0.254, 0.418, 0.435,
                        0.823, 0.739, 0.242, 0.973, 0.881, 0.761, 0.263, 0.694, 0.709, 0.891};
  std::vector<std::uint8_t> y{0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 1, 1, 1, 0, 1,
                              0, 1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1};
  std::vector<double> years{14.489, 7.282, 0.837, 1.96,  3.649, 4.652,  0.243, 3.256,  3.765,  5.39,
                            0.154,  9.775, 0.192, 1.058, 3.664, 6.039,  1.341, 11.552, 2.897,  1.35,
                            0.862,  0.489, 0.37,  0.305, 2.466, 13.945, 0.78,  0.131,  11.206, 1.59};
  std::vector<std::uint8_t> events{1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 0, 0, 1,
                                   0, 1, 1, 1, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1, 1};
  std::vector<std::uint32_t> fold;
  std::vector<double> average;

  ClusteredRows() {
    for (std::uint32_t r = 0; r < 30; ++r) {
      fold.push_back(r % 3);
      average.push_back(0.3 + 0.1 * static_cast<double>(r % 3));
    }
  }
};

void ExpectEstimate(const Estimate& seen, double value, double error) {
  EXPECT_NEAR(seen.value, value, 1e-9);
  EXPECT_NEAR(seen.standard_error, error, 1e-8);
}

TEST(ClusterRobust, ErrorsOfABinaryOutcome) {
  const ClusteredRows rows;
  const auto pooled = measure_binary(rows.p, rows.y, {rows.group, {}, rows.average});
  ASSERT_TRUE(pooled) << text_of(pooled);
  ExpectEstimate(pooled->auroc, 0.5324074074074074, 0.10790980812234338);
  ExpectEstimate(pooled->brier, 0.2897618, 0.04771406794528567);
  ExpectEstimate(pooled->scaled_brier, 0.012175681818181627, 0.2059522082541219);
  ExpectEstimate(pooled->calibration_in_the_large, -0.012640497860606295, 0.6292996453161942);
  ExpectEstimate(pooled->calibration_slope, 0.17016466960334012, 0.2570441737476662);
  const auto by_fold = measure_binary(rows.p, rows.y, {rows.group, rows.fold, {}});
  ASSERT_TRUE(by_fold) << text_of(by_fold);
  ExpectEstimate(by_fold->calibration_slope, 0.05930591027884264, 0.34233912948028045);
  ExpectEstimate(by_fold->calibration_in_the_large, -0.012640497860606295, 0.6292996453161942);
}

TEST(ClusterRobust, ErrorsOfATimeToAnEvent) {
  const ClusteredRows rows;
  const std::vector<double> horizon{2.0};
  const auto pooled = measure_time_to_event(rows.p, rows.years, rows.events, horizon, {rows.group, {}, {}});
  ASSERT_TRUE(pooled) << text_of(pooled);
  ExpectEstimate(pooled->concordance, 0.6210045662100456, 0.07531762065256616);
  ExpectEstimate(pooled->calibration_slope, 0.4446747746761098, 0.30707654600992945);
  ExpectEstimate(pooled->horizons[0].observed, 0.2844857241142069, 0.0866474623087959);
  ExpectEstimate(pooled->horizons[0].observed_to_predicted, 0.47241070095351545, 0.14494127217205047);
  const auto by_fold =
      measure_time_to_event(rows.p, rows.years, rows.events, horizon, {rows.group, rows.fold, {}});
  ASSERT_TRUE(by_fold) << text_of(by_fold);
  ExpectEstimate(by_fold->calibration_slope, 0.47019846183161595, 0.32705963588431336);
}

// Where all rows are one group their influences add up to the score, which is 0 at the slope: at times that
// several share, too, of which Efron lets each leave in equal parts.
TEST(ClusterRobust, InfluencesOnASlopeAddUpToNothing) {
  ClusteredRows rows;
  for (double& one : rows.years) one = std::ceil(one);
  const std::vector<std::uint32_t> one_group(30, 4);
  const std::vector<double> horizon{2.0};
  for (const std::span<const std::uint32_t> fold :
       {std::span<const std::uint32_t>(), std::span<const std::uint32_t>(rows.fold)}) {
    const auto measured =
        measure_time_to_event(rows.p, rows.years, rows.events, horizon, {one_group, fold, {}});
    const auto by_rows = measure_time_to_event(rows.p, rows.years, rows.events, horizon, {{}, fold, {}});
    ASSERT_TRUE(measured && by_rows);
    EXPECT_LT(measured->calibration_slope.standard_error, 1e-9);
    EXPECT_GT(by_rows->calibration_slope.standard_error, 0.1);
  }
}

// With weights of 1 the same people give the same errors; what divides by G − 1 does so in both.
TEST(ClusterRobust, ErrorsOfWeightedRowsAreTheSameWhereAllWeighOne) {
  const ClusteredRows rows;
  const RowContext context{rows.group, {}, rows.average};
  const std::vector<double> ones(30, 1.0);
  const auto plain = measure_binary(rows.p, rows.y, context);
  const auto weighted = measure_weighted_binary(rows.p, rows.y, ones, context);
  ASSERT_TRUE(plain && weighted);
  ExpectEstimate(weighted->auroc, plain->auroc.value, plain->auroc.standard_error);
  ExpectEstimate(weighted->scaled_brier, plain->scaled_brier.value, plain->scaled_brier.standard_error);
  ExpectEstimate(weighted->log_loss, plain->log_loss.value, plain->log_loss.standard_error);
  const std::vector<double> horizon{2.0};
  const auto timed = measure_time_to_event(rows.p, rows.years, rows.events, horizon, {rows.group, {}, {}});
  const auto timed_weighted =
      measure_weighted_time_to_event(rows.p, rows.years, rows.events, horizon, ones, {rows.group, {}, {}});
  ASSERT_TRUE(timed && timed_weighted);
  for (const auto measure : {&HorizonPerformance::observed, &HorizonPerformance::observed_to_predicted,
                             &HorizonPerformance::predicted, &HorizonPerformance::brier}) {
    const Estimate& expected = timed->horizons[0].*measure;
    ExpectEstimate(timed_weighted->horizons[0].*measure, expected.value, expected.standard_error);
  }
  ExpectEstimate(timed_weighted->concordance, timed->concordance.value, timed->concordance.standard_error);
}

TEST(ClusterRobust, ErrorsOfRowsThatAreTwiceThereAreThoseOfEachOnce) {
  ClusteredRows rows;
  std::vector<std::uint32_t> own;
  for (std::uint32_t r = 0; r < 30; ++r) own.push_back(r);
  const auto once = measure_binary(rows.p, rows.y, {own, {}, {}});
  const auto twice = [&](auto list) {
    const auto copy = list;
    list.insert(list.end(), copy.begin(), copy.end());
    return list;
  };
  const auto doubled = measure_binary(twice(rows.p), twice(rows.y), {twice(own), {}, {}});
  const auto blind = measure_binary(twice(rows.p), twice(rows.y));
  ASSERT_TRUE(once && doubled && blind);
  for (const auto measure :
       {&BinaryPerformance::auroc, &BinaryPerformance::brier, &BinaryPerformance::log_loss,
        &BinaryPerformance::scaled_brier, &BinaryPerformance::calibration_slope,
        &BinaryPerformance::calibration_in_the_large}) {
    const Estimate& expected = (*once).*measure;
    ExpectEstimate((*doubled).*measure, expected.value, expected.standard_error);
    EXPECT_LT(((*blind).*measure).standard_error, 0.9 * expected.standard_error);
  }
}

TEST(ClusterRobust, ErrorsOfSeveralClassesAndOfAQuantity) {
  const ClusteredRows rows;
  std::vector<double> three;
  std::vector<std::uint8_t> happened;
  std::vector<std::uint32_t> own;
  for (std::size_t r = 0; r < 30; ++r) {
    for (const double share : {1.0 - rows.p[r], 0.4 * rows.p[r], 0.6 * rows.p[r]}) three.push_back(share);
    happened.push_back(static_cast<std::uint8_t>((r + rows.y[r]) % 3));
    own.push_back(static_cast<std::uint32_t>(r));
  }
  const auto classes = measure_classes(three, happened, 3, {rows.group, {}, {}});
  const auto weighted =
      measure_weighted_classes(three, happened, 3, std::vector<double>(30, 1.0), {rows.group, {}, {}});
  ASSERT_TRUE(classes && weighted);
  for (const auto measure : {&ClassPerformance::accuracy, &ClassPerformance::balanced_accuracy,
                             &ClassPerformance::log_loss, &ClassPerformance::scaled_brier}) {
    const Estimate& expected = (*weighted).*measure;
    ExpectEstimate((*classes).*measure, expected.value, expected.standard_error);
  }
  // A person's rows agree: the error by persons is another than by rows.
  const auto by_rows = measure_quantity(rows.p, rows.years, {own, {}, {}});
  const auto plain = measure_quantity(rows.p, rows.years);
  const auto by_group = measure_quantity(rows.p, rows.years, {rows.group, {}, {}});
  ASSERT_TRUE(by_rows && plain && by_group);
  EXPECT_NEAR(by_rows->r_squared.standard_error, plain->r_squared.standard_error, 1e-12);
  EXPECT_GT(std::fabs(by_group->r_squared.standard_error - plain->r_squared.standard_error), 1e-3);
}

// Folds in which nothing or everything happened say nothing of a slope, and do not spoil it.
TEST(CalibrationSlope, LeavesOutFoldsOfOneClass) {
  const ClusteredRows rows;
  const auto without = measure_binary(rows.p, rows.y, {{}, rows.fold, {}});
  auto p = rows.p;
  auto y = rows.y;
  auto fold = rows.fold;
  for (const double more : {0.1, 0.4, 0.8}) {
    p.push_back(more);
    y.push_back(0);
    fold.push_back(7);
  }
  const auto with = measure_binary(p, y, {{}, fold, {}});
  ASSERT_TRUE(without && with);
  EXPECT_NEAR(with->calibration_slope.value, without->calibration_slope.value, 1e-9);
  EXPECT_NEAR(with->calibration_slope.standard_error, without->calibration_slope.standard_error, 1e-9);
}

TEST(ScaledBrier, IsOneLessTheRatioToTheAverage) {
  // Squared errors 0.04 + 0.36 + 0.16 + 0.04; the average of these rows, 1/2, has 4 · 0.25.
  const auto own =
      measure_binary(std::vector<double>{0.8, 0.4, 0.4, 0.2}, std::vector<std::uint8_t>{1, 1, 0, 0});
  ASSERT_TRUE(own);
  EXPECT_NEAR(own->scaled_brier.value, 0.4, 1e-15);
  const std::vector<double> average{0.25, 0.25, 0.75, 0.75};  // 4 · 0.5625
  const auto given = measure_binary(std::vector<double>{0.8, 0.4, 0.4, 0.2},
                                    std::vector<std::uint8_t>{1, 1, 0, 0}, {{}, {}, average});
  ASSERT_TRUE(given);
  EXPECT_NEAR(given->scaled_brier.value, 1.0 - 0.6 / 2.25, 1e-15);
}

}  // namespace
}  // namespace nearside
