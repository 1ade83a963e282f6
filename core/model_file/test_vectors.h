// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/data/record.h"

namespace nearside {

/// Made-up records with what must come out of them, to the bit, on every device. A loaded model replays them
/// before it predicts for anyone. Flat arrays: cell (v, c) stands at v × cells + c, the predictors' cells
/// before the exclusions'.
struct TestVectors {
  std::uint32_t count = 0;
  std::vector<std::uint8_t> kinds;
  std::vector<double> numbers;
  std::vector<std::uint32_t> units;
  std::vector<std::uint32_t> levels;
  std::vector<double> outputs;
  std::vector<std::uint32_t> issue_counts;
  std::vector<std::uint8_t> issue_codes;
  std::vector<std::uint32_t> issue_predictors;
  std::vector<double> issue_seen;
  std::vector<double> issue_limits;
  std::array<std::uint8_t, 32> digest{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("count", self.count, "how many records, v = 0 … count − 1");
    archive.field("kinds", self.kinds,
                  "kind of cell (v, c), predictors before exclusions: 0 absent, 1 number, 2 level, 3 "
                  "boolean, 4 text (not used here), 5 other, 6 date");
    archive.field("numbers", self.numbers, "the number of each cell; 0 where it has none");
    archive.field("units", self.units, "the index of its unit");
    archive.field("levels", self.levels, "the index of its level");
    archive.field("outputs", self.outputs, "expected outputs (v, o); NaN where the record is refused");
    archive.field("issue_counts", self.issue_counts, "expected number of issues of each record");
    archive.field("issue_codes", self.issue_codes,
                  "their codes, in the order of the cells: 0 missing_required, 1 not_a_number, "
                  "2 not_an_integer, 3 unknown_level, 4 unknown_unit, 5 outside_hard_range, "
                  "6 outside_development_range, 7 imputed, 8 excluded, 9 exclusion_not_asked");
    archive.field("issue_predictors", self.issue_predictors, "the index of the cell of each issue");
    archive.field("issue_seen", self.issue_seen,
                  "the value that was seen, or the standard deviation of the imputed value; NaN for none");
    archive.field("issue_limits", self.issue_limits,
                  "the limit that was passed, or the value that was imputed");
    archive.field(
        "digest", self.digest,
        "SHA-256 over little-endian 64-bit floats (NaN as 7ff8000000000000): all of `steps`, all of "
        "`model`, then the margins and the contributions of every record in turn");
  }
};

/// Sizes fit each other and the model, and kinds and codes exist.
Status check(const TestVectors& vectors, std::size_t cells_per_record, std::size_t outputs,
             const std::string& path);

/// Puts record `v` into `record`.
void set_record(const TestVectors& vectors, std::size_t v, Record& record);

}  // namespace nearside
