// SPDX-License-Identifier: Apache-2.0
#pragma once
// tests/fixtures/select/table.csv and what scikit-learn and NumPy say about it.
#include <sstream>
#include <string>
#include <vector>

#include "tools/fixtures.h"

namespace nearside {

struct SelectTable {
  std::vector<std::string> names;
  std::vector<std::vector<double>> columns;
  std::vector<std::uint8_t> outcome;
  std::vector<Predictor> predictors;
  Matrix rows;

  SelectTable()
      : names{"age",    "crp",  "sbp",     "dbp",     "map",     "visits",
              "smoker", "ward", "noise_1", "noise_2", "noise_3", "site"} {
    const std::string file = in_repository("tests/fixtures/select/table.csv");
    for (const std::string& name : names) {
      columns.push_back(numbers_in(file, name));
      predictors.push_back(numeric(name));
    }
    for (double value : numbers_in(file, "outcome")) outcome.push_back(value == 1.0 ? 1 : 0);
    rows.columns = names.size();
    for (std::size_t r = 0; r < outcome.size(); ++r) {
      for (const auto& column : columns) rows.values.push_back(column[r]);
    }
  }

  /// The columns that orders_reference.csv lists for a method, in its order.
  static std::vector<std::string> order(const std::string& method) {
    std::istringstream lines(content_of(in_repository("tests/fixtures/select/orders_reference.csv")));
    std::vector<std::string> found;
    for (std::string line; std::getline(lines, line);) {
      if (line.rfind(method + ",", 0) != 0) continue;
      std::istringstream words(line.substr(method.size() + 1));
      for (std::string word; words >> word;) found.push_back(word);
    }
    EXPECT_FALSE(found.empty()) << method;
    return found;
  }
};

}  // namespace nearside
