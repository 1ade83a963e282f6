// SPDX-License-Identifier: Apache-2.0
#include "tools/importers/equation/source.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "core/model_file/json.h"
#include "tools/recipe/analytes.h"
#include "tools/recipe/model_id.h"
#include "tools/table/formula_cell.h"

namespace nearside {
namespace {

bool is_number(NodeKind kind) {
  return kind == NodeKind::integer || kind == NodeKind::number;
}

Result<std::vector<ExampleValue>> values_of(const JsonNode& map, const std::string& path) {
  if (map.kind() != NodeKind::map || map.size() == 0)
    return bad_recipe(path, "must be an object with a value a name");
  std::vector<ExampleValue> values;
  for (std::size_t i = 0; i < map.size(); ++i) {
    const JsonNode value = map.item(i);
    ExampleValue& added = values.emplace_back();
    added.name = map.key(i);
    if (value.kind() == NodeKind::text) {
      added.text = value.text();
      added.is_text = true;
    } else if (is_number(value.kind())) {
      added.number = value.number();
    } else if (value.kind() == NodeKind::boolean) {
      added.number = value.boolean() ? 1.0 : 0.0;
    } else {
      return bad_recipe(path + "." + added.name, "must be a number, a text, true or false");
    }
  }
  return values;
}

Result<Example> example_of(const JsonNode& item, const std::string& path) {
  constexpr std::array<std::string_view, 4> kFields{"source", "record", "expect", "within"};
  if (item.kind() != NodeKind::map) return bad_recipe(path, "must be an object");
  for (std::size_t i = 0; i < item.size(); ++i) {
    if (std::find(kFields.begin(), kFields.end(), item.key(i)) == kFields.end())
      return bad_recipe(path, "\"" + std::string(item.key(i)) + "\" is not known");
  }
  for (const std::string_view name : kFields) {
    if (!item.find(name)) return bad_recipe(path, "field \"" + std::string(name) + "\" is missing");
  }
  Example example;
  const JsonNode source = *item.find("source");
  if (source.kind() != NodeKind::text) return bad_recipe(path + ".source", "must be a text");
  example.source = source.text();
  const JsonNode within = *item.find("within");
  if (!is_number(within.kind()) || !(within.number() >= 0.0))
    return bad_recipe(path + ".within", "must be a number from 0");
  example.within = within.number();
  auto record = values_of(*item.find("record"), path + ".record");
  if (!record) return record.error();
  auto expect = values_of(*item.find("expect"), path + ".expect");
  if (!expect) return expect.error();
  example.record = std::move(*record);
  example.expect = std::move(*expect);
  return example;
}

Status check_source(EquationSource& source) {
  if (source.version_of_form != 1) {
    return bad_recipe("nearside_equation",
                      "this Nearside reads version 1, found " + std::to_string(source.version_of_form));
  }
  if (auto ok = check_model_id(source.id); !ok) return ok;
  if (source.card.sources.empty()) return bad_recipe("card.sources", "a published equation needs its source");
  for (std::size_t p = 0; p < source.predictors.size(); ++p) {
    if (source.predictors[p].analyte.empty()) continue;
    auto units = units_of_analyte(source.predictors[p], "predictors[" + std::to_string(p) + "]");
    if (!units) return units.error();
    source.predictors[p].units = std::move(*units);
  }
  const auto as_recipe = [](const Status& status) -> Status {
    if (status) return {};
    return bad_recipe(status.error().path, status.error().message);
  };
  if (auto ok = as_recipe(check(source.predictors, "predictors")); !ok) return ok;
  if (auto ok = as_recipe(check(source.exclusions, source.predictors, "exclusions")); !ok) return ok;
  if (auto ok = as_recipe(check(source.form, source.predictors, "form")); !ok) return ok;
  if (auto ok = check_beginnings(source.predictors, source.exclusions); !ok) return ok;
  for (std::size_t o = 0; o < source.outputs.size(); ++o) {
    const std::string here = "outputs[" + std::to_string(o) + "].id";
    if (auto ok = check_beginning(source.outputs[o].id, here); !ok) return ok;
    if (source.outputs[o].id == "issues")
      return bad_recipe(here, "\"issues\" is the name of another column of predictions");
  }
  return {};
}

}  // namespace

Result<ReadEquation> parse_equation(std::string_view json) {
  auto document = JsonDocument::parse(json);
  if (!document) return document.error();
  ReadEquation read;
  // The names in an example are free, so examples are read apart from the rest.
  if (const auto examples = document->take("examples")) {
    const JsonNode list = examples->root();
    if (list.kind() != NodeKind::array) return bad_recipe("examples", "must be a list");
    for (std::size_t i = 0; i < list.size(); ++i) {
      auto example = example_of(list.item(i), "examples[" + std::to_string(i) + "]");
      if (!example) return example.error();
      read.examples.push_back(std::move(*example));
    }
  }
  auto source = Reader<JsonNode>::read_all<EquationSource>(document->root());
  if (!source) return source.error();
  read.source = std::move(*source);
  if (auto ok = check_source(read.source); !ok) return ok.error();
  return read;
}

}  // namespace nearside
