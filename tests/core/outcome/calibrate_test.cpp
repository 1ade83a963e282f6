// SPDX-License-Identifier: Apache-2.0
#include "core/outcome/calibrate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/base/numerics.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

const Calibration kPlatt{CalibrationMethod::platt, {-0.5, 2.0}, {}, {}};
const Calibration kBeta{CalibrationMethod::beta, {0.25, 1.5, 0.75}, {}, {}};
const Calibration kIsotonic{CalibrationMethod::isotonic, {}, {0.1, 0.5, 0.9}, {0.05, 0.05, 0.8}};

TEST(Calibration, LeavesAProbabilityAloneWithoutAMethod) {
  EXPECT_EQ(Calibration().apply(0.3), 0.3);
  EXPECT_EQ(Calibration().apply(0.0), 0.0);
}

TEST(Calibration, ByPlattMovesTheLogOdds) {
  // logit(0.8) = ln 4; -0.5 + 2 ln 4 is the log odds of 16 e^-0.5.
  const double odds = 16.0 * std::exp(-0.5);
  EXPECT_NEAR(kPlatt.apply(0.8), odds / (1.0 + odds), 1e-15);
  EXPECT_GT(kPlatt.apply(0.0), 0.0);  // not NaN: the ends have a logarithm
  EXPECT_LE(kPlatt.apply(1.0), 1.0);
}

TEST(Calibration, ByBetaMovesBothLogarithms) {
  const double odds = std::exp(0.25) * std::pow(0.8, 1.5) / std::pow(0.2, 0.75);
  EXPECT_NEAR(kBeta.apply(0.8), odds / (1.0 + odds), 1e-15);
  EXPECT_FALSE(std::isnan(kBeta.apply(0.0)));
  EXPECT_FALSE(std::isnan(kBeta.apply(1.0)));
}

TEST(Calibration, ByIsotonicGoesStraightBetweenPointsAndLevelBeyondThem) {
  EXPECT_EQ(kIsotonic.apply(0.0), 0.05);
  EXPECT_EQ(kIsotonic.apply(0.1), 0.05);
  EXPECT_EQ(kIsotonic.apply(0.3), 0.05);
  EXPECT_DOUBLE_EQ(kIsotonic.apply(0.7), 0.05 + 0.5 * 0.75);
  EXPECT_EQ(kIsotonic.apply(0.9), 0.8);
  EXPECT_EQ(kIsotonic.apply(1.0), 0.8);
}

TEST(Calibrations, OfClassesAreDividedByTheirSum) {
  const Calibrations three{true, {kPlatt, {}, {}}};
  std::vector<double> outputs{0.5, 0.3, 0.2};
  three.apply(outputs);
  const double first = kPlatt.apply(0.5);
  EXPECT_EQ(outputs, (std::vector<double>{first / (first + 0.3 + 0.2), 0.3 / (first + 0.3 + 0.2),
                                          0.2 / (first + 0.3 + 0.2)}));
  std::vector<double> untouched{0.5, 0.3};
  Calibrations{}.apply(untouched);
  EXPECT_EQ(untouched, (std::vector<double>{0.5, 0.3}));
}

TEST(Calibrations, ShiftTheLogOddsBeforeAnyMethod) {
  // Odds of 4 become 4 e^-0.5, after Platt's line 16 e^-1 · e^-0.5 of these.
  const auto after = [](const Calibrations& all, double p) {
    all.apply(std::span(&p, 1));
    return p;
  };
  const double odds = 4.0 * std::exp(-0.5);
  EXPECT_NEAR(after({false, {}, {-0.5}}, 0.8), odds / (1.0 + odds), 1e-15);
  const double both = std::exp(-0.5) * odds * odds;
  EXPECT_NEAR(after({false, {kPlatt}, {-0.5}}, 0.8), both / (1.0 + both), 1e-14);
  // A share of 0 or 1 counts as a millionth from it.
  EXPECT_NEAR(after({false, {}, {0.0}}, 0.0), 1e-6, 1e-18);
  EXPECT_NEAR(after({false, {}, {0.0}}, 1.0), 1.0 - 1e-6, 1e-15);
}

TEST(Calibrations, ShiftTheOddsOfSeveralClassesAgainstTheFirst) {
  std::vector<double> p{0.5, 0.5, 0.0};
  Calibrations{false, {}, {0.0, std::log(3.0), 0.0}}.apply(p);
  EXPECT_NEAR(p[0], 0.5 / (2.0 + 1e-6), 1e-15);
  EXPECT_NEAR(p[1], 1.5 / (2.0 + 1e-6), 1e-15);
  EXPECT_NEAR(p[2], 1e-6 / (2.0 + 1e-6), 1e-18);
}

