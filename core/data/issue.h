// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/base/names_of.h"

namespace nearside {

/// What is worth saying about one predictor or exclusion of one record. The numbers stand in model files
/// (test vectors) and cross the boundary to the page: append, never renumber.
enum class IssueCode : std::uint8_t {
  missing_required,           ///< no value, and the model can't do without. Refused.
  not_a_number,               ///< text, a truth value, NaN or infinity where a number belongs. Refused.
  not_an_integer,             ///< a fraction where a whole number belongs. Refused.
  unknown_level,              ///< an answer that the predictor does not list. Refused.
  unknown_unit,               ///< a unit that the predictor does not list. Refused.
  outside_hard_range,         ///< an impossible value; `limit` is the end that was passed. Refused.
  outside_development_range,  ///< rare in the development data; `limit` is the end that was passed. Caution.
  imputed,                    ///< no value; `limit` is the value that was used instead, `seen` its spread.
                              ///< Caution.
  excluded,                   ///< the answer says that the model was not made for this person. Refused.
  exclusion_not_asked,        ///< nobody asked whether the model was made for this person. Caution.
};
template <>
struct NamesOf<IssueCode> {
  static constexpr std::array<std::string_view, 10> names{"missing_required",
                                                          "not_a_number",
                                                          "not_an_integer",
                                                          "unknown_level",
                                                          "unknown_unit",
                                                          "outside_hard_range",
                                                          "outside_development_range",
                                                          "imputed",
                                                          "excluded",
                                                          "exclusion_not_asked"};
};
inline constexpr std::size_t kIssueCodes = NamesOf<IssueCode>::names.size();

enum class Weight : std::uint8_t {
  refuse,   ///< there is no prediction
  caution,  ///< read the prediction with care
  note,     ///< good to know
};
template <>
struct NamesOf<Weight> {
  static constexpr std::array<std::string_view, 3> names{"refuse", "caution", "note"};
};

constexpr Weight weight_of(IssueCode code) {
  switch (code) {
    case IssueCode::outside_development_range:
    case IssueCode::imputed:
    case IssueCode::exclusion_not_asked:
      return Weight::caution;
    case IssueCode::missing_required:
    case IssueCode::not_a_number:
    case IssueCode::not_an_integer:
    case IssueCode::unknown_level:
    case IssueCode::unknown_unit:
    case IssueCode::outside_hard_range:
    case IssueCode::excluded:
      return Weight::refuse;
  }
  return Weight::refuse;
}

/// True for a value that can't be read at all: a mistake of whoever made the record, not a property of the
/// person.
constexpr bool is_malformed(IssueCode code) {
  return code == IssueCode::not_a_number || code == IssueCode::unknown_level ||
         code == IssueCode::unknown_unit;
}

/// `seen` and `limit` are in the model's unit; NaN where there is none (a text was seen, nothing was seen).
/// Of an imputed value `seen` is the standard deviation, given what is known about the person: a number only
/// where the step that filled it knows it, and where no step before it bent the scale.
struct Issue {
  std::uint32_t predictor = 0;  ///< the index of the cell: predictors first, then exclusions
  IssueCode code = IssueCode::missing_required;
  double seen = 0.0;
  double limit = 0.0;
};

}  // namespace nearside
