// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/model.h"

namespace nearside {
namespace {

/// `stratum` names the one category that may reach a model that takes none; empty: not one.
Status check_columns(const Columns& columns, bool takes_missing, bool takes_categories,
                     std::string_view stratum) {
  for (const Column& column : columns) {
    if (column.may_be_missing && !takes_missing) {
      return Error{ErrorCode::bad_recipe, "steps",
                   "\"" + column.name +
                       "\" may be missing and no step fills it; add {\"impute\": …} before the model"};
    }
    if (column.levels > 0 && !takes_categories && column.name != stratum) {
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
        constexpr bool kCategories = requires {
          one.kTakesCategories;
        };
        if (auto ok = check_columns(data.columns, one.kTakesMissing, kCategories, stratum); !ok)
          return ok.error();
        auto model = fit(one, data);
        if (model) prepare(*model);
        return model;
      },
      request);
}

}  // namespace nearside
