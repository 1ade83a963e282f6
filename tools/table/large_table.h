// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tools/table/rows.h"

namespace nearside {

/// Whether copies of these rows are worth avoiding: 32 MB and more.
bool is_large(const Rows& rows);

/// From now on a freed block of 512 KB and more goes back to the system, where glibc would keep it for later
/// and not find a use for it: with a large table that is almost a tenth of the memory. Each such block then
/// costs page faults anew, which would slow the many fits of a small table.
void return_freed_blocks();

}  // namespace nearside
