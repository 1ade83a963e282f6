// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/model.h"

namespace nearside {
namespace {

/// `stratum` names the one category that may reach the model; empty: none.
Status check_columns(const Columns& columns, bool takes_missing, std::string_view stratum) {
  for (const Column& column : columns) {
    if (column.may_be_missing && !takes_missing) {
      return Error{ErrorCode::bad_recipe, "steps",
                   "\"" + column.name +
                       "\" may be missing and no step fills it; add {\"impute\": …} before the model"};
    }
    if (column.levels > 0 && column.name != stratum) {
      return Error{ErrorCode::bad_recipe, "steps",
                   "\"" + column.name + "\" is a category; add {\"one_hot\": {}} before the model"};
    }
  }
  return {};
}

}  // namespace

Result<Model> fit(const ModelRequest& request, const ModelData& data) {
  return std::visit(
      [&](const auto& one) -> Result<Model> {
        std::string_view stratum;
        if constexpr (requires { one.stratum; }) stratum = one.stratum;
        if (auto ok = check_columns(data.columns, one.kTakesMissing, stratum); !ok) return ok.error();
        return fit(one, data);
      },
      request);
}

}  // namespace nearside
