// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/model_file/card.h"
#include "core/outcome/calibrate.h"
#include "tools/recipe/model_request.h"

namespace nearside {

/// What was found of one family of models.
struct LeaderboardRow {
  std::string family;
  bool chosen = false;
  bool baseline = false;
  std::string explainable;
  ModelRequest model;
  CalibrationMethod calibration = CalibrationMethod::none;
  std::uint32_t intercepts = 0;
  double inner_loss = 0.0;
  Performance performance;
  std::uint64_t bytes = 0;
  bool keeps_directions = true;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("family", self.family, "as --models calls it");
    archive.field("chosen", self.chosen, "true: the model file holds this one");
    archive.field("baseline", self.baseline, "true: for comparison only");
    archive.field("explainable", self.explainable, "how a person can look at it");
    archive.field("model", self.model, "the family's best settings on all rows");
    archive.field("calibration", self.calibration, "how its probabilities are calibrated");
    archive.field("intercepts", self.intercepts,
                  "how many intercepts undo balanced classes before that; 0: nothing is to undo");
    archive.field("inner_loss", self.inner_loss, "mean loss over the inner folds of all rows");
    archive.field("performance", self.performance,
                  "outer folds, settings and calibration chosen anew in each");
    archive.field("bytes", self.bytes, "size of its model file");
    archive.field(
        "keeps_directions", self.keeps_directions,
        "false: the recipe's model declares directions (`monotone`), and this family can't keep any");
  }
};

}  // namespace nearside
