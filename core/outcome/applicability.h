// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/names_of.h"
#include "core/outcome/output.h"

namespace nearside {

/// Why a record gives no number for one output. The numbers cross the boundary to the page: append, never
/// renumber.
enum class Absence : std::uint8_t {
  present,         ///< it gives one
  refused,         ///< the record is refused as a whole
  needs_value,     ///< a predictor has no value that this output can't do without
  does_not_apply,  ///< a value lies where this output is not defined; `limit` is the end that was passed
  no_result,       ///< the model gives none for these values
  computed_does_not_apply,  ///< the same as does_not_apply, of a column that the steps compute
};
template <>
struct NamesOf<Absence> {
  static constexpr std::array<std::string_view, 6> names{
      "present", "refused", "needs_value", "does_not_apply", "no_result", "computed_does_not_apply"};
};

/// Whether one output is there, and if not, what stands in its way. `seen` and `limit` in the unit of what
/// was seen.
struct OutputState {
  Absence absence = Absence::present;
  /// Of needs_value (the first that would do) and does_not_apply; of computed_does_not_apply the column after
  /// the last step.
  std::uint32_t predictor = 0;
  double seen = 0.0;
  double limit = 0.0;
};

/// The needs and ranges of all outputs, by index, ready to look at a row.
class Applicability {
 public:
  /// `outputs` must have passed `check` with these predictors and the columns after the last step.
  Applicability(const std::vector<Output>& outputs, const std::vector<Predictor>& predictors);
  Applicability() = default;

  /// One state an output, from a bound row (a value a predictor).
  void judge(std::span<const double> row, std::span<OutputState> states) const noexcept;
  /// Looks at what the steps made of that row, the columns after the last: makes those outputs absent that
  /// are defined elsewhere only.
  void judge_computed(std::span<const double> columns, std::span<OutputState> states) const noexcept;

 private:
  struct Gate {
    std::uint32_t place = 0;
    double low = 0.0;
    double high = 0.0;
  };
  struct Gates {
    std::vector<std::vector<std::uint32_t>> needs;
    std::vector<Gate> ranges;
    std::vector<Gate> computed;
  };
  static OutputState judge(const Gates& gates, std::span<const double> row) noexcept;
  /// `beyond` and the end that was passed of the first range that a value lies outside; a missing value lies
  /// in every range.
  static OutputState judge(const std::vector<Gate>& ranges, std::span<const double> values,
                           Absence beyond) noexcept;
  std::vector<Gates> outputs_;
};

}  // namespace nearside
