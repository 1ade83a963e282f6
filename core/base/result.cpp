// SPDX-License-Identifier: Apache-2.0
#include "core/base/result.h"

namespace nearside {

Error bad_model(std::string_view path, std::string_view message) {
  return {ErrorCode::bad_model_file, std::string(path), std::string(message)};
}

std::string indexed(std::string_view list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

namespace {

std::string joined(std::string_view path, std::string_view field) {
  std::string whole(path);
  whole += '.';
  whole += field;
  return whole;
}

}  // namespace

// Not inlined: they stand a hundred times in the patient's module.
[[gnu::noinline]] Error bad_model(std::string_view path, std::string_view field, std::string_view message) {
  return bad_model(joined(path, field), message);
}

[[gnu::noinline]] Error bad_model(std::string_view path, std::string_view list, std::size_t index,
                                  std::string_view message) {
  return bad_model(indexed(joined(path, list), index), message);
}

[[gnu::noinline]] Error stands_twice(std::string_view path, std::string_view field, std::string_view text) {
  return bad_model(path, field, "\"" + std::string(text) + "\" stands twice");
}

Error bad_recipe(std::string_view path, std::string_view message) {
  return {ErrorCode::bad_recipe, std::string(path), std::string(message)};
}

}  // namespace nearside
