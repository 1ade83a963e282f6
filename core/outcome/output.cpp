// SPDX-License-Identifier: Apache-2.0
#include "core/outcome/output.h"

#include <algorithm>
#include <cmath>

namespace nearside {
namespace {

const Predictor* find(const std::vector<Predictor>& predictors, const std::string& id) {
  const auto is_it = [&](const Predictor& predictor) { return predictor.id == id; };
  const auto found = std::find_if(predictors.begin(), predictors.end(), is_it);
  return found == predictors.end() ? nullptr : &*found;
}

template <class R>
Status check_ends(const R& range, const std::string& path) {
  if (!std::isfinite(range.low) || !std::isfinite(range.high) || range.low > range.high)
    return bad_model(path, "both ends must be finite and in their order");
  return {};
}

Status check_ranges(const std::vector<Applies>& ranges, const std::vector<Predictor>& predictors,
                    const std::string& path) {
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const Applies& range = ranges[i];
    const Predictor* predictor = find(predictors, range.predictor);
    if (predictor == nullptr || predictor->kind == Kind::categorical)
      return bad_model(indexed(path, i) + ".predictor",
                       "\"" + range.predictor + "\" is no predictor that is a number");
    if (auto ok = check_ends(range, indexed(path, i)); !ok) return ok;
  }
  return {};
}

Status check_computed(const std::vector<AppliesComputed>& ranges, const Columns& columns,
                      const std::string& path) {
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const std::uint32_t column = ranges[i].column;
    if (column >= columns.size() || columns[column].levels > 0)
      return bad_model(indexed(path, i) + ".column", "is no column of numbers");
    if (auto ok = check_ends(ranges[i], indexed(path, i)); !ok) return ok;
  }
  return {};
}

Status check_needs(const std::vector<Need>& needs, const std::vector<Predictor>& predictors,
                   const std::string& path) {
  for (std::size_t n = 0; n < needs.size(); ++n) {
    const std::string here = indexed(path, n) + ".any_of";
    if (needs[n].any_of.empty()) return bad_model(here, "names no predictor");
    for (const std::string& id : needs[n].any_of) {
      if (find(predictors, id) == nullptr) return bad_model(here, "\"" + id + "\" is no predictor");
    }
  }
  return {};
}

Status check_groups(const std::vector<RiskGroup>& groups, const std::vector<Predictor>& predictors,
                    const std::string& path) {
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const std::string here = indexed(path, g);
    if (!std::isfinite(groups[g].from)) return bad_model(here, "from", "must be finite");
    if (groups[g].label.en.empty()) return bad_model(here, "label", "a group needs words");
    if (groups[g].source.empty())
      return bad_model(here, "source", "a group needs the source that defines it");
    if (auto ok = check_ranges(groups[g].only, predictors, here + ".only"); !ok) return ok;
    if (g > 0 && groups[g].only.empty() && groups[g - 1].only.empty() && groups[g].from < groups[g - 1].from)
      return bad_model(here, "from", "the groups must ascend");
  }
  return {};
}

}  // namespace

Status check(const std::vector<Output>& outputs, std::size_t given, const std::vector<Predictor>& predictors,
             const Columns& columns, const std::string& path) {
  if (outputs.size() != given) {
    return bad_model(path,
                     std::to_string(outputs.size()) + " described, the model gives " + std::to_string(given));
  }
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const Output& output = outputs[i];
    const std::string here = indexed(path, i);
    if (output.id.empty()) return bad_model(here, "id", "an output needs an id");
    for (std::size_t j = 0; j < i; ++j) {
      if (outputs[j].id == output.id) return stands_twice(here, "id", output.id);
    }
    if (!(output.horizon_years >= 0.0 && output.horizon_years <= 100.0))
      return bad_model(here, "horizon_years", "must be from 0 to 100");
    if (output.decimals > 6) return bad_model(here, "decimals", "must be from 0 to 6");
    if (auto ok = check_needs(output.needs, predictors, here + ".needs"); !ok) return ok;
    if (auto ok = check_ranges(output.applies, predictors, here + ".applies"); !ok) return ok;
    if (auto ok = check_computed(output.applies_computed, columns, here + ".applies_computed"); !ok)
      return ok;
    if (auto ok = check_groups(output.groups, predictors, here + ".groups"); !ok) return ok;
  }
  return {};
}

}  // namespace nearside
