// SPDX-License-Identifier: Apache-2.0
#include "core/model_file/form.h"

#include <algorithm>
#include <set>

namespace nearside {

Status check(const Form& form, const std::vector<Predictor>& predictors, const std::string& path) {
  const auto fault = [](const std::string& where, std::string_view message) {
    return bad_model(where, std::string(message));
  };
  std::set<std::string_view> ids;
  std::set<std::string_view> asked;
  for (std::size_t g = 0; g < form.groups.size(); ++g) {
    const FormGroup& group = form.groups[g];
    const std::string here = indexed(path + ".groups", g);
    if (group.id.empty()) return fault(here + ".id", "a group needs an id");
    if (!ids.insert(group.id).second) return stands_twice(here, "id", group.id);
    if (group.title.en.empty()) return fault(here + ".title.en", "a group needs a title");
    if (group.predictors.empty()) return fault(here + ".predictors", "names no predictor");
    for (std::size_t i = 0; i < group.predictors.size(); ++i) {
      const std::string& id = group.predictors[i];
      const bool known = std::any_of(predictors.begin(), predictors.end(),
                                     [&](const Predictor& predictor) { return predictor.id == id; });
      const std::string place = indexed(here + ".predictors", i);
      if (!known) return fault(place, "there is no predictor \"" + id + "\"");
      if (!asked.insert(id).second) return fault(place, "\"" + id + "\" stands twice");
    }
  }
  return {};
}

}  // namespace nearside
