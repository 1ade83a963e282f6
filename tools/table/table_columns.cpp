// SPDX-License-Identifier: Apache-2.0
#include "tools/table/table_columns.h"

#include <algorithm>

#include "core/base/closest_name.h"

namespace nearside {

Result<std::size_t> place_of(const std::vector<std::string>& header, std::string_view column) {
  const auto found = std::find(header.begin(), header.end(), column);
  if (found != header.end()) return static_cast<std::size_t>(found - header.begin());
  return Error{ErrorCode::bad_data, "",
               "has no column \"" + std::string(column) + "\"" +
                   suggestion(column, std::vector<std::string_view>(header.begin(), header.end()))};
}

}  // namespace nearside
