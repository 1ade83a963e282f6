// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/data/table_text.h"
#include "tools/table/shortened.h"

namespace nearside {

/// What is wrong with the text of a table's field: `where` names row and column, `what` follows the text.
inline Error field_fault(const std::string& where, std::string_view text, const std::string& what) {
  return {ErrorCode::bad_data, where, "\"" + std::string(shortened(trimmed(text), 60)) + "\" " + what};
}

}  // namespace nearside
