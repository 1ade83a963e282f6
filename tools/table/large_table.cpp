// SPDX-License-Identifier: Apache-2.0
#include "tools/table/large_table.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace nearside {

bool is_large(const Rows& rows) {
  constexpr std::size_t kLargeTable = 4'000'000;
  return rows.rows() * rows.columns() >= kLargeTable;
}

void return_freed_blocks() {
#ifdef __GLIBC__
  constexpr int kBlock = 512 * 1024;
  mallopt(M_MMAP_THRESHOLD, kBlock);
#endif
}

}  // namespace nearside