TEST(Calibrations, AreWrittenInTheOldestVersionThatHoldsThem) {
  ModelFile file = complete(small_model_file());
  EXPECT_EQ(decode(encode(file))->format_version, 5u);
  file.calibration.intercepts = {-1.5};
  const ModelFile shifted = complete(file);
  const Bytes bytes = encode(shifted);
  const auto engine = Engine::load(bytes);
  ASSERT_TRUE(engine) << engine.error().text();
  EXPECT_EQ(engine->format_version(), 6u);
  EXPECT_EQ(engine->model_file().calibration.intercepts, std::vector{-1.5});
  EXPECT_EQ(encode(engine->model_file()), bytes);
  ModelFile other = shifted;
  other.calibration.intercepts = {-1.25};
  ExpectFault(Engine::load(encode(other)), ErrorCode::replay_failed, "test_vectors", "");
}

TEST(Calibrations, AreRefusedWhereTheyCouldNotBeApplied) {
  const auto of_intercepts = [](std::vector<double> all) {
    const auto status = Calibrations{false, {}, std::move(all)}.check(1, "calibration");
    return status ? "ok" : status.error().text();
  };
  EXPECT_EQ(of_intercepts({-2.0}), "ok");
  EXPECT_EQ(of_intercepts({-2.0, 0.0}), "calibration.outputs: need one entry an output, or none");
  EXPECT_EQ(of_intercepts({51.0}), "calibration.intercepts: must lie from -50 to 50");
  EXPECT_EQ(of_intercepts({std::nan("")}), "calibration.intercepts: must lie from -50 to 50");
  const auto refused = [](Calibration one) {
    const Calibrations all{false, {std::move(one)}};
    const auto status = all.check(1, "calibration");
    return status ? "ok" : status.error().text();
  };
  EXPECT_EQ(refused(kPlatt), "ok");
  EXPECT_EQ(refused(kBeta), "ok");
  EXPECT_EQ(refused(kIsotonic), "ok");
  EXPECT_EQ(refused({CalibrationMethod::platt, {1.0}, {}, {}}),
            "calibration.outputs[0].parameters: are too few or too many");
  EXPECT_EQ(refused({CalibrationMethod::beta, {1.0, 1.0, std::nan("")}, {}, {}}),
            "calibration.outputs[0].parameters: must be finite numbers");
  EXPECT_EQ(
      refused({CalibrationMethod::isotonic, {}, {}, {}}),
      "calibration.outputs[0].from: and `to` must be equally long, with points only where they are used");
  EXPECT_EQ(refused({CalibrationMethod::isotonic, {}, {0.1, 0.1}, {0.1, 0.2}}),
            "calibration.outputs[0].from: must ascend, and `to` must not fall");
  EXPECT_EQ(refused({CalibrationMethod::isotonic, {}, {0.1, 0.2}, {0.2, 0.1}}),
            "calibration.outputs[0].from: must ascend, and `to` must not fall");
  EXPECT_EQ(refused({CalibrationMethod::isotonic, {}, {0.1, 1.2}, {0.2, 0.3}}),
            "calibration.outputs[0].from: must lie from 0 to 1, as `to`");
  EXPECT_FALSE((Calibrations{false, {kPlatt, kPlatt}}.check(1, "calibration")));
}

TEST(Calibrations, AreAppliedByTheEngineAndProvedByItsTestVectors) {
  ModelFile file = small_model_file();
  const auto plain = Engine::load(encode(complete(file)));
  file.calibration = {false, {kPlatt}};
  const ModelFile calibrated = complete(file);
  const auto engine = Engine::load(encode(calibrated));
  ASSERT_TRUE(plain);
  ASSERT_TRUE(engine) << engine.error().text();
  Workspace before = plain->workspace();
  Workspace after = engine->workspace();
  std::uint32_t first = 0;  // test vector that is not refused
  do {
    ASSERT_LT(first, calibrated.test_vectors.count);
    set_record(calibrated.test_vectors, first, before.record);
    set_record(calibrated.test_vectors, first++, after.record);
    plain->predict(before);
  } while (before.refused);
  engine->predict(after);
  EXPECT_EQ(after.outputs[0], kPlatt.apply(before.outputs[0]));
  EXPECT_EQ(after.margins, before.margins);
  ModelFile other = calibrated;
  other.calibration.outputs[0].parameters[1] = std::nextafter(2.0, 3.0);
  ExpectFault(Engine::load(encode(other)), ErrorCode::replay_failed, "test_vectors", "");
}

}  // namespace
}  // namespace nearside
