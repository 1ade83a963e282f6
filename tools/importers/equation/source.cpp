// SPDX-License-Identifier: Apache-2.0
#include "tools/importers/equation/source.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "core/model_file/json.h"
#include "tools/recipe/analytes.h"
#include "tools/recipe/model_id.h"

namespace nearside {
namespace {

Error fault(std::string path, std::string message) {
  return {ErrorCode::bad_recipe, std::move(path), std::move(message)};
}

Result<std::vector<ExampleValue>> values_of(const nlohmann::json& map, const std::string& path) {
  if (!map.is_object() || map.empty()) return fault(path, "must be an object with a value a name");
  std::vector<ExampleValue> values;
  for (const auto& [name, value] : map.items()) {
    ExampleValue& added = values.emplace_back();
    added.name = name;
    if (value.is_string()) {
      added.text = value.get<std::string>();
      added.is_text = true;
    } else if (value.is_number()) {
      added.number = value.get<double>();
    } else if (value.is_boolean()) {
      added.number = value.get<bool>() ? 1.0 : 0.0;
    } else {
      return fault(path + "." + name, "must be a number, a text, true or false");
    }
  }
  return values;
}

Result<Example> example_of(const nlohmann::json& item, const std::string& path) {
  constexpr std::array<std::string_view, 4> kFields{"source", "record", "expect", "within"};
  if (!item.is_object()) return fault(path, "must be an object");
  for (const auto& [name, value] : item.items()) {
    if (std::find(kFields.begin(), kFields.end(), name) == kFields.end())
      return fault(path, "\"" + name + "\" is not known");
  }
  for (const std::string_view name : kFields) {
    if (!item.contains(name)) return fault(path, "field \"" + std::string(name) + "\" is missing");
  }
  Example example;
  if (!item["source"].is_string()) return fault(path + ".source", "must be a text");
  example.source = item["source"].get<std::string>();
  if (!item["within"].is_number() || !(item["within"].get<double>() >= 0.0))
    return fault(path + ".within", "must be a number from 0");
  example.within = item["within"].get<double>();
  auto record = values_of(item["record"], path + ".record");
  if (!record) return record.error();
  auto expect = values_of(item["expect"], path + ".expect");
  if (!expect) return expect.error();
  example.record = std::move(*record);
  example.expect = std::move(*expect);
  return example;
}

Status check_source(EquationSource& source) {
  if (source.version_of_form != 1) {
    return fault("nearside_equation",
                 "this Nearside reads version 1, found " + std::to_string(source.version_of_form));
  }
  if (auto ok = check_model_id(source.id); !ok) return ok;
  if (source.card.sources.empty()) return fault("card.sources", "a published equation needs its source");
  for (std::size_t p = 0; p < source.predictors.size(); ++p) {
    if (source.predictors[p].analyte.empty()) continue;
    auto units = units_of_analyte(source.predictors[p], "predictors[" + std::to_string(p) + "]");
    if (!units) return units.error();
    source.predictors[p].units = std::move(*units);
  }
  const auto as_recipe = [](const Status& status) -> Status {
    if (status) return {};
    return fault(status.error().path, status.error().message);
  };
  if (auto ok = as_recipe(check(source.predictors, "predictors")); !ok) return ok;
  if (auto ok = as_recipe(check(source.exclusions, source.predictors, "exclusions")); !ok) return ok;
  if (auto ok = as_recipe(check(source.form, source.predictors, "form")); !ok) return ok;
  for (std::size_t o = 0; o < source.outputs.size(); ++o) {
    if (source.outputs[o].id != "issues") continue;
    return fault("outputs[" + std::to_string(o) + "].id",
                 "\"issues\" is the name of another column of predictions");
  }
  return {};
}

}  // namespace

Result<ReadEquation> parse_equation(std::string_view json) {
  // Once for its errors with line and column, then to part the examples, whose names are free, from the rest.
  if (auto document = JsonDocument::parse(json); !document) return document.error();
  nlohmann::json whole = nlohmann::json::parse(json, nullptr, false);
  ReadEquation read;
  if (whole.is_object() && whole.contains("examples")) {
    const nlohmann::json& list = whole["examples"];
    if (!list.is_array()) return fault("examples", "must be a list");
    for (std::size_t i = 0; i < list.size(); ++i) {
      auto example = example_of(list[i], "examples[" + std::to_string(i) + "]");
      if (!example) return example.error();
      read.examples.push_back(std::move(*example));
    }
    whole.erase("examples");
  }
  auto source = from_json<EquationSource>(whole.dump());
  if (!source) return source.error();
  read.source = std::move(*source);
  if (auto ok = check_source(read.source); !ok) return ok.error();
  return read;
}

}  // namespace nearside
