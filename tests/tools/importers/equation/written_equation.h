// SPDX-License-Identifier: Apache-2.0
#pragma once
// A small equation as one would write it down, part by part.
#include <string>

#include "core/base/result.h"
#include "tools/importers/equation/import.h"

namespace nearside {

/// Age 40 to 79 in whole years; LDL in mmol/L, which may be missing; HDL, which may be missing; sex; stage I
/// to III, ordered. Lists are JSON without their brackets; `more` are whole fields, ending with a comma.
struct WrittenEquation {
  std::string more;
  std::string quantities = R"({"name": "age_10", "formula": "(age - 60) / 10"})";
  std::string terms = R"({"of": "age_10", "coefficient": 0.5})";
  std::string output;  ///< more fields of the output, each after a comma
  std::string id = "small";

  std::string text() const {
    return R"({"nearside_equation": 1, "id": ")" + id + R"(", "title": {"en": "A small equation"},
      "audience": "clinician", "card": {"sources": ["Invented, table 1"]}, )" +
           more + R"("predictors": [
        {"id": "age", "kind": "integer", "hard": {"low": 40, "high": 79}, "units": [{"ucum": "a"}]},
        {"id": "ldl", "kind": "numeric", "hard": {"low": 1, "high": 9}, "units": [{"ucum": "mmol/L"}],
         "required": false},
        {"id": "hdl", "kind": "numeric", "hard": {"low": 0.5, "high": 4}, "required": false},
        {"id": "sex", "kind": "categorical", "levels": [{"id": "female"}, {"id": "male"}]},
        {"id": "stage", "kind": "categorical", "ordered": true,
         "levels": [{"id": "I"}, {"id": "II"}, {"id": "III"}]}],
      "quantities": [)" +
           quantities + R"(], "outputs": [{"id": "risk", "kind": "probability", "label": {"en": "Risk"},
        "link": "logistic", "cases": [{"intercept": -1, "terms": [)" +
           terms + "]}]" + output + "}]}";
  }
};

/// The text of the only other equation that a chain may name, `other.json`.
inline Result<ImportedEquation> imported(const std::string& json, const std::string& other = {}) {
  return import_equation(json, [&](const std::string& file) -> Result<std::string> {
    if (file == "other.json") return other;
    return Error{ErrorCode::bad_data, file, "can't be opened"};
  });
}

inline std::string complaint(const std::string& json, const std::string& other = {}) {
  const auto equation = imported(json, other);
  return equation ? "ok" : equation.error().text();
}

inline std::string quantity(const std::string& name, const std::string& formula) {
  return R"({"name": ")" + name + R"(", "formula": ")" + formula + "\"}";
}

inline std::string term(const std::string& of) {
  return R"({"of": ")" + of + R"(", "coefficient": 0.5})";
}

}  // namespace nearside
