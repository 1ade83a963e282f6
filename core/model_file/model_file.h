// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/data/schema.h"
#include "core/model_file/card.h"
#include "core/model_file/form.h"
#include "core/model_file/test_vectors.h"
#include "core/models/model.h"
#include "core/outcome/calibrate.h"
#include "core/outcome/output.h"
#include "core/steps/step.h"

namespace nearside {

/// What the development data looked like for one predictor. Never one person's value.
struct PredictorSummary {
  std::string predictor;
  double share_missing = 0.0;
  std::vector<double> percentiles;
  std::vector<double> level_shares;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("predictor", self.predictor, "id of the predictor");
    archive.field("share_missing", self.share_missing,
                  "share of rows without a value; NaN: of 1 to 9 rows, kept back");
    archive.field(
        "percentiles", self.percentiles,
        "1st, 5th, 25th, 50th, 75th, 95th, 99th percentile (quantile type 7), in the model's unit; empty "
        "for levels and for fewer than 100 values");
    archive.field("level_shares", self.level_shares,
                  "share of each level among known values, in their order; NaN: of 1 to 9 rows, kept back");
  }
};
inline constexpr std::array<double, 7> kSummaryPercentiles{0.01, 0.05, 0.25, 0.50, 0.75, 0.95, 0.99};

/// What the model was made from, in summaries.
struct Development {
  std::uint32_t rows = 0;
  std::uint32_t events = 0;
  std::uint32_t rows_without_outcome = 0;
  std::vector<PredictorSummary> predictors;
  Performance performance;
  bool complete = true;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("rows", self.rows, "rows the model was fitted on");
    archive.field("events", self.events,
                  "of these with the outcome; with several classes those outside the most frequent one");
    archive.field("rows_without_outcome", self.rows_without_outcome,
                  "rows left out because the outcome was unknown");
    archive.field("predictors", self.predictors, "a summary a predictor");
    archive.field("performance", self.performance, "how well it did on rows it had not seen");
    archive.since(5, "complete", self.complete,
                  "false: training was stopped before every candidate was tried and every fold measured");
  }
};

/// All that is needed to turn one record into one prediction, and to judge it.
struct ModelFile {
  std::string id;
  std::string version;
  Localised title;
  Standing standing = Standing::demonstration;
  Audience audience = Audience::clinician;
  Schema schema;
  Form form;
  std::vector<Step> steps;
  Model model;
  std::vector<Output> outputs;
  Calibrations calibration{};
  Development development;
  ModelCard card;
  TestVectors test_vectors;

  // Made, copied and destroyed in model_file.cpp alone: else every file that holds one compiles all its kinds
  // of steps and models again.
  ModelFile();
  ModelFile(const ModelFile&);
  ModelFile(ModelFile&&) noexcept;
  ModelFile& operator=(const ModelFile&);
  ModelFile& operator=(ModelFile&&) noexcept;
  ~ModelFile();

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("id", self.id, "the model's name: lower-case letters, digits, hyphens");
    archive.field("version", self.version, "the model's version; a changed prediction is a new version");
    archive.field("title", self.title, "what a person reads as its name");
    archive.field("status", self.standing, "where it stands on its way to patients");
    archive.field("audience", self.audience, "for whom its words are written");
    archive.field("schema", self.schema, "what goes in");
    archive.since(2, "form", self.form, "how a person is asked");
    archive.field("steps", self.steps, "from the bound row to the model's columns, in their order");
    archive.field("model", self.model, "from the columns to margins and outputs");
    archive.field("outputs", self.outputs, "what comes out");
    archive.since(5, "calibration", self.calibration,
                  "what turns the model's probabilities into the outputs");
    archive.field("development", self.development, "what it was made from");
    archive.field("card", self.card, "the model card");
    archive.field("test_vectors", self.test_vectors, "made-up records and what must come out of them");
  }
};

/// Decoded bytes, with the SHA-256 that names them.
struct DecodedModelFile {
  ModelFile model_file;
  std::array<std::uint8_t, 32> sha256{};
  std::uint32_t format_version = 0;
};

inline constexpr std::uint32_t kFormatVersion = 6;  ///< the youngest that is written; read: 1 to this
inline constexpr std::uint32_t kOldestWritten = 5;
inline constexpr std::size_t kMaxModelFileBytes = 32u << 20;

/// The bytes of a model file: `[ "nearside", version, payload, SHA-256 of the payload ]` in canonical CBOR,
/// in the oldest version from `kOldestWritten` on that holds all it says, so that a page that stands
/// somewhere for years reads it, too.
std::vector<std::uint8_t> encode(const ModelFile& model_file);

/// Reads the envelope (text, version, size, hash) on raw bytes, then the payload. Checks shape only; the
/// engine checks meaning and replays the test vectors.
Result<DecodedModelFile> decode(std::span<const std::uint8_t> bytes,
                                std::size_t max_bytes = kMaxModelFileBytes);

}  // namespace nearside
