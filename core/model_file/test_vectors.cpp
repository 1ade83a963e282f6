// SPDX-License-Identifier: Apache-2.0
#include "core/model_file/test_vectors.h"

#include <string_view>

namespace nearside {

inline constexpr std::uint32_t kMaxTestVectors = 4096;

Status check(const TestVectors& vectors, std::size_t cells_per_record, std::size_t outputs,
             const std::string& path) {
  const auto fault = [&](std::string_view field, std::string_view message) {
    return bad_model(path + "." + std::string(field), std::string(message));
  };
  if (vectors.count == 0) return fault("count", "a model file needs test vectors");
  if (vectors.count > kMaxTestVectors) return fault("count", "more than 4096 test vectors");
  const std::size_t cells = vectors.count * cells_per_record;
  if (vectors.kinds.size() != cells) return fault("kinds", "does not have every cell of every record");
  if (vectors.numbers.size() != cells) return fault("numbers", "does not have every cell of every record");
  if (vectors.units.size() != cells) return fault("units", "does not have every cell of every record");
  if (vectors.levels.size() != cells) return fault("levels", "does not have every cell of every record");
  if (vectors.outputs.size() != vectors.count * outputs)
    return fault("outputs", "does not have a value for every output");
  if (vectors.issue_counts.size() != vectors.count)
    return fault("issue_counts", "does not have a count for every record");
  std::size_t issues = 0;
  for (std::uint32_t count : vectors.issue_counts) {
    if (count > cells_per_record) return fault("issue_counts", "more issues than cells");
    issues += count;
  }
  if (vectors.issue_codes.size() != issues) return fault("issue_codes", "does not fit the counts");
  if (vectors.issue_predictors.size() != issues) return fault("issue_predictors", "does not fit the counts");
  if (vectors.issue_seen.size() != issues) return fault("issue_seen", "does not fit the counts");
  if (vectors.issue_limits.size() != issues) return fault("issue_limits", "does not fit the counts");
  for (std::uint8_t kind : vectors.kinds) {
    if (kind >= kCellKinds) return fault("kinds", "an unknown kind of cell");
  }
  for (std::uint8_t code : vectors.issue_codes) {
    if (code >= kIssueCodes) return fault("issue_codes", "an unknown code");
  }
  return {};
}

void set_record(const TestVectors& vectors, std::size_t v, Record& record) {
  const std::size_t cells = record.kinds.size();
  for (std::size_t c = 0; c < cells; ++c) {
    const std::size_t place = v * cells + c;
    record.kinds[c] = static_cast<CellKind>(vectors.kinds[place]);
    record.numbers[c] = vectors.numbers[place];
    record.units[c] = vectors.units[place];
    record.levels[c] = vectors.levels[place];
    record.texts[c].clear();
  }
}

}  // namespace nearside
