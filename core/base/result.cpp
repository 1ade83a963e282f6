// SPDX-License-Identifier: Apache-2.0
#include "core/base/result.h"

namespace nearside {

Error bad_model(std::string_view path, std::string_view message) {
  return {ErrorCode::bad_model_file, std::string(path), std::string(message)};
}

Error bad_recipe(std::string_view path, std::string_view message) {
  return {ErrorCode::bad_recipe, std::string(path), std::string(message)};
}

}  // namespace nearside
