// SPDX-License-Identifier: Apache-2.0
#include "tools/table/read_table.h"

namespace nearside {

Status read_table(const Input& data, char delimiter, const CsvParser::Sink& row,
                  const std::function<void(std::uint64_t)>& fed) {
  CsvParser parser(row, delimiter);
  std::uint64_t bytes = 0;
  auto status = read_pieces(data, [&](std::string_view piece) {
    bytes += piece.size();
    if (fed) fed(bytes);
    return parser.feed(piece);
  });
  return status ? parser.finish() : status;
}

}  // namespace nearside
