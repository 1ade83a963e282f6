// SPDX-License-Identifier: Apache-2.0
#pragma once
// The invented rows of tests/fixtures/svm, as a model gets them.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tools/fit/model.h"
#include "tools/fit/pipeline.h"
#include "tools/fixtures.h"

namespace nearside {

inline const std::string kSvmFolder = in_repository("tests/fixtures/svm/");
inline const std::string kSvmTable = kSvmFolder + "table.csv";
inline const std::string kSvmReference = kSvmFolder + "reference.csv";

struct SvmTable {
  std::vector<Predictor> predictors;
  Columns columns;
  Matrix rows;
  Outcome outcome;
  Response response;

  ModelData data() const { return {rows, columns, predictors, outcome, response, 7}; }
};

/// With `label`, `kind` or `value` as the outcome.
inline SvmTable svm_table(const std::string& outcome) {
  SvmTable table;
  std::vector<std::vector<double>> values;
  for (const char* id : {"a", "b", "c"}) {
    table.predictors.push_back(numeric(id));
    values.push_back(numbers_in(kSvmTable, id));
  }
  table.columns = columns_of(table.predictors);
  table.rows.columns = values.size();
  for (std::size_t r = 0; r < values[0].size(); ++r) {
    for (const auto& column : values) table.rows.values.push_back(column[r]);
  }
  const std::vector<double> observed = numbers_in(kSvmTable, outcome);
  if (outcome == "value") {
    table.response = {OutcomeKind::quantity, 2, {}, observed};
    return table;
  }
  table.response.kind = outcome == "kind" ? OutcomeKind::classes : OutcomeKind::binary;
  table.response.classes = outcome == "kind" ? 3 : 2;
  for (const double one : observed) table.response.label.push_back(static_cast<std::uint8_t>(one));
  return table;
}

/// Within 0 and 1, on the average near the share with the outcome, and higher with it.
inline void ExpectSensibleProbabilities(const Model& model, const SvmTable& table) {
  const std::vector<double> outputs = outputs_of(model, table.rows);
  double mean[2] = {0.0, 0.0};
  double rows[2] = {0.0, 0.0};
  for (std::size_t r = 0; r < outputs.size(); ++r) {
    EXPECT_TRUE(outputs[r] > 0.0 && outputs[r] < 1.0) << outputs[r];
    mean[table.response.label[r]] += outputs[r];
    rows[table.response.label[r]] += 1.0;
  }
  EXPECT_NEAR((mean[0] + mean[1]) / (rows[0] + rows[1]), rows[1] / (rows[0] + rows[1]), 0.05);
  EXPECT_GT(mean[1] / rows[1], mean[0] / rows[0] + 0.2);
}

}  // namespace nearside
