// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "tools/fixtures.h"
#include "tools/table/matrix.h"
#include "tools/table/response.h"

namespace nearside {

/// tests/fixtures/linear/table.csv: five columns as they stand and with mean 0 and standard deviation 1, and
/// an outcome of every kind.
struct LinearTable {
  Matrix plain;
  Matrix scaled;

  Response binary(bool weighted = false) const { return of_classes(OutcomeKind::binary, 2, weighted); }
  Response several(bool weighted = false) const { return of_classes(OutcomeKind::classes, 3, weighted); }
  Response ordered(bool weighted = false) const { return of_classes(OutcomeKind::ordered, 4, weighted); }
  Response quantity(bool weighted = false) const { return of_numbers(OutcomeKind::quantity, weighted); }
  Response count(bool weighted = false) const { return of_numbers(OutcomeKind::count, weighted); }

  static std::vector<double> column(const std::string& name) {
    return numbers_in(in_repository("tests/fixtures/linear/table.csv"), name);
  }

 private:
  static std::vector<double> weights(bool weighted) {
    if (!weighted) return {};
    std::vector<double> values = column("weight");
    double sum = 0.0;
    for (const double value : values) sum += value;
    for (double& value : values) value *= static_cast<double>(values.size()) / sum;
    return values;
  }
  static Response of_classes(OutcomeKind kind, std::size_t classes, bool weighted) {
    const char* name = kind == OutcomeKind::binary    ? "binary"
                       : kind == OutcomeKind::classes ? "several"
                                                      : "ordered";
    Response response{kind, classes};
    for (const double value : column(name)) response.label.push_back(static_cast<std::uint8_t>(value));
    response.weight = weights(weighted);
    return response;
  }
  static Response of_numbers(OutcomeKind kind, bool weighted) {
    Response response{kind};
    response.value = column(kind == OutcomeKind::count ? "count" : "quantity");
    response.weight = weights(weighted);
    return response;
  }
};

inline LinearTable linear_table() {
  LinearTable table;
  std::vector<std::vector<double>> columns;
  for (const char* name : {"age", "pressure", "smoker", "glucose", "noise"})
    columns.push_back(LinearTable::column(name));
  const std::size_t rows = columns[0].size();
  table.plain = table.scaled = {columns.size(), std::vector<double>(rows * columns.size())};
  for (std::size_t j = 0; j < columns.size(); ++j) {
    double mean = 0.0;
    double squares = 0.0;
    for (const double value : columns[j]) mean += value / static_cast<double>(rows);
    for (const double value : columns[j]) squares += (value - mean) * (value - mean);
    for (std::size_t r = 0; r < rows; ++r) {
      table.plain.row(r)[j] = columns[j][r];
      table.scaled.row(r)[j] = (columns[j][r] - mean) / std::sqrt(squares / static_cast<double>(rows));
    }
  }
  return table;
}

}  // namespace nearside
