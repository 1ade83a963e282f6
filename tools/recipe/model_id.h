// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/base/result.h"

namespace nearside {

/// A model's id is 1 to 100 lower-case letters, digits and hyphens: it serves as a folder's name and in
/// addresses. The error is `bad_recipe` at the path `id` and says what was found.
Status check_model_id(const std::string& id);

}  // namespace nearside
