// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which work runs at once: several folds, each on a thread of its own, or one fold on all threads.
#include <cstddef>
#include <functional>
#include <vector>

#include "tools/choose/candidates.h"
#include "tools/table/rows.h"

namespace nearside {

/// Whether the folds of these rows are better fitted one after another: the table is large, so that several
/// copies of it would be much, and all candidates' fits can use the threads themselves.
bool one_by_one(const std::vector<Candidate>& candidates, const Rows& rows);

/// Runs `job(0, own) … job(count − 1, own)`, each once, `in_turn` or not. `own` is how many threads the job
/// itself may use: one after another each may use all, else 1, as up to `threads` run at once. (Two threads
/// for a small fit beside another one lose more in waiting for each other than they gain.)
void run_jobs(std::size_t count, std::size_t threads, bool in_turn,
              const std::function<void(std::size_t job, std::size_t own)>& job);

}  // namespace nearside
