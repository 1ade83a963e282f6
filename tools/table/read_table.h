// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/csv.h"
#include "tools/table/file.h"

namespace nearside {

/// Hands a CSV file to `row`, the header first. `fed` is told the bytes read so far. Errors: those of
/// `CsvParser` and of `row`; none names the file (`in_file` does).
Status read_table(const Input& data, char delimiter, const CsvParser::Sink& row,
                  const std::function<void(std::uint64_t)>& fed = {});

}  // namespace nearside
